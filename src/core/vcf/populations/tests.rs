use super::*;

fn info<'a>(key: &'a str, description: &'a str) -> InfoField<'a> {
    InfoField { key, description, per_allele: PerAllele::Alternates }
}

fn told(fields: &[PopulationField]) -> Vec<(&str, Source, &str, Measure)> {
    fields.iter().map(|field| (field.key.as_str(), field.source, field.population.as_str(), field.measure)).collect()
}

const OWN_AF: (&str, &str) = ("AF", "Allele Frequency, for each ALT allele, in the same order as listed");

use Measure::{Called, Count, Filtering95, Frequency, Homozygotes};

#[test]
fn named_for_their_source() {
    let keys = [
        "gnomAD_AF",
        "gnomADe_AF_nfe",
        "gnomADg_AF",
        "gnomad_af",
        "gnomad_popmax_af",
        "gnomad_exome_ALL",
        "ExAC_NFE",
        "aaf_adj_exac_amr_float",
        "an_exac_all",
        "AF1000G",
        "1000g2015aug_eur",
        "AF_ESP",
        "TOPMED_AF",
        "ALFA_EUR",
        "gnomad41_genome_nhomalt",
    ];
    let found = recognise(keys.iter().map(|key| info(key, "")).chain([info(OWN_AF.0, OWN_AF.1)]));
    let expected = [
        ("gnomad_exome_ALL", Source::GnomadExomes, "All", Frequency),
        ("gnomADe_AF_nfe", Source::GnomadExomes, "Non-Finnish European", Frequency),
        ("gnomADg_AF", Source::GnomadGenomes, "All", Frequency),
        ("gnomad41_genome_nhomalt", Source::GnomadGenomes, "All", Homozygotes),
        ("gnomAD_AF", Source::Gnomad, "All", Frequency),
        ("gnomad_af", Source::Gnomad, "All", Frequency),
        ("gnomad_popmax_af", Source::Gnomad, "Highest of the populations", Frequency),
        ("AF1000G", Source::ThousandGenomes, "All", Frequency),
        ("1000g2015aug_eur", Source::ThousandGenomes, "European", Frequency),
        ("an_exac_all", Source::Exac, "All", Called),
        ("aaf_adj_exac_amr_float", Source::Exac, "American", Frequency),
        ("ExAC_NFE", Source::Exac, "Non-Finnish European", Frequency),
        ("AF_ESP", Source::Esp, "All", Frequency),
        ("TOPMED_AF", Source::TopMed, "All", Frequency),
        ("ALFA_EUR", Source::Alfa, "European", Frequency),
    ];
    assert_eq!(told(&found), expected);
}

#[test]
fn named_by_their_description_or_their_neighbours() {
    let thousand = [
        info("AF", "Estimated allele frequency in the range (0,1)"),
        info("AC", "Total number of alternate alleles in called genotypes"),
        info("EUR_AF", "Allele frequency in the EUR populations calculated from AC and AN, in the range (0,1)"),
        info("AFR_AF", "Allele frequency in the AFR populations calculated from AC and AN, in the range (0,1)"),
        info("EAS_AF", "Allele frequency in the EAS populations calculated from AC and AN, in the range (0,1)"),
    ];
    let expected = [
        ("AFR_AF", Source::ThousandGenomes, "African", Frequency),
        ("AF", Source::ThousandGenomes, "All", Frequency),
        ("EAS_AF", Source::ThousandGenomes, "East Asian", Frequency),
        ("EUR_AF", Source::ThousandGenomes, "European", Frequency),
    ];
    assert_eq!(told(&recognise(thousand)), expected);
    let toscani = recognise([info("AF_TSI", "ALT frequency in 1000G TSI (n=107 samples)")]);
    assert_eq!(told(&toscani), [("AF_TSI", Source::ThousandGenomes, "Toscani in Italy", Frequency)]);
    let gnomad = [
        info("AF", "Alternate allele frequency in samples"),
        info("AF_nfe_XX", "Alternate allele frequency in XX samples of Non-Finnish European ancestry"),
        info("faf95", "Filtering allele frequency (using Poisson 95% CI) for samples"),
        info("AC_grpmax", "Allele count in the genetic ancestry group with the maximum allele frequency"),
    ];
    let expected = [
        ("AF", Source::Gnomad, "All", Frequency),
        ("faf95", Source::Gnomad, "All", Filtering95),
        ("AC_grpmax", Source::Gnomad, "Highest of the groups", Count),
        ("AF_nfe_XX", Source::Gnomad, "Non-Finnish European, female", Frequency),
    ];
    assert_eq!(told(&recognise(gnomad)), expected);
}

#[test]
fn the_file_s_own_frequencies_are_left_alone() {
    let own = [
        info(OWN_AF.0, OWN_AF.1),
        info("AC", "Allele count in genotypes, for each ALT allele, in the same order as listed"),
        info("AN", "Total number of alleles in called genotypes"),
        info("MLEAF", "Maximum likelihood expectation (MLE) for the allele frequency"),
        info("AF_EUR", "Allele frequency in EUR"),
        info("AF_cases", "Allele frequency in cases"),
        info("FS", "Phred-scaled p-value using Fisher's exact test"),
        info("AA", "Ancestral Allele, ftp://ftp.1000genomes.ebi.ac.uk/"),
        info("AC_Het_EUR", "Allele counts in heterozygous genotypes in EUR"),
        info("EXACT_AF", "Frequency by the exact test"),
        info("in_exac", "calculated by flag of overlapping values in field AN_Adj from ExAC.r0.3.sites"),
        info("", ""),
    ];
    assert_eq!(told(&recognise(own)), []);
    // Groups of the file's own samples, as `bcftools +fill-tags` names them.
    let groups =
        ["AF_EUR", "AF_AFR", "AF_EAS", "AC_EUR", "max_aaf_all"].map(|key| info(key, "Allele frequency in EUR"));
    assert_eq!(told(&recognise(groups)), []);
    // Neither is it a population's beside those of gnomAD.
    let beside = recognise([info(OWN_AF.0, OWN_AF.1), info("AF_nfe", ""), info("AF_afr", "")]);
    let keys: Vec<&str> = beside.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["AF_afr", "AF_nfe"]);
}

#[test]
fn lists_that_start_with_the_reference() {
    let caf = "An ordered, comma delimited list of allele frequencies based on 1000Genomes, starting with the reference \
               allele followed by alternate alleles as ordered in the ALT column.";
    let topmed = caf.replace("1000Genomes", "TOPMed");
    let found = recognise([info("CAF", caf), info("TOPMED", &topmed)]);
    assert_eq!(told(&found), [("TOPMED", Source::TopMed, "All", Frequency), ("CAF", Source::DbSnp, "All", Frequency)]);
    for field in found {
        assert_eq!(field.of_alternate(b"0.7,0.2,0.1", 1), Some(&b"0.1"[..]), "{field:?}");
        assert_eq!(field.of_alternate(b"0.7", 0), None);
    }
    let esp = recognise([info("EA_AC", "European American Allele Count in the order of AltAlleles,RefAllele.")]);
    assert_eq!(told(&esp), [("EA_AC", Source::Esp, "European American", Count)]);
    assert_eq!(esp[0].of_alternate(b"3,8000", 0), Some(&b"3"[..]));
}

#[test]
fn sub_fields_of_vep() {
    let names = [
        "Allele",
        "AF",
        "EUR_AF",
        "AA_AF",
        "gnomADe_AF",
        "gnomADg_NFE_AF",
        "gnomAD_AF",
        "MAX_AF",
        "MAX_AF_POPS",
        "GMAF",
        "ExAC_Adj_MAF",
        "IMPACT",
        "CANONICAL",
        "SIFT",
    ];
    let found = recognise_sub_fields(names);
    let expected = [
        ("gnomADe_AF", Source::GnomadExomes, "All", Frequency),
        ("gnomADg_NFE_AF", Source::GnomadGenomes, "Non-Finnish European", Frequency),
        ("gnomAD_AF", Source::Gnomad, "All", Frequency),
        ("AF", Source::ThousandGenomes, "All", Frequency),
        ("GMAF", Source::ThousandGenomes, "All", Frequency),
        ("EUR_AF", Source::ThousandGenomes, "European", Frequency),
        ("ExAC_Adj_MAF", Source::Exac, "All", Frequency),
        ("AA_AF", Source::Esp, "African American", Frequency),
        ("MAX_AF", Source::Several, "Highest of the populations", Frequency),
    ];
    assert_eq!(told(&found), expected);
    let by_key = |key: &str| found.iter().find(|field| field.key == key).unwrap();
    assert_eq!(by_key("gnomADe_AF").number(b"0.25", b"T"), Some(0.25));
    assert_eq!(by_key("gnomADe_AF").number(b"0.25&0.5", b"T"), Some(0.5));
    assert_eq!(by_key("gnomADe_AF").number(b"", b"T"), None);
    assert_eq!(by_key("GMAF").number(b"T:0.25&C:0.5", b"T"), Some(0.25));
    assert_eq!(by_key("GMAF").number(b"0.25", b"T"), None);
}
