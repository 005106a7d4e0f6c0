//! The header of a VCF that was made from another.
//!
//! Must not know records: they are taken as they stand.

use super::{
    INTENDED_USE,
    about::{About, VERSION},
};

/// The header's lines with ours before the last of them, which names the columns.
///
/// What a BCF's header numbers its entries with is left out: in a text it means nothing (VCF 4.5 §6.2.1).
pub(super) fn header(header: &[u8], about: &About) -> Vec<u8> {
    let mut text = Vec::with_capacity(header.len() + 1024);
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"#CHROM") {
            for line in lines(about) {
                text.extend_from_slice(line.as_bytes());
                text.push(b'\n');
            }
        }
        text.extend_from_slice(without_index(line).unwrap_or(line));
        if without_index(line).is_some() {
            text.extend_from_slice(b">\n");
        }
    }
    text
}

fn lines(about: &About) -> Vec<String> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut command = format!("export --file {}", quoted(&about.file));
    if !about.filter.is_empty() {
        command.push_str(&format!(" --filter {}", quoted(&about.filter)));
    }
    if about.is_pairs {
        command.push_str(" --compound-het-candidates");
    }
    let mut lines = vec![
        format!("##cohort_explorerVersion={VERSION}"),
        format!("##cohort_explorerCommand={command}"),
        format!("##cohort_explorerIntendedUse={INTENDED_USE}"),
    ];
    lines.extend(about.partial.iter().map(|partial| format!("##cohort_explorerPartial={partial}")));
    lines.extend(about.left_out().map(|left_out| format!("##cohort_explorerLeftOut={left_out}")));
    lines
}

/// The line up to `,IDX=7>`, if it ends so.
fn without_index(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b">\n").filter(|line| line.starts_with(b"##"))?;
    let digits = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    line[..line.len() - digits].strip_suffix(b",IDX=").filter(|_| digits > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_kept_and_says_where_it_comes_from() {
        let about = About {
            file: "me \"x\".bcf".to_owned(),
            filter: "ID = \"rs1\"".to_owned(),
            is_pairs: false,
            sort: Vec::new(),
            partial: Some("It stops.".to_owned()),
            bad_records: 2,
            rows: 1,
            all_rows: 9,
        };
        let before = b"##fileformat=VCFv4.2\n##INFO=<ID=A,Description=\"x,IDX=1\",IDX=3>\n#CHROM\tPOS\n";
        let after = String::from_utf8(header(before, &about)).unwrap();
        let lines: Vec<&str> = after.lines().collect();
        assert_eq!(lines[..2], ["##fileformat=VCFv4.2", "##INFO=<ID=A,Description=\"x,IDX=1\">"]);
        let command = r#"##cohort_explorerCommand=export --file "me \"x\".bcf" --filter "ID = \"rs1\"""#;
        assert_eq!(lines[3], command);
        assert_eq!((lines[5], lines.last()), ("##cohort_explorerPartial=It stops.", Some(&"#CHROM\tPOS")));
    }
}
