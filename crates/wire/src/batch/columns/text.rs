//! Texts: what stood in the same place before is named by number, numbers that count on are told as a
//! step, and texts of rows that the entry is about are put in by reference.
//!
//! A literal is UTF-8 that ends with a byte UTF-8 never has; other such bytes stand for what is put in.

use std::collections::HashMap;
use std::rc::Rc;

use journal::RowId;

/// Ends a literal.
pub(super) const END: u8 = 0xff;
/// Followed by the row's place among those the entry is about, and the column: that text.
pub(super) const QUOTE: u8 = 0xfe;
/// A row's id as people write it; which row stands in the stream of rows named in texts.
pub(super) const ROW: u8 = 0xfd;

/// A literal follows in the stream of literals.
pub(super) const LITERAL: u64 = 0;
/// The last text of this place with its number one higher.
pub(super) const NEXT: u64 = 1;
/// The last text of this place with its number so much higher as follows.
pub(super) const STEP: u64 = 2;
/// The first text of this place; the second is one more, and so on.
pub(super) const FIRST: u64 = 3;

/// Rows and columns that can be quoted fit a byte each.
pub(super) const QUOTED_MAX: usize = 255;
/// Shorter texts are not worth a quotation.
const QUOTE_BYTES_MIN: usize = 4;
/// Digits of a number that counts on; more might not fit.
const DIGITS_MAX: usize = 15;
/// Characters of a written row id.
const ID_BYTES: usize = 36;

/// The texts of one place.
#[derive(Default)]
pub(super) struct Told {
    texts: Vec<Rc<str>>,
    /// Only the writing side looks texts up.
    numbers: HashMap<Rc<str>, u64>,
    last: Option<Rc<str>>,
}

impl Told {
    pub(super) fn number_of(&self, text: &str) -> Option<u64> {
        self.numbers.get(text).copied()
    }

    pub(super) fn text(&self, number: u64) -> Option<Rc<str>> {
        self.texts.get(usize::try_from(number).ok()?).cloned()
    }

    pub(super) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    pub(super) fn remember_last(&mut self, text: &Rc<str>) {
        self.last = Some(text.clone());
    }

    pub(super) fn add(&mut self, text: &Rc<str>) {
        self.texts.push(text.clone());
    }

    pub(super) fn index(&mut self, text: &Rc<str>) {
        self.numbers.insert(text.clone(), self.texts.len() as u64 - 1);
    }
}

/// The text and the number at its end: `WO-2026-E0041` is `WO-2026-E` and 41 in four digits.
fn counted(text: &str) -> Option<(&str, u64, usize)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > DIGITS_MAX {
        return None;
    }
    let (before, number) = text.split_at(text.len() - digits);
    Some((before, number.parse().ok()?, digits))
}

/// The text with its number `step` higher, in at least as many digits.
pub(super) fn stepped(text: &str, step: u64) -> Option<String> {
    let (before, number, digits) = counted(text)?;
    let number = number.checked_add(step)?;
    Some(format!("{before}{number:0digits$}"))
}

/// How much higher the number is, where `text` is what [`stepped`] makes of `last`.
pub(super) fn step(last: &str, text: &str) -> Option<u64> {
    let (before, number, _) = counted(last)?;
    let (same, higher, _) = counted(text)?;
    let step = higher.checked_sub(number).filter(|step| *step > 0 && before == same)?;
    (stepped(last, step)? == text).then_some(step)
}

/// A text that can be quoted: the row's place, its column, the text.
pub(super) type Quotable = (u8, u8, Rc<str>);

pub(super) fn is_quotable(text: &str) -> bool {
    text.len() >= QUOTE_BYTES_MIN
}

/// A piece of a literal.
pub(super) enum Piece<'t> {
    Plain(&'t str),
    Quote(u8, u8),
    Row(RowId),
}

/// Cuts a text into what is quoted and what is not.
pub(super) fn pieces<'t>(text: &'t str, quotable: &[Quotable]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (piece, length) = match written_id(rest) {
            Some(id) => (Piece::Row(id), ID_BYTES),
            None => match longest(rest, quotable) {
                Some((row, column, quoted)) => (Piece::Quote(*row, *column), quoted.len()),
                None => {
                    at += rest.chars().next().map_or(1, char::len_utf8);
                    continue;
                }
            },
        };
        if begin < at {
            pieces.push(Piece::Plain(&text[begin..at]));
        }
        pieces.push(piece);
        at += length;
        begin = at;
    }
    if begin < text.len() {
        pieces.push(Piece::Plain(&text[begin..]));
    }
    pieces
}

fn longest<'q>(rest: &str, quotable: &'q [Quotable]) -> Option<&'q Quotable> {
    quotable
        .iter()
        .filter(|(_, _, text)| rest.starts_with(&**text))
        .max_by_key(|(_, _, text)| text.len())
}

/// A row id in its one written form.
fn written_id(rest: &str) -> Option<RowId> {
    let bytes = rest.as_bytes().get(..ID_BYTES)?;
    if bytes[8] != b'-' || bytes[13] != b'-' || !bytes[0].is_ascii_hexdigit() {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let id: RowId = text.parse().ok()?;
    (id.to_string() == text).then_some(id)
}
