use super::*;

/// What the line should have instead, by VCF 4.`version`.
fn finding(line: &str, version: u8) -> Option<String> {
    let (key, value) = line.trim_start_matches('#').split_once('=').unwrap();
    let problem = if STRUCTURED.contains(&key) {
        structured(key, &Fields::read(value), version)
    } else {
        unstructured(key, value)
    };
    problem.map(|problem| match problem {
        Problem::MetaMalformed(what) => what,
        Problem::Reserved(what) => format!("reserved: {what}"),
        other => panic!("{other}"),
    })
}

#[test]
fn good_lines_are_not_spoken_of() {
    for (line, version) in [
        (r#"##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">"#, 2),
        (r#"##INFO=<ID=AC,Number=.,Type=Integer,Description="A dot says nothing wrong">"#, 3),
        (r#"##INFO=<ID=GERP++_RS,Number=1,Type=String,Description="Free before 4.3">"#, 2),
        (r#"##INFO=<ID=X,Number=0,Type=Flag,Description="a, b",Source="s",Version="3">"#, 4),
        (r#"##INFO=<ID=1000G,Number=0,Type=Flag,Description="The one key that starts with a digit">"#, 4),
        (r#"##FORMAT=<ID=AD,Number=A,Type=Integer,Description="Not reserved yet">"#, 2),
        (r#"##FORMAT=<ID=GP,Number=3,Type=Float,Description="As imputation servers write it">"#, 1),
        (r#"##FORMAT=<ID=PSL,Number=P,Type=String,Description="Per phased allele">"#, 4),
        (r#"##FILTER=<ID=q10,Description="Low">"#, 2),
        ("##FILTER=<ID=F2>", 4),
        (r#"##ALT=<ID=INS:ME:ALU,Description="Mobile element">"#, 1),
        ("##contig=<ID=HLA-A*01:01:01:01,length=3503>", 2),
        (r#"##contig=<ID=1,length=6243,species="Homo sapiens",taxonomy=x>"#, 4),
        (r#"##SAMPLE=<ID=Blood,Genomes=Germline,Mixture=1.,Description="Germline">"#, 1),
        ("##SAMPLE=<ID=HG002.trio>", 2),
        ("##PEDIGREE=<Child=A,Mother=B,Father=C>", 2),
        ("##PEDIGREE=<ID=A,Mother=B,Father=C>", 3),
        ("##META=<ID=Assay,Type=String,Number=.,Values=[WholeGenome, Exome]>", 3),
        ("##pedigreeDB=<ftp://user@host:8080/path?arg1=db1>", 3),
        ("##pedigreeDB=http://123.0.1.2:8080/db", 3),
        ("##reference=file:///ref.fa", 3),
        ("##AnalysisTitle=<\"free text\">", 3),
    ] {
        assert_eq!(finding(line, version), None, "{line}");
    }
}

#[test]
fn says_what_should_stand_there() {
    for (line, version, expected) in [
        (r#"##INFO=<Number=1,Type=Integer,Description="x">"#, 2, "ID"),
        (r#"##INFO=<ID=X,Type=Integer,Description="x">"#, 2, "Number=…"),
        (r#"##INFO=<ID=X,Number=B,Type=Integer,Description="x">"#, 2, "Number=…"),
        (r#"##INFO=<ID=X,Number=P,Type=Integer,Description="x">"#, 4, "Number=…"),
        (r#"##FORMAT=<ID=X,Number=P,Type=Integer,Description="x">"#, 3, "Number=…"),
        (r#"##INFO=<ID=X,Number=1,Type=Text,Description="x">"#, 2, "Type=…"),
        (r#"##INFO=<ID=X,Number=1,Type=integer,Description="x">"#, 2, "Type=…"),
        (r#"##FORMAT=<ID=X,Number=0,Type=Flag,Description="x">"#, 2, "Type=…"),
        (r#"##INFO=<ID=X,Number=1,Type=Flag,Description="x">"#, 2, "Number=0"),
        (r#"##INFO=<ID=X,Number=0,Type=String,Description="x">"#, 2, "Type=Flag"),
        ("##INFO=<ID=X,Number=1,Type=String,Description=x>", 2, "Description=\"…\""),
        ("##INFO=<ID=X,Number=1,Type=String>", 4, "Description=\"…\""),
        (r#"##INFO=<ID=X Y,Number=1,Type=String,Description="x">"#, 3, "ID=[A-Za-z_][0-9A-Za-z_.]*"),
        (r#"##INFO=<ID=X,ID=X,Number=1,Type=String,Description="x">"#, 3, "ID 1×"),
        (r#"##INFO=<ID=AC,Number=1,Type=Integer,Description="x">"#, 1, "reserved: Number=A, Type=Integer"),
        (r#"##FORMAT=<ID=AD,Number=A,Type=Integer,Description="x">"#, 3, "reserved: Number=R, Type=Integer"),
        (r#"##FORMAT=<ID=GT,Number=1,Type=Float,Description="x">"#, 1, "reserved: Number=1, Type=String"),
        ("##FILTER=<ID=F2>", 2, "Description=\"…\""),
        (r#"##FILTER=<ID=a;b,Description="x">"#, 2, "ID"),
        (r#"##ALT=<ID=DEL,Number=B,Description="x">"#, 1, "Number=…"),
        (r#"##ALT=<ID=DEL,Type=Text,Description="x">"#, 1, "Type=…"),
        (r#"##ALT=<ID=DEL:A B,Description="x">"#, 1, "ID"),
        ("##contig=<length=5>", 1, "ID"),
        ("##contig=<ID=1 2>", 1, "ID"),
        ("##contig=<ID=1,A,length=5>", 1, "key=value"),
        ("##contig=<ID=1,length=5k>", 1, "length=…"),
        ("##contig=<ID=1,length=5", 1, "<…>"),
        (r#"##SAMPLE=<ID=S,Mixture=N1;N2,Description="x">"#, 1, "Genomes=…"),
        (r#"##SAMPLE=<ID=S,Genomes=G1;G2,Mixture="N1;N2",Description="x">"#, 1, "key=value"),
        ("##SAMPLE=<ID=1.*,Assay=WholeGenome>", 3, "ID"),
        ("##PEDIGREE=<Child=A,Mother=B>", 3, "ID"),
        ("##PEDIGREE=<Name_0=A,Name_1=B C>", 1, "Name_1=…"),
        ("##PEDIGREE=<ID=A,Name_1=B:C>", 3, "Name_1=…"),
        ("##META=<ID=Assay,Number=Number,Type=Int,Values=[a, b]>", 3, "Number=…"),
        ("##META=<Number=1,Type=Integer,Values=[a],ID=Assay>", 3, "ID"),
        ("##META=<ID=Assay,Number=.,Type=String,Values=a>", 3, "Values=[…]"),
        ("##assembly=", 1, "key=value"),
        ("##pedigreeDB=<ftp://8080:8080/not-valid>", 1, "URL"),
    ] {
        assert_eq!(finding(line, version).as_deref(), Some(expected), "{line}");
    }
}
