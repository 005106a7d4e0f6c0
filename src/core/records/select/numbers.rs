//! Comparisons with numbers, as ranges of what is stored.
//!
//! Must not know which column the numbers are from.

use super::{
    leaf::{Leaf, by_text},
    scan::Form,
};
use crate::{
    filter::{Condition, Relation},
    records::{Storage, packed::Packed, part::ColumnData},
};

/// A condition on a number that is worked out for each row.
pub(super) fn number_test(condition: &Condition, wanted: bool) -> impl Fn(Option<f64>) -> bool {
    let condition = condition.clone();
    move |value| match (&condition, value) {
        (Condition::Missing, value) => value.is_none() == wanted,
        (Condition::Present, value) => value.is_some() == wanted,
        (Condition::Number(relation, limit), Some(value)) => relation.holds(value, *limit) == wanted,
        (Condition::Numbers { negated, values }, Some(value)) => values.contains(&value) == (wanted != *negated),
        _ => false,
    }
}

/// Comparison as ranges of stored values. A float is compared as the 32-bit number it is kept as.
pub(super) fn number(column: ColumnData<'_>, relation: Relation, limit: f64) -> Leaf<'_> {
    let values = column.values;
    let offset = match column.storage {
        Storage::Text => {
            let holds = move |text: &str| text.parse().is_ok_and(|value: f64| relation.holds(value, limit));
            return by_text(column, holds);
        }
        Storage::Float => return float(values, relation, limit as f32),
        Storage::Exact | Storage::Signed => 0,
        Storage::Whole => 1,
    };
    let (form, least, most) = match column.storage {
        Storage::Signed => (Form::Signed, i64::from(i32::MIN) + 1, i64::from(i32::MAX)),
        _ => (Form::Raw, 0, i64::from(u32::MAX) - offset),
    };
    let is_whole = limit.fract() == 0.0;
    // Casts of what is out of range end at the ends, which are out of every column's range too.
    let (floor, ceil) = (limit.floor() as i64, limit.ceil() as i64);
    let ranges: &[(i64, i64)] = &match relation {
        Relation::Less => [(least, ceil.saturating_sub(1)), (1, 0)],
        Relation::LessOrEqual => [(least, floor), (1, 0)],
        Relation::Greater => [(floor.saturating_add(1), most), (1, 0)],
        Relation::GreaterOrEqual => [(ceil, most), (1, 0)],
        Relation::Equal if is_whole => [(floor, floor), (1, 0)],
        Relation::Equal => [(1, 0), (1, 0)],
        Relation::NotEqual if is_whole => [(least, floor.saturating_sub(1)), (floor.saturating_add(1), most)],
        Relation::NotEqual => [(least, most), (1, 0)],
    };
    let key = |value: i64| match form {
        Form::Signed => (value - i64::from(i32::MIN)) as u32,
        _ => (value + offset) as u32,
    };
    let clipped = ranges.iter().map(|(low, high)| (*low.max(&least), *high.min(&most)));
    either(clipped.filter(|(low, high)| low <= high).map(|(low, high)| Leaf::Within {
        values,
        form,
        low: key(low),
        span: key(high) - key(low),
    }))
}

fn float(values: &Packed, relation: Relation, limit: f32) -> Leaf<'_> {
    let key = |value: f32| Form::Float.key(value.to_bits());
    let (least, most) = (key(f32::NEG_INFINITY), key(f32::INFINITY));
    // Zero has two forms, next to each other.
    let (low, high) = if limit == 0.0 { (key(-0.0), key(0.0)) } else { (key(limit), key(limit)) };
    let ranges: &[(u32, u32)] = &match relation {
        Relation::Less => [(least, low - 1), (1, 0)],
        Relation::LessOrEqual => [(least, high), (1, 0)],
        Relation::Greater => [(high + 1, most), (1, 0)],
        Relation::GreaterOrEqual => [(low, most), (1, 0)],
        Relation::Equal => [(low, high), (1, 0)],
        Relation::NotEqual => [(least, low - 1), (high + 1, most)],
    };
    let full = ranges.iter().filter(|(low, high)| low <= high);
    either(full.map(|(low, high)| Leaf::Within { values, form: Form::Float, low: *low, span: high - low }))
}

fn either<'a>(leaves: impl Iterator<Item = Leaf<'a>>) -> Leaf<'a> {
    let mut leaves: Vec<_> = leaves.collect();
    match leaves.pop() {
        None => Leaf::Nothing,
        Some(only) if leaves.is_empty() => only,
        Some(last) => {
            leaves.push(last);
            Leaf::Either(leaves)
        }
    }
}
