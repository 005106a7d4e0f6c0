//! A column of whole numbers that takes as few bytes a value as the values so far need.
//!
//! Must not know what the numbers mean.

/// Values of one chunk's column. Starts without any bytes at all and widens when a value asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// All values so far are the same.
    Same { value: u32, len: usize },
    /// Every value fits a byte.
    Bytes(Vec<u8>),
    /// Every value fits two bytes.
    Words(Vec<u16>),
    /// Whatever else.
    Longs(Vec<u32>),
}

impl Default for Packed {
    fn default() -> Self {
        Self::Same { value: 0, len: 0 }
    }
}

impl Packed {
    #[inline]
    pub(crate) fn push(&mut self, value: u32) {
        match self {
            Self::Same { value: same, len } if *same == value => *len += 1,
            Self::Bytes(values) if value <= u32::from(u8::MAX) => values.push(value as u8),
            Self::Words(values) if value <= u32::from(u16::MAX) => values.push(value as u16),
            Self::Longs(values) => values.push(value),
            _ => self.widen_and_push(value),
        }
    }

    #[cold]
    fn widen_and_push(&mut self, value: u32) {
        if let Self::Same { len: len @ 0, value: same } = self {
            (*same, *len) = (value, 1);
            return;
        }
        let widest = match self {
            Self::Same { value: same, .. } => value.max(*same),
            _ => value,
        };
        let values = (0..self.len()).filter_map(|index| self.get(index)).chain([value]);
        // Both conversions are checked by `widest`: every earlier value fits what held it.
        *self = if widest <= u32::from(u8::MAX) {
            Self::Bytes(values.map(|value| value as u8).collect())
        } else if widest <= u32::from(u16::MAX) {
            Self::Words(values.map(|value| value as u16).collect())
        } else {
            Self::Longs(values.collect())
        };
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

    pub(crate) fn shrink(&mut self) {
        match self {
            Self::Same { .. } => {}
            Self::Bytes(values) => values.shrink_to_fit(),
            Self::Words(values) => values.shrink_to_fit(),
            Self::Longs(values) => values.shrink_to_fit(),
        }
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
    fn widens_only_as_far_as_needed_and_keeps_every_value() {
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
            assert!(is_expected(&packed), "{packed:?} after {value}");
        }
        let values: Vec<_> = (0..7).map(|index| packed.get(index)).collect();
        assert_eq!(values, [Some(7), Some(7), Some(255), Some(256), Some(65_536), Some(0), None]);
    }

    #[test]
    fn a_large_constant_then_a_small_value_is_not_narrowed() {
        let mut packed = Packed::default();
        packed.push(u32::MAX);
        packed.push(1);
        assert_eq!((packed.get(0), packed.get(1)), (Some(u32::MAX), Some(1)));
    }
}
