//! The list at the end of a pack that the program makes: never part of the handover.

use super::standing::{Standing, of_fault, of_order};
use crate::facts::Facts;
use crate::field::Field;
use crate::refusal::Refusal;
use crate::schema::Row;
use crate::tables::{Department, Fault, FaultStatus, WorkOrder, WorkOrderStatus};
use serde::{Deserialize, Serialize};

/// Lines of either list; what lies beyond is counted.
pub const APPENDIX_LINES_MAX: usize = 200;

/// One line of the appendix.
pub type AppendixLine = Standing;

/// Open faults and work in progress of the department at the end of the period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Appendix {
    /// Open faults, newest first.
    pub faults: Vec<AppendixLine>,
    /// Open faults that are not listed.
    pub faults_left_out: u32,
    /// Work in progress, newest first.
    pub work: Vec<AppendixLine>,
    /// Work in progress that is not listed.
    pub work_left_out: u32,
}

impl Appendix {
    /// What the record holds of that department now.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn of(facts: &Facts<'_>, department: Department) -> Result<Self, Refusal> {
        let mut faults = facts.glance_by::<Fault>(Fault::status, &FaultStatus::Open.to_value())?;
        faults.retain(|fault| fault.department == department);
        let mut work = facts.glance_by::<WorkOrder>(WorkOrder::status, &WorkOrderStatus::Active.to_value())?;
        work.retain(|order| order.department == department);
        let (listed_faults, faults_left_out) = bounded(&faults, |fault| Standing {
            table: Fault::TABLE.name.to_owned(),
            id: fault.id,
            code: fault.number.clone(),
            label: fault.title.clone(),
            state: of_fault(fault),
        });
        let (listed_work, work_left_out) = bounded(&work, |order| Standing {
            table: WorkOrder::TABLE.name.to_owned(),
            id: order.id,
            code: order.number.clone(),
            label: order.title.clone(),
            state: of_order(order),
        });
        Ok(Self {
            faults: listed_faults,
            faults_left_out,
            work: listed_work,
            work_left_out,
        })
    }
}

fn bounded<R>(rows: &[R], line: impl Fn(&R) -> AppendixLine) -> (Vec<AppendixLine>, u32) {
    let left_out = rows.len().saturating_sub(APPENDIX_LINES_MAX);
    let listed = rows.iter().take(APPENDIX_LINES_MAX).map(line).collect();
    (listed, u32::try_from(left_out).unwrap_or(u32::MAX))
}
