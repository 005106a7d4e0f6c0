//! The strokes of the map. Everything stands where `layout` put it.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::prelude::DrawingBackend;

use super::layout::{MapLayout, Place, RING_PX};
use super::{MapRow, MapState};
use crate::plot::canvas::{Canvas, Drawn};
use crate::plot::forest::Unknown;
use crate::plot::marks::Point;
use crate::plot::palette::Role;

const COAST_PX: f64 = 0.8;
const OUTLINE_PX: f64 = 1.1;
const RING_LINE_PX: f64 = 2.0;

/// Draws water, everybody's land, coasts and the ground of the insets.
pub(super) fn draw_land<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, layout: &MapLayout) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    canvas.fill_rect((0.0, 0.0), (layout.width, layout.map_height), Role::Sea)?;
    layout.land.iter().try_for_each(|ring| canvas.polygon(ring, Role::Land))?;
    layout.lines.iter().try_for_each(|line| canvas.path(line, Role::Coast, COAST_PX))?;
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

/// Draws one country that was asked, with its label.
pub(super) fn draw_country<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &MapLayout,
    row: &MapRow,
    place: &Place,
) -> Drawn<DB> {
    let canvas = Canvas::new(area, layout.width);
    for ring in &place.rings {
        land(&canvas, ring, Some(row.state), row.is_synthetic)?;
    }
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
        land(&canvas, &corners, sample.state, sample.is_synthetic)?;
        if sample.state == Some(MapState::Absent) {
            absent(&canvas, (f64::midpoint(left, right), f64::midpoint(top, bottom)))?;
        }
    }
    layout.legend.labels.iter().try_for_each(|label| canvas.label(label))
}

/// Land with what its state looks like; plain where nobody was asked.
fn land<DB: DrawingBackend>(
    canvas: &Canvas<'_, DB>,
    ring: &[Point],
    state: Option<MapState>,
    is_synthetic: bool,
) -> Drawn<DB> {
    let fill = match state {
        None | Some(MapState::Absent) => Role::Land,
        Some(MapState::Class(class)) => Role::RAMP[class],
        Some(MapState::Mixed) => Role::Mixed,
        Some(MapState::Unknown(Unknown::Withheld)) => Role::Withheld,
        Some(MapState::Unknown(Unknown::Silent)) => Role::Silent,
        Some(MapState::Unknown(Unknown::NotAssessed)) => Role::NotAssessedLand,
        Some(MapState::Asking) => Role::Asking,
    };
    canvas.polygon(ring, fill)?;
    // Two hatches over each other would be neither: a reason for no figure keeps its own, and the dashed edge.
    if is_synthetic && matches!(state, Some(MapState::Class(_))) {
        canvas.polygon(ring, Role::Synthetic)?;
    }
    let edge = match state {
        _ if is_synthetic => Role::Synthetic,
        None => Role::Axis,
        Some(_) => Role::Outline,
    };
    outline(canvas, ring, edge, OUTLINE_PX)
}

fn absent<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, at: Point) -> Drawn<DB> {
    canvas.disc(at, RING_PX + 1.5, Role::Land)?;
    canvas.ring(at, RING_PX, Role::Absent, RING_LINE_PX)
}

fn outline<DB: DrawingBackend>(canvas: &Canvas<'_, DB>, ring: &[Point], role: Role, width_px: f64) -> Drawn<DB> {
    let closed: Vec<Point> = ring.iter().chain(ring.first()).copied().collect();
    canvas.path(&closed, role, width_px)
}
