use proptest::prelude::*;

use super::*;
use crate::records::{AnnotationPart, ColumnKey, Count};

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn info(key: &str, kind: Kind) -> InfoField {
    InfoField { key: key.to_owned(), kind, is_population_frequency: key.starts_with("gnomAD") }
}

/// A trio with annotation.
pub(crate) fn trio_schema() -> Schema {
    Schema {
        contigs: texts(&["chr1", "chr7", "chrX", "HLA-A*01:01"]),
        filters: texts(&["PASS", "LowQual", "q10"]),
        samples: texts(&["proband", "mother", "father", "S (4)"]),
        focus: 0,
        formats: texts(&["GT", "DP", "GQ"]),
        info: vec![
            info("DP", Kind::Number),
            info("AF", Kind::Number),
            info("gnomAD_AF", Kind::Number),
            info("DB", Kind::Flag),
            info("CLNSIG", Kind::Text),
            info("1000G", Kind::Flag),
            info("not", Kind::Number),
        ],
        annotation: vec![
            (AnnotationPart::Gene, texts(&["BRCA1", "BRCA2"])),
            (AnnotationPart::Consequence, texts(&["missense_variant", "a&b"])),
            (AnnotationPart::Impact, texts(&["HIGH"])),
            (AnnotationPart::HgvsC, Vec::new()),
        ],
        counted: true,
        groups: texts(&["cases", "controls"]),
    }
}

fn printed(text: &str) -> String {
    match parse(text, &trio_schema()) {
        Ok(expression) => expression.to_string(),
        Err(error) => format!("{error:?}"),
    }
}

fn failed(text: &str) -> (String, Problem, Vec<String>) {
    let error = parse(text, &trio_schema()).expect_err(text);
    (text[error.start..error.end].to_owned(), error.problem, error.suggestions)
}

#[test]
fn what_people_write_is_understood() {
    for (text, expected) in [
        ("", ""),
        ("QUAL > 50 and DP >= 10", "QUAL > 50 and DP >= 10"),
        ("gene in (BRCA1, BRCA2) AND GT(proband)=het", "gene in (BRCA1, BRCA2) and GT(proband) = het"),
        ("consequence ~ missense", "consequence ~ missense"),
        ("FILTER=\"PASS\" && FMT/DP>5 || INFO/DP < 3", "FILTER = PASS and DP > 5 or INFO/DP < 3"),
        ("filter == 'PASS' & qual>1,000", "FILTER = PASS and QUAL > 1000"),
        ("PASS", "FILTER = PASS"),
        ("AF(cases) > 1% and HWE < 1e-6", "AF(cases) > 0.01 and HWE < 1e-6"),
        ("INFO/AF<0.01|INFO/AF is missing", "INFO/AF < 0.01 or INFO/AF is missing"),
        ("chr7:1,000-2,000", "region(chr7:1000-2000)"),
        ("region(7:1,000-2,000) or x:5-", "region(chr7:1000-2000) or region(chrX:5-)"),
        ("region(HLA-A*01:01)", "region(HLA-A*01:01)"),
        ("rs123 or ID = rs5", "rs123 or rs5"),
        ("not (DB or type in (snp, indel))", "not (DB is present or type in (snv, insertion, deletion))"),
        ("!(QUAL is missing)", "not QUAL is missing"),
        ("DP is not missing and GQ is not null", "DP is present and GQ is present"),
        ("GT[1]=\"0|1\" and GT in (RA, hom-ref, ./.)", "GT(mother) = 0|1 and GT in (het, ref, missing)"),
        ("GT(\"S (4)\") != het", "GT(\"S (4)\") != het"),
        ("GT is het", "GT = het"),
        ("GT = missing and GT(mother) != ./.", "GT is missing and GT(mother) is present"),
        ("50 < QUAL and 3 >= length", "QUAL > 50 and length <= 3"),
        ("QUAL ≥ 50 and QUAL <> 60", "QUAL >= 50 and QUAL != 60"),
        ("FILTER in (PASS, .)", "FILTER = PASS or FILTER is missing"),
        ("FILTER not in (q10, LowQual, .)", "FILTER not in (q10, LowQual) and FILTER is present"),
        ("QUAL = .", "QUAL is missing"),
        ("DP in (1, 2,000)", "DP in (1, 2, 0)"),
        ("1000G and 1000G = 0", "\"1000G\" is present and \"1000G\" is missing"),
        ("INFO/not > 3", "\"not\" > 3"),
        ("hgvsc = c.35G>A", "hgvsc = \"c.35G>A\""),
        ("CLNSIG contains \"a \\\" b\"", "CLNSIG ~ \"a \\\" b\""),
        ("CHROM in (7, X)", "CHROM in (7, X)"),
        ("missing(cases) > 2 and het < 3", "missing(cases) > 2 and het < 3"),
        ("a", "FilterError { start: 0, end: 1, problem: UnknownField(\"a\"), suggestions: [] }"),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}

#[test]
fn and_binds_tighter_than_or_and_parentheses_stay() {
    for text in [
        "QUAL > 1 and (DP > 2 or GQ > 3) and not not DP is missing",
        "QUAL > 1 or DP > 2 and GQ > 3 or QUAL < 0",
        "QUAL > 1 and (DP > 2 and GQ > 3)",
        "not (QUAL > 1 or DP > 2)",
    ] {
        assert_eq!(printed(text), text);
    }
}

#[test]
fn problems_say_where_and_what_may_be_meant() {
    let none = Vec::<String>::new();
    let value = |field: &str| Problem::UnexpectedEnd(Expected::Value(field.into()));
    for (text, at, problem, suggestions) in [
        ("QAUL > 5", "QAUL", Problem::UnknownField("QAUL".into()), texts(&["QUAL"])),
        ("QUAL >", "", value("QUAL"), none.clone()),
        ("QUAL", "", Problem::UnexpectedEnd(Expected::Operator("QUAL".into())), none.clone()),
        ("QUAL > ten", "ten", Problem::NotANumber { field: "QUAL".into(), found: "ten".into() }, none.clone()),
        ("gene < B", "<", Problem::WrongOperator { field: "gene".into(), operator: "<".into() }, none.clone()),
        ("QUAL ~ 5", "~", Problem::WrongOperator { field: "QUAL".into(), operator: "~".into() }, none.clone()),
        ("(QUAL > 5", "(", Problem::UnclosedParenthesis, none.clone()),
        ("QUAL > 5)", ")", Problem::UnopenedParenthesis, none.clone()),
        ("gene in (A, B", "(", Problem::UnclosedParenthesis, none.clone()),
        ("gene = \"A", "\"A", Problem::UnclosedQuote, none.clone()),
        ("GT(porband) = het", "porband", Problem::UnknownSample("porband".into()), texts(&["proband"])),
        ("AF(case) > 0", "case", Problem::UnknownGroup("case".into()), texts(&["cases"])),
        ("GT = hte", "hte", Problem::UnknownGenotype("hte".into()), texts(&["het"])),
        ("type = snvv", "snvv", Problem::UnknownType("snvv".into()), texts(&["snv"])),
        ("chr8:1-2", "chr8:1-2", Problem::UnknownContig("chr8".into()), texts(&["chr1", "chr7", "chrX"])),
        ("CHROM = 9", "9", Problem::UnknownContig("9".into()), none.clone()),
        ("chr7:2-1", "chr7:2-1", Problem::BadRegion("chr7:2-1".into()), none.clone()),
        ("gene(x) = A", "gene", Problem::NoArgument("gene".into()), none.clone()),
        ("QUAL > 5 DP", "DP", Problem::Unexpected { expected: Expected::Connective, found: "DP".into() }, none.clone()),
        ("not and", "and", Problem::Unexpected { expected: Expected::Field, found: "and".into() }, none.clone()),
    ] {
        assert_eq!(failed(text), (at.to_owned(), problem, suggestions), "{text}");
    }
    let nested = format!("{}QUAL > 1", "(".repeat(10_000));
    assert!(matches!(failed(&nested).1, Problem::TooDeep { .. }));
    assert!(matches!(failed(&"not ".repeat(10_000)).1, Problem::TooDeep { .. }));
    assert!(matches!(failed(&" ".repeat(MAX_TEXT_BYTES + 1)).1, Problem::TooLong { .. }));
}

#[test]
fn knows_its_columns_and_what_must_not_be_shared() {
    let schema = trio_schema();
    let expression =
        parse("QUAL > 1 and DP(mother) > 2 and QUAL < 9 and INFO/AF < 1 and AF(cases) > 0", &schema).unwrap();
    let count = |count| ColumnKey::Count { group: 1, count };
    let expected = [
        ColumnKey::Qual,
        ColumnKey::Depth(1),
        ColumnKey::Info("AF".into()),
        count(Count::Alleles),
        count(Count::Called),
    ];
    assert_eq!(expression.columns(), expected);
    for (text, names) in [
        ("QUAL > 5 and gene = BRCA1 and CHROM = 7 and ID is present", None),
        ("GT = het and DP > 10 and AF(cases) > 0.5", None),
        ("not chr7:5-6", Some(Named::Variant)),
        ("POS > 5", Some(Named::Variant)),
        ("rs5", Some(Named::Variant)),
        ("QUAL > 1 and REF = A", Some(Named::Variant)),
        ("ALT ~ GATTACA", Some(Named::Variant)),
        ("type = snv and length = 0 and ALT is present", None),
        ("QUAL > 1 or CLNSIG ~ \"rs55\"", Some(Named::Variant)),
        ("hgvsc ~ 35G", Some(Named::Variant)),
        ("QUAL > 1 or GT(mother) = het", Some(Named::Sample)),
        ("DP(mother) > 1 and POS > 5", Some(Named::Variant)),
    ] {
        assert_eq!(parse(text, &schema).unwrap().names(), names, "{text}");
    }
}

#[test]
fn chips_come_out_and_go_in() {
    let schema = trio_schema();
    let text = "QUAL>50  and (DP > 1 or GQ > 2) and gene = A";
    let found = chips(text, &schema).unwrap();
    let pieces: Vec<&str> = found.iter().map(|chip| &text[chip.start..chip.end]).collect();
    assert_eq!(pieces, ["QUAL>50", "(DP > 1 or GQ > 2)", "gene = A"]);
    assert_eq!(join(&found), "QUAL>50 and (DP > 1 or GQ > 2) and gene = A");
    assert_eq!(toggle(text, "QUAL > 50.0", &schema).unwrap(), "(DP > 1 or GQ > 2) and gene = A");
    assert_eq!(toggle("QUAL > 1 or DP > 2", "PASS", &schema).unwrap(), "(QUAL > 1 or DP > 2) and PASS");
    assert_eq!(toggle("PASS", " QUAL > 1 or DP > 2", &schema).unwrap(), "PASS and (QUAL > 1 or DP > 2)");
    assert_eq!(toggle("", "PASS", &schema).unwrap(), "PASS");
    assert_eq!(toggle("PASS", "FILTER = PASS", &schema).unwrap(), "");
    assert_eq!(toggle("(QUAL > 1) or (DP > 2)", "PASS", &schema).unwrap(), "((QUAL > 1) or (DP > 2)) and PASS");
    assert_eq!(chips("(QUAL > 1 and DP > 2)", &schema).unwrap().len(), 1);
    assert_eq!(chips("", &schema).unwrap(), []);
}

#[test]
fn completes_fields_operators_values_and_samples() {
    let schema = trio_schema();
    let offered = |text: &str| {
        let (before, after) = text.split_once('^').unwrap();
        let completion = complete(&format!("{before}{after}"), before.len(), &schema);
        let items: Vec<String> = completion.items.into_iter().map(|item| item.text).take(3).collect();
        (format!("{before}{after}")[completion.start..completion.end].to_owned(), items.join(" "))
    };
    for (text, replaced, items) in [
        ("QU^", "QU", "QUAL consequence"),
        ("QUAL > 1 and cons^equ", "consequ", "consequence"),
        ("QUAL ^", "", "> >= <"),
        ("(QUAL > 1 ^", "", "and or"),
        ("QUAL > 1 a^", "a", "and"),
        ("gene in (BRCA1, B^", "B", "BRCA1 BRCA2"),
        ("consequence = \"a^", "\"a", "\"a&b\" missense_variant"),
        ("GT(^) = het", "", "proband mother father"),
        ("GT(mo^", "mo", "mother"),
        ("GT = h^", "h", "het hom hemi"),
        ("AF(c^", "c", "cases controls"),
        ("FILTER = ^", "", "PASS LowQual q10"),
        ("NOPE > 1 and ^", "", ""),
    ] {
        assert_eq!(offered(text), (replaced.to_owned(), items.to_owned()), "{text}");
    }
}

#[test]
fn presets_are_expressions_of_the_file() {
    let schema = trio_schema();
    let trio = Trio { child: 0, mother: 1, father: 2 };
    let found = presets(&schema, Some(trio));
    let names: Vec<_> = found.iter().map(|preset| preset.name).collect();
    assert_eq!(names, [PresetName::Rare, PresetName::PassCoding, PresetName::DeNovo, PresetName::CompoundHet]);
    for preset in &found {
        let expression = parse(&preset.text, &schema).unwrap();
        assert_eq!(parse(&expression.to_string(), &schema), Ok(expression), "{}", preset.text);
    }
    assert_eq!(found[0].text, "(gnomAD_AF < 0.01 or gnomAD_AF is missing)");
    assert_eq!(presets(&Schema::default(), Some(trio)), []);
}

fn any_expression() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        (
            "(QUAL|DP|INFO/DP|GQ\\(mother\\)|POS|length)",
            "(=|!=|<|<=|>|>=)",
            any::<f64>().prop_filter("finite", |n| n.is_finite())
        )
            .prop_map(|(field, operator, value)| format!("{field} {operator} {value:e}")),
        ("(gene|ALT|CLNSIG|ID)", "(=|!=|~|!~)", "[ -~é]{0,6}")
            .prop_map(|(field, operator, value)| format!("{field} {operator} {}", lexer::quoted(&value))),
        ("(GT|GT\\(father\\)|GT\\(\"S \\(4\\)\"\\))", "(=|!=|is|is not)", "(het|hom|ref|0/1|[.]\\|1|missing|present)")
            .prop_filter_map("present wants is", |(field, operator, word)| {
                (word != "present" || operator.starts_with("is")).then(|| format!("{field} {operator} {word}"))
            }),
        "(chr7|7|HLA-A[*]01:01):[1-9],[0-9]{3}(-|-9,999)?",
        "type (not )?in \\((snv|indel), (mnv|bnd)\\)",
        "(DB|PASS|rs[0-9]{1,4}|QUAL is missing|AF\\(cases\\) in \\(1, 2\\))",
    ];
    test.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" and ")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" or ")),
            inner.clone().prop_map(|one| format!("({one})")),
            inner.prop_map(|one| format!("not ({one})")),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_the_same(text in any_expression()) {
        let schema = trio_schema();
        let expression = parse(&text, &schema).unwrap_or_else(|error| panic!("{text}: {error}"));
        let again = parse(&expression.to_string(), &schema);
        prop_assert_eq!(again.as_ref(), Ok(&expression), "{}", expression);
        let joined = join(&chips(&text, &schema).unwrap());
        prop_assert_eq!(parse(&joined, &schema), Ok(expression), "{}", joined);
    }

    #[test]
    fn nothing_typed_breaks_it(text in "\\PC{0,40}", cursor in 0_usize..50) {
        let schema = trio_schema();
        if let Err(error) = parse(&text, &schema) {
            prop_assert!(text.get(error.start..error.end).is_some(), "{:?}", error);
        }
        let completion = complete(&text, cursor, &schema);
        prop_assert!(text.get(completion.start..completion.end).is_some());
    }

    #[test]
    fn nothing_like_an_expression_breaks_it(
        pieces in prop::collection::vec("(QUAL|GT|gene|and|or|not|in|is|missing|[(]|[)]|,|=|<|~|!|[|]|&|\"|'|\\[|\\]|1,0|rs1|chr7:1-2|:|-|[.]|\\\\|é| )", 0..20),
        cursor in 0_usize..80,
    ) {
        let (schema, text) = (trio_schema(), pieces.join(""));
        match parse(&text, &schema) {
            Err(error) => prop_assert!(text.get(error.start..error.end).is_some(), "{:?}", error),
            Ok(expression) => prop_assert_eq!(parse(&expression.to_string(), &schema), Ok(expression)),
        }
        let completion = complete(&text, cursor, &schema);
        prop_assert!(text.get(completion.start..completion.end).is_some());
        let _ = toggle(&text, "PASS", &schema);
    }
}
