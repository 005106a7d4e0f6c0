//! Prefix codes made for what is to be written (RFC 1951 §3.2.2).
//!
//! Must not know what symbols mean.

/// A code for up to `N` symbols.
#[derive(Clone, Debug)]
pub(super) struct PrefixCode<const N: usize> {
    /// Bits of each symbol's code; 0 for one that is not used.
    pub(super) lengths: [u8; N],
    /// The codes as they are written, the first bit lowest.
    codes: [u16; N],
}

impl<const N: usize> PrefixCode<N> {
    /// With these lengths.
    pub(super) fn new(lengths: [u8; N]) -> Self {
        let mut counts = [0_u16; 16];
        for length in lengths.into_iter().filter(|length| *length > 0) {
            counts[usize::from(length)] += 1;
        }
        let mut next = [0_u16; 16];
        for length in 1..16 {
            next[length] = (next[length - 1] + counts[length - 1]) << 1;
        }
        let mut codes = [0; N];
        for (code, length) in codes.iter_mut().zip(lengths).filter(|(_, length)| *length > 0) {
            let next = &mut next[usize::from(length)];
            *code = next.reverse_bits() >> (16 - length);
            *next += 1;
        }
        Self { lengths, codes }
    }

    /// The shortest for symbols that come so often, with no code longer than `limit`.
    ///
    /// It is complete: where fewer than two symbols come at all, others that do not come have a code as well.
    pub(super) fn shortest(frequencies: &[u32; N], limit: usize) -> Self {
        let mut used: Vec<(u32, usize)> = frequencies
            .iter()
            .enumerate()
            .filter(|(_, times)| **times > 0)
            .map(|(symbol, times)| (*times, symbol))
            .collect();
        let unused = frequencies.iter().enumerate().filter(|(_, times)| **times == 0).map(|(symbol, _)| (0, symbol));
        used.extend(unused.take(2_usize.saturating_sub(used.len())));
        used.sort_unstable();
        let mut counts = depths(&used);
        limit_depths(&mut counts, limit);
        let mut lengths = [0; N];
        let mut rarest_first = used.iter();
        for length in (1..=limit).rev() {
            for (_, symbol) in rarest_first.by_ref().take(counts[length]) {
                lengths[*symbol] = length as u8;
            }
        }
        Self::new(lengths)
    }

    /// A symbol's code and its bits.
    #[inline]
    pub(super) fn code(&self, symbol: usize) -> (u64, u32) {
        (u64::from(self.codes[symbol]), u32::from(self.lengths[symbol]))
    }

    /// Bits of symbols that come so often, without their extra bits.
    pub(super) fn bits(&self, frequencies: &[u32; N]) -> u64 {
        frequencies.iter().zip(self.lengths).map(|(times, length)| u64::from(*times) * u64::from(length)).sum()
    }
}

/// Deepest leaf of a tree of 286 symbols.
const MAX_DEPTH: usize = 286;

/// How many leaves stand how deep in Huffman's tree, for leaves in the order of their weight (van Leeuwen 1976: two
/// queues, so that nothing is searched for).
fn depths(leaves: &[(u32, usize)]) -> [usize; MAX_DEPTH + 1] {
    let mut weights: Vec<u32> = leaves.iter().map(|(weight, _)| *weight).collect();
    let mut parents = vec![0; 2 * leaves.len()];
    let (mut leaf, mut inner) = (0, leaves.len());
    for node in leaves.len()..2 * leaves.len() - 1 {
        let mut weight = 0;
        for _ in 0..2 {
            let is_leaf = leaf < leaves.len() && (inner >= node || weights[leaf] <= weights[inner]);
            let lightest = if is_leaf { &mut leaf } else { &mut inner };
            weight += weights[*lightest];
            parents[*lightest] = node;
            *lightest += 1;
        }
        weights.push(weight);
    }
    let mut counts = [0; MAX_DEPTH + 1];
    let mut depth_of = vec![0; weights.len()];
    for node in (0..weights.len().saturating_sub(1)).rev() {
        depth_of[node] = depth_of[parents[node]] + 1;
        if node < leaves.len() {
            counts[depth_of[node]] += 1;
        }
    }
    counts
}

/// Moves leaves up that stand too deep, and others down to make room for them.
fn limit_depths(counts: &mut [usize; MAX_DEPTH + 1], limit: usize) {
    let too_deep: usize = counts[limit + 1..].iter().sum();
    counts[limit + 1..].fill(0);
    counts[limit] += too_deep;
    // In units of a code of the longest length; a complete code takes 2^limit of them.
    let mut taken: usize = (1..=limit).map(|depth| counts[depth] << (limit - depth)).sum();
    while taken > 1 << limit {
        counts[limit] -= 1;
        if let Some(depth) = (1..limit).rev().find(|depth| counts[*depth] > 0) {
            counts[depth] -= 1;
            counts[depth + 1] += 2;
        }
        taken -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a complete code: 1.
    fn kraft(lengths: &[u8]) -> f64 {
        lengths.iter().filter(|length| **length > 0).map(|length| 0.5_f64.powi(i32::from(*length))).sum()
    }

    #[test]
    fn codes_are_complete_and_no_longer_than_allowed() {
        let mut fibonacci = [0_u32; 40];
        let (mut a, mut b) = (1, 1);
        for frequency in &mut fibonacci {
            *frequency = a;
            (a, b) = (b, a + b);
        }
        let even = [3_u32; 40];
        let mut one = [0_u32; 40];
        one[17] = 9;
        for (frequencies, limit) in [(fibonacci, 15), (fibonacci, 7), (even, 7), (one, 7), ([0; 40], 15)] {
            let code = PrefixCode::shortest(&frequencies, limit);
            assert!((kraft(&code.lengths) - 1.0).abs() < 1e-12, "{:?}", code.lengths);
            assert!(code.lengths.iter().all(|length| usize::from(*length) <= limit));
            assert!(frequencies.iter().zip(code.lengths).all(|(times, length)| *times == 0 || length > 0));
        }
    }

    #[test]
    fn codes_are_those_of_the_specification() {
        // RFC 1951 §3.2.2, its example: ABCDEFGH with lengths 3, 3, 3, 3, 3, 2, 4, 4.
        let code = PrefixCode::new([3, 3, 3, 3, 3, 2, 4, 4]);
        let written: Vec<u64> = [0b010, 0b011, 0b100, 0b101, 0b110, 0b00, 0b1110, 0b1111].into_iter().collect();
        for (symbol, expected) in written.into_iter().enumerate() {
            let (code, bits) = code.code(symbol);
            assert_eq!(code.reverse_bits() >> (64 - bits), expected);
        }
    }

    #[test]
    fn no_code_is_shorter() {
        // Known from the textbook: A 5, B 9, C 12, D 13, E 16, F 45 take 224 bits.
        let frequencies = [5, 9, 12, 13, 16, 45];
        assert_eq!(PrefixCode::shortest(&frequencies, 15).bits(&frequencies), 224);
    }
}
