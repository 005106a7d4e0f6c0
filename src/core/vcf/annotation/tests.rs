use super::*;

fn info<'a>(key: &'a str, description: &'a str) -> InfoField<'a> {
    InfoField { key, description, per_allele: PerAllele::No }
}

fn annotator(key: &str, description: &str) -> Annotator {
    Annotator::from_infos([info("DP", "Depth"), info(key, description)]).unwrap()
}

const VEP: &str = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|\
                   BIOTYPE|HGVSc|HGVSp|CANONICAL|MANE_SELECT|gnomADe_AF";
const ANN: &str = "Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | \
                   Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length \
                   | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO' ";
const BCSQ: &str = "Haplotype-aware consequence annotation from BCFtools/csq. \
                    Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change";
const EFF: &str = "Predicted effects for this variant.Format: 'Effect ( Effect_Impact | Functional_Class | Codon_Change | \
                   Amino_Acid_Change| Amino_Acid_length | Gene_Name | Transcript_BioType | Gene_Coding | Transcript_ID | \
                   Exon_Rank  | Genotype_Number [ | ERRORS | WARNINGS ] )' ";

/// Gene, consequence, impact, transcript and why.
fn told(picked: &Picked<'_>) -> (String, String, Option<Impact>, String, Option<ChosenBy>) {
    let text = |text: Option<&[u8]>| text.map_or_else(String::new, |text| String::from_utf8_lossy(text).into_owned());
    (text(picked.gene), text(picked.consequence), picked.impact, text(picked.transcript), picked.chosen_by)
}

fn expected(
    gene: &str,
    consequence: &str,
    impact: Impact,
    transcript: &str,
    by: ChosenBy,
) -> (String, String, Option<Impact>, String, Option<ChosenBy>) {
    (gene.to_owned(), consequence.to_owned(), Some(impact), transcript.to_owned(), Some(by))
}

#[test]
fn mane_then_canonical_then_severity() {
    let vep = annotator("CSQ", VEP);
    let severe = "T|stop_gained|HIGH|A|E1|ENST1|nonsense_mediated_decay|||||";
    let canonical = "T|intron_variant|MODIFIER|A|E1|ENST2|protein_coding|||YES||";
    let mane = "T|missense_variant&splice_region_variant|MODERATE|A|E1|ENST3|protein_coding|ENST3:c.5C>T|ENSP3:p.Leu5%3D||NM_1.1|0.25";
    let all = [severe, canonical, mane].join(",");
    let picked = vep.pick(all.as_bytes(), b"C", b"T", 0, b"T").unwrap();
    assert_eq!(
        told(&picked),
        expected("A", "missense_variant&splice_region_variant", Impact::Moderate, "ENST3", ChosenBy::ManeSelect)
    );
    assert_eq!(decoded(picked.hgvs_p.unwrap()), &b"ENSP3:p.Leu5="[..]);
    assert_eq!((picked.severest.unwrap().name(), picked.transcripts), ("missense_variant", 3));
    assert_eq!(vep.value(&picked, vep.sub_field("GNOMADe_af").unwrap()), Some(&b"0.25"[..]));
    assert_eq!(vep.sub_field("SIFT"), None);
    let two = [severe, canonical].join(",");
    let picked = vep.pick(two.as_bytes(), b"C", b"T", 0, b"T").unwrap();
    assert_eq!(told(&picked), expected("A", "intron_variant", Impact::Modifier, "ENST2", ChosenBy::Canonical));
    let other = "T|intron_variant|MODIFIER|B|E2|ENST4|protein_coding|||||";
    let two = [other, severe].join(",");
    let picked = vep.pick(two.as_bytes(), b"C", b"T", 0, b"T").unwrap();
    assert_eq!(told(&picked), expected("A", "stop_gained", Impact::High, "ENST1", ChosenBy::MostSevere));
    let two = [severe, other, "T|stop_gained|HIGH|A|E1|ENST5|protein_coding|||||"].join(",");
    assert_eq!(vep.pick(two.as_bytes(), b"C", b"T", 0, b"T").unwrap().transcript, Some(&b"ENST5"[..]));
    let alike = [other, other].join(",");
    assert_eq!(vep.pick(alike.as_bytes(), b"C", b"T", 0, b"T").unwrap().chosen_by, Some(ChosenBy::First));
    assert_eq!(vep.pick(other.as_bytes(), b"C", b"T", 0, b"T").unwrap().chosen_by, Some(ChosenBy::Only));
}

#[test]
fn vep_s_alleles() {
    let vep = annotator("CSQ", VEP);
    let value = b"-|frameshift_variant|HIGH|A||ENST1|||||,AA|inframe_insertion|MODERATE|A||ENST1|||||";
    let consequence = |alternate: &str, index| {
        vep.pick(value, b"CA", alternate.as_bytes(), index, b"C,CAA").and_then(|picked| picked.consequence)
    };
    assert_eq!(consequence("C", 0), Some(&b"frameshift_variant"[..]));
    assert_eq!(consequence("CAA", 1), Some(&b"inframe_insertion"[..]));
    // Split from a record with another allele, whose own entries are still there.
    assert_eq!(vep.pick(value, b"C", b"G", 0, b"G"), None);
    assert_eq!(vep.pick(value, b"C", b"G", 0, b"G,T"), None);
}

#[test]
fn without_an_allele() {
    let vep = annotator("CSQ", "Consequence type as predicted by VEP. Format: Consequence|Gene|SYMBOL|Feature|BIOTYPE");
    let picked = vep.pick(b"upstream_gene_variant|E1|A|ENST1|", b"C", b"T", 1, b"A,T").unwrap();
    assert_eq!(told(&picked), expected("A", "upstream_gene_variant", Impact::Modifier, "ENST1", ChosenBy::Only));
    assert_eq!(picked.allele, AlleleNaming::Assumed);
}

#[test]
fn snpeff() {
    let ann = annotator("ANN", ANN);
    assert_eq!((ann.tool(), ann.order_source(), ann.names().len()), (Tool::SnpEff, OrderSource::Header, 16));
    let value = b"G|intron_variant|MODIFIER|A|E1|transcript|NM_1.2|protein_coding|1/2|c.5-9A>G||||||,\
                  T|missense_variant|MODERATE|A|E1|transcript|NM_1.2|protein_coding|1/2|c.5A>T|p.Lys2Met|5/9|5/9|2/3||";
    let picked = ann.pick(value, b"A", b"T", 1, b"G,T").unwrap();
    assert_eq!(told(&picked), expected("A", "missense_variant", Impact::Moderate, "NM_1.2", ChosenBy::Only));
    assert_eq!((picked.hgvs_c, picked.hgvs_p), (Some(&b"c.5A>T"[..]), Some(&b"p.Lys2Met"[..])));
}

#[test]
fn snpeff_classic() {
    let eff = annotator("EFF", EFF);
    let value = b"DOWNSTREAM(MODIFIER||||85|FAM138A|protein_coding|CODING|ENST1||1),\
                  NON_SYNONYMOUS_CODING(MODERATE|MISSENSE|Cgg/Tgg|p.Arg3Trp/c.7C>T|90|B|protein_coding|CODING|ENST2|1|1),\
                  STOP_GAINED(HIGH|NONSENSE|Cga/Tga|R3*|90|B|protein_coding|CODING|ENST3|1|2)";
    let first = eff.pick(value, b"C", b"T", 0, b"T,A").unwrap();
    let by = ChosenBy::MostSevere;
    assert_eq!(told(&first), expected("B", "NON_SYNONYMOUS_CODING", Impact::Moderate, "ENST2", by));
    assert_eq!((first.hgvs_p, first.hgvs_c), (Some(&b"p.Arg3Trp"[..]), Some(&b"c.7C>T"[..])));
    let second = eff.pick(value, b"C", b"A", 1, b"T,A").unwrap();
    assert_eq!(told(&second), expected("B", "STOP_GAINED", Impact::High, "ENST3", ChosenBy::Only));
    assert_eq!((second.amino_acids, second.severest.unwrap().name()), (Some(&b"R3*"[..]), "stop_gained"));
}

#[test]
fn bcftools() {
    let bcsq = annotator("BCSQ", BCSQ);
    let value = b"intron|A||protein_coding,*missense|A|ENST1|protein_coding|+|343W>343R|877831T>C,\
                  stop_gained|A|ENST1|protein_coding|+|343W>343*|877831T>G";
    let picked = bcsq.pick(value, b"T", b"C", 0, b"C,G").unwrap();
    assert_eq!(told(&picked), expected("A", "missense", Impact::Moderate, "ENST1", ChosenBy::Only));
    assert_eq!((picked.is_after_stop, picked.amino_acids), (true, Some(&b"343W>343R"[..])));
    assert_eq!(bcsq.pick(value, b"T", b"G", 1, b"C,G").unwrap().impact, Some(Impact::High));
    let elsewhere = bcsq.pick(b"@877840", b"T", b"C", 0, b"C").unwrap();
    assert_eq!((elsewhere.stored_at, elsewhere.consequence, elsewhere.chosen_by), (Some(877_840), None, None));
    let both = bcsq.pick(b"@877840,intron|A||protein_coding", b"T", b"C", 0, b"C").unwrap();
    assert_eq!(told(&both), expected("A", "intron", Impact::Modifier, "", ChosenBy::Only));
}

#[test]
fn which_of_several_and_by_whom() {
    let several =
        Annotator::from_infos([info("EFF", EFF), info("BCSQ", BCSQ), info("CSQ", VEP), info("ANN", ANN)]).unwrap();
    let passed_over: Vec<&str> = several.passed_over().iter().map(|key| &**key).collect();
    assert_eq!((several.key(), passed_over), ("CSQ", vec!["ANN", "BCSQ", "EFF"]));
    assert_eq!(annotator("vep", VEP).tool(), Tool::Vep);
    assert_eq!(annotator("ANN", VEP).tool(), Tool::Vep);
    assert_eq!(annotator("MY_CSQ", VEP).key(), "MY_CSQ");
    assert_eq!(annotator("CSQ", BCSQ).tool(), Tool::Bcftools);
    let other =
        info("CSQT", "Transcript consequence as predicted by VEP version 72. Format: HGNC|TranscriptID|Consequence");
    assert!(
        Annotator::from_infos([other, info("AF", "Allele frequency"), info("LOF", "'Gene_Name | Gene_ID'")]).is_none()
    );
}

#[test]
fn a_description_without_an_order() {
    for (key, description) in [("CSQ", ""), ("ANN", "Effects"), ("BCSQ", "Format: a|b"), ("EFF", "Predicted")] {
        let assumed = annotator(key, description);
        assert_eq!(assumed.order_source(), OrderSource::ToolDefault, "{key}");
    }
    let ann = annotator("ANN", "");
    let value = b"T|stop_gained|HIGH|A|E1|transcript|NM_1.2|protein_coding|1/2|c.5A>T|p.Lys2*||||";
    assert_eq!(ann.pick(value, b"A", b"T", 0, b"T").unwrap().gene, Some(&b"A"[..]));
}

#[test]
fn nothing_to_pick() {
    let pick = |key, description, value: &str| {
        let annotator = annotator(key, description);
        assert_eq!(annotator.pick(value.as_bytes(), b"A", b"T", 0, b"T"), None, "{key} {value}");
    };
    for (key, description) in [("CSQ", VEP), ("ANN", ANN), ("BCSQ", BCSQ), ("EFF", EFF)] {
        for value in ["", ".", ",", ",,,", "|"] {
            pick(key, description, value);
        }
    }
    pick("BCSQ", BCSQ, "@");
    pick("BCSQ", BCSQ, "*");
    pick("EFF", EFF, "(HIGH|)");
}

/// Values put together from what values are made of, by a generator with a seed.
#[test]
fn no_bytes_make_it_panic() {
    let pieces: [&[u8]; 22] = [
        b"|",
        b"|",
        b"|",
        b",",
        b"(",
        b")",
        b"@",
        b"*",
        b"&",
        b"+",
        b"%",
        b"%3",
        b">",
        b"A",
        b"-",
        b"1",
        b"\xff",
        b"missense_variant",
        b"stop_gained",
        b"YES",
        b"877831T>C",
        b"",
    ];
    let alleles: [&[u8]; 9] = [b"", b"A", b"AC", b"ACC", b"*", b"<DEL>", b"<", b".", b"\xff"];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let annotators = [("CSQ", VEP), ("ANN", ANN), ("BCSQ", BCSQ), ("EFF", EFF)].map(|(key, text)| annotator(key, text));
    for _ in 0..5_000 {
        let value: Vec<u8> = (0..below(40)).flat_map(|_| pieces[below(pieces.len())].to_vec()).collect();
        let (reference, one, two) = (alleles[below(9)], alleles[below(9)], alleles[below(9)]);
        let alternates = [one, b",", two].concat();
        for annotator in &annotators {
            for (index, alternate) in [one, two].into_iter().enumerate() {
                if let Some(picked) = annotator.pick(&value, reference, alternate, index, &alternates) {
                    assert!(picked.consequence.is_some() || picked.stored_at.is_some());
                    let _ = annotator.value(&picked, SubField(u16::try_from(below(20)).unwrap()));
                    let _ = decoded(picked.consequence.unwrap_or_default());
                }
            }
        }
        let description = String::from_utf8_lossy(&value);
        if let Some(any) = Annotator::from_infos([info("CSQ", &description)]) {
            let _ = any.pick(&value, b"A", b"T", 0, b"T");
        }
    }
}
