//! Evidence as a CSV file (RFC 4180) that a spreadsheet opens safely.
//!
//! Must not know how it is saved.

use super::{INTENDED_USE, cell::safe_cell};
use crate::{
    cohort::{Population, Sex},
    evidence::{Evidence, Silent, pool::Pool},
    stats::interval::Interval,
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

/// What the cohorts come to together as remarks, rows of counts, then one row for each node that gave none, its state in words handed in by the caller.
///
/// Figures are plain decimals in full precision, empty when unknown.
pub fn csv(variant: &Variant, rows: &[Evidence], silent: &[(Silent, String)], pool: &Pool) -> String {
    let mut text = format!("# {INTENDED_USE}\r\n");
    for remark in together(pool) {
        text.push_str("# ");
        text.push_str(&remark);
        text.push_str("\r\n");
    }
    push_line(&mut text, &COLUMNS);
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

/// All cohorts together, and who is not in that. Remarks and no rows, for whoever adds a column up.
fn together(pool: &Pool) -> Vec<String> {
    let mut remarks = Vec::new();
    let Some(frequency) = pool.sum.frequency().filter(|_| pool.is_of_several()) else { return remarks };
    let ends =
        |interval: Option<Interval>| interval.map_or_else(String::new, |it| format!("{} to {}", it.low, it.high));
    let (sum, cohorts) = (pool.sum, pool.cohorts.len());
    remarks.push(format!(
        "Summed: cohorts {cohorts}; AC {}; AN {}; AF {frequency}; 95 % Wilson interval {}",
        sum.allele_count,
        sum.allele_number,
        ends(sum.interval())
    ));
    if let Some(bounds) = pool.bounds {
        remarks.push(format!("Summed with hidden counts: AF between {} and {}", bounds.low, bounds.high));
    }
    if let Ok(found) = &pool.random_effects {
        let spread = found.heterogeneity;
        remarks.push(format!(
            "Pooled (DerSimonian-Laird; logit): AF {}; 95 % interval {}; 95 % prediction interval {}; Q {}; df {}; \
             p {}; I2 {}; tau2 {}",
            found.estimate,
            ends(Some(found.interval)),
            ends(found.prediction),
            spread.q,
            spread.degrees_of_freedom,
            spread.p,
            spread.i_squared,
            spread.tau_squared
        ));
    }
    remarks.extend(pool.outliers().map(|row| format!("Outlier: {}", safe_id(&row.node.id.0))));
    remarks.extend(pool.left_out.iter().map(|left| {
        let name = [left.node.id.0.as_str(), &left.dataset].map(safe_id).join(" ");
        format!("Not pooled: {}: {}", name.trim_end(), left.why.code())
    }));
    remarks
}

/// An id within a remark: no sign with which it could end its cell or line.
fn safe_id(id: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':');
    id.chars().map(|sign| if is_plain(sign) { sign } else { ' ' }).collect()
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

/// A table of a chart's figures: intended use as a remark, heads, rows; figures are plain decimals in full precision.
pub fn csv_table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("# {INTENDED_USE}\r\n");
    push_line(&mut text, heads);
    for row in rows {
        push_line(&mut text, row);
    }
    text
}

fn push_line(text: &mut String, cells: &[impl AsRef<str>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&safe_cell(cell.as_ref()));
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        beacon::registry::Registry,
        cohort::Counts,
        evidence::pool::{Bounds, LeftOut, Why},
        stats::pooled::{Copies, RandomEffects, Sum},
        variant::known::Catalogue,
    };

    #[test]
    fn together_is_said_in_remarks_and_adds_no_row() {
        let shipped = Registry::read(include_str!("../../../public/nodes.json")).unwrap();
        let row = |node: usize| Evidence {
            node: shipped.nodes()[node].clone(),
            beacon: "b".into(),
            dataset: "D".into(),
            population: Population::Total,
            is_headline: true,
            counts: Counts::default(),
            precision: None,
            floor: None,
            interval: None,
        };
        let copies = [(10, 200), (12, 200)].map(|(count, number)| Copies::new(count, number).unwrap());
        let pool = Pool {
            cohorts: vec![row(0), row(1)],
            left_out: vec![LeftOut {
                node: shipped.nodes()[2].clone(),
                dataset: "x\r\n=1,\"+2".into(),
                population: None,
                why: Why::NotExact,
            }],
            sum: Sum::of(&copies),
            random_effects: RandomEffects::of(&copies),
            bounds: Some(Bounds { low: 0.05, high: 0.0625 }),
        };
        let catalogue = Catalogue::built_in();
        let variant = &catalogue.by_rs_number("rs4988235").unwrap().variant;
        let text = csv(variant, &pool.cohorts, &[], &pool);
        let (remarks, rows): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
        assert_eq!((remarks.len(), rows.len()), (5, 3), "{text}");
        assert!(remarks[1].starts_with("# Summed: cohorts 2; AC 22; AN 400; AF 0.055; 95 % Wilson interval 0.03"));
        assert_eq!(remarks[2], "# Summed with hidden counts: AF between 0.05 and 0.0625");
        assert!(remarks[3].contains("95 % prediction interval ; Q 0.1"), "{}", remarks[3]);
        assert_eq!(remarks[4], "# Not pooled: es x   1   2: not-exact");
        assert_eq!(csv(variant, &[], &[], &Pool::empty()).lines().count(), 2);
    }

    #[test]
    fn a_table_has_its_heads_and_safe_cells() {
        let text = csv_table(&["cohort", "p"], &[vec!["=a, b".into(), "1.996e-7".into()]]);
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ["cohort,p", "\"'=a, b\",1.996e-7"]);
    }

    #[test]
    fn labels_are_written_as_nodes_write_them() {
        for label in ["Total", "FI", "FI_F", "M", "COVID_pop11_fin_2"] {
            assert_eq!(population_label(&Population::parse(label)), label);
        }
    }
}
