//! What search looks through: one line per kind of record says which columns hold names, codes and texts.
//!
//! A name is what people call a record by, a code is printed or painted on something, a text is anything
//! else that people wrote. The index follows from these lines; a kind is added by adding its line.

use crate::schema::{Column, Row, Table};
use crate::tables::{
    Crew, Document, Equipment, Fault, HandoverEntry, Note, Part, PurchaseOrder, ReceivingSession, Supplier, WorkOrder,
};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The kinds of records that search finds, in the order in which they are shown.
    pub enum SearchKind {
        /// Machines and spaces.
        Equipment = "equipment",
        /// Faults.
        Fault = "fault",
        /// Work orders.
        WorkOrder = "work_order",
        /// Parts.
        Part = "part",
        /// Manuals.
        Manual = "manual",
        /// Handover entries.
        Handover = "handover",
        /// Notes of work orders.
        Note = "note",
        /// Suppliers.
        Supplier = "supplier",
        /// Purchase orders.
        PurchaseOrder = "purchase_order",
        /// Deliveries.
        Delivery = "delivery",
        /// People.
        Person = "person",
    }
}

/// A state in which a record stands before others.
#[derive(Debug)]
pub struct Standing {
    /// The column of the state.
    pub column: &'static Column,
    /// Its stored words in which the record is settled, retired or gone: these stand behind the others.
    pub settled: &'static [&'static str],
}

/// One kind of record that search finds.
#[derive(Debug)]
pub struct Searched {
    /// The kind.
    pub kind: SearchKind,
    /// Its table.
    pub table: &'static Table,
    /// What people call it by: first its own name, then of whom or what it is.
    pub names: &'static [&'static Column],
    /// What is printed or painted on it: found with and without dashes and spaces.
    pub codes: &'static [&'static Column],
    /// What else people wrote.
    pub texts: &'static [&'static Column],
    /// The column that names the equipment whose name and code count as its own.
    pub equipment: Option<&'static Column>,
    /// Which of them stand first.
    pub standing: Option<Standing>,
    /// The name is that of a thing or a person, not a sentence: one wrong letter in it is forgiven.
    pub is_named: bool,
}

impl Searched {
    const fn new(kind: SearchKind, table: &'static Table, names: &'static [&'static Column]) -> Self {
        Self {
            kind,
            table,
            names,
            codes: &[],
            texts: &[],
            equipment: None,
            standing: None,
            is_named: false,
        }
    }

    const fn codes(mut self, codes: &'static [&'static Column]) -> Self {
        self.codes = codes;
        self
    }

    const fn texts(mut self, texts: &'static [&'static Column]) -> Self {
        self.texts = texts;
        self
    }

    const fn of_equipment(mut self, column: &'static Column) -> Self {
        self.equipment = Some(column);
        self
    }

    const fn standing(mut self, column: &'static Column, settled: &'static [&'static str]) -> Self {
        self.standing = Some(Standing { column, settled });
        self
    }

    const fn named(mut self) -> Self {
        self.is_named = true;
        self
    }

    /// The column of the number that people speak, where the record has one.
    #[must_use]
    pub fn spoken(&self) -> Option<&'static Column> {
        self.table.columns.iter().find(|column| column.spoken)
    }
}

/// Everything that search looks through, in the order of [`SearchKind`].
#[rustfmt::skip]
pub static SEARCHED: &[Searched] = &[
    Searched::new(SearchKind::Equipment, Equipment::TABLE, &[Equipment::name, Equipment::maker]).named().codes(&[Equipment::code, Equipment::model, Equipment::serial]).texts(&[Equipment::system, Equipment::location, Equipment::remark]).standing(Equipment::is_retired, &["1"]),
    Searched::new(SearchKind::Fault, Fault::TABLE, &[Fault::title]).codes(&[Fault::code]).texts(&[Fault::description, Fault::reported_by_text, Fault::resolution_note]).of_equipment(Fault::equipment_id).standing(Fault::status, &["resolved"]),
    Searched::new(SearchKind::WorkOrder, WorkOrder::TABLE, &[WorkOrder::title]).texts(&[WorkOrder::description, WorkOrder::location, WorkOrder::completion_note]).of_equipment(WorkOrder::equipment_id).standing(WorkOrder::status, &["completed", "cancelled"]),
    Searched::new(SearchKind::Part, Part::TABLE, &[Part::name, Part::maker]).named().codes(&[Part::number, Part::other_numbers, Part::barcode]).texts(&[Part::category, Part::remark]).standing(Part::is_retired, &["1"]),
    Searched::new(SearchKind::Manual, Document::TABLE, &[Document::title, Document::maker]).named().codes(&[Document::model, Document::revision]).texts(&[Document::file_name, Document::remark]).standing(Document::status, &["superseded"]),
    Searched::new(SearchKind::Handover, HandoverEntry::TABLE, &[HandoverEntry::title]).texts(&[HandoverEntry::details, HandoverEntry::remark]).of_equipment(HandoverEntry::equipment_id).standing(HandoverEntry::status, &["done", "withdrawn"]),
    Searched::new(SearchKind::Note, Note::TABLE, &[]).texts(&[Note::text]),
    Searched::new(SearchKind::Supplier, Supplier::TABLE, &[Supplier::name, Supplier::contact]).named().codes(&[Supplier::code, Supplier::account_number, Supplier::phone]).texts(&[Supplier::email, Supplier::address, Supplier::remark]).standing(Supplier::is_retired, &["1"]),
    Searched::new(SearchKind::PurchaseOrder, PurchaseOrder::TABLE, &[]).codes(&[PurchaseOrder::supplier_reference]).texts(&[PurchaseOrder::deliver_to, PurchaseOrder::remark]).standing(PurchaseOrder::status, &["cancelled"]),
    Searched::new(SearchKind::Delivery, ReceivingSession::TABLE, &[]).codes(&[ReceivingSession::slip_number]).texts(&[ReceivingSession::remark, ReceivingSession::reason]).standing(ReceivingSession::status, &["committed", "cancelled"]),
    Searched::new(SearchKind::Person, Crew::TABLE, &[Crew::name]).named().texts(&[Crew::rank]).standing(Crew::is_active, &["0"]),
];

/// How a table is searched; none where it is not.
#[must_use]
pub fn searched(table: u16) -> Option<&'static Searched> {
    SEARCHED.iter().find(|searched| searched.table.number == table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_line_in_the_order_in_which_kinds_are_shown() {
        let kinds: Vec<SearchKind> = SEARCHED.iter().map(|searched| searched.kind).collect();
        assert_eq!(kinds, SearchKind::ALL);
    }

    #[test]
    fn every_line_names_columns_of_its_own_table() {
        for searched in SEARCHED {
            let named = searched.names.iter().chain(searched.codes).chain(searched.texts);
            let standing = searched.standing.iter().map(|standing| &standing.column);
            for column in named.chain(&searched.equipment).chain(standing) {
                let own = searched.table.named(column.name);
                let number = own.map(|own| own.number);
                assert_eq!(number, Some(column.number), "{} {}", searched.table.name, column.name);
            }
        }
    }

    #[test]
    fn table_numbers_fit_the_places_of_the_index() {
        // The index keeps the table's number in seven bits and, for words, in one bit of 63.
        for searched in SEARCHED {
            assert!(searched.table.number < 63, "{}", searched.table.name);
        }
    }
}
