//! What the screens and the command line read: pages, lists, choices.
//!
//! Invariant: a view shows stored facts and the labels domain gives them; it
//! decides nothing and writes nothing.

pub mod attachments;
pub mod audit;
pub mod buying;
pub mod choices;
pub mod conflicts;
mod counts;
mod csv_file;
pub mod documents;
pub mod equipment;
pub mod faults;
pub(crate) mod forks;
pub mod handover;
pub mod history;
pub mod movements;
pub mod now;
pub mod part_csv;
pub mod parts;
pub mod people;
pub mod receiving;
pub mod stock;
pub mod suppliers;
mod told_stock;
mod twice;
pub mod unseen;
pub mod usage;
pub mod whereabouts;
pub mod work_orders;
pub mod workstations;

use crate::actions::with_ctx;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::act::Ctx;
use domain::field::Kind;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::{Code, Refusal};
use domain::schema::{Column, Row};
use domain::tables::{Crew, Equipment, Location, Supplier, WorkOrder};
use journal::Value;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use store::{Compare, Filter, ListQuery, Records, Sort};
use ts_rs::TS;

/// Rows of one window of a list.
pub const WINDOW_ROWS_MAX: usize = 200;
/// The furthest row that a window may begin at.
pub const OFFSET_ROWS_MAX: usize = 10_000_000;
/// Rows of a list inside a page (faults of an equipment).
pub const INNER_ROWS_MAX: usize = 50;

/// One window of a list.
#[derive(Debug, Serialize, TS)]
pub struct Window<T> {
    /// How many rows match in all.
    pub total: u64,
    /// The rows of this window.
    pub rows: Vec<T>,
}

/// Which window of a list, in which order.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct WindowArgs {
    /// Words to find in the row.
    pub text: Option<String>,
    /// Column to sort by; each list has its own default.
    pub sort: Option<String>,
    /// Largest or latest first.
    pub descending: Option<bool>,
    /// First row wanted, from 0.
    pub offset: usize,
    /// How many; at most 200.
    pub limit: Option<usize>,
    /// Column → words any of which may stand there.
    pub filters: HashMap<String, Vec<String>>,
}

/// Another record, as a link shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Link {
    /// The record.
    pub id: RowId,
    /// Its name or title.
    pub label: String,
    /// Its code or number.
    pub code: String,
}

/// A person, as a line shows them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Person {
    /// The person.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// Rank.
    pub rank: String,
}

/// A reader with the names that one answer needs again and again.
pub(crate) struct View<'a> {
    pub(crate) reader: &'a Records<'a>,
    pub(crate) ctx: &'a Ctx<'a>,
    equipment: RefCell<HashMap<RowId, Link>>,
    people: RefCell<HashMap<RowId, Person>>,
    places: RefCell<HashMap<RowId, Link>>,
    /// Who may do what does not change while one answer is read.
    offered: RefCell<HashMap<(&'static str, Subject), Vec<Offer>>>,
}

impl<'a> View<'a> {
    /// A view over that reader.
    pub(crate) fn over(reader: &'a Records<'a>, ctx: &'a Ctx<'a>) -> Self {
        Self {
            reader,
            ctx,
            equipment: RefCell::default(),
            people: RefCell::default(),
            places: RefCell::default(),
            offered: RefCell::default(),
        }
    }

    /// The act, where this person may open it on the subject.
    pub(crate) fn offered(&self, act: &'static str, subject: Subject) -> Result<Vec<Offer>, Refusal> {
        let key = (act, subject);
        if let Some(offered) = self.offered.borrow().get(&key) {
            return Ok(offered.clone());
        }
        let offered = offers::offered(self.ctx, &[act], &key.1)?;
        self.offered.borrow_mut().insert(key, offered.clone());
        Ok(offered)
    }

    pub(crate) fn equipment(&self, id: RowId) -> Result<Link, Refusal> {
        if let Some(link) = self.equipment.borrow().get(&id) {
            return Ok(link.clone());
        }
        let row = self.ctx.facts.glance::<Equipment>(id)?;
        let link = Link {
            id,
            label: row.name,
            code: row.code,
        };
        self.equipment.borrow_mut().insert(id, link.clone());
        Ok(link)
    }

    pub(crate) fn person(&self, id: RowId) -> Result<Person, Refusal> {
        if let Some(person) = self.people.borrow().get(&id) {
            return Ok(person.clone());
        }
        let person = self.ctx.facts.find::<Crew>(id)?.map_or_else(
            || Person {
                id,
                name: "unknown here".to_owned(),
                rank: String::new(),
            },
            |crew| Person {
                id,
                name: crew.name,
                rank: crew.rank,
            },
        );
        self.people.borrow_mut().insert(id, person.clone());
        Ok(person)
    }

    pub(crate) fn supplier(&self, id: RowId) -> Result<Link, Refusal> {
        let row = self.ctx.facts.glance::<Supplier>(id)?;
        Ok(Link {
            id,
            label: row.name,
            code: row.code.unwrap_or_default(),
        })
    }

    pub(crate) fn work_order(&self, id: RowId) -> Result<Link, Refusal> {
        let row = self.ctx.facts.glance::<WorkOrder>(id)?;
        Ok(Link {
            id,
            label: row.title,
            code: row.number,
        })
    }

    pub(crate) fn place(&self, id: RowId) -> Result<Link, Refusal> {
        if let Some(link) = self.places.borrow().get(&id) {
            return Ok(link.clone());
        }
        let row = self.ctx.facts.glance::<Location>(id)?;
        let link = Link {
            id,
            label: row.name,
            code: row.code,
        };
        self.places.borrow_mut().insert(id, link.clone());
        Ok(link)
    }

    /// One window of a table, typed.
    pub(crate) fn window<R: Row>(&self, query: &ListQuery) -> Result<(u64, Vec<R>), Refusal> {
        let page = self.reader.list(query)?;
        let rows = page
            .rows
            .iter()
            .map(|raw| Ok(R::read(raw)?))
            .collect::<Result<_, Refusal>>()?;
        Ok((page.total.rows as u64, rows))
    }

    /// How many rows match.
    pub(crate) fn count<R: Row>(&self, filters: Vec<Filter>) -> Result<u64, Refusal> {
        Ok(self.reader.count_of(R::TABLE, &filters)?.rows as u64)
    }
}

/// Turns what the screen asks into a query over declared columns; unknown names are refused.
pub(crate) fn query<R: Row>(
    args: &WindowArgs,
    searched: &[&'static Column],
    default_sort: &'static Column,
    default_descending: bool,
) -> Result<ListQuery, Refusal> {
    let mut query = ListQuery::new(R::TABLE);
    for (name, words) in &args.filters {
        if words.is_empty() {
            continue;
        }
        let column = named::<R>(name)?;
        query.filters.push(any_word(column, words)?);
    }
    if let Some(text) = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        text.clone_into(&mut query.text);
        query.text_columns = searched.iter().map(|column| column.name).collect();
    }
    query.sort = vec![match args.sort.as_deref() {
        Some(name) => sorted(named::<R>(name)?, args.descending.unwrap_or(false)),
        None => sorted(default_sort, args.descending.unwrap_or(default_descending)),
    }];
    query.offset = args.offset.min(OFFSET_ROWS_MAX);
    query.limit = args.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX);
    Ok(query)
}

/// Rows whose column holds that value.
pub(crate) fn equals(column: &Column, value: Value) -> Filter {
    Filter {
        column: column.name.to_owned(),
        compare: Compare::Is,
        values: vec![value],
    }
}

/// Rows whose column holds one of the words, read as the column's kind; an empty word is an empty column.
pub(crate) fn any_word(column: &Column, words: &[String]) -> Result<Filter, Refusal> {
    let values = words
        .iter()
        .map(|word| from_word(column, word))
        .collect::<Result<_, _>>()?;
    Ok(Filter {
        column: column.name.to_owned(),
        compare: Compare::Is,
        values,
    })
}

fn from_word(column: &Column, word: &str) -> Result<Value, Refusal> {
    let wrong = || {
        let short = domain::text::shortened(word, 40);
        Refusal::new(
            Code::Invalid,
            format!("“{short}” cannot stand in the column “{}”.", column.name),
        )
    };
    Ok(match column.kind {
        _ if word.is_empty() => Value::Null,
        Kind::Bool => Value::Bool(word.parse().map_err(|_| wrong())?),
        Kind::Int => Value::Int(word.parse().map_err(|_| wrong())?),
        Kind::Id => Value::Id(word.parse().map_err(|_| wrong())?),
        _ => Value::Text(word.to_owned()),
    })
}

/// The order by that column.
pub(crate) fn sorted(column: &Column, is_descending: bool) -> Sort {
    Sort {
        column: column.name.to_owned(),
        is_descending,
    }
}

fn named<R: Row>(name: &str) -> Result<&'static Column, Refusal> {
    R::TABLE.named(name).ok_or_else(|| {
        Refusal::new(
            Code::Invalid,
            format!("This list has no column “{}”.", domain::text::shortened(name, 40)),
        )
    })
}

impl Program {
    /// Answers a view for the signed-in person.
    pub(crate) fn view<T>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, Refusal>) -> Result<T, Error> {
        let actor = self.signed_in()?;
        let now = self.now();
        self.reading(|reader| with_ctx(reader, now, actor, None, |ctx| ask(&View::over(reader, ctx))))
    }
}
