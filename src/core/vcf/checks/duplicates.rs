//! Variants that stand twice, also where they are written in different ways.
//!
//! Owns a small window of what was seen at and after the present position. Must not know samples.
//!
//! Two ways of writing the same change, `TTAT→TTGT` at 128 and `A→G` at 130, meet in their shortest form.

/// What identifies a change: where its shortest form begins, and a digest of its alleles.
pub(super) type Seen = (u32, u64);

/// Remembers the changes that later records can still repeat.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    window: Vec<Seen>,
}

/// More than a caller writes near one place; beyond, the oldest are forgotten.
const WINDOW: usize = 1024;

impl Duplicates {
    /// As it was left by the records before.
    pub(super) fn after(window: Vec<Seen>) -> Self {
        Self { window }
    }

    /// What records from this position on can still repeat.
    pub(super) fn ahead_of(&self, position: u32) -> Vec<Seen> {
        self.window.iter().filter(|(place, _)| *place >= position).copied().collect()
    }

    /// On another contig, or where positions go back, nothing seen before can meet what follows.
    pub(super) fn clear(&mut self) {
        self.window.clear();
    }

    /// Takes the next record's alternate alleles; gives the first that stood before.
    ///
    /// Symbolic alleles say what they are in INFO only, so that it counts as part of them.
    pub(super) fn add<'a>(
        &mut self,
        position: u32,
        reference: &[u8],
        alternates: &'a [u8],
        info: &[u8],
    ) -> Option<&'a [u8]> {
        if !self.window.is_empty() {
            self.window.retain(|(place, _)| *place >= position);
        }
        if let ([_], [base]) = (reference, alternates)
            && base.is_ascii_alphabetic()
            && self.window.is_empty()
        {
            // Nearly every record.
            self.window.push((position, change(reference, alternates)));
            return None;
        }
        let before = self.window.len();
        let mut found = None;
        for alternate in alternates.split(|byte| *byte == b',') {
            let seen = match alternate {
                b"*" | b"." | b"<*>" | b"<NON_REF>" | b"<*:DEL>" => continue,
                _ if alternate.iter().any(|byte| b"<[].".contains(byte)) => {
                    (position, digest(digest(digest(START, reference), alternate), info))
                }
                _ => {
                    let (skipped, reference, alternate) = shortest(reference, alternate);
                    (position.saturating_add(skipped), change(reference, alternate))
                }
            };
            if self.window.get(..before).is_some_and(|window| window.contains(&seen)) {
                found = found.or(Some(alternate));
            } else if self.window.len() < WINDOW {
                self.window.push(seen);
            }
        }
        found
    }
}

/// What tells a change from others in the same place.
fn change(reference: &[u8], alternate: &[u8]) -> u64 {
    match (reference, alternate) {
        ([from], [to]) => u64::from(from.to_ascii_uppercase()) << 8 | u64::from(to.to_ascii_uppercase()),
        _ => digest(digest(START, reference), alternate),
    }
}

/// The alleles without what they share at the end and at the start, but for one base each, and how many bases
/// were left out at the start.
fn shortest<'r, 'a>(mut reference: &'r [u8], mut alternate: &'a [u8]) -> (u32, &'r [u8], &'a [u8]) {
    while let ([reference_rest @ .., one], [alternate_rest @ .., other]) = (reference, alternate)
        && !reference_rest.is_empty()
        && !alternate_rest.is_empty()
        && one.eq_ignore_ascii_case(other)
    {
        (reference, alternate) = (reference_rest, alternate_rest);
    }
    let mut skipped = 0;
    while let ([one, reference_rest @ ..], [other, alternate_rest @ ..]) = (reference, alternate)
        && !reference_rest.is_empty()
        && !alternate_rest.is_empty()
        && one.eq_ignore_ascii_case(other)
    {
        (reference, alternate) = (reference_rest, alternate_rest);
        skipped += 1;
    }
    (skipped, reference, alternate)
}

/// FNV-1a (Fowler, Noll, Vo 1991), 64 bits: the start, and the prime by which each byte is mixed in.
const START: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

fn digest(start: u64, text: &[u8]) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    // A byte that stands in no allele keeps "A","CG" from "AC","G".
    mix(text.iter().fold(start, |hash, byte| mix(hash, byte.to_ascii_uppercase())), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(records: &[(u32, &str, &'static str, &str)]) -> Vec<Option<&'static str>> {
        let mut duplicates = Duplicates::default();
        let texts = |found: &'static [u8]| std::str::from_utf8(found).unwrap();
        let add = |(position, reference, alternates, info): &(u32, &str, &'static str, &str)| {
            duplicates.add(*position, reference.as_bytes(), alternates.as_bytes(), info.as_bytes()).map(texts)
        };
        records.iter().map(add).collect()
    }

    #[test]
    fn the_same_change_in_other_words() {
        let records =
            [(127, "TTTAT", "TTTGT,T", ""), (128, "TTAT", "TTGT,T", ""), (129, "T", "G", ""), (130, "A", "G", "")];
        assert_eq!(found(&records), [None, Some("TTGT"), None, Some("G")]);
        assert_eq!(found(&[(123, "AT", "AAT,AA", ""), (124, "T", "A", "")]), [None, Some("A")]);
        assert_eq!(found(&[(5, "a", "g", ""), (5, "A", "C", ""), (5, "A", "T,G", "")]), [None, None, Some("G")]);
    }

    #[test]
    fn what_only_looks_the_same() {
        assert_eq!(found(&[(5, "A", "CG", ""), (5, "AC", "G", ""), (6, "A", "CG", "")]), [None; 3]);
        assert_eq!(found(&[(5, "A", "<DEL>", "END=9"), (5, "A", "<DEL>", "END=8")]), [None; 2]);
        assert_eq!(found(&[(5, "A", "<NON_REF>", "END=9"), (5, "A", "<NON_REF>", "END=9")]), [None; 2]);
        assert_eq!(found(&[(5, "A", "<DEL>", "END=9"), (5, "A", "<DEL>", "END=9")]), [None, Some("<DEL>")]);
    }
}
