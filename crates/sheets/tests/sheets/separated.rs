use crate::{read, shown};
use sheets::{Format, SheetError};

fn format_of(bytes: &[u8]) -> (&'static str, char) {
    match read(bytes).unwrap().format {
        Format::Separated { encoding, separator } => (encoding, separator),
        Format::Workbook => panic!("this is text"),
    }
}

fn utf16(text: &str, is_big: bool) -> Vec<u8> {
    let mark = std::iter::once(0xFEFF).chain(text.encode_utf16());
    mark.flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() })
        .collect()
}

#[test]
fn encodings_and_separators_are_found() {
    let table = "Nummer;Name\n1;Kühler für Öl\n";
    let with_mark = format!("\u{FEFF}{table}");
    let western = b"Nummer;Name\r\n1;K\xFChler f\xFCr \xD6l\r\n";
    assert_eq!(format_of(table.as_bytes()), ("UTF-8", ';'));
    assert_eq!(format_of(with_mark.as_bytes()), ("UTF-8", ';'));
    assert_eq!(format_of(western), ("Windows-1252", ';'));
    assert_eq!(format_of(&utf16(table, false)), ("UTF-16", ';'));
    assert_eq!(format_of(&utf16(table, true)), ("UTF-16", ';'));
    for bytes in [
        table.as_bytes().to_vec(),
        with_mark.into_bytes(),
        western.to_vec(),
        utf16(table, true),
    ] {
        let sheet = read(bytes).unwrap();
        assert_eq!(
            shown(&sheet),
            (vec!["Nummer", "Name"], vec![(2, vec!["1", "Kühler für Öl"])])
        );
    }
    assert_eq!(format_of(b"a,b\n1,\"2,5\"\n"), ("UTF-8", ','));
    assert_eq!(format_of(b"a\tb\n1\t2,5\n"), ("UTF-8", '\t'));
    assert_eq!(format_of(b"sep=|\na|b\n1|2\n"), ("UTF-8", '|'));
}

#[test]
fn decimal_commas_stay_as_typed_between_semicolons() {
    let sheet = read("number;minimum;maximum\nA1;1,5;10,25\nA2;2,0;3,5\n").unwrap();
    assert_eq!(sheet.rows[0].cells, ["A1", "1,5", "10,25"]);
}

#[test]
fn rows_carry_the_numbers_that_a_table_program_shows() {
    let sheet = read("M/Y Aurelia\n\n\nnumber,name,remark\nA1,Pump,\"two\nlines\"\n\nA2,Seal,\n").unwrap();
    let (heads, rows) = shown(&sheet);
    assert_eq!(heads, ["number", "name", "remark"]);
    assert_eq!(
        rows,
        [(5, vec!["A1", "Pump", "two\nlines"]), (7, vec!["A2", "Seal", ""])]
    );
    let told = read("sep=;\nnumber;name\nA1;Pump\n").unwrap();
    assert_eq!(shown(&told).1, [(3, vec!["A1", "Pump"])]);
}

#[test]
fn heads_of_two_rows_become_one() {
    let sheet = read("Number;Name;Stock;;Remark\n;;minimum;maximum;\nA1;Pump;1,5;4;x\n").unwrap();
    assert_eq!(
        shown(&sheet),
        (
            vec!["Number", "Name", "Stock minimum", "Stock maximum", "Remark"],
            vec![(3, vec!["A1", "Pump", "1,5", "4", "x"])]
        )
    );
    let plain = read("Number;Name;;Remark\nA1;Pump;2;\n").unwrap();
    assert_eq!(
        plain.heads,
        ["Number", "Name", "", "Remark"],
        "a column without a head is no group"
    );
}

#[test]
fn short_and_long_rows_have_a_cell_for_each_head() {
    let sheet = read("a,b,c\n1\n1,2,3,4\n").unwrap();
    assert_eq!(
        shown(&sheet),
        (
            vec!["a", "b", "c", ""],
            vec![(2, vec!["1", "", "", ""]), (3, vec!["1", "2", "3", "4"])]
        )
    );
}

#[test]
fn a_table_of_one_column_has_a_head_too() {
    assert_eq!(
        shown(&read("name\nPump\n").unwrap()),
        (vec!["name"], vec![(2, vec!["Pump"])])
    );
}

#[test]
fn what_is_no_table_is_said_in_one_sentence() {
    assert_eq!(read("").unwrap_err(), SheetError::Empty);
    assert_eq!(read(" \r\n \n").unwrap_err(), SheetError::Empty);
    assert_eq!(read(";;;\n;;\n").unwrap_err(), SheetError::Empty);
    assert_eq!(read("number;name\n").unwrap_err(), SheetError::NoRows);
    assert_eq!(
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap_err(),
        SheetError::NotATable
    );
    assert_eq!(
        read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest").unwrap_err(),
        SheetError::OldWorkbook
    );
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(sheets::read(file, None).unwrap_err(), SheetError::Folder);
    assert_eq!(
        sheets::read(&file.join("no such file"), None).unwrap_err(),
        SheetError::NotFound
    );
    assert_eq!(
        SheetError::TooManyRows.to_string(),
        "The table has more than 50000 rows. Split it into several files."
    );
}

#[test]
fn fifty_thousand_rows_are_taken_and_one_more_is_not() {
    let row = "0634-1129;Impeller kit;pcs\n";
    let table = |rows: usize| format!("number;name;unit\n{}", row.repeat(rows));
    assert_eq!(read(table(50_000)).unwrap().rows.len(), 50_000);
    assert_eq!(read(table(50_001)).unwrap_err(), SheetError::TooManyRows);
    assert_eq!(read(table(50_051)).unwrap_err(), SheetError::TooManyRows);
}
