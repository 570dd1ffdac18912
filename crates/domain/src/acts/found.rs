//! The first entry of a vessel, and the first entry of a workstation.

use crate::permission::{SEEDED_SIGNING, permission_id, seeded, signing_id};
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Crew, Department, Device, Permission, Role, ShipTimeChange, Signing, Vessel};
use crate::text::{self, Lines};
use crate::time::Instant;

/// What the first start asks for.
pub struct FoundVessel<'a> {
    /// Name of the ship.
    pub vessel: &'a str,
    /// Letter of this workstation: one or two letters without I and O.
    pub letter: &'a str,
    /// Name of the first chief engineer.
    pub person: &'a str,
    /// Rank of that person.
    pub rank: &'a str,
    /// Keyed hash of the PIN.
    pub pin_hash: &'a str,
    /// Device number as 12 hex digits.
    pub device: &'a str,
    /// Ed25519 public key of this workstation.
    pub public_key: &'a [u8],
    /// Where this workstation stands.
    pub workstation: &'a str,
    /// This moment.
    pub now: Instant,
}

/// The k of the first person's row in the founding entry, who is also its actor.
pub const FIRST_PERSON_ROW: u32 = 1;

/// Plans the founding of a vessel: vessel, first chief engineer, workstation,
/// permissions, signing rules and ship's time (UTC).
///
/// # Errors
/// When a name or the letter cannot be accepted.
pub fn found_vessel(found: &FoundVessel<'_>) -> Result<Plan, Refusal> {
    let max = text::LINE_CHARACTERS_MAX;
    let vessel = text::required("vessel", "The vessel's name", found.vessel, Lines::One, 2, max)?;
    let person = text::required("person", "The name", found.person, Lines::One, 2, max)?;
    let rank = text::required("rank", "The rank", found.rank, Lines::One, 2, max)?;
    let letter = letter(found.letter)?;
    let mut plan = Plan::new("found_vessel");
    plan.insert::<Vessel>(Values::new().set(Vessel::name, &vessel));
    plan.insert::<Crew>(
        Values::new()
            .set(Crew::name, &person)
            .set(Crew::rank, &rank)
            .set(Crew::role, &Role::ChiefEngineer)
            .set(Crew::department, &Department::Engineering)
            .set(Crew::pin_hash, &Some(found.pin_hash.to_owned()))
            .set(Crew::is_active, &true),
    );
    introduce(&mut plan, found.device, &letter, found.workstation, found.public_key);
    plan.insert::<ShipTimeChange>(
        Values::new()
            .set(ShipTimeChange::offset_minutes, &0)
            .set(ShipTimeChange::from_at, &found.now),
    );
    for (action, role, scope) in seeded() {
        plan.insert_natural::<Permission>(
            permission_id(action, role),
            Values::new()
                .set(Permission::action, &action.to_owned())
                .set(Permission::role, &role)
                .set(Permission::scope, &Some(scope)),
        );
    }
    for (action, method) in SEEDED_SIGNING {
        plan.insert_natural::<Signing>(
            signing_id(action),
            Values::new()
                .set(Signing::action, &(*action).to_owned())
                .set(Signing::method, method),
        );
    }
    plan.will(format!(
        "begin the record of {vessel} with {person}, {rank}, and workstation {letter}"
    ));
    Ok(plan)
}

/// Plans the first entry of a workstation that joins a vessel.
#[must_use]
pub fn introduce_workstation(device: &str, letter: &str, name: &str, public_key: &[u8]) -> Plan {
    let mut plan = Plan::new("introduce_workstation");
    introduce(&mut plan, device, letter, name, public_key);
    plan
}

fn introduce(plan: &mut Plan, device: &str, letter: &str, name: &str, public_key: &[u8]) {
    plan.insert::<Device>(
        Values::new()
            .set(Device::device, &device.to_owned())
            .set(Device::letter, &letter.to_owned())
            .set(Device::name, &name.to_owned())
            .set(Device::public_key, &public_key.to_vec()),
    );
}

/// One or two capital letters without I and O, which look like digits.
///
/// # Errors
/// `invalid` otherwise.
pub fn letter(given: &str) -> Result<String, Refusal> {
    let letter = given.trim().to_uppercase();
    let fits =
        (1..=2).contains(&letter.len()) && letter.chars().all(|c| c.is_ascii_uppercase() && c != 'I' && c != 'O');
    if fits {
        Ok(letter)
    } else {
        Err(Refusal::field(
            Code::Invalid,
            "letter",
            "The workstation's letter is one or two letters from A to Z, without I and O.",
        ))
    }
}
