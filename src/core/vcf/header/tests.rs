use super::*;

type Outcome = Result<Option<Header>, Refusal>;

fn read(text: &str) -> (Outcome, Vec<(u64, Problem)>) {
    let mut reader = HeaderReader::new();
    let mut warnings = WarningList::default();
    let mut result = Ok(None);
    for line in text.lines() {
        result = reader.line(line.as_bytes(), &mut warnings);
        if !matches!(result, Ok(None)) {
            break;
        }
    }
    let problems = warnings.list().iter().map(|warning| (warning.line.unwrap_or(0), warning.problem.clone())).collect();
    (result, problems)
}

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB";

#[test]
fn reads_declarations_and_samples() {
    let (header, problems) = read(&format!(
        "##fileformat=VCFv4.2\n##SYNTHETIC=yes\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
         ##FILTER=<ID=q10,Description=\"Low\">\n##contig=<ID=chr1,length=248956422>\n{COLUMNS}"
    ));
    let header = header.unwrap().unwrap();
    assert_eq!(problems, []);
    assert_eq!(header.format_version.as_deref(), Some("4.2"));
    assert_eq!(header.samples, ["A", "B"]);
    assert!(header.is_synthetic);
    assert_eq!(header.assembly, Some(Assembly::Grch38));
    assert_eq!(header.infos[&b"DP"[..]].description.as_deref(), Some("Depth"));
    assert!(header.filters.contains(&b"q10"[..]));
}

#[test]
fn odd_lines_are_warnings_and_still_used() {
    let (header, problems) = read(&format!(
        "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=ZZ,Number=1,Description=\"no type\">\n#just a comment\n\n##fileformat=VCFv4.1\n{COLUMNS}\tB"
    ));
    let header = header.unwrap().unwrap();
    let lines: Vec<u64> = problems.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7], "{problems:?}");
    assert_eq!(problems[0].1, Problem::FileFormatMissing);
    assert_eq!(problems[1].1, Problem::MetaDuplicate);
    assert_eq!(problems[6].1, Problem::SampleDuplicate);
    assert_eq!(header.infos[&b"ZZ"[..]].description.as_deref(), Some("no type"));
    assert_eq!(header.samples, ["A", "B", "B"]);
}

#[test]
fn refuses_what_leaves_the_meaning_open() {
    let (result, _) = read("##fileformat=VCFv3.3\n");
    assert!(matches!(result, Err(Refusal::Header { line: 1, problem: Problem::FileFormatUnknown, .. })), "{result:?}");
    let (result, _) = read("##fileformat=VCFv4.2\n1\t100\t.\tA\tG\t.\t.\t.\n");
    assert!(matches!(result, Err(Refusal::NoColumnNames { line: 2, .. })), "{result:?}");
    let (result, _) = read("##fileformat=VCFv4.2\n#CHROM POS ID REF ALT QUAL FILTER INFO\n");
    assert!(matches!(result, Err(Refusal::Header { line: 2, problem: Problem::ColumnNames, .. })), "{result:?}");
}
