//! Workbooks made to harm, and any bytes at all: each ends with a table or with one sentence.

use crate::read;
use proptest::prelude::*;
use sheets::SheetError;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook with that one sheet, and further parts.
fn workbook(sheet: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, bytes) in parts.iter().chain(more) {
        archive.start_file(*name, packed).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#).into_bytes()
}

const GOOD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2"><v>4</v></c><c r="B2" t="inlineStr"><is><t>Pump</t></is></c></row>"#;

#[test]
fn the_size_that_a_sheet_claims_reserves_nothing() {
    let read = read(workbook(&sheet(GOOD), &[])).unwrap();
    assert_eq!(read.rows[0].cells, ["4", "Pump"]);
}

#[test]
fn a_bomb_is_refused_before_it_is_parsed() {
    let mut huge = sheet(GOOD);
    huge.resize(170 * 1024 * 1024, b' ');
    let packed = workbook(&huge, &[]);
    assert!(packed.len() < 1024 * 1024, "{} bytes", packed.len());
    assert_eq!(read(packed).unwrap_err(), SheetError::Bomb);
    let styles = vec![b' '; 5 * 1024 * 1024];
    let with_styles = workbook(&sheet(GOOD), &[("xl/styles.xml", &styles)]);
    assert_eq!(read(with_styles).unwrap_err(), SheetError::Bomb);
}

#[test]
fn one_long_text_shown_in_many_cells_is_counted_each_time() {
    let long = "x".repeat(32_000);
    let texts = format!(
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{long}</t></si></sst>"#
    );
    let row = |row: usize| {
        format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>"#)
    };
    let rows: String = (1..=2_200).map(row).collect();
    let links = LINKS.replace(
        "</Relationships>",
        r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("xl/workbook.xml", BOOK.to_owned()),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", String::from_utf8(sheet(&rows)).unwrap()),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_bytes()).unwrap();
    }
    assert_eq!(
        read(archive.finish().unwrap().into_inner()).unwrap_err(),
        SheetError::TooMuchText
    );
}

#[test]
fn cells_in_no_order_far_out_or_cut_off_are_said() {
    let backwards = sheet(r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#);
    assert_eq!(read(workbook(&backwards, &[])).unwrap_err(), SheetError::Damaged);
    let far = sheet(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#);
    assert_eq!(read(workbook(&far, &[])).unwrap_err(), SheetError::TooManyColumns(1));
    let missing_text = sheet(r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#);
    assert!(read(workbook(&missing_text, &[])).is_err());
    let whole = workbook(&sheet(GOOD), &[]);
    for length in [10, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(
            read(&whole[..length]).unwrap_err(),
            SheetError::Damaged,
            "{length} bytes"
        );
    }
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("letter.txt", SimpleFileOptions::default()).unwrap();
    assert_eq!(
        read(other.finish().unwrap().into_inner()).unwrap_err(),
        SheetError::NotAWorkbook
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_end_with_a_table_or_a_sentence(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(bytes);
    }

    #[test]
    fn a_workbook_with_any_bytes_changed_ends_with_a_table_or_a_sentence(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        sheet_bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut inner = sheet(GOOD);
        let cut = changes[0].0.index(inner.len());
        inner.splice(cut..cut, sheet_bytes);
        let _ = read(workbook(&inner, &[]));
        let mut whole = workbook(&sheet(GOOD), &[]);
        for (at, byte) in changes {
            let at = at.index(whole.len());
            whole[at] = byte;
        }
        let _ = read(whole);
    }

    #[test]
    fn any_text_table_keeps_its_cells(rows in proptest::collection::vec(proptest::collection::vec("[a-zäß0-9,;\"\n]{1,8}", 3), 1..20)) {
        let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let read = read(writer.into_inner().unwrap());
        let kept: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
            .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        match read {
            Ok(sheet) if sheet.format == (sheets::Format::Separated { encoding: "UTF-8", separator: '\t' }) => {
                prop_assert_eq!(sheet.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>(), kept);
            }
            // So few cells may look as well like another separator.
            Ok(_) => prop_assert!(rows.len() < 20),
            Err(error) => prop_assert!(matches!(error, SheetError::NoRows | SheetError::Empty)),
        }
    }
}
