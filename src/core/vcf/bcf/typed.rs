//! Typed values: a descriptor, then the values (VCF 4.5 §6.3.3, "Type encoding").
//!
//! Owns types, lengths and sentinels. Must not know which field a value belongs to.

use super::RecordProblem;

/// Sentinels of every width, widened to these.
pub(super) const MISSING: i32 = i32::MIN;
pub(super) const END_OF_VECTOR: i32 = i32::MIN + 1;
pub(super) const FLOAT_MISSING: u32 = 0x7F80_0001;
pub(super) const FLOAT_END_OF_VECTOR: u32 = 0x7F80_0002;
/// In a descriptor: the length follows as a value of its own.
const LENGTH_FOLLOWS: usize = 15;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No type: an absent value, or a flag.
    Missing,
    Int8,
    Int16,
    Int32,
    Float,
    Char,
}

impl Kind {
    pub(super) fn width(self) -> usize {
        match self {
            Self::Missing => 0,
            Self::Int8 | Self::Char => 1,
            Self::Int16 => 2,
            Self::Int32 | Self::Float => 4,
        }
    }

    pub(super) fn is_integer(self) -> bool {
        matches!(self, Self::Int8 | Self::Int16 | Self::Int32)
    }
}

/// Values of one type, as they stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Values<'a> {
    pub(super) kind: Kind,
    pub(super) bytes: &'a [u8],
}

impl<'a> Values<'a> {
    /// Whole numbers of any width, sentinels widened; nothing of another type.
    pub(super) fn integers(self) -> impl Iterator<Item = i32> + 'a {
        let bytes = if self.kind.is_integer() { self.bytes } else { &[] };
        bytes.chunks_exact(self.kind.width().max(1)).map(integer)
    }

    /// Bits of floats; nothing of another type.
    pub(super) fn floats(self) -> impl Iterator<Item = u32> + 'a {
        let bytes = if self.kind == Kind::Float { self.bytes } else { &[] };
        bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// Text up to the first NUL; `None` for values that are no text.
    pub(super) fn text(self) -> Option<&'a [u8]> {
        let end = memchr::memchr(0, self.bytes).unwrap_or(self.bytes.len());
        matches!(self.kind, Kind::Char | Kind::Missing).then(|| &self.bytes[..end])
    }
}

fn integer(bytes: &[u8]) -> i32 {
    match *bytes {
        [byte] => match byte as i8 {
            i8::MIN => MISSING,
            -127 => END_OF_VECTOR,
            number => i32::from(number),
        },
        [low, high] => match i16::from_le_bytes([low, high]) {
            i16::MIN => MISSING,
            -32_767 => END_OF_VECTOR,
            number => i32::from(number),
        },
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
        _ => MISSING,
    }
}

/// Reads values one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, bytes: usize) -> Result<&'a [u8], RecordProblem> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(RecordProblem::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const BYTES: usize>(&mut self) -> Result<[u8; BYTES], RecordProblem> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(RecordProblem::Length)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn u32(&mut self) -> Result<u32, RecordProblem> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn i32(&mut self) -> Result<i32, RecordProblem> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    /// The type and the number of values.
    pub(super) fn descriptor(&mut self) -> Result<(Kind, usize), RecordProblem> {
        let (kind, count) = self.short_descriptor()?;
        if count < LENGTH_FOLLOWS {
            return Ok((kind, count));
        }
        // The length's own descriptor never says that its length follows.
        let (length_kind, 1) = self.short_descriptor()? else { return Err(RecordProblem::Type) };
        let count = self.integer_of(length_kind)?;
        Ok((kind, usize::try_from(count).map_err(|_| RecordProblem::Length)?))
    }

    fn short_descriptor(&mut self) -> Result<(Kind, usize), RecordProblem> {
        let [byte] = self.array()?;
        let kind = match byte & 0x0F {
            0 => Kind::Missing,
            1 => Kind::Int8,
            2 => Kind::Int16,
            3 => Kind::Int32,
            5 => Kind::Float,
            7 => Kind::Char,
            _ => return Err(RecordProblem::Type),
        };
        Ok((kind, usize::from(byte >> 4)))
    }

    fn integer_of(&mut self, kind: Kind) -> Result<i32, RecordProblem> {
        if kind.is_integer() { Ok(integer(self.take(kind.width())?)) } else { Err(RecordProblem::Type) }
    }

    /// A descriptor and its values.
    pub(super) fn values(&mut self) -> Result<Values<'a>, RecordProblem> {
        let (kind, count) = self.descriptor()?;
        self.values_of(kind, count)
    }

    /// So many values of a type.
    pub(super) fn values_of(&mut self, kind: Kind, count: usize) -> Result<Values<'a>, RecordProblem> {
        let bytes = kind.width().checked_mul(count).ok_or(RecordProblem::Length)?;
        Ok(Values { kind, bytes: self.take(bytes)? })
    }

    /// A single number that stands for an entry of a dictionary.
    pub(super) fn index(&mut self) -> Result<usize, RecordProblem> {
        let (kind, 1) = self.descriptor()? else { return Err(RecordProblem::Type) };
        usize::try_from(self.integer_of(kind)?).map_err(|_| RecordProblem::Index)
    }

    /// Text; empty for a missing one.
    pub(super) fn text(&mut self) -> Result<&'a [u8], RecordProblem> {
        self.values()?.text().ok_or(RecordProblem::Type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_width_and_its_sentinels() {
        let numbers = |bytes: &[u8]| Reader(bytes).values().map(|values| values.integers().collect::<Vec<_>>());
        assert_eq!(numbers(&[0x41, 1, 0xFF, 0x80, 0x81]), Ok(vec![1, -1, MISSING, END_OF_VECTOR]));
        assert_eq!(numbers(&[0x32, 1, 0, 0, 0x80, 1, 0x80]), Ok(vec![1, MISSING, END_OF_VECTOR]));
        assert_eq!(numbers(&[0x33, 1, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 0x80]), Ok(vec![1, MISSING, END_OF_VECTOR]));
        assert_eq!(numbers(&[0x15, 0, 0, 0, 0]), Ok(vec![]));
        assert_eq!(numbers(&[0x00]), Ok(vec![]));
    }

    #[test]
    fn a_long_length_follows() {
        let mut bytes = vec![0xF7, 0x11, 20];
        bytes.extend([b'A'; 20]);
        assert_eq!(Reader(&bytes).text(), Ok(&[b'A'; 20][..]));
        assert_eq!(Reader(&[0xF7, 0x11, 0xFF]).text(), Err(RecordProblem::Length), "negative");
        assert_eq!(Reader(&[0xF7, 0xF1, 20]).text(), Err(RecordProblem::Type), "a length of a length");
        assert_eq!(Reader(&[0xF7, 0x15, 0, 0, 0, 0]).text(), Err(RecordProblem::Type), "a float as length");
        assert_eq!(Reader(&[0xF3, 0x13, 0xFF, 0xFF, 0xFF, 0x7F]).values(), Err(RecordProblem::Length));
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(Reader(&[]).values(), Err(RecordProblem::Length));
        assert_eq!(Reader(&[0x24, 0]).values(), Err(RecordProblem::Type));
        assert_eq!(Reader(&[0x21, 0]).values(), Err(RecordProblem::Length));
        assert_eq!(Reader(&[0x21, 0, 1]).index(), Err(RecordProblem::Type));
        assert_eq!(Reader(&[0x11, 0x80]).index(), Err(RecordProblem::Index));
        assert_eq!(Reader(&[0x11, 1]).text(), Err(RecordProblem::Type));
    }
}
