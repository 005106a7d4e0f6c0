//! The keys whose meaning the specification fixes, for every file and whatever its header says.
//!
//! Source: VCF 4.1 §1.4.1–2, 4.2 §1.4.1–2, 4.3 and 4.4 §1.6.1–2, tables of reserved INFO and genotype keys.
//! Left out is what has changed between versions or what the tables do not type.

use super::{Definition, Kind, Number};

use Kind::{Flag, Float, Integer, String};
use Number::{Alleles, Alternates, Count, Genotypes};

/// What the specification says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vcf) struct Reserved {
    key: &'static str,
    number: Number,
    kind: Kind,
    /// The first version of VCF 4 that reserves it.
    since: u8,
}

const fn key(key: &'static str, number: Number, kind: Kind, since: u8) -> Reserved {
    Reserved { key, number, kind, since }
}

const INFO: [Reserved; 21] = [
    key("AA", Count(1), String, 1),
    key("AC", Alternates, Integer, 1),
    key("AD", Alleles, Integer, 3),
    key("ADF", Alleles, Integer, 3),
    key("ADR", Alleles, Integer, 3),
    key("AF", Alternates, Float, 1),
    key("AN", Count(1), Integer, 1),
    key("BQ", Count(1), Float, 1),
    key("CIGAR", Alternates, String, 1),
    key("DB", Count(0), Flag, 1),
    key("DP", Count(1), Integer, 1),
    key("END", Count(1), Integer, 1),
    key("H2", Count(0), Flag, 1),
    key("H3", Count(0), Flag, 1),
    key("MQ", Count(1), Float, 1),
    key("MQ0", Count(1), Integer, 1),
    key("NS", Count(1), Integer, 1),
    // Reserved without a type.
    key("SB", Number::Unknown, String, 1),
    key("SOMATIC", Count(0), Flag, 1),
    key("VALIDATED", Count(0), Flag, 1),
    key("1000G", Count(0), Flag, 1),
];

const FORMAT: [Reserved; 17] = [
    key("AD", Alleles, Integer, 3),
    key("ADF", Alleles, Integer, 3),
    key("ADR", Alleles, Integer, 3),
    key("DP", Count(1), Integer, 1),
    key("EC", Alternates, Integer, 1),
    key("FT", Count(1), String, 1),
    key("GL", Genotypes, Float, 1),
    key("GLE", Genotypes, String, 1),
    key("GP", Genotypes, Float, 1),
    key("GQ", Count(1), Integer, 1),
    key("GT", Count(1), String, 1),
    key("HQ", Count(2), Integer, 1),
    key("MQ", Count(1), Integer, 1),
    key("PL", Genotypes, Integer, 1),
    key("PP", Genotypes, Integer, 3),
    key("PQ", Count(1), Integer, 1),
    key("PS", Count(1), Integer, 1),
];

/// What VCF 4.`version` says of an INFO key.
pub(in crate::vcf) fn info(id: &[u8], version: u8) -> Option<&'static Reserved> {
    find(&INFO, id, version)
}

/// What VCF 4.`version` says of a FORMAT key.
pub(in crate::vcf) fn format(id: &[u8], version: u8) -> Option<&'static Reserved> {
    find(&FORMAT, id, version)
}

fn find(table: &'static [Reserved], id: &[u8], version: u8) -> Option<&'static Reserved> {
    table.iter().find(|reserved| reserved.key.as_bytes() == id && reserved.since <= version)
}

impl Reserved {
    /// As a header would say it.
    pub(in crate::vcf) fn definition(&self) -> Definition {
        Definition { number: Some(self.number), kind: Some(self.kind), description: None }
    }

    /// Whether a header may describe the key so.
    ///
    /// Three ways are common, harmless and let pass: a dot for the number; three values where a genotype of
    /// two alleles has three; whole numbers for the mapping quality.
    pub(super) fn allows(&self, number: Number, kind: Kind) -> bool {
        if self.number == Number::Unknown {
            return true;
        }
        let is_number =
            number == self.number || number == Number::Unknown || (self.number == Genotypes && number == Count(3));
        is_number && (kind == self.kind || (self.key == "MQ" && matches!(kind, Integer | Float)))
    }

    /// `Number=A, Type=Integer`.
    pub(super) fn text(&self) -> std::string::String {
        let number = match self.number {
            Alternates => "A",
            Alleles => "R",
            Genotypes => "G",
            Count(0) => "0",
            Count(1) => "1",
            Count(_) => "2",
            Number::Unknown => ".",
        };
        format!("Number={number}, Type={}", self.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_leniency() {
        assert_eq!(format(b"AD", 2), None);
        let depths = format(b"AD", 3).unwrap();
        assert_eq!(depths.text(), "Number=R, Type=Integer");
        assert!(depths.allows(Number::Unknown, Integer) && !depths.allows(Alternates, Integer));
        assert!(format(b"GP", 1).unwrap().allows(Count(3), Float));
        assert!(info(b"MQ", 2).unwrap().allows(Count(1), Integer));
        assert!(!info(b"BQ", 2).unwrap().allows(Count(1), Integer));
        assert_eq!(format(b"HQ", 2).unwrap().text(), "Number=2, Type=Integer");
    }
}
