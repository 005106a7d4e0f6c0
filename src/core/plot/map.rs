//! The map of Europe: a country's land in the colour of its frequency's class, and what is missing hatched, never pale.
//!
//! Drawn from the forest plot's own rows, so that both say the same. Owns what a country shows when several cohorts are
//! its own; where things stand is decided in `layout`, strokes are made in `draw`.

mod draw;
mod europe;
mod layout;
mod legend;
pub mod projection;
mod room;
pub mod scale;

use std::convert::Infallible;

use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

use self::{europe::Europe, layout::MapLayout, scale::Scale};
use super::forest::{ForestRow, RowState, Unknown};
use super::marks::{Drawing, DrawnRow, Recorder};
use crate::format::NumberStyle;

/// A cohort that was asked, and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct MapCohort {
    /// ISO 3166-1 alpha-2 of its people's country; `None` for a cohort of no country.
    pub country: Option<String>,
    /// Whether its people do not exist.
    pub is_synthetic: bool,
    /// Its row in the forest plot.
    pub row: ForestRow,
}

/// A country that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct MapRow {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// What its land shows.
    pub state: MapState,
    /// Whether that stands for people who do not exist.
    pub is_synthetic: bool,
    /// The figure or figures as printed, or the word that stands for them.
    pub figure: String,
    /// Everything its cohorts said, for those who hear it.
    pub spoken: String,
}

/// What a country's land shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapState {
    /// A class of the scale.
    Class(usize),
    /// Several cohorts, whose figures lie in different classes: no colour would be true.
    Mixed,
    /// Looked for and not seen.
    Absent,
    /// No figure.
    Unknown(Unknown),
    /// The answer is awaited.
    Asking,
}

/// What became of all cohorts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Countries {
    /// How their figures are put into classes.
    pub scale: Scale,
    /// In the order of their first cohorts.
    pub rows: Vec<MapRow>,
}

/// The legend's words, translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapWords {
    /// What the classes are shares of.
    pub heading: String,
    /// Whether classes are written as counts out of the scale's round number.
    pub as_counts: bool,
    /// Not seen.
    pub absent: String,
    /// Several cohorts with figures in different classes.
    pub mixed: String,
    /// Hidden counts.
    pub withheld: String,
    /// No answer, or an error.
    pub silent: String,
    /// Nobody looked there.
    pub not_assessed: String,
    /// Still being asked.
    pub asking: String,
    /// People who do not exist.
    pub synthetic: String,
    /// The rest of the land.
    pub not_asked: String,
}

/// Whether the map has a place for a cohort.
pub fn has_place(cohort: &MapCohort) -> bool {
    place(cohort).is_some()
}

fn place(cohort: &MapCohort) -> Option<&'static str> {
    Europe::outlines().code(cohort.country.as_deref()?)
}

impl Countries {
    /// Brings cohorts together by country; those without a place on the map are left to the caller. `several` says that
    /// a country has so many cohorts.
    pub fn of(cohorts: &[MapCohort], several: impl Fn(usize) -> String) -> Self {
        let placed: Vec<(&'static str, &MapCohort)> =
            cohorts.iter().filter_map(|cohort| Some((place(cohort)?, cohort))).collect();
        let scale = Scale::of(placed.iter().filter_map(|(_, cohort)| frequency(&cohort.row.state)));
        let mut rows: Vec<MapRow> = Vec::new();
        for &(code, _) in &placed {
            if rows.iter().all(|row| row.code != code) {
                let own: Vec<&MapCohort> =
                    placed.iter().filter(|(other, _)| *other == code).map(|(_, own)| *own).collect();
                rows.push(country(code, &own, scale, &several));
            }
        }
        Self { scale, rows }
    }
}

fn frequency(state: &RowState) -> Option<f64> {
    match state {
        RowState::Measured { frequency, .. } => Some(*frequency),
        _ => None,
    }
}

fn country(code: &'static str, own: &[&MapCohort], scale: Scale, several: impl Fn(usize) -> String) -> MapRow {
    let mut spoken: Vec<String> = own.iter().map(|cohort| cohort.row.spoken()).collect();
    if own.len() > 1 {
        spoken.insert(0, format!("{code}, {}", several(own.len())));
    }
    // Made-up people never stand beside real ones.
    let is_synthetic = own.iter().all(|cohort| cohort.is_synthetic);
    let shown = own.iter().filter(|cohort| cohort.is_synthetic == is_synthetic).map(|cohort| &cohort.row.state);
    let (state, figure) = together(&shown.collect::<Vec<_>>(), scale);
    MapRow { code, state, is_synthetic, figure, spoken: spoken.join("; ") }
}

/// What several answers come to. Figures go before reasons for having none, which the spoken sentence still tells.
fn together(states: &[&RowState], scale: Scale) -> (MapState, String) {
    let value = |state: &&RowState| match state {
        RowState::Measured { frequency, figure, .. } => {
            Some((*frequency, MapState::Class(scale.class(*frequency)), figure.clone()))
        }
        RowState::Absent { figure, .. } => Some((0.0, MapState::Absent, figure.clone())),
        _ => None,
    };
    let values: Vec<_> = states.iter().filter_map(value).collect();
    let least = values.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let most = values.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    if let (Some((_, low, least)), Some((_, high, most))) = (least, most) {
        let figure = if least == most { least.clone() } else { format!("{least}–{most}") };
        return (if low == high { *low } else { MapState::Mixed }, figure);
    }
    let without = |state: &RowState| match state {
        RowState::Unknown { reason, .. } => MapState::Unknown(*reason),
        _ => MapState::Asking,
    };
    // One that is awaited may still bring a figure; of reasons, that of the first.
    let awaited = states.iter().find(|state| without(state) == MapState::Asking).or(states.first());
    awaited.map_or((MapState::Asking, String::new()), |state| (without(state), state.figure().to_owned()))
}

/// Lays the map out for a width in pixels and records it.
pub fn record(
    countries: &Countries,
    words: &MapWords,
    numbers: NumberStyle,
    width: f64,
) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let layout = MapLayout::new(countries, words, numbers, width);
    let (width, height) = (layout.width, layout.height);
    let mut drawing = Drawing { width, height, frame: draw::sea_and_land(&layout), ..Drawing::default() };
    draw::draw_insets(&Recorder::new(width, height, &mut drawing.frame).into_drawing_area(), &layout)?;
    draw::draw_legend(&Recorder::new(width, height, &mut drawing.notes).into_drawing_area(), &layout)?;
    for (row, place) in countries.rows.iter().zip(&layout.places) {
        let mut marks = draw::country(row, place);
        draw::draw_label(&Recorder::new(width, height, &mut marks).into_drawing_area(), &layout, row, place)?;
        // A country answers to a pointer on its land and not in a rectangle around it, which is the neighbours' too.
        let area = (0.0, 0.0, 0.0, 0.0);
        drawing.rows.push(DrawnRow { key: row.code.to_owned(), spoken: row.spoken.clone(), area, marks });
    }
    Ok(drawing)
}

#[cfg(test)]
mod tests;
