//! The strokes of the map. Everything stands where `layout` put it.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::prelude::DrawingBackend;

use super::layout::{MapLayout, Place, RING_PX};
use super::{MapRow, MapState};
use crate::plot::canvas::{Canvas, Drawn};
use crate::plot::forest::Unknown;
use crate::plot::marks::{Mark, Paint, Point};
use crate::plot::palette::Role;

const COAST_PX: f64 = 0.8;
const OUTLINE_PX: f64 = 1.1;
const RING_LINE_PX: f64 = 2.0;

/// Water, everybody's land, coasts and borders. Each is one mark, for which plotters has no word.
pub(super) fn sea_and_land(layout: &MapLayout) -> Vec<Mark> {
    vec![
        Mark::Rect { at: (0.0, 0.0), size: (layout.width, layout.map_height), paint: Paint::Fill(Role::Sea) },
        Mark::Shapes { outlines: layout.land.clone(), role: Role::Land },
        Mark::Paths { lines: layout.lines.clone(), role: Role::Coast, width: COAST_PX },
    ]
}

/// Draws the ground of the insets, with the names of those that were not asked.
pub(super) fn draw_insets<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &MapLayout) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    for inset in &layout.insets {
        canvas.disc(inset.center, inset.radius, inset.ground)?;
        canvas.ring(inset.center, inset.radius, Role::Coast, 1.25)?;
        for ring in &inset.rings {
            canvas.polygon(ring, Role::Land)?;
            outline(&canvas, ring, Role::Coast, COAST_PX)?;
        }
    }
    layout.names.iter().try_for_each(|name| canvas.label(name))
}

/// The land of one country that was asked.
pub(super) fn country(row: &MapRow, place: &Place) -> Vec<Mark> {
    let Coat { fill, is_hatched, edge } = Coat::of(Some(row.state), row.is_synthetic);
    let fills = [Some(fill), is_hatched.then_some(Role::Synthetic)].into_iter().flatten();
    let mut marks: Vec<Mark> = fills.map(|role| Mark::Shapes { outlines: place.rings.clone(), role }).collect();
    let lines = place.rings.iter().map(|ring| closed(ring)).collect();
    marks.push(Mark::Paths { lines, role: edge, width: OUTLINE_PX });
    marks
}

/// Draws what stands on one country that was asked.
pub(super) fn draw_label<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &MapLayout,
    row: &MapRow,
    place: &Place,
) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    if row.state == MapState::Absent {
        absent(&canvas, place.ring)?;
    }
    if let Some((from, to)) = place.leader {
        canvas.line(from, to, Role::InkSoft, 1.0)?;
    }
    place.labels.iter().try_for_each(|label| canvas.label(label))
}

/// Draws the legend.
pub(super) fn draw_legend<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &MapLayout) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    for &(from, to, role) in &layout.legend.bars {
        canvas.fill_rect(from, to, role)?;
    }
    for sample in &layout.legend.samples {
        let ((left, top), (right, bottom)) = (sample.from, sample.to);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let Coat { fill, is_hatched, edge } = Coat::of(sample.state, sample.is_synthetic);
        canvas.polygon(&corners, fill)?;
        if is_hatched {
            canvas.polygon(&corners, Role::Synthetic)?;
        }
        outline(&canvas, &corners, edge, OUTLINE_PX)?;
        if sample.state == Some(MapState::Absent) {
            absent(&canvas, (f64::midpoint(left, right), f64::midpoint(top, bottom)))?;
        }
    }
    layout.legend.labels.iter().try_for_each(|label| canvas.label(label))
}

/// What land looks like.
struct Coat {
    fill: Role,
    /// Whether the hatch of people who do not exist lies over it.
    is_hatched: bool,
    edge: Role,
}

impl Coat {
    /// Plain where nobody was asked.
    fn of(state: Option<MapState>, is_synthetic: bool) -> Self {
        let fill = match state {
            None | Some(MapState::Absent) => Role::Land,
            Some(MapState::Class(class)) => Role::RAMP[class],
            Some(MapState::Mixed) => Role::Mixed,
            Some(MapState::Unknown(Unknown::Withheld)) => Role::Withheld,
            Some(MapState::Unknown(Unknown::Silent)) => Role::Silent,
            Some(MapState::Unknown(Unknown::NotAssessed)) => Role::NotAssessedLand,
            Some(MapState::Asking) => Role::Asking,
        };
        // Two hatches over each other would be neither: a reason for no figure keeps its own, and the dashed edge.
        let is_hatched = is_synthetic && matches!(state, Some(MapState::Class(_)));
        let edge = match state {
            _ if is_synthetic => Role::Synthetic,
            None => Role::Axis,
            Some(_) => Role::Outline,
        };
        Self { fill, is_hatched, edge }
    }
}

fn absent<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, at: Point) -> Drawn<DB> {
    canvas.disc(at, RING_PX + 1.5, Role::Land)?;
    canvas.ring(at, RING_PX, Role::Absent, RING_LINE_PX)
}

fn outline<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, ring: &[Point], role: Role, width_px: f64) -> Drawn<DB> {
    canvas.path(&closed(ring), role, width_px)
}

fn closed(ring: &[Point]) -> Vec<Point> {
    ring.iter().chain(ring.first()).copied().collect()
}
