//! Numbers for texts that repeat: chromosome names, filters, genotypes.
//!
//! Must not know what the texts mean.

use super::encode::{Read, Write, read_all};
use crate::hash::TextMap;

const SLOTS: usize = 64;

/// Gives each different text a number, in order of first appearance.
///
/// Texts of up to eight bytes go through a small direct-mapped cache first: nearly every genotype and
/// chromosome name is one, and hashing each anew would cost more than reading it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    texts: Vec<Box<[u8]>>,
    numbers: TextMap<Box<[u8]>, u32>,
    /// [`SLOTS`] entries from the first short text on.
    cache: Vec<Option<(u64, u32)>>,
}

impl Write for Interner {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.texts.len() as u32).write(bytes);
        for text in &self.texts {
            (text.len() as u32).write(bytes);
            bytes.extend_from_slice(text);
        }
    }
}

impl Read for Interner {
    /// Knows its texts and takes no more.
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let texts: Vec<Vec<u8>> = read_all(bytes)?;
        let texts = texts.into_iter().map(Vec::into_boxed_slice).collect();
        Some(Self { texts, ..Self::default() })
    }
}

impl Interner {
    /// The text's number, new or known.
    #[inline]
    pub(super) fn number(&mut self, text: &[u8]) -> u32 {
        let Some(key) = short_key(text) else { return self.look_up(text) };
        let slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize;
        if let Some(Some((cached, number))) = self.cache.get(slot)
            && *cached == key
        {
            return *number;
        }
        let number = self.look_up(text);
        self.cache.resize(SLOTS, None);
        self.cache[slot] = Some((key, number));
        number
    }

    #[cold]
    fn look_up(&mut self, text: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        // A part has fewer rows than u32 has numbers.
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// Forgets what only finding texts again needs: no text comes any more.
    pub(super) fn finish(&mut self) {
        (self.numbers, self.cache) = (TextMap::default(), Vec::new());
        self.texts.shrink_to_fit();
    }

    /// All texts, in the order of their numbers.
    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.texts.iter().map(|text| &**text)
    }

    /// The text of a number; `None` for a number never given.
    pub(crate) fn text(&self, number: u32) -> Option<String> {
        let text = self.texts.get(number as usize)?;
        Some(String::from_utf8_lossy(text).into_owned())
    }
}

/// Up to seven bytes and their number as one integer: different texts have different keys.
#[inline]
fn short_key(text: &[u8]) -> Option<u64> {
    let length = (text.len() as u64) << 56;
    match *text {
        [] => Some(0),
        [a] => Some(length | u64::from(a)),
        [a, b] => Some(length | u64::from(u16::from_le_bytes([a, b]))),
        [a, b, c] => Some(length | u64::from(u32::from_le_bytes([a, b, c, 0]))),
        // Both ends of a longer one overlap in the middle.
        [a, b, c, d, ..] if text.len() <= 7 => {
            let [.., w, x, y, z] = *text else { return None };
            let (first, last) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([w, x, y, z]));
            Some(length | u64::from(last) << (8 * (text.len() - 4)) | u64::from(first))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_text_same_number() {
        let mut interner = Interner::default();
        let texts: [&[u8]; 6] = [b"", b"\0", b"0/1", b"chr1", b"PASS;LowQual;More", b"0/1"];
        let numbers: Vec<_> = texts.iter().map(|text| interner.number(text)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 2]);
        assert_eq!(interner.text(4).as_deref(), Some("PASS;LowQual;More"));
        assert_eq!(interner.text(5), None);
        assert_eq!(interner.texts().len(), 5);
    }
}
