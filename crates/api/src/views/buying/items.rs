//! The shopping list and one of its items.

use crate::error::Error;
use crate::program::Program;
use crate::views::history::{HistoryLine, history};
use crate::views::parts::{StockFigure, stock_figure};
use crate::views::{Link, Person, View, Window, WindowArgs, query};
use domain::RowId;
use domain::acts::shopping::{ITEMS_MAX, subject_of};
use domain::buying::delivery::item_state;
use domain::buying::{ItemState, LineStanding, OrderState, Tab, Tally, lines_of_item};
use domain::field::Field;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::tables::{
    Department, ItemMark, ItemSource, ItemStatus, MarkKind, OrderLine, Part, Posting, ShoppingItem, Supplier, Urgency,
};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use store::{Compare, Filter, ListQuery, PAGE_ROWS_MAX};
use ts_rs::TS;

/// The filter that is no column: the part of the list, a word of [`Tab`].
const TAB: &str = "tab";
/// The filter that is no column: asked for at least so many days ago.
const AGE_DAYS: &str = "age_days";
/// Minutes of a day.
const DAY_MINUTES: i64 = 1_440;

/// An item in the list.
#[derive(Debug, Serialize, TS)]
pub struct ItemLine {
    /// The item.
    pub id: RowId,
    /// The part: id, name, number.
    pub part: Link,
    /// Nobody verified the part yet.
    pub is_candidate_part: bool,
    /// Unit it is counted in.
    pub unit: String,
    /// How much is asked for; once decided, how much is to be bought.
    pub quantity: Quantity,
    /// Where it stands, with what came of its order.
    pub state: ItemState,
    /// How soon.
    pub urgency: Urgency,
    /// The department that pays.
    pub department: Department,
    /// What it came from.
    pub source: ItemSource,
    /// The work order it is for.
    pub work_order: Option<Link>,
    /// From whom.
    pub supplier: Option<Link>,
    /// The order it stands on.
    pub order: Option<Link>,
    /// When it was asked for.
    pub created_at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// How many items stand in one part of the list.
#[derive(Debug, Serialize, TS)]
pub struct TabCount {
    /// The part of the list.
    pub tab: Tab,
    /// Items that meet the filters.
    pub items: u64,
}

/// Which items are to be chosen for an act.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChoosableArgs {
    /// The list as it is shown; its window does not matter.
    pub args: WindowArgs,
    /// The act.
    pub action: String,
}

/// The items of a list on which a person may do an act.
#[derive(Debug, Serialize, TS)]
pub struct Choosable {
    /// The items in the order of the list, at most as many as one act takes.
    pub items: Vec<RowId>,
    /// Whether these are all.
    pub is_all: bool,
    /// The acts that every one of them allows to this person.
    pub acts: Vec<&'static str>,
}

/// What buys an item: a line of an order.
#[derive(Debug, Serialize, TS)]
pub struct ItemOrder {
    /// The line.
    pub line: OrderLine,
    /// The order: id, supplier's name, number.
    pub order: Link,
    /// Where the order stands, as far as this line says.
    pub state: OrderState,
    /// What was ordered and what came of it.
    pub tally: Tally,
    /// What is still awaited.
    pub outstanding: Quantity,
    /// When it was sent.
    pub ordered_at: Option<Instant>,
    /// Acts this person may open on the line.
    pub offers: Vec<Offer>,
}

/// Units said to be missing or installed.
#[derive(Debug, Serialize, TS)]
pub struct MarkLine {
    /// The mark.
    pub mark: ItemMark,
    /// By whom.
    pub by: Option<Person>,
    /// The work order it was installed for.
    pub work_order: Option<Link>,
    /// The equipment it was installed in.
    pub equipment: Option<Link>,
    /// It was taken back.
    pub is_taken_back: bool,
    /// The posting of spend that it caused.
    pub posting: Option<RowId>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// Everything about one item.
#[derive(Debug, Serialize, TS)]
pub struct ItemPage {
    /// The row.
    pub item: ShoppingItem,
    /// The part.
    pub part: Part,
    /// What lies in stores of it.
    pub stock: StockFigure,
    /// Where it stands, with what came of its order.
    pub state: ItemState,
    /// The part of the list that it stands in.
    pub tab: Tab,
    /// What was ordered and what came of it.
    pub tally: Tally,
    /// What is still awaited.
    pub outstanding: Quantity,
    /// Who asked for it.
    pub by: Option<Person>,
    /// The work order it is for.
    pub work_order: Option<Link>,
    /// The equipment it is for.
    pub equipment: Option<Link>,
    /// From whom to buy.
    pub supplier: Option<Link>,
    /// The lines of orders that buy it, newest first.
    pub orders: Vec<ItemOrder>,
    /// What was said of its units, newest first.
    pub marks: Vec<MarkLine>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
    /// Acts this person may open on its part, while nobody verified that.
    pub part_offers: Vec<Offer>,
}

/// An item with the lines that buy it.
struct Standing {
    item: ShoppingItem,
    lines: Vec<LineStanding>,
}

impl Standing {
    fn of(view: &View<'_>, item: ShoppingItem) -> Result<Self, Refusal> {
        // Only these can stand on an order.
        let lines = match item.status {
            ItemStatus::Approved | ItemStatus::Ordered | ItemStatus::Cancelled => {
                lines_of_item(view.ctx.facts, item.id)?
            }
            ItemStatus::Candidate | ItemStatus::UnderReview | ItemStatus::Rejected => Vec::new(),
        };
        Ok(Self { item, lines })
    }

    fn tally(&self) -> Tally {
        self.lines.iter().map(LineStanding::tally).sum()
    }

    fn state(&self) -> ItemState {
        item_state(self.item.status, &self.tally())
    }

    fn offers(&self, view: &View<'_>) -> Result<Vec<Offer>, Refusal> {
        let mut offered = Vec::new();
        for act in offers::of_shopping_item(&self.item, &self.lines) {
            offered.extend(view.offered(act, subject_of(act, &self.item))?);
        }
        Ok(offered)
    }
}

/// One window of the shopping list, newest first unless sorted otherwise.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<ItemLine>, Refusal> {
    let (total, items) = view.window::<ShoppingItem>(&item_query(view, args)?)?;
    let rows = items.into_iter().map(|item| line(view, item));
    Ok(Window {
        total,
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn item_query(view: &View<'_>, args: &WindowArgs) -> Result<ListQuery, Refusal> {
    let mut columns = args.clone();
    let tabs = columns.filters.remove(TAB).unwrap_or_default();
    let ages = columns.filters.remove(AGE_DAYS).unwrap_or_default();
    let is_by_age = columns.sort.as_deref().is_none_or(|sort| sort == "created_at");
    let is_descending = columns.descending.unwrap_or(columns.sort.is_none());
    if is_by_age {
        columns.sort = None;
    }
    let mut query = query::<ShoppingItem>(&columns, &[], ShoppingItem::department, false)?;
    if is_by_age {
        query.sort = vec![store::Sort {
            column: "created_at".to_owned(),
            is_descending,
        }];
    }
    if let Some(text) = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        text.clone_into(&mut query.text);
        query.text_columns = vec!["part_id.name", "part_id.number", "part_id.maker", "note"];
    }
    query.tab = tabs.first().map(|word| tab_named(word)).transpose()?;
    if let Some(days) = ages.first() {
        let days: u32 = days.parse().map_err(|_| no_filter(days))?;
        let asked_before = view.ctx.now.plus_minutes(-i64::from(days) * DAY_MINUTES);
        query.filters.push(Filter {
            column: "created_at".to_owned(),
            compare: Compare::AtMost,
            values: vec![asked_before.to_value()],
        });
    }
    Ok(query)
}

fn tab_named(word: &str) -> Result<Tab, Refusal> {
    Tab::from_word(word).ok_or_else(|| no_filter(word))
}

fn no_filter(word: &str) -> Refusal {
    let short = domain::text::shortened(word, 40);
    Refusal::new(
        Code::Invalid,
        format!("The shopping list cannot be narrowed to “{short}”."),
    )
}

fn line(view: &View<'_>, item: ShoppingItem) -> Result<ItemLine, Refusal> {
    let facts = view.ctx.facts;
    let part = facts.glance::<Part>(item.part_id)?;
    let standing = Standing::of(view, item)?;
    let item = &standing.item;
    let live = standing.lines.iter().find(|line| line.is_live());
    Ok(ItemLine {
        id: item.id,
        is_candidate_part: part.awaits_promotion(),
        unit: part.unit.clone(),
        quantity: item.approved_quantity.unwrap_or(item.quantity),
        state: standing.state(),
        urgency: item.urgency,
        department: item.department,
        source: item.source,
        work_order: item.work_order_id.map(|id| view.work_order(id)).transpose()?,
        supplier: item.supplier_id.map(|id| view.supplier(id)).transpose()?,
        order: live.map(|line| order_link(view, line)).transpose()?,
        created_at: item.created_at,
        by: item.created_by.map(|id| view.person(id)).transpose()?,
        offers: standing.offers(view)?,
        part: Link {
            id: part.id,
            label: part.name,
            code: part.number,
        },
    })
}

fn order_link(view: &View<'_>, line: &LineStanding) -> Result<Link, Refusal> {
    let supplier = view.ctx.facts.glance::<Supplier>(line.order.supplier_id)?;
    Ok(Link {
        id: line.order.id,
        label: supplier.name,
        code: line.order.number.clone(),
    })
}

fn item_order(view: &View<'_>, line: &LineStanding) -> Result<ItemOrder, Refusal> {
    let tally = line.tally();
    let acts = offers::of_order_line(line);
    Ok(ItemOrder {
        order: order_link(view, line)?,
        state: super::orders::state_of(view, &line.order)?,
        outstanding: tally.outstanding(),
        ordered_at: line.order.ordered_at,
        offers: offers::offered(view.ctx, acts, &Subject::of(line.order.department))?,
        line: line.line.clone(),
        tally,
    })
}

/// Marks on the item, newest first; what takes one back is told at the mark itself.
fn marks(view: &View<'_>, item: &ShoppingItem) -> Result<Vec<MarkLine>, Refusal> {
    let all = view
        .ctx
        .facts
        .glance_by::<ItemMark>(ItemMark::item_id, &item.id.to_value())?;
    let said = all.iter().filter(|mark| mark.kind != MarkKind::TakenBack);
    said.map(|mark| {
        let is_taken_back = all.iter().any(|other| other.takes_back_id == Some(mark.id));
        let postings = view
            .ctx
            .facts
            .glance_by::<Posting>(Posting::mark_id, &mark.id.to_value())?;
        let posted = postings.iter().find(|posting| posting.of_id.is_none());
        let acts = offers::of_mark(mark, is_taken_back);
        Ok(MarkLine {
            by: mark.created_by.map(|id| view.person(id)).transpose()?,
            work_order: mark.work_order_id.map(|id| view.work_order(id)).transpose()?,
            equipment: mark.equipment_id.map(|id| view.equipment(id)).transpose()?,
            is_taken_back,
            posting: posted.map(|posting| posting.id),
            offers: offers::offered(view.ctx, acts, &Subject::of(item.department))?,
            mark: mark.clone(),
        })
    })
    .collect()
}

/// Everything about one item.
pub(crate) fn page(view: &View<'_>, id: RowId) -> Result<ItemPage, Refusal> {
    let facts = view.ctx.facts;
    let item = facts.glance::<ShoppingItem>(id)?;
    let part = facts.glance::<Part>(item.part_id)?;
    let mut standing = Standing::of(view, item)?;
    // On its own page also drafts that it was taken off again are told of by its history.
    let mut touched = vec![id];
    touched.extend(standing.lines.iter().map(|line| line.line.id));
    standing.lines.retain(|line| !line.line.is_removed);
    let marks = marks(view, &standing.item)?;
    touched.extend(marks.iter().map(|line| line.mark.id));
    let on_part: &[&str] = if part.awaits_promotion() {
        touched.push(part.id);
        &["promote_candidate_part"]
    } else {
        &[]
    };
    let tally = standing.tally();
    let orders = standing.lines.iter().map(|line| item_order(view, line));
    Ok(ItemPage {
        stock: stock_figure(view, &part)?,
        state: standing.state(),
        tab: Tab::of(standing.state()),
        tally,
        outstanding: tally.outstanding(),
        by: standing.item.created_by.map(|id| view.person(id)).transpose()?,
        work_order: standing.item.work_order_id.map(|id| view.work_order(id)).transpose()?,
        equipment: standing.item.equipment_id.map(|id| view.equipment(id)).transpose()?,
        supplier: standing.item.supplier_id.map(|id| view.supplier(id)).transpose()?,
        orders: orders.collect::<Result<_, _>>()?,
        marks,
        history: history(view, &touched)?,
        offers: standing.offers(view)?,
        part_offers: offers::offered(view.ctx, on_part, &Subject::of(part.department))?,
        item: standing.item,
        part,
    })
}

impl Program {
    /// The shopping list. Besides columns, `tab` (a word of [`Tab`]) and `age_days` (asked for at least so many
    /// days ago) filter.
    ///
    /// # Errors
    /// When nobody is signed in, or a column or filter is unknown.
    pub fn shopping_list(&self, args: &WindowArgs) -> Result<Window<ItemLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// How many items stand in each part of the list, under the list's words and filters.
    ///
    /// # Errors
    /// When nobody is signed in, or a column or filter is unknown.
    pub fn shopping_counts(&self, args: &WindowArgs) -> Result<Vec<TabCount>, Error> {
        self.view(|view| {
            let mut query = item_query(view, args)?;
            let counted = |tab: &Tab, items: usize| TabCount {
                tab: *tab,
                items: items as u64,
            };
            if query.text.is_empty() {
                let totals = view.reader.items_in_tabs(&query.filters)?;
                return Ok(totals.iter().map(|(tab, total)| counted(tab, total.rows)).collect());
            }
            query.limit = 0;
            let mut count = |tab: &Tab| -> Result<TabCount, Refusal> {
                query.tab = Some(*tab);
                Ok(counted(tab, view.reader.list(&query)?.total.rows))
            };
            Tab::ALL.iter().map(&mut count).collect()
        })
    }

    /// The items of the list on which this person may do the act.
    ///
    /// # Errors
    /// When nobody is signed in, or a column, filter or act is unknown.
    pub fn shopping_choosable(&self, asked_for: &ChoosableArgs) -> Result<Choosable, Error> {
        self.view(|view| {
            let mut query = item_query(view, &asked_for.args)?;
            (query.offset, query.limit) = (0, PAGE_ROWS_MAX);
            let mut found = Choosable {
                items: Vec::new(),
                is_all: true,
                acts: Vec::new(),
            };
            loop {
                let (total, rows) = view.window::<ShoppingItem>(&query)?;
                for item in rows {
                    let standing = Standing::of(view, item)?;
                    let acts = allowed(view, &standing)?;
                    if !acts.contains(&asked_for.action.as_str()) {
                        continue;
                    }
                    if found.items.len() == ITEMS_MAX {
                        found.is_all = false;
                        return Ok(found);
                    }
                    if found.items.is_empty() {
                        found.acts = acts;
                    } else {
                        found.acts.retain(|act| acts.contains(act));
                    }
                    found.items.push(standing.item.id);
                }
                query.offset += PAGE_ROWS_MAX;
                if query.offset as u64 >= total {
                    return Ok(found);
                }
            }
        })
    }

    /// Everything about one item.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn shopping_item_page(&self, id: RowId) -> Result<ItemPage, Error> {
        self.view(|view| page(view, id))
    }
}

/// The acts that the item's state and this person's rights allow.
fn allowed(view: &View<'_>, standing: &Standing) -> Result<Vec<&'static str>, Refusal> {
    let mut acts = Vec::new();
    for act in offers::of_shopping_item(&standing.item, &standing.lines) {
        let offered = view.offered(act, subject_of(act, &standing.item))?;
        if offered.iter().any(|offer| !offer.by_other) {
            acts.push(act);
        }
    }
    Ok(acts)
}
