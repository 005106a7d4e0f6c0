//! Numbers for texts that repeat: chromosome names, filters, genotypes.
//!
//! Must not know what the texts mean.

use std::collections::HashMap;

use super::MAX_DISTINCT;

const SLOTS: usize = 64;

/// Gives each different text a number, in order of first appearance.
///
/// Texts of up to eight bytes go through a small direct-mapped cache first: nearly every genotype and
/// chromosome name is one, and hashing each anew would cost more than reading it.
#[derive(Debug)]
pub(super) struct Interner {
    texts: Vec<Box<[u8]>>,
    numbers: HashMap<Box<[u8]>, u16>,
    cache: Box<[Option<(u64, u16)>; SLOTS]>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { texts: Vec::new(), numbers: HashMap::new(), cache: Box::new([None; SLOTS]) }
    }
}

impl Interner {
    /// The text's number, new or known; `None` when there are too many.
    #[inline]
    pub(super) fn number(&mut self, text: &[u8]) -> Option<u16> {
        let Some(key) = short_key(text) else { return self.look_up(text) };
        let slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize;
        if let Some((cached, number)) = self.cache[slot]
            && cached == key
        {
            return Some(number);
        }
        let number = self.look_up(text)?;
        self.cache[slot] = Some((key, number));
        Some(number)
    }

    #[cold]
    fn look_up(&mut self, text: &[u8]) -> Option<u16> {
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        if self.texts.len() == MAX_DISTINCT {
            return None;
        }
        let number = u16::try_from(self.texts.len()).ok()?;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        Some(number)
    }

    /// The text of a number; empty for a number never given.
    pub(super) fn text(&self, number: u32) -> String {
        let text = self.texts.get(number as usize).map(|text| &**text).unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    }
}

/// Up to seven bytes and their number as one integer: different texts have different keys.
#[inline]
fn short_key(text: &[u8]) -> Option<u64> {
    if text.len() > 7 {
        return None;
    }
    Some(text.iter().fold(text.len() as u64, |key, byte| key << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_text_same_number() {
        let mut interner = Interner::default();
        let texts: [&[u8]; 6] = [b"", b"\0", b"0/1", b"chr1", b"PASS;LowQual;More", b"0/1"];
        let numbers: Vec<_> = texts.iter().map(|text| interner.number(text)).collect();
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3), Some(4), Some(2)]);
        assert_eq!(interner.text(4), "PASS;LowQual;More");
    }

    #[test]
    fn says_when_it_is_full() {
        let mut interner = Interner::default();
        for number in 0..=u16::MAX {
            assert_eq!(interner.number(number.to_string().as_bytes()), Some(number));
        }
        assert_eq!(interner.number(b"one more"), None);
        assert_eq!(interner.number(b"65535"), Some(u16::MAX));
    }
}
