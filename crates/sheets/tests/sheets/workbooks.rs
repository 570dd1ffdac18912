use crate::{read, shown};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sheets::SheetError;

fn bytes(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_read_as_people_see_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    for (column, head) in ["code", "count", "price", "noise", "day", "at", "yes", "empty"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *head).unwrap();
    }
    sheet.write(1, 0, "0634-1129 ").unwrap();
    sheet.write(1, 1, 4.0).unwrap();
    sheet.write(1, 2, 12.5).unwrap();
    sheet.write(1, 3, 0.1 + 0.2).unwrap();
    sheet
        .write_with_format(1, 4, ExcelDateTime::from_ymd(2026, 3, 5).unwrap(), &day)
        .unwrap();
    let at = ExcelDateTime::from_ymd(2026, 3, 5).unwrap().and_hms(14, 30, 0).unwrap();
    sheet.write_with_format(1, 5, &at, &moment).unwrap();
    sheet.write(1, 6, true).unwrap();
    let read = read(bytes(book)).unwrap();
    assert_eq!(
        shown(&read).1,
        [(
            2,
            vec![
                "0634-1129",
                "4",
                "12.5",
                "0.3",
                "2026-03-05",
                "2026-03-05 14:30",
                "yes",
                ""
            ]
        )]
    );
}

#[test]
fn a_title_empty_rows_and_merged_heads_are_understood() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 4, "Spare parts of M/Y Aurelia", &plain)
        .unwrap();
    sheet.merge_range(3, 0, 4, 0, "Number", &plain).unwrap();
    sheet.merge_range(3, 1, 4, 1, "Name", &plain).unwrap();
    sheet.merge_range(3, 2, 3, 3, "Stock", &plain).unwrap();
    sheet.write(4, 2, "min").unwrap();
    sheet.write(4, 3, "max").unwrap();
    sheet.write(3, 4, "Remark").unwrap();
    sheet.write(5, 0, "A1").unwrap();
    sheet.write(5, 1, "Pump").unwrap();
    sheet.write(5, 2, 1.5).unwrap();
    sheet.write(7, 0, "A2").unwrap();
    sheet.write(7, 3, 20).unwrap();
    let read = read(bytes(book)).unwrap();
    assert_eq!(
        shown(&read),
        (
            vec!["Number", "Name", "Stock min", "Stock max", "Remark"],
            vec![
                (6, vec!["A1", "Pump", "1.5", "", ""]),
                (8, vec!["A2", "", "", "20", ""])
            ]
        )
    );
}

#[test]
fn a_sheet_is_chosen_by_name_else_the_first_that_holds_anything() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap();
    for (name, text) in [("Parts", "Pump"), ("Crew", "Tom")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "name").unwrap();
        sheet.write(0, 1, "rank").unwrap();
        sheet.write(1, 0, text).unwrap();
    }
    let hidden = book.add_worksheet().set_name("Secret").unwrap();
    hidden.set_hidden(true);
    let bytes = bytes(book);
    let first = read(bytes.clone()).unwrap();
    assert_eq!(
        (first.sheet.as_deref(), first.rows[0].cells[0].as_str()),
        (Some("Parts"), "Pump")
    );
    assert_eq!(first.sheets, ["Cover", "Parts", "Crew"]);
    let crew = sheets::read_bytes(bytes.clone(), Some("Crew")).unwrap();
    assert_eq!(crew.rows[0].cells[0], "Tom");
    let none = sheets::read_bytes(bytes.clone(), Some("Nothing")).unwrap_err();
    assert_eq!(none.to_string(), "The workbook has no sheet “Nothing”.");
    assert_eq!(sheets::read_bytes(bytes, Some("Cover")).unwrap_err(), SheetError::Empty);
}

#[test]
fn fifty_thousand_rows_of_a_workbook_are_taken_and_one_more_is_not() {
    let table = |rows: u32| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..=rows {
            sheet
                .write(row, 0, if row == 0 { "number" } else { "0634-1129" })
                .unwrap();
            sheet
                .write(row, 1, if row == 0 { "name" } else { "Impeller kit" })
                .unwrap();
        }
        bytes(book)
    };
    let read_rows = read(table(50_000)).unwrap().rows;
    assert_eq!((read_rows.len(), read_rows[49_999].number), (50_000, 50_001));
    assert_eq!(read(table(50_001)).unwrap_err(), SheetError::TooManyRows);
}
