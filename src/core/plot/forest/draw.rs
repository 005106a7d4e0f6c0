//! The strokes of a forest plot. Everything stands where `layout` put it.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::prelude::DrawingBackend;

use super::layout::{Arrangement, ForestLayout, RowLayout};
use super::{ForestRow, How, RowState, Together};
use crate::plot::canvas::{Canvas, Drawn};
use crate::plot::palette::Role;

/// Radius of a dot, and of the ground around it that parts it from its line.
const DOT_PX: f64 = 5.0;
const HALO_PX: f64 = 6.25;
const INTERVAL_PX: f64 = 3.0;
/// The ring of an absent allele: radius to the middle of its line.
const RING_PX: f64 = 4.5;
const RING_LINE_PX: f64 = 2.0;
/// Half the height of the cap at an upper bound.
const CAP_PX: f64 = 5.0;
/// The ring of an outlier: radius to the middle of its line.
const OUTLIER_PX: f64 = 9.0;
const OUTLIER_LINE_PX: f64 = 1.5;
/// All together: half the height of the diamond, half the side of the square, the line of a prediction and its arrow.
const DIAMOND_PX: f64 = 7.0;
const SQUARE_PX: f64 = 4.5;
const PREDICTION_PX: f64 = 1.5;
const ARROW_PX: f64 = 5.0;
/// Half the height of a band.
const BAND_PX: f64 = 7.0;
/// Half the height of a row's own piece of grid when rows are stacked.
const GRID_PX: f64 = 11.0;
const ZERO_LINE_PX: f64 = 1.5;
const TICK_PX: f64 = 5.0;
const MINOR_TICK_PX: f64 = 3.0;
/// The line that rows are compared with.
const LIMIT_PX: f64 = 1.5;

/// Draws the whole chart; the area is as wide as the layout, or a multiple of it.
pub fn draw<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &ForestLayout, rows: &[ForestRow]) -> Drawn<DB> {
    draw_frame(area, layout)?;
    rows.iter().zip(&layout.rows).try_for_each(|(row, place)| draw_row(area, layout, place, row))
}

/// Draws what belongs to no row: grid, axis, headings, rule.
pub fn draw_frame<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &ForestLayout) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    for (top, bottom) in grid_spans(layout) {
        let is_linear = !layout.axis.is_logarithmic();
        for tick in layout.axis.ticks.iter().skip(usize::from(is_linear)) {
            let x = layout.axis.x(tick.value);
            canvas.line((x, top), (x, bottom), Role::Grid, 1.0)?;
        }
        if is_linear {
            let zero = layout.axis.left();
            canvas.line((zero, top), (zero, bottom), Role::Axis, ZERO_LINE_PX)?;
        }
        if let Some((x, _)) = layout.limit {
            canvas.line((x, top), (x, bottom), Role::Ink, LIMIT_PX)?;
        }
    }
    if let Some((_, label)) = &layout.limit {
        canvas.label(label)?;
    }
    for &y in &layout.rules {
        canvas.line((0.0, y), (layout.width, y), Role::Rule, 1.0)?;
    }
    draw_axis(&canvas, layout)?;
    layout.headings.iter().try_for_each(|heading| canvas.label(heading))
}

/// One span of grid beside the labels; a short one for every row when labels stand above.
fn grid_spans(layout: &ForestLayout) -> Vec<(f64, f64)> {
    match layout.arrangement {
        Arrangement::SideBySide => vec![(layout.plot_top, layout.axis_y)],
        Arrangement::Stacked => layout.rows.iter().map(|row| (row.mark_y - GRID_PX, row.mark_y + GRID_PX)).collect(),
    }
}

fn draw_axis<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, layout: &ForestLayout) -> Drawn<DB> {
    let y = layout.axis_y;
    canvas.line((layout.axis.left(), y), (layout.axis.right(), y), Role::Axis, 1.0)?;
    for tick in &layout.axis.ticks {
        let x = layout.axis.x(tick.value);
        canvas.line((x, y), (x, y + TICK_PX), Role::Axis, 1.0)?;
    }
    for value in &layout.axis.minor {
        let x = layout.axis.x(*value);
        canvas.line((x, y), (x, y + MINOR_TICK_PX), Role::Axis, 1.0)?;
    }
    layout.tick_labels.iter().try_for_each(|label| canvas.label(label))
}

/// Draws one row: its labels, its figures, its mark.
pub fn draw_row<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &ForestLayout,
    place: &RowLayout,
    row: &ForestRow,
) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    let (axis, y) = (&layout.axis, place.mark_y);
    match &row.state {
        RowState::Measured { frequency, interval, .. } => {
            if let Some(interval) = interval {
                canvas.line((axis.x(interval.low), y), (axis.x(interval.high), y), Role::Measured, INTERVAL_PX)?;
            }
            let dot = (axis.x(*frequency), y);
            canvas.disc(dot, HALO_PX, Role::Ground)?;
            canvas.disc(dot, DOT_PX, Role::Measured)?;
            if row.is_outlier {
                canvas.ring(dot, OUTLIER_PX, Role::Ink, OUTLIER_LINE_PX)?;
            }
        }
        RowState::Absent { upper_bound, .. } => {
            let (zero, bound) = (axis.left(), axis.x(*upper_bound));
            canvas.line((zero, y), (bound, y), Role::Absent, INTERVAL_PX)?;
            canvas.line((bound, y - CAP_PX), (bound, y + CAP_PX), Role::Absent, RING_LINE_PX)?;
            if axis.is_logarithmic() {
                // Zero lies infinitely far to the left.
                canvas.line((zero, y), (zero + ARROW_PX, y - ARROW_PX), Role::Absent, RING_LINE_PX)?;
                canvas.line((zero, y), (zero + ARROW_PX, y + ARROW_PX), Role::Absent, RING_LINE_PX)?;
            } else {
                canvas.disc((zero, y), HALO_PX, Role::Ground)?;
                canvas.ring((zero, y), RING_PX, Role::Absent, RING_LINE_PX)?;
            }
            if row.is_outlier {
                canvas.ring((zero, y), OUTLIER_PX, Role::Ink, OUTLIER_LINE_PX)?;
            }
        }
        RowState::Unknown { reason, .. } => draw_band(&canvas, layout, y, reason.pattern())?,
        RowState::Asking { .. } => draw_band(&canvas, layout, y, Role::Asking)?,
        RowState::Together(together) => draw_together(&canvas, layout, y, together)?,
    }
    place.labels.iter().try_for_each(|label| canvas.label(label))
}

fn draw_together<DB: DrawingBackend>(
    canvas: &Canvas<'_, DB>,
    layout: &ForestLayout,
    y: f64,
    together: &Together,
) -> Drawn<DB> {
    let axis = &layout.axis;
    let middle = axis.x(together.frequency);
    let (low, high) =
        together.interval.map_or((middle, middle), |interval| (axis.x(interval.low), axis.x(interval.high)));
    match together.how {
        How::Pooled { prediction } => {
            if let Some(prediction) = prediction {
                let (from, to) = (axis.x(prediction.low), axis.x(prediction.high));
                canvas.line((from, y), (to, y), Role::Ink, PREDICTION_PX)?;
                if prediction.high > axis.max {
                    canvas.line((to - ARROW_PX, y - ARROW_PX), (to, y), Role::Ink, PREDICTION_PX)?;
                    canvas.line((to - ARROW_PX, y + ARROW_PX), (to, y), Role::Ink, PREDICTION_PX)?;
                }
            }
            canvas.polygon(&[(low, y), (middle, y - DIAMOND_PX), (high, y), (middle, y + DIAMOND_PX)], Role::Ink)
        }
        How::Summed { bounds } => {
            if let Some((least, most)) = bounds {
                let (from, to) = ((axis.x(least), y - BAND_PX), (axis.x(most), y + BAND_PX));
                canvas.fill_rect(from, to, Role::Withheld)?;
                canvas.stroke_rect(from, to, Role::BandEdge, 1.0)?;
            }
            canvas.line((low, y), (high, y), Role::Ink, INTERVAL_PX)?;
            canvas.fill_rect((middle - SQUARE_PX, y - SQUARE_PX), (middle + SQUARE_PX, y + SQUARE_PX), Role::Ink)
        }
    }
}

/// What is unknown is as wide as the axis: any value is possible.
fn draw_band<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, layout: &ForestLayout, y: f64, role: Role) -> Drawn<DB> {
    let (from, to) = ((layout.axis.left(), y - BAND_PX), (layout.axis.right(), y + BAND_PX));
    canvas.fill_rect(from, to, role)?;
    canvas.stroke_rect(from, to, Role::BandEdge, 1.0)
}
