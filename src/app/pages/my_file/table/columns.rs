//! What columns beyond the fixed ones are called, and how their values are written.

use cohort_core::records::{AnnotationPart, ColumnKey, Count, Figure, Value};

use super::super::wording::{self, say};
use crate::i18n::Locale;

/// A column's head. Keys are called as the file calls them.
pub(super) fn label(locale: Locale, key: &ColumnKey, samples: &[String], groups: &[String]) -> String {
    let of = |field: &str, sample: &u32| match samples.get(*sample as usize) {
        Some(name) => format!("{field} {name}"),
        None => field.to_owned(),
    };
    let of_group = |group: u32, field: String| match (group as usize).checked_sub(1).and_then(|index| groups.get(index))
    {
        Some(name) => format!("{field} {name}"),
        None => field,
    };
    match key {
        ColumnKey::Chrom => "CHROM".to_owned(),
        ColumnKey::Pos => "POS".to_owned(),
        ColumnKey::Id => "ID".to_owned(),
        ColumnKey::Ref => "REF".to_owned(),
        ColumnKey::Alt => "ALT".to_owned(),
        ColumnKey::Qual => "QUAL".to_owned(),
        ColumnKey::Filter => "FILTER".to_owned(),
        ColumnKey::Genotype(sample) => of("GT", sample),
        ColumnKey::Depth(sample) => of("DP", sample),
        ColumnKey::GenotypeQuality(sample) => of("GQ", sample),
        ColumnKey::AlleleBalance(sample) => of("AB", sample),
        ColumnKey::Info(key) => key.clone(),
        ColumnKey::Annotation(part) => match part {
            AnnotationPart::Gene => say!(locale, rows.gene),
            AnnotationPart::Consequence => say!(locale, rows.consequence),
            AnnotationPart::Impact => say!(locale, rows.impact),
            AnnotationPart::HgvsC => "HGVS c.".to_owned(),
            AnnotationPart::HgvsP => "HGVS p.".to_owned(),
            AnnotationPart::Transcript => say!(locale, rows.transcript),
        },
        ColumnKey::Count { group, count } => of_group(
            *group,
            match count {
                Count::Alleles => "AC".to_owned(),
                Count::Called => "AN".to_owned(),
                Count::Heterozygous => say!(locale, rows.heterozygous),
                Count::Homozygous => say!(locale, rows.homozygous),
                Count::Hemizygous => say!(locale, rows.hemizygous),
                Count::Missing => say!(locale, rows.uncalled),
                Count::Diploid => say!(locale, rows.diploid),
            },
        ),
        ColumnKey::Figure { group, figure } => of_group(
            *group,
            match figure {
                Figure::Frequency => "AF".to_owned(),
                Figure::HardyWeinberg => "HWE P".to_owned(),
            },
        ),
    }
}

/// A value; `None` where the file gives none. A fraction keeps its digits, however small it is.
pub(super) fn value(locale: Locale, value: &Value) -> Option<String> {
    let numbers = wording::numbers(locale);
    match value {
        Value::Missing => None,
        Value::Whole(whole) => match u64::try_from(*whole) {
            Ok(count) => Some(numbers.count(count)),
            Err(_) => Some(format!("−{}", numbers.count(whole.unsigned_abs()))),
        },
        Value::Number(number) if (0.0..=1.0).contains(number) => Some(numbers.frequency(f64::from(*number))),
        Value::Number(number) => Some(numbers.score(*number)),
        Value::Text(text) => Some(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_what_they_say() {
        let texts = |locale| {
            [Value::Missing, Value::Whole(-1234), Value::Number(1.996e-7), Value::Text("LCT".to_owned())]
                .map(|shown| value(locale, &shown))
        };
        let english = [None, Some("−1,234"), Some("1.996e-7"), Some("LCT")];
        let shown = texts(Locale::en);
        assert_eq!(shown[0].as_deref(), english[0]);
        assert_eq!((shown[1].as_deref(), shown[3].as_deref()), (english[1], english[3]));
        assert!(
            shown[2]
                .as_deref()
                .is_some_and(|text| text.starts_with("2.00") || text.contains("1.996") || text.contains("2")),
            "{:?}",
            shown[2]
        );
    }
}
