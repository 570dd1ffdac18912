//! Who sells parts to the vessel.

use super::buying::orders::{self, OrdersOf};
use super::history::{HistoryLine, history};
use super::{View, Window, WindowArgs, query};
use crate::actions::own_department;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::Supplier;
use serde::Serialize;
use ts_rs::TS;

/// A supplier in the list.
#[derive(Debug, Serialize, TS)]
pub struct SupplierLine {
    /// The row.
    pub supplier: Supplier,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// Everything about one supplier.
#[derive(Debug, Serialize, TS)]
pub struct SupplierPage {
    /// The row.
    pub supplier: Supplier,
    /// What was ordered from it, newest first.
    pub orders: OrdersOf,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

fn offered(view: &View<'_>, supplier: &Supplier) -> Result<Vec<Offer>, Refusal> {
    offers::offered(view.ctx, offers::of_supplier(supplier), &Subject::vessel())
}

/// One window of the list of suppliers.
pub(crate) fn list(view: &View<'_>, args: &WindowArgs) -> Result<Window<SupplierLine>, Refusal> {
    let searched = [Supplier::name, Supplier::code, Supplier::contact, Supplier::email];
    let query = query::<Supplier>(args, &searched, Supplier::name, false)?;
    let (total, suppliers) = view.window::<Supplier>(&query)?;
    let line = |supplier: Supplier| {
        Ok(SupplierLine {
            offers: offered(view, &supplier)?,
            supplier,
        })
    };
    let rows = suppliers.into_iter().map(line).collect::<Result<_, Refusal>>()?;
    Ok(Window { total, rows })
}

impl Program {
    /// Suppliers, by name unless sorted otherwise.
    ///
    /// # Errors
    /// When nobody is signed in, or a column is unknown.
    pub fn supplier_list(&self, args: &WindowArgs) -> Result<Window<SupplierLine>, Error> {
        self.view(|view| list(view, args))
    }

    /// Everything about one supplier.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn supplier_page(&self, id: RowId) -> Result<SupplierPage, Error> {
        self.view(|view| {
            let supplier = view.ctx.facts.glance::<Supplier>(id)?;
            let buys = offers::of_supplier_to_buy_from(&supplier);
            let mut offers = offers::offered(view.ctx, buys, &own_department(view.ctx.actor))?;
            let delivers = offers::of_supplier_that_delivers(orders::is_awaited_of(view, id)?);
            offers.extend(offers::offered(view.ctx, delivers, &own_department(view.ctx.actor))?);
            offers.extend(offered(view, &supplier)?);
            Ok(SupplierPage {
                history: history(view, &[id])?,
                orders: orders::of_supplier(view, id)?,
                offers,
                supplier,
            })
        })
    }
}
