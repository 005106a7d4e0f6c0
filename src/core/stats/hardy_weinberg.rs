//! Exact test for Hardy–Weinberg equilibrium.
//!
//! Wigginton, Cutler, Abecasis 2005, Am J Hum Genet 76:887. Must not know where the counts came from.

/// P that genotype counts at least as unlikely as these arise by chance from the same alleles; `None` for nobody.
pub fn exact_p(homozygous_reference: u32, heterozygous: u32, homozygous_alternate: u32) -> Option<f64> {
    let people = u64::from(homozygous_reference) + u64::from(heterozygous) + u64::from(homozygous_alternate);
    if people == 0 {
        return None;
    }
    let rare_homozygous = u64::from(homozygous_reference.min(homozygous_alternate));
    let rare = 2 * rare_homozygous + u64::from(heterozygous);
    let seen = u64::from(heterozygous);
    // The likeliest number of heterozygotes, of the parity that the rare allele's copies allow.
    let middle = (rare as f64 * (2 * people - rare) as f64 / (2 * people) as f64) as u64;
    let middle = if middle % 2 == rare % 2 { middle } else { middle + 1 }.min(rare);
    let homozygotes = |het: u64| ((rare - het) / 2, people - het - (rare - het) / 2);
    let mut weights = vec![(middle, 1.0)];
    let (mut het, mut weight) = (middle, 1.0);
    while het > 1 {
        let (few, many) = homozygotes(het);
        weight *= (het * (het - 1)) as f64 / (4.0 * (few + 1) as f64 * (many + 1) as f64);
        het -= 2;
        weights.push((het, weight));
    }
    (het, weight) = (middle, 1.0);
    while het + 2 <= rare {
        let (few, many) = homozygotes(het);
        weight *= 4.0 * few as f64 * many as f64 / ((het + 2) * (het + 1)) as f64;
        het += 2;
        weights.push((het, weight));
    }
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let own = weights.iter().find(|(het, _)| *het == seen).map(|(_, weight)| *weight)?;
    // Weights that are equal but for rounding count as equal.
    let unlikely = weights.iter().map(|(_, weight)| *weight).filter(|weight| *weight <= own * (1.0 + 1e-9));
    Some((unlikely.sum::<f64>() / total).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_by_hand() {
        // Wigginton's equation 1: P(het) = n! 2^het a! b! / (aa! het! bb! (2n)!).
        for (counts, expected) in [
            ((0, 0, 0), None),
            ((5, 0, 0), Some(1.0)),
            // Alleles 2 and 2 in 2 people: het 0 has 1/3, het 2 has 2/3.
            ((1, 0, 1), Some(1.0 / 3.0)),
            ((0, 2, 0), Some(1.0)),
            // Alleles 3 and 3 in 3 people: het 3 has 2/5, het 1 has 3/5.
            ((0, 3, 0), Some(0.4)),
            ((1, 1, 1), Some(1.0)),
        ] {
            let (reference, het, alternate) = counts;
            let found = exact_p(reference, het, alternate);
            assert_eq!(found.map(|p| (p * 1e9).round()), expected.map(|p: f64| (p * 1e9).round()), "{counts:?}");
        }
    }

    #[test]
    fn symmetrical_and_fit_for_thousands() {
        assert_eq!(exact_p(1500, 900, 104), exact_p(104, 900, 1500));
        assert!(exact_p(1500, 100, 904).is_some_and(|p| p < 1e-100));
        assert!(exact_p(1000, 1000, 250).is_some_and(|p| p > 0.9));
    }
}
