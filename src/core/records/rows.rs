//! Rows that were chosen, and in which order.
//!
//! Must not know why.

/// Row numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChosenRows {
    /// Every row, in the file's order.
    All,
    /// Some, in the file's order.
    Set(RowSet),
    /// These, in this order.
    These(Vec<u32>),
}

impl ChosenRows {
    /// How many of a table with so many rows.
    pub fn len(&self, table_rows: u64) -> u64 {
        match self {
            Self::All => table_rows,
            Self::Set(rows) => rows.len(),
            Self::These(rows) => rows.len() as u64,
        }
    }

    /// The table's number of one of them; of [`Self::All`] also past the table's end.
    pub fn get(&self, index: u64) -> Option<u64> {
        match self {
            Self::All => Some(index),
            Self::Set(rows) => rows.get(index),
            Self::These(rows) => rows.get(usize::try_from(index).ok()?).copied().map(u64::from),
        }
    }

    /// The table's numbers of those from one place up to another.
    pub fn range(&self, first: u64, end: u64) -> impl Iterator<Item = u64> {
        let mut at = first;
        let mut last = None;
        std::iter::from_fn(move || {
            let row = (at < end).then(|| match (self, last) {
                // The next is found from the last, not from its part's start.
                (Self::Set(rows), Some(last)) => rows.next_from(last + 1),
                _ => self.get(at),
            })??;
            (at, last) = (at + 1, Some(row));
            Some(row)
        })
    }

    /// The place of the first that fulfils a test, in a table with so many rows.
    pub fn position(&self, table_rows: u64, test: impl Fn(u64) -> bool) -> Option<u64> {
        let index = match self {
            Self::All => (0..table_rows).position(test),
            Self::Set(rows) => rows.iter().position(test),
            Self::These(rows) => rows.iter().position(|row| test(u64::from(*row))),
        };
        index.map(|index| index as u64)
    }
}

/// A bit for every row of a table: two megabytes less than row numbers for every half a million rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    runs: Vec<Run>,
    len: u64,
}

/// Consecutive rows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    first_row: u64,
    /// Chosen rows before these.
    rank: u64,
    bits: Vec<u64>,
}

impl RowSet {
    /// Adds the rows of a part that follows those so far.
    pub(super) fn push(&mut self, first_row: u64, bits: Vec<u64>) {
        let chosen: u64 = bits.iter().map(|word| u64::from(word.count_ones())).sum();
        self.runs.push(Run { first_row, rank: self.len, bits });
        self.len += chosen;
    }

    /// How many.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with so many chosen ones before it.
    pub fn get(&self, index: u64) -> Option<u64> {
        let run = self.runs.get(self.runs.partition_point(|run| run.rank <= index).checked_sub(1)?)?;
        let mut left = index - run.rank;
        for (at, word) in run.bits.iter().enumerate() {
            let ones = u64::from(word.count_ones());
            if left < ones {
                let bit = bits_of(*word).nth(usize::try_from(left).ok()?)?;
                return Some(run.first_row + at as u64 * 64 + bit as u64);
            }
            left -= ones;
        }
        None
    }

    /// Whether a row is chosen.
    pub fn contains(&self, row: u64) -> bool {
        let run = self.runs.partition_point(|run| run.first_row <= row).checked_sub(1).and_then(|at| self.runs.get(at));
        run.is_some_and(|run| {
            let index = row - run.first_row;
            run.bits.get((index / 64) as usize).is_some_and(|word| word >> (index % 64) & 1 == 1)
        })
    }

    /// The first that is chosen, from a row on.
    pub fn next_from(&self, row: u64) -> Option<u64> {
        let after = self.runs.partition_point(|run| run.first_row <= row);
        self.runs.get(after.saturating_sub(1)..)?.iter().find_map(|run| {
            let from = row.saturating_sub(run.first_row);
            let first_word = usize::try_from(from / 64).ok()?;
            let words = run.bits.get(first_word..).unwrap_or_default().iter().enumerate();
            words.into_iter().find_map(|(at, word)| {
                let word = if at == 0 { word & (u64::MAX << (from % 64)) } else { *word };
                let place = (first_word + at) as u64 * 64 + u64::from(word.trailing_zeros());
                (word != 0).then(|| run.first_row + place)
            })
        })
    }

    /// All of them, in the file's order.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.runs.iter().flat_map(|run| indices(&run.bits).map(|index| run.first_row + index as u64))
    }

    /// The indices within a part, which is the so-manieth of the table.
    pub(super) fn of_part(&self, part: usize) -> impl Iterator<Item = usize> {
        self.runs.get(part).into_iter().flat_map(|run| indices(&run.bits))
    }
}

fn indices(bits: &[u64]) -> impl Iterator<Item = usize> {
    bits.iter().enumerate().flat_map(|(at, word)| bits_of(*word).map(move |bit| at * 64 + bit))
}

/// Places of the bits that are set.
fn bits_of(word: u64) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros();
        (left != 0).then(|| {
            left &= left - 1;
            bit as usize
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_place_and_places_by_row() {
        let mut rows = RowSet::default();
        rows.push(0, vec![0b1010, 1 << 63]);
        rows.push(128, vec![0]);
        rows.push(150, vec![1, 0, 0b11]);
        let all = [1, 3, 127, 150, 278, 279];
        assert_eq!(rows.iter().collect::<Vec<_>>(), all);
        assert_eq!((0..7).map(|index| rows.get(index)).collect::<Vec<_>>()[..6], all.map(Some));
        assert_eq!((rows.get(6), rows.len(), rows.is_empty()), (None, 6, false));
        assert!((0..400).all(|row| rows.contains(row) == all.contains(&row)));
        let next: Vec<_> = [0, 2, 3, 4, 127, 128, 151, 279, 280].map(|row| rows.next_from(row)).to_vec();
        let expected = [1, 3, 3, 127, 127, 150, 278, 279].map(Some).into_iter().chain([None]);
        assert_eq!(next, expected.collect::<Vec<_>>());
        assert_eq!(rows.of_part(2).collect::<Vec<_>>(), [0, 128, 129]);
        let chosen = ChosenRows::Set(rows);
        assert_eq!(chosen.range(1, 5).collect::<Vec<_>>(), all[1..5]);
        assert_eq!(chosen.range(4, 9).collect::<Vec<_>>(), all[4..]);
        assert_eq!((chosen.len(999), chosen.get(2), chosen.position(999, |row| row > 127)), (6, Some(127), Some(3)));
    }
}
