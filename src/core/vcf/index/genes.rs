//! Where some genes are: those that people open a file for by name.
//!
//! Must not know files. GRCh38 only: the same numbers mean other places elsewhere.

use crate::genome::Chromosome;

const TABLE: &str = include_str!("genes.GRCh38.tsv");

/// Chromosome, first and last position of a gene; `None` for one that is not in the table.
pub(super) fn place(symbol: &str) -> Option<(Chromosome, u32, u32)> {
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.find_map(|line| {
        let mut columns = line.split('\t');
        let is_it = columns.next()?.eq_ignore_ascii_case(symbol);
        let (chromosome, start, end) = (columns.next()?, columns.next()?, columns.next()?);
        is_it.then(|| Some((Chromosome::from_name(chromosome)?, start.parse().ok()?, end.parse().ok()?)))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_place() {
        let symbols = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        let mut count = 0;
        for symbol in symbols {
            let (_, start, end) = place(symbol).unwrap();
            assert!(start < end, "{symbol}");
            count += 1;
        }
        assert!(count > 100);
        let brca1 = place("brca1").unwrap();
        assert_eq!((brca1.0, brca1.1, brca1.2), (Chromosome::from_name("17").unwrap(), 43_044_295, 43_170_245));
        assert_eq!(place("NOSUCH"), None);
    }
}
