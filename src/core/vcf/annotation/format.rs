//! The order of sub-fields, as the header's description of the annotation gives it.
//!
//! Must not know what the sub-fields mean.

use super::Tool;

/// Sub-field names of a description; `None` when it names none that can be read.
///
/// VEP: `… Format: Allele|Consequence|…`. SnpEff ANN: `… 'Allele | Annotation | …'` (Variant annotations in VCF
/// format 1.0, 2015). SnpEff EFF: `… Format: 'Effect ( Effect_Impact | … [ | ERRORS | WARNINGS ] )'`. bcftools:
/// `… Format: Consequence|gene|…`, before 1.11 `Format: '[*]consequence|…[|strand|…]' or, …`.
pub(super) fn field_names(description: &str) -> Option<Vec<Box<str>>> {
    let list = listed(description)?;
    let list = list.replace("[*]", "").replace(['[', ']', ')'], "").replace('(', "|");
    let mut names: Vec<Box<str>> = list.split('|').map(|name| name.trim().into()).collect();
    // Text may follow an unquoted list.
    if let Some(last) = names.last_mut()
        && !last.contains('/')
    {
        *last = last.split([' ', '"', ';']).next().unwrap_or_default().trim_end_matches('.').into();
    }
    (names.len() > 1 && names.iter().filter(|name| name.is_empty()).count() <= 1).then_some(names)
}

/// The part of a description that lists the names: what is quoted, or what follows `Format:`.
fn listed(description: &str) -> Option<&str> {
    let lower = description.to_ascii_lowercase();
    let after = match lower.find("format:") {
        Some(at) => description.get(at + "format:".len()..)?,
        None => description.get(description.find(['\'', '"'])?..)?,
    };
    let after = after.trim_start_matches([' ', '\\']);
    let quote = after.chars().next().filter(|first| matches!(first, '\'' | '"'));
    let list = match quote {
        Some(quote) => after.get(1..)?.split(quote).next()?,
        None => after,
    };
    list.contains('|').then_some(list)
}

/// The order each tool documents for its default options.
pub(super) fn default_names(tool: Tool) -> Vec<Box<str>> {
    let names = match tool {
        Tool::Vep => {
            "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|\
             cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|FLAGS|\
             SYMBOL_SOURCE|HGNC_ID"
        }
        Tool::SnpEff => {
            "Allele|Annotation|Annotation_Impact|Gene_Name|Gene_ID|Feature_Type|Feature_ID|Transcript_BioType|Rank|\
             HGVS.c|HGVS.p|cDNA.pos / cDNA.length|CDS.pos / CDS.length|AA.pos / AA.length|Distance|\
             ERRORS / WARNINGS / INFO"
        }
        Tool::Bcftools => "Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change",
        Tool::SnpEffClassic => {
            "Effect|Effect_Impact|Functional_Class|Codon_Change|Amino_Acid_Change|Amino_Acid_length|Gene_Name|\
             Transcript_BioType|Gene_Coding|Transcript_ID|Exon_Rank|Genotype_Number|ERRORS|WARNINGS"
        }
    };
    names.split('|').map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(description: &str) -> String {
        field_names(description).map_or_else(|| "none".to_owned(), |names| names.join(","))
    }

    #[test]
    fn every_tool_s_way() {
        assert_eq!(
            names("Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT"),
            "Allele,Consequence,IMPACT"
        );
        assert_eq!(
            names("Consequence type as predicted by VEP. Format: Consequence|Codons|BIOTYPE"),
            "Consequence,Codons,BIOTYPE"
        );
        assert_eq!(
            names("Functional annotations: 'Allele | Annotation | cDNA.pos / cDNA.length | ERRORS / WARNINGS / INFO' "),
            "Allele,Annotation,cDNA.pos / cDNA.length,ERRORS / WARNINGS / INFO"
        );
        assert_eq!(
            names(
                "Predicted effects for this variant.Format: 'Effect ( Effect_Impact | Exon [ | ERRORS | WARNINGS ] )' "
            ),
            "Effect,Effect_Impact,Exon,ERRORS,WARNINGS"
        );
        assert_eq!(
            names(
                "Local consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype\
                 [|strand|amino_acid_change|dna_change]' or, for consequences of variants split across multiple sites, \
                 a pointer to the record storing the consequences '@position'."
            ),
            "consequence,gene,transcript,biotype,strand,amino_acid_change,dna_change"
        );
        assert_eq!(
            names(
                "Haplotype-aware consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/\
                 csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change"
            ),
            "Consequence,gene,transcript,biotype,strand,amino_acid_change,dna_change"
        );
        assert_eq!(names("Format: A|B. Made by hand"), "A,B");
    }

    #[test]
    fn nothing_to_read() {
        for description in ["", "Consequences", "Format:", "Format: '", "'it''s'", "Format: ||||", "Format: é|"] {
            assert!(matches!(names(description).as_str(), "none" | "é,"), "{description}");
        }
    }
}
