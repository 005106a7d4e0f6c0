//! A column of whole numbers that takes as few bytes a value as its values need.
//!
//! Must not know what the numbers mean. While it grows a value takes four bytes, so that adding one costs little.

use super::encode::{Read, Write};

/// Values of one part's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// All values are the same.
    Same { value: u32, len: usize },
    /// Every value fits a byte.
    Bytes(Vec<u8>),
    /// Every value fits two bytes.
    Words(Vec<u16>),
    /// Whatever else, and while it grows.
    Longs(Vec<u32>),
}

impl Default for Packed {
    fn default() -> Self {
        Self::Longs(Vec::new())
    }
}

impl Write for Packed {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Same { value, len } => {
                bytes.push(0);
                value.write(bytes);
                (*len as u32).write(bytes);
            }
            Self::Bytes(values) => {
                bytes.push(1);
                values.write(bytes);
            }
            Self::Words(values) => {
                bytes.push(2);
                values.write(bytes);
            }
            Self::Longs(values) => {
                bytes.push(3);
                values.write(bytes);
            }
        }
    }
}

impl Read for Packed {
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => Some(Self::Same { value: u32::read(bytes)?, len: u32::read(bytes)? as usize }),
            1 => Vec::read(bytes).map(Self::Bytes),
            2 => Vec::read(bytes).map(Self::Words),
            3 => Vec::read(bytes).map(Self::Longs),
            _ => None,
        }
    }
}

impl Packed {
    #[inline]
    pub(crate) fn push(&mut self, value: u32) {
        match self {
            Self::Longs(values) => values.push(value),
            _ => self.widen_and_push(value),
        }
    }

    #[cold]
    fn widen_and_push(&mut self, value: u32) {
        *self = Self::Longs((0..self.len()).filter_map(|index| self.get(index)).chain([value]).collect());
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Same { len, .. } => *len,
            Self::Bytes(values) => values.len(),
            Self::Words(values) => values.len(),
            Self::Longs(values) => values.len(),
        }
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<u32> {
        match self {
            Self::Same { value, len } => (index < *len).then_some(*value),
            Self::Bytes(values) => values.get(index).copied().map(u32::from),
            Self::Words(values) => values.get(index).copied().map(u32::from),
            Self::Longs(values) => values.get(index).copied(),
        }
    }

    /// Those of these values that there are, with their places: what form they have is asked once.
    #[inline]
    pub(crate) fn each(&self, indices: impl Iterator<Item = usize>, mut visit: impl FnMut(usize, u32)) {
        match self {
            Self::Same { value, len } => indices.filter(|index| index < len).for_each(|index| visit(index, *value)),
            Self::Bytes(values) => {
                indices.for_each(|index| values.get(index).into_iter().for_each(|value| visit(index, (*value).into())));
            }
            Self::Words(values) => {
                indices.for_each(|index| values.get(index).into_iter().for_each(|value| visit(index, (*value).into())));
            }
            Self::Longs(values) => {
                indices.for_each(|index| values.get(index).into_iter().for_each(|value| visit(index, *value)));
            }
        }
    }

    /// Takes no more room than its values need.
    pub(crate) fn shrink(&mut self) {
        let Self::Longs(values) = self else { return };
        let first = values.first().copied().unwrap_or_default();
        let (mut bits, mut differs) = (0, 0);
        for value in &*values {
            bits |= value;
            differs |= value ^ first;
        }
        *self = if differs == 0 {
            Self::Same { value: first, len: values.len() }
        } else if bits <= u32::from(u8::MAX) {
            Self::Bytes(values.iter().map(|value| *value as u8).collect())
        } else if bits <= u32::from(u16::MAX) {
            Self::Words(values.iter().map(|value| *value as u16).collect())
        } else {
            values.shrink_to_fit();
            return;
        };
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::Same { .. } => 0,
            Self::Bytes(values) => values.capacity(),
            Self::Words(values) => values.capacity() * 2,
            Self::Longs(values) => values.capacity() * 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_the_room_it_needs_and_keeps_every_value() {
        type Is = fn(&Packed) -> bool;
        let steps: [(u32, Is); 6] = [
            (7, |packed| matches!(packed, Packed::Same { len: 1, .. })),
            (7, |packed| matches!(packed, Packed::Same { len: 2, .. })),
            (255, |packed| matches!(packed, Packed::Bytes(_))),
            (256, |packed| matches!(packed, Packed::Words(_))),
            (65_536, |packed| matches!(packed, Packed::Longs(_))),
            (0, |packed| matches!(packed, Packed::Longs(_))),
        ];
        let mut packed = Packed::default();
        for (value, is_expected) in steps {
            packed.push(value);
            packed.shrink();
            assert!(is_expected(&packed), "{packed:?} after {value}");
        }
        let values: Vec<_> = (0..7).map(|index| packed.get(index)).collect();
        assert_eq!(values, [Some(7), Some(7), Some(255), Some(256), Some(65_536), Some(0), None]);
        assert_eq!(Packed::default().len(), 0);
    }
}
