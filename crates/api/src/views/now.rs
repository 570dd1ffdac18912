//! Now: open faults and active work. Facts, no nudges.

use super::faults::{FaultLine, line as fault_line};
use super::forks::open_conflicts;
use super::handover::{HandoverLine, open_of_department};
use super::unseen::unseen_total;
use super::work_orders::{WorkOrderLine, line as work_order_line, open_orders, overdue_orders};
use super::{View, Window, equals, sorted};
use crate::error::Error;
use crate::program::Program;
use domain::field::Field;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Fault, FaultStatus, HandoverEntry, HandoverStatus, WorkOrder, WorkOrderStatus};
use serde::Serialize;
use store::{Filter, ListQuery, Sort};
use ts_rs::TS;

/// Lines of each list.
const LINES: usize = 12;

/// What is going on.
#[derive(Debug, Serialize, TS)]
pub struct Now {
    /// Open faults, newest first.
    pub open_faults: Window<FaultLine>,
    /// Work in progress, newest first.
    pub active_work: Window<WorkOrderLine>,
    /// Work assigned to this person that is open, newest first.
    pub my_work: Window<WorkOrderLine>,
    /// Open work that should have been done by now, the oldest first.
    pub overdue: Window<WorkOrderLine>,
    /// Open handover entries of this person's department, newest first.
    pub handover: Window<HandoverLine>,
}

/// Plain counts beside the names of places.
#[derive(Debug, Serialize, TS)]
pub struct Counts {
    /// Open faults.
    pub open_faults: u64,
    /// Work orders not started or in progress.
    pub open_work_orders: u64,
    /// Open handover entries of this person's department.
    pub open_handover: u64,
    /// Places where people wrote apart, to be settled.
    pub conflicts: u64,
    /// Acts done without knowing that the right to them had been revoked; 0 for whoever does not answer for
    /// roles.
    pub unseen: u64,
}

fn orders(view: &View<'_>, filters: Vec<Filter>, sort: Sort) -> Result<Window<WorkOrderLine>, Refusal> {
    let mut query = ListQuery::new(WorkOrder::TABLE);
    query.filters = filters;
    query.sort = vec![sort];
    query.limit = LINES;
    let (total, rows) = view.window::<WorkOrder>(&query)?;
    let rows = rows
        .into_iter()
        .map(|order| work_order_line(view, order))
        .collect::<Result<_, _>>()?;
    Ok(Window { total, rows })
}

impl Program {
    /// What is going on.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn now_page(&self) -> Result<Now, Error> {
        self.view(|view| {
            let mut query = ListQuery::new(Fault::TABLE);
            query.filters.push(equals(Fault::status, FaultStatus::Open.to_value()));
            query.sort = vec![sorted(Fault::noticed_at, true)];
            query.limit = LINES;
            let (total, faults) = view.window::<Fault>(&query)?;
            let newest = || sorted(WorkOrder::number, true);
            let active = equals(WorkOrder::status, WorkOrderStatus::Active.to_value());
            let mine = equals(WorkOrder::assigned_to, view.ctx.actor.id.to_value());
            let oldest = sorted(WorkOrder::due_on, false);
            Ok(Now {
                open_faults: Window {
                    total,
                    rows: faults
                        .into_iter()
                        .map(|fault| fault_line(view, fault))
                        .collect::<Result<_, _>>()?,
                },
                active_work: orders(view, vec![active], newest())?,
                my_work: orders(view, vec![open_orders()?, mine], newest())?,
                overdue: orders(view, overdue_orders(view)?, oldest)?,
                handover: open_of_department(view, view.ctx.actor.department, LINES)?,
            })
        })
    }

    /// Plain counts beside the names of places.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.view(|view| {
            let open = equals(Fault::status, FaultStatus::Open.to_value());
            Ok(Counts {
                open_faults: view.count::<Fault>(vec![open])?,
                open_work_orders: view.count::<WorkOrder>(vec![open_orders()?])?,
                open_handover: view.count::<HandoverEntry>(vec![
                    equals(HandoverEntry::status, HandoverStatus::Open.to_value()),
                    equals(HandoverEntry::department, view.ctx.actor.department.to_value()),
                ])?,
                conflicts: open_conflicts(view.reader)?,
                unseen: unseen_total(view)?,
            })
        })
    }
}
