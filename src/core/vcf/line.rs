//! One record's line, taken apart without copying a byte.
//!
//! Owns what makes a line unreadable as a record (VCF 4.5 §1.6.1). Must not know the header but for the
//! number of its columns, nor any other line.

use super::{Column, Problem, bcf, scan::Separators};
use crate::{decimal, records::MAX_ALTERNATES};

/// Columns before FORMAT.
pub(super) const FIXED_COLUMNS: usize = 8;

/// The columns as they stand on the line; FORMAT and the first sample where the line has them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line<'a> {
    pub(super) contig: &'a [u8],
    pub(super) position: u32,
    pub(super) id: &'a [u8],
    pub(super) reference: &'a [u8],
    /// `None` for a dot.
    pub(super) alternates: Option<&'a [u8]>,
    pub(super) quality: Option<f32>,
    pub(super) quality_text: &'a [u8],
    pub(super) filter: &'a [u8],
    pub(super) info: &'a [u8],
    pub(super) format: Option<&'a [u8]>,
    /// First sample.
    pub(super) sample: Option<&'a [u8]>,
    /// All samples, as far as the line goes.
    pub(super) samples: &'a [u8],
}

/// What makes a line unreadable, and the text in question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault<'a> {
    pub(super) column: Option<Column>,
    pub(super) problem: Problem,
    pub(super) text: &'a [u8],
}

fn fault(column: Column, problem: Problem, text: &[u8]) -> Fault<'_> {
    Fault { column: Some(column), problem, text }
}

/// Takes a line apart that should have as many columns as the header names.
pub(super) fn parse(line: &[u8], declared_columns: usize) -> Result<Line<'_>, Fault<'_>> {
    parse_at(line, &tabs(line), declared_columns)
}

/// The tabs of a line that nobody looked for yet.
pub(super) fn tabs(line: &[u8]) -> Separators {
    let mut tabs = Separators::default();
    tabs.find(line, b'\t');
    tabs
}

/// The same where the line's tabs are known.
#[inline]
pub(super) fn parse_at<'a>(line: &'a [u8], tabs: &Separators, declared_columns: usize) -> Result<Line<'a>, Fault<'a>> {
    let found = tabs.count() + 1;
    if found < FIXED_COLUMNS {
        return Err(too_few(line, found));
    }
    let [contig, position, id, reference, alternates, quality, filter, info, format, sample, _] = tabs.parts(line);
    let format = (found > FIXED_COLUMNS).then_some(format);
    let sample = (found > FIXED_COLUMNS + 1).then_some(sample);
    let samples = sample.map_or(&[][..], |_| tabs.behind(line, FIXED_COLUMNS));
    // A header may name FORMAT without naming samples; records then do well without it.
    let is_declared = found == declared_columns || (found.max(declared_columns) == FIXED_COLUMNS + 1);
    if !is_declared {
        let samples = |columns: usize| columns.saturating_sub(FIXED_COLUMNS + 1) as u64;
        let problem = Problem::SampleCount { found: samples(found), declared: samples(declared_columns) };
        return Err(fault(Column::Sample, problem, line));
    }
    if contig.is_empty() {
        return Err(fault(Column::Chrom, Problem::Empty, line));
    }
    Ok(Line {
        contig,
        position: parse_position(position)?,
        id,
        reference: check_reference(reference)?,
        alternates: check_alternates(alternates)?,
        quality: parse_quality(quality)?,
        quality_text: quality,
        filter,
        info,
        format,
        sample,
        samples,
    })
}

fn too_few(line: &[u8], found: usize) -> Fault<'_> {
    if let Some((column, problem, text)) = bcf::read_line(line) {
        return fault(column, problem, text);
    }
    let problem = if line.is_empty() {
        Problem::LineEmpty
    } else if line.starts_with(b"#") {
        Problem::MetaAmongRecords
    } else {
        Problem::TooFewColumns { found: found as u64, needed: FIXED_COLUMNS as u64 }
    };
    Fault { column: None, problem, text: line }
}

fn parse_position(text: &[u8]) -> Result<u32, Fault<'_>> {
    parse_whole(text).ok_or_else(|| {
        let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
        let problem = if text.is_empty() {
            Problem::Empty
        } else if is_number {
            Problem::OutOfRange
        } else {
            Problem::NotWholeNumber
        };
        fault(Column::Pos, problem, text)
    })
}

/// Digits only: no sign, no space, no fraction; at most `i32::MAX`, the largest integer of VCF 4.5 §1.3.
#[inline]
pub(super) fn parse_whole(text: &[u8]) -> Option<u32> {
    if text.len() > 10 {
        return None;
    }
    let number = decimal::whole(text)?;
    u32::try_from(number).ok().filter(|number| *number <= i32::MAX as u32)
}

fn check_reference(text: &[u8]) -> Result<&[u8], Fault<'_>> {
    if text.is_empty() {
        return Err(fault(Column::Ref, Problem::Empty, text));
    }
    // Anything but bases is told by the checks; only what can be no sequence at all is kept out.
    let is_sequence = text.iter().all(u8::is_ascii_alphabetic);
    if is_sequence { Ok(text) } else { Err(fault(Column::Ref, Problem::Characters, text)) }
}

fn check_alternates(text: &[u8]) -> Result<Option<&[u8]>, Fault<'_>> {
    match text {
        b"." => return Ok(None),
        // The most frequent case.
        [base] if base.is_ascii_alphabetic() => return Ok(Some(text)),
        _ => {}
    }
    let mut count = 0;
    for alternate in text.split(|byte| *byte == b',') {
        count += 1;
        if alternate.is_empty() {
            return Err(fault(Column::Alt, Problem::Empty, text));
        }
        if !is_alternate(alternate) {
            return Err(fault(Column::Alt, Problem::Characters, alternate));
        }
    }
    if count > MAX_ALTERNATES {
        return Err(fault(Column::Alt, Problem::TooManyAlleles { limit: MAX_ALTERNATES as u64 }, text));
    }
    Ok(Some(text))
}

/// Bases, `*`, a missing allele, `<ID>`, or a breakend (VCF 4.5 §1.6.1, ALT).
fn is_alternate(allele: &[u8]) -> bool {
    let is_bases = |bases: &[u8]| bases.iter().all(u8::is_ascii_alphabetic);
    match allele {
        b"*" | b"." => true,
        // GATK 3 wrote the overlapping deletion like this.
        b"<*:DEL>" => true,
        [b'<', id @ .., b'>'] => !id.is_empty() && !id.iter().any(u8::is_ascii_whitespace),
        [b'.', bases @ ..] | [bases @ .., b'.'] if !bases.iter().any(|byte| b"[]".contains(byte)) => is_bases(bases),
        _ if allele.iter().any(|byte| b"[]".contains(byte)) => is_breakend(allele),
        _ => is_bases(allele),
    }
}

/// `t[p[`, `t]p]`, `]p]t` or `[p[t`: two brackets of the same kind around a place, bases on one side.
fn is_breakend(allele: &[u8]) -> bool {
    let is_bracket = |byte: &u8| b"[]".contains(byte);
    let mut parts = allele.split(is_bracket);
    let (Some(before), Some(place), Some(after), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let mut brackets = allele.iter().filter(|byte| is_bracket(byte));
    let is_pair = brackets.next() == brackets.next();
    let is_bases =
        |text: &[u8]| !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'.');
    let is_place = place.contains(&b':') || (place.starts_with(b"<") && place.ends_with(b">"));
    is_pair && is_place && (is_bases(before) ^ is_bases(after))
}

fn parse_quality(text: &[u8]) -> Result<Option<f32>, Fault<'_>> {
    match text {
        b"." => Ok(None),
        b"" => Err(fault(Column::Qual, Problem::Empty, text)),
        _ => parse_float(text).map(Some).ok_or_else(|| fault(Column::Qual, Problem::NotNumber, text)),
    }
}

/// A float of VCF 4.5 §1.3: `[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?`, or an infinity or NaN in any case.
///
/// Digits become an integer and the decimal point a power of ten; both are exact in f64 for any number of
/// up to 15 digits and 22 places, so that their quotient is rounded once before it becomes an f32. Longer
/// ones are off by a few parts in 10^16, far below what an f32 can hold. The standard library's exact
/// reader would add tables of 10 KB to the page.
pub(super) fn parse_float(text: &[u8]) -> Option<f32> {
    // Without a branch: half of all scores are negative.
    let first = text.first().copied().unwrap_or_default();
    let is_negative = first == b'-';
    let magnitude = &text[usize::from(is_negative | (first == b'+'))..];
    let number = match parse_short(magnitude) {
        Some(number) => number,
        None => parse_magnitude(magnitude)?,
    };
    Some(f32::from_bits(number.to_bits() ^ u32::from(is_negative) << 31))
}

/// The form that nearly all numbers have: up to eight characters, one of them perhaps a point.
#[inline]
fn parse_short(text: &[u8]) -> Option<f32> {
    const POWERS: [f64; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
    let (digits, places) = decimal::fraction(text)?;
    Some((f64::from(digits) / POWERS[places & 7]) as f32)
}

fn parse_magnitude(text: &[u8]) -> Option<f32> {
    let (mut mantissa, mut exponent, mut digits) = (0_u64, 0_i32, 0_u32);
    let mut seen_point = false;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                // Digits past the 18th are below what even f64 can hold.
                if mantissa < 10_u64.pow(17) {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    exponent -= i32::from(seen_point);
                } else {
                    exponent += i32::from(!seen_point);
                }
            }
            b'.' if !seen_point => seen_point = true,
            b'e' | b'E' if digits > 0 => {
                exponent = exponent.saturating_add(parse_exponent(text.get(index + 1..)?)?);
                break;
            }
            _ => return parse_word(text),
        }
    }
    (digits > 0).then(|| scale(mantissa as f64, exponent) as f32)
}

fn parse_exponent(text: &[u8]) -> Option<i32> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let exponent = i32::try_from(parse_whole(digits)?).ok()?;
    Some(if is_negative { -exponent } else { exponent })
}

fn parse_word(text: &[u8]) -> Option<f32> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(f32::INFINITY);
    }
    text.eq_ignore_ascii_case(b"nan").then_some(f32::NAN)
}

fn scale(mantissa: f64, exponent: i32) -> f64 {
    // Beyond, the result is 0 or infinite whatever the mantissa.
    let exponent = exponent.clamp(-400, 400);
    let mut power = 1.0_f64;
    let mut result = mantissa;
    for _ in 0..exponent.unsigned_abs() {
        power *= 10.0;
        if power >= 1e22 {
            result = if exponent < 0 { result / power } else { result * power };
            power = 1.0;
        }
    }
    if exponent < 0 { result / power } else { result * power }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &str, columns: usize) -> Option<(Option<Column>, Problem)> {
        parse(line.as_bytes(), columns).err().map(|fault| (fault.column, fault.problem))
    }

    #[test]
    fn takes_a_line_apart() {
        let line = parse(b"chr1\t100\trs1\tA\tG,<DEL>\t29.5\tPASS\tDP=3\tGT:DP\t0/1:7\t1/1:9", 11).unwrap();
        let expected = Line {
            contig: b"chr1",
            position: 100,
            id: b"rs1",
            reference: b"A",
            alternates: Some(b"G,<DEL>"),
            quality: Some(29.5),
            quality_text: b"29.5",
            filter: b"PASS",
            info: b"DP=3",
            format: Some(b"GT:DP"),
            sample: Some(b"0/1:7"),
            samples: b"0/1:7\t1/1:9",
        };
        assert_eq!(line, expected);
        assert!(parse(b"1\t0\t.\tA\t.\t.\t.\t.", 8).is_ok());
        assert!(parse(b"1\t0\t.\tA\t.\t.\t.\t.", 9).is_ok());
        assert!(parse(b"1\t0\t.\tA\t.\t.\t.\t.\tGT", 9).is_ok());
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            ("", 8, None, Problem::LineEmpty),
            ("##late=1", 8, None, Problem::MetaAmongRecords),
            ("1\t2\t.", 8, None, Problem::TooFewColumns { found: 3, needed: 8 }),
            ("1\t2\t.\tA\tG\t.\t.\t.", 10, Some(Column::Sample), Problem::SampleCount { found: 0, declared: 1 }),
            (
                "1\t2\t.\tA\tG\t.\t.\t.\tGT\t0\t0",
                10,
                Some(Column::Sample),
                Problem::SampleCount { found: 2, declared: 1 },
            ),
            ("\t2\t.\tA\tG\t.\t.\t.", 8, Some(Column::Chrom), Problem::Empty),
            ("1\t\t.\tA\tG\t.\t.\t.", 8, Some(Column::Pos), Problem::Empty),
            ("1\t-2\t.\tA\tG\t.\t.\t.", 8, Some(Column::Pos), Problem::NotWholeNumber),
            ("1\t99999999999\t.\tA\tG\t.\t.\t.", 8, Some(Column::Pos), Problem::OutOfRange),
            ("1\t2\t.\t\tG\t.\t.\t.", 8, Some(Column::Ref), Problem::Empty),
            ("1\t2\t.\tA,C\tG\t.\t.\t.", 8, Some(Column::Ref), Problem::Characters),
            ("1\t2\t.\tA\t\t.\t.\t.", 8, Some(Column::Alt), Problem::Empty),
            ("1\t2\t.\tA\tG,\t.\t.\t.", 8, Some(Column::Alt), Problem::Empty),
            ("1\t2\t.\tA\tG1\t.\t.\t.", 8, Some(Column::Alt), Problem::Characters),
            ("1\t2\t.\tA\tG\tgood\t.\t.", 8, Some(Column::Qual), Problem::NotNumber),
            ("1\t2\t.\tA\tG\t\t.\t.", 8, Some(Column::Qual), Problem::Empty),
        ];
        for (line, columns, column, expected) in cases {
            assert_eq!(problem(line, columns), Some((column, expected)), "{line:?}");
        }
        let many = vec!["G"; MAX_ALTERNATES + 1].join(",");
        assert!(matches!(
            problem(&format!("1\t2\t.\tA\t{many}\t.\t.\t."), 8),
            Some((_, Problem::TooManyAlleles { .. }))
        ));
    }

    #[test]
    fn knows_every_form_of_alternate() {
        for allele in [
            "G",
            "acgtn",
            "*",
            ".",
            "<DEL>",
            "<INS:ME:ALU>",
            "<*>",
            "G]17:198982]",
            "]13:123456]T",
            "C[<ctg1>:7[",
            ".TGCA",
            "G.",
        ] {
            assert!(is_alternate(allele.as_bytes()), "{allele}");
        }
        for allele in ["<>", "<DEL", "G]17:198982[", "[17:1[", "A]17:1]T", "G-", "0", "<a b>", "A<DEL>"] {
            assert!(!is_alternate(allele.as_bytes()), "{allele}");
        }
    }

    #[test]
    fn floats_read_as_the_standard_library_reads_them() {
        let texts = [
            "0",
            "29.5",
            "1965.77",
            "3070.06",
            "0.1",
            "999999999.99999",
            ".5",
            "5.",
            "1e-5",
            "-3",
            "+3",
            "inf",
            "-Infinity",
            "16777217",
            "3.4028235e38",
            "1e39",
            "1e-45",
            "1e-46",
            "1e9999",
            "1e-9999",
            "0e999",
            "1.17549435E-38",
            "123456789012345678901234567890",
            "0.000000000000000000000000000001234567890123456789",
        ];
        // 1/7-steps give numbers of many digits, at every magnitude.
        let steps = (-60..60).map(|n| format!("{}", 10_f64.powi(n / 2) / 7.0 * f64::from(n)));
        for text in texts.iter().map(ToString::to_string).chain(steps) {
            assert_eq!(parse_float(text.as_bytes()), text.parse().ok(), "{text}");
        }
        assert!(parse_float(b"NaN").is_some_and(f32::is_nan));
        for text in ["", ".", "-", "1.2.3", "a", "1,5", "1e", "e5", "1e+", "infinite"] {
            assert_eq!(parse_float(text.as_bytes()), None, "{text}");
        }
    }
}
