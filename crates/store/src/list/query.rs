//! What a list is asked for.

use domain::buying::{OrderState, Tab};
use domain::schema::Table;
use journal::Value;

use super::PAGE_ROWS_MAX;
use crate::receiving::DeliveriesQuery;
use crate::stock::listing::StockQuery;

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// Equals one of the values; nothing equals nothing.
    Is,
    /// Equals none of the values.
    IsNot,
    /// Less than the first value.
    Below,
    /// At most the first value.
    AtMost,
    /// Greater than the first value.
    Above,
    /// At least the first value.
    AtLeast,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The column's name; also `id`, `created_at`, `created_by`.
    pub column: String,
    /// How it is compared.
    pub compare: Compare,
    /// With what.
    pub values: Vec<Value>,
}

/// One column of the order.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The column's name; also `created_at`.
    pub column: String,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// What a list shows.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// The table.
    pub table: &'static Table,
    /// Conditions that must all be met.
    pub filters: Vec<Filter>,
    /// Words that must all be found, in any of the text columns, whatever their case and accents.
    pub text: String,
    /// The columns in which the words are looked for; `part_id.name` is the name of the part it refers to.
    pub text_columns: Vec<&'static str>,
    /// Conditions and order by stock, for a list of parts; its order comes first.
    pub stock: Option<StockQuery>,
    /// For a list of purchase orders: only those in one of these states; all where none is named.
    pub order_states: Vec<OrderState>,
    /// For a list of shopping list items: the part of it.
    pub tab: Option<Tab>,
    /// For a list of deliveries: the part of it.
    pub deliveries: Option<DeliveriesQuery>,
    /// The order; after it, newest first.
    pub sort: Vec<Sort>,
    /// Rows to leave out from the top.
    pub offset: usize,
    /// Rows to return, at most [`PAGE_ROWS_MAX`].
    pub limit: usize,
}

impl ListQuery {
    /// The first page of a table, newest first.
    #[must_use]
    pub fn new(table: &'static Table) -> Self {
        Self {
            table,
            filters: Vec::new(),
            text: String::new(),
            text_columns: Vec::new(),
            stock: None,
            order_states: Vec::new(),
            tab: None,
            deliveries: None,
            sort: Vec::new(),
            offset: 0,
            limit: PAGE_ROWS_MAX,
        }
    }

    /// Adds a condition: the column equals the value.
    #[must_use]
    pub fn with(mut self, column: &str, value: Value) -> Self {
        self.filters.push(Filter {
            column: column.to_owned(),
            compare: Compare::Is,
            values: vec![value],
        });
        self
    }
}
