//! Where everything on the map stands, for a width in pixels. Pure arithmetic.

use super::europe::{Country, Europe, INSET_UNITS, Ring};
use super::legend::{Legend, legend};
use super::room::{Found, Rect, Room};
use super::{Countries, MapRow, MapState, MapWords};
use crate::format::NumberStyle;
use crate::plot::canvas::Label;
use crate::plot::marks::{Anchor, Point};
use crate::plot::palette::Role;
use crate::plot::text::{self, TextSize};

const MIN_WIDTH_PX: f64 = 240.0;
/// Between the map and its legend.
const LEGEND_GAP_PX: f64 = 16.0;
const INSET_MARGIN_PX: f64 = 10.0;
/// Room for a figure under an inset.
const INSET_LABEL_PX: f64 = 46.0;
/// Radius of an absent allele's ring.
pub(super) const RING_PX: f64 = 4.5;

/// A laid-out map, in CSS pixels.
pub(super) struct MapLayout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The frame's height, legend left out.
    pub(super) map_height: f64,
    /// Everybody's land that was not asked.
    pub(super) land: Vec<Ring>,
    /// Coasts and borders.
    pub(super) lines: Vec<Vec<Point>>,
    pub(super) insets: Vec<InsetPlace>,
    /// Names of the insets that were not asked.
    pub(super) names: Vec<Label>,
    /// A place for each row.
    pub(super) places: Vec<Place>,
    pub(super) legend: Legend,
}

/// A small country's own circle.
pub(super) struct InsetPlace {
    pub(super) code: &'static str,
    pub(super) center: Point,
    pub(super) radius: f64,
    /// What surrounds the country.
    pub(super) ground: Role,
    pub(super) rings: Vec<Ring>,
    /// The middle of its name.
    pub(super) name: Point,
}

/// A country that was asked.
#[derive(Default)]
pub(super) struct Place {
    /// Its land, on the map and in its inset.
    pub(super) rings: Vec<Ring>,
    /// Its code and figure, as far as there is room.
    pub(super) labels: Vec<Label>,
    /// From the label to the land, where the label stands outside.
    pub(super) leader: Option<(Point, Point)>,
    /// Where the ring of an absent allele goes.
    pub(super) ring: Point,
}

impl MapLayout {
    pub(super) fn new(countries: &Countries, words: &MapWords, numbers: NumberStyle, width: f64) -> Self {
        let europe = Europe::outlines();
        let width = width.max(MIN_WIDTH_PX).floor();
        let scale = width / europe.size.0;
        let map_height = (europe.size.1 * scale).round();
        let line = |line: &Vec<Point>| line.iter().map(|(x, y)| (x * scale, y * scale)).collect::<Vec<_>>();
        let land = europe.countries.iter().flat_map(|country| &country.rings).chain(&europe.others).map(line).collect();
        // What the frame cuts off ends there and has no coast.
        let is_edge = |a: &Point, b: &Point| {
            (a.0 == b.0 && (a.0 == 0.0 || a.0 == europe.size.0)) || (a.1 == b.1 && (a.1 == 0.0 || a.1 == europe.size.1))
        };
        let lines = europe.lines.iter().flat_map(|whole| {
            let parts = whole.chunk_by(|a, b| !is_edge(a, b)).filter(|part| part.len() > 1);
            parts.map(|part| part.iter().map(|(x, y)| (x * scale, y * scale)).collect())
        });
        let lines = lines.collect();
        let insets: Vec<InsetPlace> =
            (0_u32..).zip(&europe.insets).map(|(at, inset)| inset_place(at, inset, width)).collect();
        let on_map = |row: &MapRow| europe.countries.iter().find(|country| country.code == row.code);
        let mut places: Vec<Place> = countries
            .rows
            .iter()
            .map(|row| {
                let rings = on_map(row).map(|country| country.rings.iter().map(line).collect()).unwrap_or_default();
                let ring = on_map(row).map(|country| (country.middle.0 * scale, country.middle.1 * scale));
                Place { rings, ring: ring.unwrap_or_default(), ..Place::default() }
            })
            .collect();
        let mut room = Room::new((width, map_height), places.iter().map(|place| &place.rings[..]));
        insets.iter().for_each(|inset| room.take(inset_rect(inset)));
        for (row, place) in countries.rows.iter().zip(&mut places) {
            if let Some(inset) = insets.iter().find(|inset| inset.code == row.code) {
                place.rings.extend(inset.rings.iter().cloned());
                place.ring = inset.center;
                place.labels = inset_labels(row, inset, width);
            }
        }
        // What fits into its own land first, then what looks for a place beside it.
        for find in [Room::in_own_land, Room::anywhere] {
            for (at, (row, place)) in countries.rows.iter().zip(&mut places).enumerate() {
                if place.labels.is_empty() {
                    place.write(row, |ring, lines| find(&mut room, at, ring, lines));
                }
            }
        }
        let is_asked = |inset: &InsetPlace| countries.rows.iter().any(|row| row.code == inset.code);
        let names = insets.iter().filter(|inset| !is_asked(inset));
        let names = names.map(|inset| Label { role: Role::InkFaint, ..label(inset.code, inset.name, false) }).collect();
        let legend = legend(countries, words, numbers, (map_height + LEGEND_GAP_PX, width));
        Self { width, height: legend.bottom, map_height, land, lines, insets, names, places, legend }
    }
}

impl Place {
    /// Writes code and figure where there is room.
    fn write(&mut self, row: &MapRow, find: impl FnOnce((Point, f64), [(&str, bool); 2]) -> Option<Found>) {
        // A ring stands above its label, or alone.
        let drop = if row.state == MapState::Absent { RING_PX + 2.0 } else { 0.0 };
        let lines = [(row.code, true), (row.figure.as_str(), false)];
        let Some(found) = find((self.ring, drop), lines) else { return };
        let (x, mut top) = (f64::midpoint(found.rect.0, found.rect.2), found.rect.1);
        if found.leader.is_none() && drop > 0.0 {
            self.ring = (x, top);
            top += drop;
        }
        self.leader = found.leader;
        for (text, bold) in &lines[found.lines] {
            let line_px = TextSize::Note.line_px();
            self.labels.push(label(text, (x, top + line_px / 2.0), *bold));
            top += line_px;
        }
    }
}

/// Code and figure beneath an inset.
fn inset_labels(row: &MapRow, inset: &InsetPlace, width: f64) -> Vec<Label> {
    let (x, y) = inset.name;
    let figure = label(&row.figure, (x, y + TextSize::Note.line_px()), false);
    let fits = text::width(&figure.text, figure.size) / 2.0 <= width - x;
    [Some(label(row.code, inset.name, true)), fits.then_some(figure)].into_iter().flatten().collect()
}

/// Malta in the open sea of the north, the others in a column at the upper right, over land that nobody is asked about.
fn inset_place(at: u32, inset: &Country, width: f64) -> InsetPlace {
    let radius = (width * 0.06).clamp(17.0, 40.0).round();
    let line = TextSize::Note.line_px();
    let slot = 2.0 * radius + 2.0 * line + (width * 0.04 - 10.0).clamp(0.0, 10.0);
    let (x, at) = match inset.code {
        "MT" => (0.32 * width, 0),
        _ => (width - INSET_MARGIN_PX - radius.max(INSET_LABEL_PX / 2.0), at),
    };
    let center = (x, INSET_MARGIN_PX + radius + f64::from(at) * slot);
    let scale = 1.44 * radius / INSET_UNITS;
    let middle = INSET_UNITS / 2.0;
    let set = |&(x, y): &Point| (center.0 + (x - middle) * scale, center.1 + (y - middle) * scale);
    InsetPlace {
        code: inset.code,
        center,
        radius,
        // Luxembourg has no coast.
        ground: if inset.code == "LU" { Role::Land } else { Role::Sea },
        rings: inset.rings.iter().map(|ring| ring.iter().map(set).collect()).collect(),
        name: (center.0, center.1 + radius + line * 0.7),
    }
}

fn inset_rect(inset: &InsetPlace) -> Rect {
    let (half, bottom) = (inset.radius.max(INSET_LABEL_PX / 2.0), inset.name.1 + 1.5 * TextSize::Note.line_px());
    (inset.center.0 - half, inset.center.1 - inset.radius, inset.center.0 + half, bottom)
}

fn label(text: &str, at: Point, bold: bool) -> Label {
    Label { at, text: text.to_owned(), anchor: Anchor::Middle, size: TextSize::Note, bold, role: Role::Lettering }
}
