//! Places along a chromosome and the alleles at them.

use crate::contig::Contig;
use crate::random::Random;

const BASES: [u8; 4] = *b"ACGT";

/// Of substitutions, those that are transitions: a Ti/Tv of 2.08, as whole genomes have.
const TRANSITIONS: f64 = 0.675;

/// Single bases, or bases put in or taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Substitution,
    Insertion,
    Deletion,
}

/// Strictly ascending positions that leave room for those to come.
#[derive(Debug)]
pub(crate) struct Walk {
    position_1based: u32,
    mean_gap: u32,
}

impl Walk {
    /// Before the first of `sites` places on a chromosome.
    pub(crate) fn along(contig: Contig, sites: u32) -> Self {
        // 10,000 bases before the first and after the last site are unknown in most chromosomes.
        Self { position_1based: 10_000, mean_gap: ((contig.bases - 20_000) / sites.max(1)).max(4) }
    }

    /// The next place: one in four close to the one before, as variants come in clusters.
    pub(crate) fn next(&mut self, random: &mut Random) -> u32 {
        let gap = if random.chance(0.25) {
            random.between(1, self.mean_gap / 4)
        } else {
            // Together a mean just below the gap that all places fill the chromosome with.
            random.between(1, self.mean_gap * 5 / 2)
        };
        self.position_1based += gap;
        self.position_1based
    }
}

/// The alleles of one site.
#[derive(Debug, Default)]
pub(crate) struct Alleles {
    pub(crate) reference: Vec<u8>,
    /// Alternates with a comma between them, as the ALT column has them.
    pub(crate) alternates: Vec<u8>,
}

impl Alleles {
    /// Other alleles of this kind; a second alternate for a substitution only.
    pub(crate) fn throw(&mut self, kind: Kind, alternates: u32, random: &mut Random) {
        self.reference.clear();
        self.alternates.clear();
        let base = random.between(0, 3) as usize;
        self.reference.push(BASES[base]);
        match kind {
            Kind::Substitution => {
                let is_transition = random.chance(TRANSITIONS);
                // A and G, C and T stand two apart in the alphabet of four.
                let other = if is_transition { base ^ 2 } else { base ^ (1 | (2 * random.between(0, 1) as usize)) };
                self.alternates.push(BASES[other]);
                if alternates > 1 {
                    let third = if is_transition { base ^ 1 } else { base ^ 2 };
                    self.alternates.extend_from_slice(&[b',', BASES[third]]);
                }
            }
            Kind::Insertion => {
                self.alternates.push(BASES[base]);
                push_run(&mut self.alternates, random);
            }
            Kind::Deletion => {
                self.alternates.push(BASES[base]);
                push_run(&mut self.reference, random);
            }
        }
    }
}

/// Most indels are short and many repeat what stands beside them.
fn push_run(bases: &mut Vec<u8>, random: &mut Random) {
    let length = if random.chance(0.04) { random.between(8, 60) } else { random.halving() };
    let unit = random.between(1, 4);
    let motif = [0; 4].map(|_| BASES[random.between(0, 3) as usize]);
    bases.extend((0..length).map(|at| motif[(at % unit) as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contig::shares;

    #[test]
    fn places_ascend_and_stay_on_the_chromosome() {
        for (contig, sites) in shares(4_369_070) {
            let (mut random, mut walk) = (Random::seeded(1), Walk::along(contig, sites));
            let mut before = 0;
            for _ in 0..sites {
                let position = walk.next(&mut random);
                assert!(position > before, "{} {position}", contig.name);
                before = position;
            }
            assert!(before < contig.bases && before > contig.bases / 10 * 9, "{} {before}", contig.name);
        }
    }

    #[test]
    fn two_in_three_substitutions_are_transitions_and_no_allele_is_the_reference() {
        let (mut random, mut alleles, mut transitions) = (Random::seeded(3), Alleles::default(), 0);
        for _ in 0..10_000 {
            alleles.throw(Kind::Substitution, 2, &mut random);
            let (reference, alternates) = (alleles.reference[0], &alleles.alternates);
            assert!(alternates.len() == 3 && !alternates.contains(&reference) && alternates[0] != alternates[2]);
            transitions += u32::from(matches!(
                (reference, alternates[0]),
                (b'A', b'G') | (b'G', b'A') | (b'C', b'T') | (b'T', b'C')
            ));
        }
        assert!((6_600..6_900).contains(&transitions), "{transitions}");
    }
}
