//! Letters of one page, as PDFs written by hand (ISO 32000-1, 7.5).

/// A page of A4 in points.
const PAGE: &str = "0 0 595 842";
/// A line with its size in points.
type Line = (u32, &'static str);

/// What a maker says about a thermostat.
pub(super) const SERVICE: &[Line] = &[
    (20, "Service letter 0427"),
    (12, "Thermostat inserts of harbour and sea generators"),
    (11, ""),
    (11, "Applies to: generator sets delivered between 2016 and 2021."),
    (11, ""),
    (
        11,
        "Inserts of the first series may open late once they have seen more than",
    ),
    (
        11,
        "10,000 running hours. The coolant then stands above 90 degrees at half load",
    ),
    (11, "while flow and level are in order."),
    (11, ""),
    (11, "1. Check flow of sea water and level of coolant first."),
    (11, "2. Take the insert out and hold it in water of 71 degrees."),
    (11, "3. Replace it if it has not begun to open after two minutes."),
    (11, ""),
    (11, "Torque of the housing: 25 Nm. A new gasket is needed each time."),
];
/// What a supplier says to an order of filters and impellers.
pub(super) const CONFIRMATION: &[Line] = &[
    (20, "Order confirmation AB-88-20417"),
    (12, "To the purser, with thanks for your order"),
    (11, ""),
    (11, "We confirm, at the prices below and free on board at Palma:"),
    (11, ""),
    (11, "0634-1130, 184.50 EUR each"),
    (11, "MTU 0031843301, 41.20 EUR each"),
    (11, "MTU 0020922801, price to be confirmed"),
    (11, ""),
    (11, "Hose clamps are not in our programme."),
    (11, "Delivery: Club de Mar, Palma, berth 214, within ten days."),
    (11, ""),
    (11, "Any change is agreed in writing. Thank you."),
];
/// Points between two lines of text.
const LEADING: u32 = 18;

/// A letter of these lines.
pub(super) fn letter(lines: &[Line]) -> Vec<u8> {
    let mut drawing = String::from("0.16 0.32 0.5 rg 56 770 483 3 re f 0 g BT 56 730 Td\n");
    for (size, line) in lines {
        drawing.push_str(&format!("/F1 {size} Tf ({line}) Tj 0 -{} Td\n", LEADING + size / 2));
    }
    drawing.push_str("ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[{PAGE}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let count = objects.len() + 1;
    let begin = text.len();
    text.push_str(&format!(
        "xref\n0 {count}\n{table}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n"
    ));
    text.into_bytes()
}
