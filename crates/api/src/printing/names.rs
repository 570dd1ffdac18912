//! Stored words as they stand on paper: the same that the screens show.

use domain::buying::{ItemState, OrderState};
use domain::labels::StockStatus;
use domain::quantity::Quantity;
use domain::tables::{MovementKind, SessionStatus};
use domain::words;

/// With a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// A stored word: `false_alarm` → "False alarm".
pub(super) fn name(word: &str) -> String {
    match word {
        "eto" => "ETO".to_owned(),
        word => capital(&words::plain(word)),
    }
}

/// A role within a sentence.
pub(super) fn role(word: &str) -> String {
    match word {
        "eto" => name(word),
        word => words::plain(word),
    }
}

/// Why stock moved.
pub(super) fn movement(kind: MovementKind) -> String {
    match kind {
        MovementKind::Initial => "First count".to_owned(),
        MovementKind::Adjusted => "Counted".to_owned(),
        MovementKind::Reversed => "Reversal".to_owned(),
        other => name(other.word()),
    }
}

/// How stock stands.
pub(super) fn stock(status: StockStatus) -> String {
    match status {
        StockStatus::DataError => "Check the record".to_owned(),
        other => name(other.word()),
    }
}

/// Where an item of the shopping list stands, as on screen.
pub(super) fn shopping_item(state: ItemState) -> String {
    match state {
        ItemState::Candidate => "Asked for".to_owned(),
        ItemState::PartiallyFulfilled => "Partly here".to_owned(),
        ItemState::Fulfilled => "Here".to_owned(),
        other => name(other.word()),
    }
}

/// Where a purchase order stands, as on screen.
pub(super) fn purchase_order(state: OrderState) -> String {
    match state {
        OrderState::PartiallyReceived => "Partly received".to_owned(),
        other => name(other.word()),
    }
}

/// Where a delivery stands, as on screen.
pub(super) fn delivery(status: SessionStatus) -> String {
    match status {
        SessionStatus::Candidate => "Not counted yet".to_owned(),
        SessionStatus::Active => "Being counted".to_owned(),
        SessionStatus::Review => "In review".to_owned(),
        other => name(other.word()),
    }
}

/// "4 pcs".
pub(super) fn amount(quantity: Quantity, unit: &str) -> String {
    let figure = quantity.to_string().replace('-', "−");
    format!("{figure} {unit}").trim_end().to_owned()
}

/// "ER-2 Engine store".
pub(super) fn coded(code: &str, label: &str) -> String {
    format!("{code} {label}").trim().to_owned()
}
