//! Which change each result of a stretch is of.

use std::ops::Range;

use serde_json::Value;

use super::{Answer, change};
use crate::{
    beacon::asked::Asked,
    genome::{Assembly, Chromosome, Position},
    variant::{Bases, Variant},
};

/// Rows of one change within a wider answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The change.
    pub variant: Variant,
    /// Its rows among the answer's; none where it was seen and not counted.
    pub rows: Range<usize>,
}

impl Told {
    pub(super) fn moved_by(self, rows: usize) -> Self {
        Self { rows: self.rows.start + rows..self.rows.end + rows, ..self }
    }
}

/// Where a stretch lies that was asked for.
pub(super) type Place = (Assembly, Chromosome);

/// Of a question about a stretch.
pub(super) fn place(asked: &Asked) -> Option<Place> {
    if !asked.is_stretch() || asked.is_one_variant() {
        return None;
    }
    Some((asked.text("assemblyId")?.parse().ok()?, Chromosome::from_name(asked.text("referenceName")?)?))
}

impl Answer {
    /// Notes whose rows these are.
    pub(super) fn tell(&mut self, place: Place, result: &Value, rows: Range<usize>) {
        match variant(place, result) {
            Some(variant) => self.told.push(Told { variant, rows }),
            None => self.unplaced = self.unplaced.saturating_add(1),
        }
    }
}

/// Insertions and deletions without the base before them cannot be written without the reference sequence.
fn variant((assembly, chromosome): Place, result: &Value) -> Option<Variant> {
    let told = change::Told::new(result);
    if told.spelled_length.is_some() {
        return None;
    }
    let position = u32::try_from(told.start_0based?).ok().and_then(Position::from_0based)?;
    let [reference, alternate] = [told.reference?, told.alternate?].map(|bases| Bases::parse(bases).ok());
    Variant::new(assembly, chromosome, position, &reference?, &alternate?).ok()
}
