//! People, and the ship's clock.

use super::{Person, View};
use crate::actions::{VESSEL_ACTS, own_department};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::{Crew, Department, Role, ShipTimeChange};
use domain::time::Instant;
use serde::Serialize;
use ts_rs::TS;

/// A person in the list of people. The hash of the PIN stays out of it.
#[derive(Debug, Serialize, TS)]
pub struct CrewLine {
    /// The person.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// Rank.
    pub rank: String,
    /// Role.
    pub role: Role,
    /// Department.
    pub department: Department,
    /// Serves at present.
    pub is_active: bool,
    /// Has chosen a PIN.
    pub has_pin: bool,
    /// Acts this person may open on them.
    pub offers: Vec<Offer>,
}

/// One change of the ship's clocks.
#[derive(Debug, Serialize, TS)]
pub struct ShipTimeLine {
    /// Minutes ahead of UTC.
    pub offset_minutes: i64,
    /// From this moment on.
    pub from_at: Instant,
    /// Who set it.
    pub by: Option<Person>,
    /// When it was set.
    pub set_at: Instant,
}

fn line(view: &View<'_>, person: Crew) -> Result<CrewLine, Refusal> {
    let mut actions = vec!["set_role"];
    if person.id == view.ctx.actor.id || person.pin_hash.is_none() {
        actions.push("choose_pin");
    }
    let mut offers = offers::offered(view.ctx, &actions, &Subject::vessel())?;
    let in_charge = offers::offered(view.ctx, &["add_crew"], &Subject::vessel())?;
    if person.id != view.ctx.actor.id && in_charge.iter().all(|offer| offer.by_other) {
        offers.retain(|offer| offer.action != "choose_pin");
    }
    Ok(CrewLine {
        id: person.id,
        name: person.name,
        rank: person.rank,
        role: person.role,
        department: person.department,
        is_active: person.is_active,
        has_pin: person.pin_hash.is_some(),
        offers,
    })
}

/// Everybody of the vessel, who serves first.
pub(crate) fn list(view: &View<'_>) -> Result<Vec<CrewLine>, Refusal> {
    let mut people = view.ctx.facts.all::<Crew>()?;
    people.sort_by_key(|person| (!person.is_active, person.name.to_lowercase()));
    people.into_iter().map(|person| line(view, person)).collect()
}

impl Program {
    /// Everybody of the vessel, by name.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn crew_list(&self) -> Result<Vec<CrewLine>, Error> {
        self.view(list)
    }

    /// Every change of the ship's clocks, newest first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn ship_time_list(&self) -> Result<Vec<ShipTimeLine>, Error> {
        self.view(|view| {
            let mut changes = view.ctx.facts.all::<ShipTimeChange>()?;
            changes.sort_by_key(|change| std::cmp::Reverse((change.from_at, change.created_at)));
            changes
                .into_iter()
                .map(|change| {
                    Ok(ShipTimeLine {
                        offset_minutes: change.offset_minutes,
                        from_at: change.from_at,
                        by: change.created_by.map(|id| view.person(id)).transpose()?,
                        set_at: change.created_at,
                    })
                })
                .collect()
        })
    }

    /// Acts that start from a place rather than from a record.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn place_offers(&self) -> Result<Vec<Offer>, Error> {
        self.view(|view| offers::offered(view.ctx, VESSEL_ACTS, &own_department(view.ctx.actor)))
    }
}
