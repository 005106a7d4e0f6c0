//! The questions a node can be asked, one form for all servers: [`super::request`] writes each in a node's own way.

use super::{asked::Entity, people::Condition, profile::Profile};
use crate::{
    genome::{Assembly, Chromosome},
    variant::Variant,
};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// This one change.
    Variant(Variant),
    /// Everything in the block of positions that a change lies in; the change itself is looked for here, in the
    /// answer. The node learns the block.
    Block {
        /// What is looked for in the answer.
        variant: Variant,
        /// Size of the block in bases.
        width: BlockWidth,
    },
    /// All variants that overlap a stretch.
    Range(Stretch),
    /// Variants that begin within one stretch and end within another, such as copy number changes of uncertain ends.
    Bracket {
        /// Where they begin.
        start: Stretch,
        /// First and last possible end on the same chromosome, from 0, exclusive.
        end_0based: [u32; 2],
    },
    /// All variants of a gene, by its HGNC symbol.
    Gene {
        /// `BRCA1`
        symbol: String,
        /// Build.
        assembly: Assembly,
    },
    /// A change of a protein.
    AminoAcid {
        /// `F5`
        symbol: String,
        /// `Arg534Gln`
        change: String,
    },
    /// A genomic HGVS expression, such as `NC_000022.11:g.16050075A>G`.
    Hgvs(String),
    /// People who have this change and fulfil all conditions: how many, not who.
    People {
        /// The change.
        variant: Variant,
        /// In the node's own spelling; made by [`super::people::question`].
        conditions: Vec<Condition>,
    },
}

/// A stretch of a chromosome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Build.
    pub assembly: Assembly,
    /// Chromosome.
    pub chromosome: Chromosome,
    /// First base, from 0.
    pub start_0based: u32,
    /// Base after the last, from 0.
    pub end_0based: u32,
}

/// How wide a block is asked for. The wider, the less the node learns and the more it has to send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockWidth {
    /// 1,000 bases
    Thousand,
    /// 10,000 bases
    #[default]
    TenThousand,
    /// 100,000 bases
    HundredThousand,
}

impl BlockWidth {
    /// All, narrow first.
    pub const ALL: [Self; 3] = [Self::Thousand, Self::TenThousand, Self::HundredThousand];

    /// In bases.
    pub fn bases(self) -> u32 {
        match self {
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::HundredThousand => 100_000,
        }
    }

    /// The block a change begins in. Blocks lie on a fixed grid: where in it the change lies is not told.
    pub fn block_of(self, variant: &Variant) -> Stretch {
        let (start, width) = (variant.position().start_0based(), self.bases());
        let first = start / width * width;
        let length = variant.chromosome().length(variant.assembly());
        Stretch {
            assembly: variant.assembly(),
            chromosome: variant.chromosome(),
            start_0based: first,
            end_0based: first.saturating_add(width).min(length.max(start + 1)),
        }
    }
}

/// How much of a question a node is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The change itself.
    #[default]
    Variant,
    /// The block that it begins in: the change is looked for here, in the answer.
    Block(BlockWidth),
}

impl Level {
    /// All, the most telling first.
    pub const ALL: [Self; 4] = [
        Self::Variant,
        Self::Block(BlockWidth::Thousand),
        Self::Block(BlockWidth::TenThousand),
        Self::Block(BlockWidth::HundredThousand),
    ];

    /// The question about a change.
    pub fn question(self, variant: &Variant) -> Question {
        match self {
            Self::Variant => Question::Variant(variant.clone()),
            Self::Block(width) => Question::Block { variant: variant.clone(), width },
        }
    }

    /// Short name, for exports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Variant => "variant",
            Self::Block(BlockWidth::Thousand) => "block-1000",
            Self::Block(BlockWidth::TenThousand) => "block-10000",
            Self::Block(BlockWidth::HundredThousand) => "block-100000",
        }
    }

    /// Whether a node that is asked so can answer.
    pub fn is_for(self, profile: Profile) -> bool {
        self == Self::Variant || profile.ranges
    }
}

impl Question {
    /// The build asked in; `None` where the question names a sequence by itself.
    pub fn assembly(&self) -> Option<Assembly> {
        match self {
            Self::Variant(variant) | Self::Block { variant, .. } | Self::People { variant, .. } => {
                Some(variant.assembly())
            }
            Self::Range(stretch) | Self::Bracket { start: stretch, .. } => Some(stretch.assembly),
            Self::Gene { assembly, .. } => Some(*assembly),
            Self::AminoAcid { .. } | Self::Hgvs(_) => None,
        }
    }

    /// What kind of thing is asked for.
    pub fn entity(&self) -> Entity {
        match self {
            Self::People { .. } => Entity::Individuals,
            _ => Entity::Variants,
        }
    }

    /// The change that a wider answer is searched for.
    pub fn looked_for(&self) -> Option<&Variant> {
        match self {
            Self::Block { variant, .. } => Some(variant),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::known::Catalogue;

    #[test]
    fn a_block_tells_the_grid_and_not_the_place() {
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let block = BlockWidth::TenThousand.block_of(&variant);
        assert_eq!((block.start_0based, block.end_0based), (135_850_000, 135_860_000));
        assert_eq!(block.chromosome, variant.chromosome());
    }
}
