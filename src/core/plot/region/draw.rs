//! From a region and a view to marks.

use super::{
    BOTTOM_PX, HEAD_PX, LANE_AXIS_PX, LANE_GAP_PX, LANE_NAME_PX, LEFT_PX, Lane, MIN_WIDTH_PX, NOTE, OWN_LANE_PX,
    RIGHT_PX, RegionChart, View, genes, lane, role,
};
use crate::format::NumberStyle;
use crate::plot::{
    axis::Axis,
    marks::{Anchor, Drawing, Mark, Point},
    palette::Role,
    text,
};

const TICK_PX: f64 = 5.0;
/// More decades than this have a line for every other.
const MOST_LINES: i32 = 8;
/// Between labels of positions.
const TICK_GAP_PX: f64 = 24.0;

/// Draws what a view shows at a width in pixels.
pub fn record(chart: &RegionChart, view: &View, width: f64) -> Drawing {
    let width = width.max(MIN_WIDTH_PX).floor();
    let (left, plot) = (LEFT_PX, width - LEFT_PX - RIGHT_PX);
    let mut marks = genes::marks(&chart.genes, view, left, plot);
    if chart.genes.is_empty() {
        marks.push(words((left, NOTE.px()), &chart.no_genes, Anchor::Start, Role::InkFaint));
    }
    let mut top = genes::height(&chart.genes, view, left, plot) + LANE_GAP_PX;
    let axis = frequencies(chart);
    for (number, lane) in chart.lanes.iter().enumerate() {
        let y = |frequency: f64| LANE_AXIS_PX - (axis.x(frequency) - axis.left());
        draw_lane(&mut marks, lane, number, (view, &axis, chart.numbers), (left, top, plot), y);
        top += LANE_NAME_PX + LANE_AXIS_PX + LANE_GAP_PX;
    }
    if let Some(own) = &chart.own {
        marks.push(words((left, top + NOTE.px()), &own.label, Anchor::Start, Role::Ink));
        let base = top + LANE_NAME_PX + OWN_LANE_PX;
        let lane = Lane {
            stems: own.positions.iter().map(|&position| lane::Stem { position, frequency: 0.0 }).collect(),
            ..Lane::default()
        };
        let seen = lane.seen(view.ends(), (plot, 1.0), |position| place(view, position, plot), |_| 0.0);
        let lines = seen.absent.iter().map(|&x| [(left + x, base - OWN_LANE_PX), (left + x, base)]).collect();
        marks.push(Mark::Strokes { lines, role: Role::Ink, width: 1.0 });
        marks.push(line((left, base), (left + plot, base), Role::Axis));
        top = base + LANE_GAP_PX;
    }
    marks.extend(positions(chart, view, (left, top, plot), width));
    Drawing { width, height: top + BOTTOM_PX, frame: marks, ..Drawing::default() }
}

/// Decades that hold all figures, so that zooming leaves heights as they are.
fn frequencies(chart: &RegionChart) -> Axis {
    let all = chart.lanes.iter().flat_map(|lane| &lane.stems).map(|stem| stem.frequency);
    Axis::of_decades(all.chain([1.0]), 0.0, LANE_AXIS_PX, chart.numbers)
}

fn draw_lane(
    marks: &mut Vec<Mark>,
    lane: &Lane,
    number: usize,
    (view, axis, numbers): (&View, &Axis, NumberStyle),
    (left, top, plot): (f64, f64, f64),
    y: impl Fn(f64) -> f64,
) {
    let role = role(number);
    let name_y = top + NOTE.px();
    marks.push(Mark::Shapes { outlines: head(number, (left + HEAD_PX + 1.0, name_y - 4.5), HEAD_PX + 1.0), role });
    let name_x = left + 4.0 * HEAD_PX;
    marks.push(words((name_x, name_y), &lane.label, Anchor::Start, Role::Ink));
    let note_px = text::width(&lane.note, NOTE);
    if name_x + text::width(&lane.label, NOTE) + TICK_GAP_PX + note_px <= left + plot {
        marks.push(words((left + plot, name_y), &lane.note, Anchor::End, Role::InkFaint));
    }
    let (ceiling, base) = (top + LANE_NAME_PX, top + LANE_NAME_PX + LANE_AXIS_PX);
    // A line for each decade; of very rare variants, whose lines would run into one another, for every other.
    let (low, high) = (axis.min.log10().round() as i32, axis.max.log10().round() as i32);
    for power in (low..=high).rev().step_by(if high - low > MOST_LINES { 2 } else { 1 }) {
        let at = ceiling + y(10_f64.powi(power));
        marks.push(line((left, at), (left + plot, at), Role::Grid));
    }
    // The ends of the axis are named.
    for value in [axis.min, axis.max] {
        let at = ceiling + y(value) + NOTE.px() * 0.355;
        marks.push(words((left - 8.0, at), &numbers.tick(value), Anchor::End, Role::InkFaint));
    }
    marks.push(line((left, base), (left + plot, base), Role::Axis));
    let seen = lane.seen(view.ends(), (plot, LANE_AXIS_PX), |position| place(view, position, plot), y);
    let at = |(x, y): Point| (left + x, ceiling + y);
    let stems = seen.stems.iter().map(|&(x, top)| [(left + x, base), at((x, top))]).collect();
    marks.push(Mark::Strokes { lines: stems, role, width: 1.0 });
    let absent =
        seen.absent.iter().map(|&x| [(left + x, base + 1.0), (left + x, base + 1.0 + lane::ABSENT_PX)]).collect();
    marks.push(Mark::Strokes { lines: absent, role: Role::InkFaint, width: 1.0 });
    let mut outlines: Vec<Vec<Point>> =
        seen.heads.iter().flat_map(|&middle| head(number, at(middle), HEAD_PX)).collect();
    outlines.extend(seen.runs.iter().map(|&((x, y), run)| {
        let ((x, y), high) = (at((x, y)), lane::RUN_PX);
        vec![(x, y), (x + run, y), (x + run, y + high), (x, y + high)]
    }));
    marks.push(Mark::Shapes { outlines, role });
}

/// Pixels from the plot's left edge.
fn place(view: &View, position: u32, plot: f64) -> f64 {
    (f64::from(position) - view.left) / view.bases() * plot
}

/// The shape of a cohort's heads, as outlines around a middle: circle, square, diamond, triangle, inverted triangle,
/// cross, plus, ring.
fn head(number: usize, (x, y): Point, radius: f64) -> Vec<Vec<Point>> {
    let corners =
        |list: &[(f64, f64)]| list.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect::<Vec<_>>();
    let circle = |share: f64| -> Vec<(f64, f64)> {
        let turn = |corner: i32| f64::from(corner) * std::f64::consts::PI / 6.0;
        (0..12).map(|corner| (share * turn(corner).cos(), share * turn(corner).sin())).collect()
    };
    let bars: [[(f64, f64); 4]; 2] =
        [[(-1.1, -0.3), (1.1, -0.3), (1.1, 0.3), (-1.1, 0.3)], [(-0.3, -1.1), (0.3, -1.1), (0.3, 1.1), (-0.3, 1.1)]];
    let turned = |bar: &[(f64, f64); 4]| bar.map(|(dx, dy)| ((dx - dy) * 0.71, (dx + dy) * 0.71));
    match number % Role::COHORTS.len() {
        0 => vec![corners(&circle(1.0))],
        1 => vec![corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])],
        2 => vec![corners(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)])],
        3 => vec![corners(&[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)])],
        4 => vec![corners(&[(0.0, 1.1), (1.1, -0.9), (-1.1, -0.9)])],
        5 => bars.iter().map(|bar| corners(&turned(bar))).collect(),
        6 => bars.iter().map(|bar| corners(bar)).collect(),
        // A ring is one outline there and back.
        _ => {
            let (outer, mut inner) = (circle(1.1), circle(0.6));
            inner.reverse();
            inner.rotate_right(1);
            let ends = [outer.first(), inner.first()].map(Option::<&(f64, f64)>::copied);
            let ring: Vec<(f64, f64)> =
                outer.iter().copied().chain(ends[0]).chain(inner.iter().copied()).chain(ends[1]).collect();
            vec![corners(&ring)]
        }
    }
}

/// The level axis: round positions and the chromosome.
fn positions(chart: &RegionChart, view: &View, (left, top, plot): (f64, f64, f64), width: f64) -> Vec<Mark> {
    let mut marks = vec![line((left, top), (left + plot, top), Role::Axis)];
    let label = |base: f64| chart.numbers.count(rounded(base));
    let label_px = text::width(&label(view.right), NOTE) + TICK_GAP_PX;
    let step = round_step(view.bases() * label_px / plot);
    let mut base = (view.left / step).ceil() * step;
    while base <= view.right {
        let x = left + (base - view.left) / view.bases() * plot;
        let half = (label_px - TICK_GAP_PX) / 2.0;
        marks.push(line((x, top), (x, top + TICK_PX), Role::Axis));
        if x - half >= 0.0 && x + half <= width {
            marks.push(words((x, top + 20.0), &label(base), Anchor::Middle, Role::InkFaint));
        }
        base += step;
    }
    // Longer than the plot, it begins at the chart's edge.
    let start = if text::width(&chart.axis, NOTE) <= plot { left } else { 0.0 };
    marks.push(words((start, top + 38.0), &chart.axis, Anchor::Start, Role::InkFaint));
    let ends_px = text::width(&chart.axis, NOTE) + TICK_GAP_PX + text::width(&chart.place, NOTE);
    if ends_px <= plot {
        marks.push(words((left + plot, top + 38.0), &chart.place, Anchor::End, Role::InkFaint));
    }
    marks
}

/// The least of 1, 2, 5, 10, 20 … that is no less.
fn round_step(least: f64) -> f64 {
    let decade = 10_f64.powf(least.max(1.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * decade).find(|step| *step >= least).unwrap_or(10.0 * decade)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position on a chromosome")]
fn rounded(base: f64) -> u64 {
    base.max(0.0).round() as u64
}

fn line(from: Point, to: Point, role: Role) -> Mark {
    Mark::Path { points: vec![from, to], role, width: 1.0 }
}

fn words(at: Point, text: &str, anchor: Anchor, role: Role) -> Mark {
    Mark::Text { at, text: text.to_owned(), anchor, font_px: NOTE.px(), bold: false, role }
}
