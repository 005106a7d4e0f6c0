//! Evidence as a CSV file (RFC 4180) that a spreadsheet opens safely.
//!
//! Must not know how it is saved. Cells that a spreadsheet would take for a formula are neutralised.

use crate::{
    cohort::{Population, Sex},
    evidence::{Evidence, Silent},
    variant::Variant,
};

/// What stands in every export: the page's intended use.
const INTENDED_USE: &str = "For research and education. Not a medical device, not for diagnosis or treatment. \
                            Rare does not mean harmful, absent does not mean new.";

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

/// Quoted where RFC 4180 asks for it; a leading `=`, `+`, `-`, `@`, tab, return or NUL gets an apostrophe before it,
/// which spreadsheets show as text (OWASP, CSV injection).
pub fn safe_cell(cell: &str) -> String {
    let neutral =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { format!("'{cell}") } else { cell.to_owned() };
    if neutral.contains([',', '"', '\n', '\r']) { format!("\"{}\"", neutral.replace('"', "\"\"")) } else { neutral }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for formula in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\0=1"] {
            let cell = safe_cell(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?} became {cell:?}");
        }
        // No figure of ours is negative, so a leading minus is never a number's.
        assert_eq!(safe_cell("0.5"), "0.5");
        assert_eq!(safe_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }

    #[test]
    fn labels_are_written_as_nodes_write_them() {
        for label in ["Total", "FI", "FI_F", "M", "COVID_pop11_fin_2"] {
            assert_eq!(population_label(&Population::parse(label)), label);
        }
    }
}
