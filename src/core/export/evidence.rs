//! Evidence as a CSV file (RFC 4180) that a spreadsheet opens safely.
//!
//! Must not know how it is saved.

use super::{INTENDED_USE, cell::safe_cell};
use crate::{
    cohort::{Population, Sex},
    evidence::{Evidence, Silent},
    variant::Variant,
};

const COLUMNS: [&str; 13] = [
    "variant",
    "assembly",
    "node",
    "cohort",
    "dataset",
    "population",
    "AC",
    "AN",
    "AF",
    "AF_95_low",
    "AF_95_high",
    "homozygous_people",
    "state",
];

/// Rows of counts, then one row for each node that gave none, its state in words handed in by the caller.
///
/// Figures are plain decimals in full precision, empty when unknown.
pub fn csv(variant: &Variant, rows: &[Evidence], silent: &[(Silent, String)]) -> String {
    let mut text = format!("# {INTENDED_USE}\r\n");
    push_line(&mut text, &COLUMNS.map(str::to_owned));
    for row in rows {
        let counts = &row.counts;
        push_line(
            &mut text,
            &[
                variant.to_string(),
                variant.assembly().to_string(),
                row.node.name.get("en").to_owned(),
                row.node.cohort.get("en").to_owned(),
                row.dataset.clone(),
                population_label(&row.population),
                number(counts.allele_count),
                number(counts.allele_number),
                number(counts.frequency()),
                number(row.interval.map(|interval| interval.low)),
                number(row.interval.map(|interval| interval.high)),
                number(counts.homozygous_people()),
                "answered".to_owned(),
            ],
        );
    }
    for (silent, state) in silent {
        let mut cells = [const { String::new() }; COLUMNS.len()];
        cells[0] = variant.to_string();
        cells[1] = variant.assembly().to_string();
        cells[2] = silent.node.name.get("en").to_owned();
        cells[3] = silent.node.cohort.get("en").to_owned();
        cells[12].clone_from(state);
        push_line(&mut text, &cells);
    }
    text
}

/// The label as nodes write it.
pub fn population_label(population: &Population) -> String {
    let sex = |sex: &Sex| match sex {
        Sex::Female => "F",
        Sex::Male => "M",
    };
    match population {
        Population::Total => "Total".to_owned(),
        Population::Group { country: Some(country), sex: Some(of) } => format!("{country}_{}", sex(of)),
        Population::Group { country: Some(country), sex: None } => country.clone(),
        Population::Group { country: None, sex: of } => of.as_ref().map_or_else(String::new, |of| sex(of).to_owned()),
        Population::Other(label) => label.clone(),
    }
}

fn number<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn push_line<const N: usize>(text: &mut String, cells: &[String; N]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&safe_cell(cell));
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_written_as_nodes_write_them() {
        for label in ["Total", "FI", "FI_F", "M", "COVID_pop11_fin_2"] {
            assert_eq!(population_label(&Population::parse(label)), label);
        }
    }
}
