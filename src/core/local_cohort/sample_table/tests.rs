use super::*;

fn samples() -> Vec<String> {
    ["HG1", "HG2", "HG3", "HG4"].map(str::to_owned).to_vec()
}

fn read(text: &str) -> Result<SampleTable, TableError> {
    SampleTable::read(text.as_bytes(), &samples())
}

fn groups(table: &SampleTable, column: usize) -> Vec<(String, Vec<u32>)> {
    let grouping = table.grouping(column).unwrap();
    grouping.groups.into_iter().map(|group| (group.name, group.samples)).collect()
}

#[test]
fn tables_as_people_have_them() {
    let expected = [("A b".to_owned(), vec![0, 2]), ("B".to_owned(), vec![1])];
    for text in [
        // 1000 Genomes' panel: cells too many at the line ends.
        "sample\tpop\t\t\nHG1\tA b\t\t\nHG2\tB\nHG3\tA b\t\t\n",
        // A spreadsheet's, in English and in German.
        "\u{feff}\"sample\",\"pop\"\r\n\"HG1\",\"A b\"\r\nHG2,B\r\nHG3,A b\r\n",
        "\u{feff}sample;pop\r\nHG1;A b\r\nHG2;B\r\nHG3;\"A b\"",
        // No header, samples in the second column.
        "A b,HG1\nB,HG2\n\nA b,HG3\nB,other\n",
        "##made by hand\n#IID\tpop\nHG3\tA b\nHG2\tB\nHG1\tA b\nHG4\t.\n",
    ] {
        let table = read(text).unwrap();
        let column = table.first_choice().unwrap();
        assert_eq!(groups(&table, column), expected, "{text:?}");
        assert_eq!(table.grouping(column).unwrap().without, ["HG4"], "{text:?}");
    }
    let table = read("F1 HG1 0 0 1 2\nF1  HG2 0 0 2 1\n").unwrap();
    assert_eq!(groups(&table, 4), [("1".to_owned(), vec![0]), ("2".to_owned(), vec![1])]);
    assert_eq!(table.columns()[0], TableColumn { index: 0, name: None, values: 1 });
}

#[test]
fn columns_are_chosen_by_header_and_unknown_samples_are_told() {
    let table = read("sample,sex,pop,n\nHG1,F,X,1\nHG2,M,Y,2\nNA9,F,Z,3\nHG3,F,\"Y,\n\"\"y\"\"\",3\n").unwrap();
    let names: Vec<_> = table.columns().iter().map(|column| (column.name.as_deref().unwrap(), column.values)).collect();
    assert_eq!((names, table.unknown()), (vec![("sex", 2), ("pop", 3), ("n", 3)], &["NA9".to_owned()][..]));
    // Of two that make as many groups the first.
    assert_eq!(table.first_choice(), Some(2));
    assert_eq!(groups(&table, 2)[2].0, "Y,\n\"y\"");
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let duplicate = TableError::Duplicate { line: 5, first_line: 2, sample: "HG1".to_owned() };
    for (text, expected) in [
        ("", TableError::Empty),
        ("\n \n", TableError::Empty),
        ("sample\tpop\nHG1\tA\n\nHG2\tB\nHG1\tA\n", duplicate),
        ("sample,pop\r\nHG1,\"A\r\nHG2,B\r\n", TableError::UnclosedQuote { line: 2 }),
        ("sample,pop\nHG1,A\nHG2,B,C\n", TableError::TooManyCells { line: 3, found: 3, expected: 2 }),
        ("sample,pop\nNA1,A\n", TableError::NoSampleKnown),
        ("sample\nHG1\n", TableError::OneColumn),
    ] {
        assert_eq!(read(text), Err(expected), "{text:?}");
    }
    assert_eq!(SampleTable::read(b"s\xFF\xFE", &samples()), Err(TableError::NotText));
}

#[test]
fn every_way_to_group_is_offered() {
    let samples = ["HG1", "HG2", "HG3"].map(str::to_owned);
    let text = "sample,sex,pop\nHG1,F,X\nHG2,M,Y\nNA9,F,Z\nHG3,,Z\n";
    let groupings = SampleTable::from_source(text.as_bytes(), &samples).unwrap().groupings();
    assert_eq!((groupings.columns.len(), groupings.first, groupings.unknown), (2, 1, 1));
    assert_eq!(groupings.unknown_example.as_deref(), Some("NA9"));
    let sex = &groupings.columns[0];
    let grouping = sex.grouping.as_ref().unwrap();
    assert_eq!((sex.name.as_deref(), sex.cell, grouping.without.as_slice()), (Some("sex"), 1, &samples[2..]));
    assert_eq!(grouping.groups.iter().map(|group| group.samples.clone()).collect::<Vec<_>>(), [vec![0], vec![1]]);
}

#[test]
fn no_more_groups_than_can_be_counted() {
    let names: Vec<String> = (0..20).map(|number| format!("S{number}")).collect();
    let text: String = names.iter().map(|name| format!("{name}\t{name}x\t1\n")).collect();
    let table = SampleTable::read(text.as_bytes(), &names).unwrap();
    assert_eq!(table.grouping(1), Err(GroupingError::TooMany { found: 20 }));
    assert_eq!(table.grouping(9), Err(GroupingError::Nothing));
    assert_eq!(table.first_choice(), Some(1));
}
