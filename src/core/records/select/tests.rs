use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    filter::{InfoField, Kind, Matching, Relation, Schema, Trio, parse},
    records::{
        AnnotationPart, Count, ExtraColumn, NewCall, NewRecord, Part, Storage, Value, kind::kind, store_float,
        store_signed, store_whole,
    },
    variant::AlleleKind,
};

/// One record as the tests write it.
#[derive(Clone, Debug)]
pub(in crate::records) struct Plain {
    pub(in crate::records) contig: &'static str,
    pub(in crate::records) position: u32,
    pub(in crate::records) id: Option<&'static str>,
    pub(in crate::records) alleles: (&'static str, Option<&'static str>),
    pub(in crate::records) quality: Option<f32>,
    pub(in crate::records) filter: Option<&'static str>,
    pub(in crate::records) genotypes: [Option<&'static str>; 3],
    pub(in crate::records) depth: Option<u32>,
    pub(in crate::records) frequency: Option<f32>,
    pub(in crate::records) change: Option<i32>,
    pub(in crate::records) gene: Option<&'static str>,
    pub(in crate::records) counts: Option<[u32; 4]>,
}

pub(in crate::records) const PLAIN: Plain = Plain {
    contig: "chr1",
    position: 1,
    id: None,
    alleles: ("A", Some("C")),
    quality: None,
    filter: None,
    genotypes: [None; 3],
    depth: None,
    frequency: None,
    change: None,
    gene: None,
    counts: None,
};

const COUNTS: [Count; 5] = [Count::Alleles, Count::Called, Count::Heterozygous, Count::Homozygous, Count::Diploid];

fn columns() -> Arc<Columns> {
    let extra = |key, storage| ExtraColumn { key, storage };
    let mut extras = vec![
        extra(ColumnKey::Info("PAF".into()), Storage::Float),
        extra(ColumnKey::Info("SHIFT".into()), Storage::Signed),
        extra(ColumnKey::Annotation(AnnotationPart::Gene), Storage::Text),
    ];
    extras.extend(COUNTS.map(|count| extra(ColumnKey::Count { group: 0, count }, Storage::Whole)));
    Arc::new(Columns { samples: vec![0, 1, 2], extras })
}

pub(in crate::records) fn schema() -> Schema {
    let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let info = |key: &str| InfoField { key: key.to_owned(), kind: Kind::Number, is_population_frequency: false };
    Schema {
        contigs: texts(&["chr1", "chr2", "chrX"]),
        samples: texts(&["child", "mother", "father"]),
        formats: texts(&["GT", "DP", "GQ"]),
        info: vec![info("PAF"), info("SHIFT"), info("ABSENT")],
        annotation: vec![(AnnotationPart::Gene, Vec::new())],
        counted: true,
        ..Schema::default()
    }
}

/// A table of these records, with a new part after so many of them.
pub(in crate::records) fn table(records: &[Plain], part_records: usize) -> RecordTable {
    let columns = columns();
    let mut table = RecordTable::new(Arc::clone(&columns));
    let mut line = 0;
    for records in records.chunks(part_records.max(1)) {
        let mut part = Part::new(&columns);
        for plain in records {
            line += 1;
            let gene = plain.gene.map_or(0, |gene| part.store_text(2, gene.as_bytes()));
            // Everybody has two alleles.
            let counts = plain.counts.map(|[copies, called, het, hom]| [copies, called, het, hom, called / 2]);
            let counts = (0..COUNTS.len()).map(|index| store_whole(counts.map(|counts| counts[index])));
            let row: Vec<u32> =
                [store_float(plain.frequency), store_signed(plain.change), gene].into_iter().chain(counts).collect();
            let calls = plain.genotypes.map(|genotype| NewCall {
                genotype: genotype.map(str::as_bytes),
                depth: plain.depth,
                ..NewCall::default()
            });
            let alternates = plain.alleles.1.map(str::as_bytes);
            let rows = plain.alleles.1.map_or(1, |alternates| alternates.split(',').count());
            let record = NewRecord {
                text_offset: line * 50,
                line,
                contig: plain.contig.as_bytes(),
                position: plain.position,
                id: plain.id.map(str::as_bytes),
                reference: plain.alleles.0.as_bytes(),
                alternates,
                quality: plain.quality,
                filter: plain.filter.map(str::as_bytes),
                calls: &calls,
            };
            part.push(&record, &row.repeat(rows));
        }
        table.append(part);
    }
    table
}

fn rows(table: &RecordTable, text: &str) -> Vec<u32> {
    let selection = table.select(&parse(text, &schema()).expect(text)).unwrap();
    let rows = table.row_numbers(&selection.rows);
    assert_eq!(selection.matched, rows.len() as u64);
    rows
}

/// Row by row, with three values of truth, from what a person is shown.
fn naive(table: &RecordTable, node: &Node, row: u64) -> Option<bool> {
    match node {
        Node::All(nodes) => {
            let values: Vec<_> = nodes.iter().map(|node| naive(table, node, row)).collect();
            if values.contains(&Some(false)) {
                Some(false)
            } else {
                values.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        Node::Any(nodes) => {
            let values: Vec<_> = nodes.iter().map(|node| naive(table, node, row)).collect();
            if values.contains(&Some(true)) {
                Some(true)
            } else {
                values.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
        Node::Not(node) => naive(table, node, row).map(|value| !value),
        Node::Test(test) => naive_test(table, test, row),
    }
}

fn naive_test(table: &RecordTable, test: &Test, row: u64) -> Option<bool> {
    let value = |key: &ColumnKey| table.row(row, std::slice::from_ref(key)).unwrap().values.remove(0);
    let whole = |count| match value(&ColumnKey::Count { group: 0, count }) {
        Value::Whole(count) => Some(count as f64),
        _ => None,
    };
    let (part, index) = table.find(row).unwrap();
    let found = match &test.field.subject {
        Subject::Type => Value::Text(kind(&part.alleles_at(index).unwrap()).0.name().to_owned()),
        Subject::Length => kind(&part.alleles_at(index).unwrap()).1.map_or(Value::Missing, Value::Whole),
        Subject::Frequency { .. } => match (whole(Count::Alleles), whole(Count::Called)) {
            (Some(count), Some(called)) if called > 0.0 => Value::Number((count / called) as f32),
            _ => Value::Missing,
        },
        Subject::Column(key) => value(key),
        Subject::HardyWeinberg { .. } | Subject::Place => Value::Missing,
    };
    let number = match found {
        Value::Whole(whole) => Some(whole as f64),
        Value::Number(number) => Some(f64::from(number)),
        _ => None,
    };
    let is_float = matches!(found, Value::Number(_));
    let holds = |relation: Relation, limit: f64| {
        let limit = if is_float { f64::from(limit as f32) } else { limit };
        number.map(|number| relation.holds(number, limit))
    };
    let copies = table.row(row, &[]).unwrap();
    match &test.condition {
        Condition::Within(region) => {
            Some(copies.contig == region.contig && (region.start_1based..=region.end_1based).contains(&copies.position))
        }
        Condition::Missing | Condition::Present => {
            let no_call = matches!(&found, Value::Text(text) if text == "./.");
            Some((found == Value::Missing || no_call) == (test.condition == Condition::Missing))
        }
        Condition::Number(relation, limit) => holds(*relation, *limit),
        Condition::Numbers { negated, values } => {
            number?;
            Some(values.iter().any(|value| holds(Relation::Equal, *value) == Some(true)) != *negated)
        }
        Condition::Text { matching, negated, values } => {
            let Value::Text(text) = found else { return None };
            let (text, wanted) = (text.to_lowercase(), values[0].to_lowercase());
            let fits = match matching {
                Matching::Contains => text.contains(&wanted),
                Matching::Equal if test.field.name == "FILTER" => text == wanted,
                Matching::Equal => text.split([';', ',', '&']).any(|item| item == wanted) || text == wanted,
            };
            Some(fits != *negated)
        }
        Condition::Type { negated, kinds } => {
            let Value::Text(text) = found else { return None };
            Some(kinds.iter().any(|kind: &AlleleKind| kind.name() == text) != *negated)
        }
        Condition::Genotype { negated, words } => {
            let Value::Text(text) = found else { return None };
            let allele = (part.alternate_index(index) + 1).to_string();
            let alleles: Vec<&str> = text.split(['/', '|']).collect();
            let carried = alleles.iter().filter(|one| **one == allele).count();
            let fits = match (&words[0], alleles.contains(&".")) {
                (GenotypeWord::Carrier, true) if carried > 0 => true,
                (_, true) => return None,
                (GenotypeWord::Carrier, _) => carried > 0,
                (GenotypeWord::Het, _) => carried > 0 && carried < alleles.len(),
                (GenotypeWord::Hom, _) => alleles.len() > 1 && carried == alleles.len(),
                (GenotypeWord::Ref, _) => alleles.iter().all(|one| *one == "0"),
                (word, _) => panic!("{word:?} is not in the tests"),
            };
            Some(fits != *negated)
        }
    }
}

pub(in crate::records) fn any_record() -> impl Strategy<Value = Plain> {
    use prop::sample::select;
    let place = (
        select(vec!["chr1", "chr2", "chrX"]),
        0_u32..6,
        select(vec![None, Some("rs5"), Some("rs7"), Some("rs5;rs9"), Some("x")]),
        select(vec![
            ("A", Some("C")),
            ("A", Some("G,AT")),
            ("AT", Some("A,*,<DEL>")),
            ("ACGTACGTACGT", Some("A")),
            ("A", None),
            ("A", Some("<NON_REF>")),
        ]),
        select(vec![None, Some(0.0), Some(10.5), Some(50.0), Some(2e6)]),
        select(vec![None, Some("PASS"), Some("q10"), Some("q10;s5")]),
    );
    let genotype =
        || select(vec![None, Some("0/1"), Some("1/1"), Some("1|2"), Some("./1"), Some("./."), Some("0/0"), Some("1")]);
    let values = (
        [genotype(), genotype(), genotype()],
        select(vec![None, Some(0_u32), Some(5), Some(300), Some(70_000)]),
        select(vec![None, Some(0.0_f32), Some(-0.0), Some(-1.5), Some(0.01), Some(0.5)]),
        select(vec![None, Some(0), Some(-3), Some(4), Some(70_000)]),
        select(vec![None, Some("BRCA1"), Some("brca1&X"), Some("TP53")]),
        select(vec![None, Some([0, 0, 0, 0]), Some([1, 8, 1, 0]), Some([4, 8, 2, 1])]),
    );
    (place, values).prop_map(|(place, values)| Plain {
        contig: place.0,
        position: place.1,
        id: place.2,
        alleles: place.3,
        quality: place.4,
        filter: place.5,
        genotypes: values.0,
        depth: values.1,
        frequency: values.2,
        change: values.3,
        gene: values.4,
        counts: values.5,
    })
}

fn any_filter() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        (
            "(QUAL|DP|POS|PAF|SHIFT|length|AC|AF)",
            "(=|!=|<|<=|>|>=)",
            prop::sample::select(vec![
                "-1e30", "-1.5", "-1", "0", "0.01", "0.5", "1", "4.5", "5", "50", "300", "7e4", "1e30"
            ])
        )
            .prop_map(|(field, relation, value)| format!("{field} {relation} {value}")),
        "(QUAL|DP|SHIFT|PAF) (not in|in) \\((0|5), (50|4|-3)\\)",
        "(gene|ID|FILTER|ALT) (=|!=|~|!~) (BRCA1|rs5|PASS|q10|C|A|X|x)",
        "(GT|GT\\(mother\\)) (=|!=) (het|hom|ref|carrier)",
        "(QUAL|DP|PAF|SHIFT|gene|ID|FILTER|ALT|GT|AF|length) is (missing|present)",
        "type (not in|in) \\((snv|indel), (spanning|reference)\\)",
        "(chr1|chr2):[0-4](-5|-|)",
    ];
    test.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
            inner.prop_map(|one| format!("not ({one})")),
        ]
    })
}

proptest! {
    #[test]
    fn columns_and_rows_agree(
        records in prop::collection::vec(any_record(), 0..90),
        part_records in 1_usize..90,
        text in any_filter(),
    ) {
        let table = table(&records, part_records);
        let expression = parse(&text, &schema()).unwrap_or_else(|error| panic!("{text}: {error}"));
        let expected: Vec<u32> =
            (0..table.rows()).filter(|row| naive(&table, &expression.root, *row) == Some(true)).map(|row| row as u32).collect();
        prop_assert_eq!(rows(&table, &text), &expected[..], "{}", text);
        prop_assert_eq!(table.first(&expression).unwrap(), expected.first().map(|row| u64::from(*row)));
    }
}

#[test]
fn a_missing_value_is_in_neither_half() {
    let with = |quality| Plain { quality, ..PLAIN };
    let table = table(&[with(Some(10.0)), with(None), with(Some(60.0))], 10);
    assert_eq!(rows(&table, "QUAL > 50"), [2]);
    assert_eq!(rows(&table, "not QUAL > 50"), [0]);
    assert_eq!(rows(&table, "not (QUAL > 50 and POS = 1)"), [0]);
    assert_eq!(rows(&table, "QUAL is missing or QUAL > 50"), [1, 2]);
    assert_eq!(table.select(&Expression::default()).unwrap().rows, ChosenRows::All);
    assert_eq!(table.select(&parse("POS > 0", &schema()).unwrap()).unwrap().rows, ChosenRows::All);
}

#[test]
fn says_which_columns_it_lacks() {
    let table = table(&[PLAIN], 1);
    let expression = parse("ABSENT > 1 or QUAL > 1", &schema()).unwrap();
    let missing = vec![ColumnKey::Info("ABSENT".into())];
    assert_eq!(table.select(&expression), Err(MissingColumns(missing.clone())));
    assert_eq!(table.first(&expression), Err(MissingColumns(missing)));
}

#[test]
fn hardy_weinberg_is_of_people() {
    let with = |counts| Plain { counts, ..PLAIN };
    let table = table(&[with(Some([3, 6, 3, 0])), with(Some([3, 6, 1, 1])), with(None), with(Some([9, 2, 9, 9]))], 2);
    assert_eq!(rows(&table, "HWE < 0.5"), [0]);
    assert_eq!(rows(&table, "HWE >= 0.5"), [1]);
    assert_eq!(rows(&table, "HWE is missing"), [2, 3]);
}

#[test]
fn compound_heterozygotes_have_one_from_each_parent() {
    let with = |gene, genotypes: [&'static str; 3]| Plain { gene, genotypes: genotypes.map(Some), ..PLAIN };
    let (a, b, c) = (Some("A"), Some("B"), Some("C"));
    let records = [
        with(a, ["0/1", "0/1", "0/0"]),
        with(b, ["0/1", "0/1", "0/0"]),
        with(a, ["0/1", "0/0", "0/1"]),
        with(a, ["1/1", "0/1", "0/1"]),
        with(b, ["0/1", "0/1", "0/0"]),
        with(a, ["0/1", "0/1", "0/1"]),
        // A parent's missing genotype is no absence.
        with(c, ["0/1", "0/1", "0/0"]),
        with(c, ["0/1", "./.", "0/1"]),
        with(None, ["0/1", "0/1", "0/0"]),
        with(None, ["0/1", "0/0", "0/1"]),
    ];
    let rule = CompoundHet { trio: Trio { child: 0, mother: 1, father: 2 } };
    for part_records in [2, 10] {
        let selection = table(&records, part_records).compound_het(&rule, &Expression::default()).unwrap();
        assert_eq!(selection, Selection { rows: ChosenRows::These(vec![0, 2]), matched: 2 });
    }
}
