//! A part as bytes, for the way from one worker to another.
//!
//! Must not know parts. Numbers are little-endian and whole columns are copied as they are: this is done for every
//! row of a genome. Both ends are of the same build, so the form has no version; it is still read with distrust.

/// Appends to bytes.
pub(super) trait Write {
    fn write(&self, bytes: &mut Vec<u8>);
}

/// Reads from the front of bytes; `None` where they are something else.
pub(super) trait Read: Sized {
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Write for $number {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }

        impl Read for $number {
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let (number, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_le_bytes(*number))
            }
        }

        impl Write for Vec<$number> {
            fn write(&self, bytes: &mut Vec<u8>) {
                (self.len() as u32).write(bytes);
                for number in self {
                    bytes.extend_from_slice(&number.to_le_bytes());
                }
            }
        }

        impl Read for Vec<$number> {
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                const BYTES: usize = size_of::<$number>();
                let len = u32::read(bytes)? as usize;
                let (column, rest) = bytes.split_at_checked(len.checked_mul(BYTES)?)?;
                *bytes = rest;
                let (numbers, _) = column.as_chunks::<BYTES>();
                Some(numbers.iter().map(|number| <$number>::from_le_bytes(*number)).collect())
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64);

/// So many of a kind.
pub(super) fn write_all<'a, T: Write + 'a>(items: impl ExactSizeIterator<Item = &'a T>, bytes: &mut Vec<u8>) {
    (items.len() as u32).write(bytes);
    items.for_each(|item| item.write(bytes));
}

/// What [`write_all`] wrote. Each takes a byte at least, so that a wrong number cannot take much memory.
pub(super) fn read_all<T: Read>(bytes: &mut &[u8]) -> Option<Vec<T>> {
    let len = u32::read(bytes)? as usize;
    if len > bytes.len() {
        return None;
    }
    (0..len).map(|_| T::read(bytes)).collect()
}
