//! The chromosomes of GRCh38, and how many of a file's sites lie on each.

/// A sequence of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contig {
    pub(crate) name: &'static str,
    pub(crate) bases: u32,
}

/// Lengths as in the assembly report of GCA_000001405.15 (GRCh38, NCBI).
pub(crate) const GRCH38: [Contig; 25] = [
    contig("chr1", 248_956_422),
    contig("chr2", 242_193_529),
    contig("chr3", 198_295_559),
    contig("chr4", 190_214_555),
    contig("chr5", 181_538_259),
    contig("chr6", 170_805_979),
    contig("chr7", 159_345_973),
    contig("chr8", 145_138_636),
    contig("chr9", 138_394_717),
    contig("chr10", 133_797_422),
    contig("chr11", 135_086_622),
    contig("chr12", 133_275_309),
    contig("chr13", 114_364_328),
    contig("chr14", 107_043_718),
    contig("chr15", 101_991_189),
    contig("chr16", 90_338_345),
    contig("chr17", 83_257_441),
    contig("chr18", 80_373_285),
    contig("chr19", 58_617_616),
    contig("chr20", 64_444_167),
    contig("chr21", 46_709_983),
    contig("chr22", 50_818_468),
    contig("chrX", 156_040_895),
    contig("chrY", 57_227_415),
    contig("chrM", 16_569),
];

/// Chromosomes with sites: 1 to 22 and X, as in a woman.
const WITH_SITES: usize = 23;

const fn contig(name: &'static str, bases: u32) -> Contig {
    Contig { name, bases }
}

/// The header's lines for all of them.
pub(crate) fn header_lines() -> String {
    GRCH38.iter().map(|contig| format!("##contig=<ID={},length={}>\n", contig.name, contig.bases)).collect()
}

/// A file's sites shared out by length; the last takes what rounding left over.
pub(crate) fn shares(sites: u32) -> Vec<(Contig, u32)> {
    let with_sites = &GRCH38[..WITH_SITES];
    let all_bases: u64 = with_sites.iter().map(|contig| u64::from(contig.bases)).sum();
    let mut left = sites;
    let mut shares = Vec::with_capacity(with_sites.len());
    for (number, contig) in (1..).zip(with_sites) {
        let share = u64::from(sites) * u64::from(contig.bases) / all_bases;
        let share = if number == WITH_SITES { left } else { u32::try_from(share).unwrap_or(left).min(left) };
        left -= share;
        shares.push((*contig, share));
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_has_a_chromosome() {
        let shares = shares(4_369_070);
        assert_eq!(shares.iter().map(|(_, share)| share).sum::<u32>(), 4_369_070);
        assert!(shares.iter().all(|(contig, share)| *share > 0 && *share < contig.bases / 100));
    }
}
