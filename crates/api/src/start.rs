//! The first start of a vessel, signing in, and locking.

use crate::actions::locked;
use crate::error::Error;
use crate::pin;
use crate::program::Program;
use crate::session::Session;
use domain::RowId;
use domain::acts::{FoundVessel, found_vessel};
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::{Crew, Department, Role};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the first start asks for.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FoundArgs {
    /// Name of the ship.
    pub vessel: String,
    /// Letter of this workstation.
    pub letter: String,
    /// Name of the first chief engineer.
    pub person: String,
    /// Rank of that person.
    pub rank: String,
    /// PIN of that person, at least six digits.
    pub pin: String,
    /// Where this workstation stands.
    pub workstation: Option<String>,
}

/// What a founding answers, once.
#[derive(Debug, Serialize, TS)]
pub struct Founded {
    /// The vessel secret as words, for the ship's safe.
    pub words: Vec<String>,
}

/// What a tile and a PIN send.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInArgs {
    /// The person.
    pub person: RowId,
    /// The PIN.
    pub pin: String,
}

/// A person on a name tile.
#[derive(Debug, Serialize, TS)]
pub struct Tile {
    /// The person.
    pub id: RowId,
    /// Name.
    pub name: String,
    /// Rank.
    pub rank: String,
    /// Department.
    pub department: Department,
    /// Has chosen a PIN.
    pub has_pin: bool,
}

/// The person signed in.
#[derive(Debug, Serialize, TS)]
pub struct SignedIn {
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
}

/// One stretch of the ship's clock.
#[derive(Debug, Serialize, TS)]
pub struct ClockChange {
    /// Minutes ahead of UTC.
    pub offset_minutes: i64,
    /// From this moment on.
    pub from_at: Instant,
}

/// What the window shows before and while somebody is signed in.
#[derive(Debug, Serialize, TS)]
pub struct SessionState {
    /// Name of the ship; none before the first start is done.
    pub vessel: Option<String>,
    /// Where this workstation stands.
    pub workstation: Option<String>,
    /// Its letter.
    pub letter: Option<String>,
    /// Version of the program.
    pub version: String,
    /// A demo vessel: everybody's PIN is 123456.
    pub is_demo: bool,
    /// Everybody who serves at present, by name.
    pub people: Vec<Tile>,
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// Whether the vessel leaves search open while nobody is.
    pub search_open: bool,
    /// The ship's clock, oldest change first, of two with one start the later record last.
    pub ship_time: Vec<ClockChange>,
    /// This moment by the machine's clock.
    pub now: Instant,
}

impl Program {
    /// Vessel, people and who is signed in.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn session_state(&self) -> Result<SessionState, Error> {
        let session = self.session();
        let now = self.now();
        let letter = self.letter();
        let is_demo = self.is_demo()?;
        // Until whoever confirms this workstation says what it is called.
        let given_name = self.reading(|records| Ok(records.preference(store::GIVEN_NAME)?))?;
        self.read(|source| {
            let facts = Facts::new(source);
            let vessel = facts.vessel()?;
            let search_open = vessel.as_ref().is_some_and(domain::acts::open_search::is_open);
            let mut crew = facts.all::<Crew>()?;
            crew.retain(|person| person.is_active);
            crew.sort_by_key(|person| person.name.to_lowercase());
            let person = session
                .and_then(|session| crew.iter().find(|person| person.id == session.person))
                .map(|person| SignedIn {
                    id: person.id,
                    name: person.name.clone(),
                    rank: person.rank.clone(),
                    role: person.role,
                    department: person.department,
                });
            let mut changes = facts.all::<domain::tables::ShipTimeChange>()?;
            changes.sort_by_key(|change| (change.from_at, change.created_at));
            let workstation = match &letter {
                Some(letter) => place_of(&facts, letter)?.or_else(|| given_name.clone()),
                None => None,
            };
            Ok(SessionState {
                vessel: vessel.map(|vessel| vessel.name),
                workstation,
                letter,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                is_demo,
                people: crew
                    .into_iter()
                    .map(|person| Tile {
                        id: person.id,
                        name: person.name,
                        rank: person.rank,
                        department: person.department,
                        has_pin: person.pin_hash.is_some(),
                    })
                    .collect(),
                person,
                search_open,
                ship_time: changes
                    .into_iter()
                    .map(|change| ClockChange {
                        offset_minutes: change.offset_minutes,
                        from_at: change.from_at,
                    })
                    .collect(),
                now,
            })
        })
    }

    /// Begins the record of a vessel. The first chief engineer is signed in afterwards.
    ///
    /// # Errors
    /// When the replica holds a vessel already, or a field cannot be accepted.
    pub fn found_vessel(&self, args: &FoundArgs) -> Result<Founded, Error> {
        pin::acceptable(&args.pin)?;
        let secret = self.make_secret();
        let pin_hash = pin::hash(&args.pin, &secret, |salt| self.random(salt))?;
        let workstation = match domain::text::line("workstation", "The place", args.workstation.as_deref())? {
            Some(place) => place,
            None => "Engine control room".to_owned(),
        };
        let now = self.now();
        let founding = store::Founding {
            letter: domain::acts::found::letter(&args.letter)?,
            role: Role::ChiefEngineer.word().to_owned(),
            secret,
        };
        let committed = self.writer()?.found(&founding, now.millis(), |new| {
            found_vessel(&FoundVessel {
                vessel: &args.vessel,
                letter: &new.letter,
                person: &args.person,
                rank: &args.rank,
                pin_hash: &pin_hash,
                device: &new.device,
                public_key: &new.public_key,
                workstation: &workstation,
                now,
            })
        })?;
        let person = committed
            .ids
            .get(domain::acts::FIRST_PERSON_ROW as usize)
            .copied()
            .ok_or_else(|| Error::new(Code::Fault, "The first person was not written. Restart the program."))?;
        self.open_session(person);
        // A program that stays open exchanges from its first vessel on.
        self.begin_sync();
        Ok(Founded {
            words: crate::secret_words::spoken(&secret)?,
        })
    }

    /// Opens a session by PIN.
    ///
    /// # Errors
    /// `wrong_pin`, `pin_wait`, or when the person does not serve at present.
    pub fn sign_in(&self, args: &SignInArgs) -> Result<SessionState, Error> {
        let person = self.read(|source| Facts::new(source).glance::<Crew>(args.person))?;
        if !person.is_active {
            return Err(Error::new(
                Code::WrongRole,
                format!("{} does not serve aboard at present.", person.name),
            ));
        }
        self.check_pin(&person, &args.pin)?;
        self.open_session(person.id);
        self.session_state()
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn lock(&self) -> Result<SessionState, Error> {
        self.close_session();
        self.session_state()
    }

    /// The signed-in person, whose PIN was given.
    ///
    /// # Errors
    /// `locked`.
    pub(crate) fn signed_in_by_pin(&self) -> Result<RowId, Error> {
        let session = self.session().filter(|session| session.pin_at_ms.is_some());
        Ok(session.ok_or_else(locked)?.person)
    }

    /// The signed-in person, who still serves: who was taken off the list reads no further.
    ///
    /// # Errors
    /// `locked`.
    pub(crate) fn signed_in(&self) -> Result<RowId, Error> {
        let Session { person, .. } = self.session().ok_or_else(locked)?;
        let serves = self.read(|source| Ok(Facts::new(source).glance::<Crew>(person)?.is_active))?;
        if !serves {
            self.close_session();
            return Err(locked());
        }
        Ok(person)
    }
}

/// Where the workstation of that letter stands, as whoever let it in said, else as it said itself.
fn place_of(facts: &Facts<'_>, letter: &str) -> Result<Option<String>, Refusal> {
    let mut confirmed = facts.confirmations()?.into_iter();
    if let Some(row) = confirmed.find(|row| row.letter.as_deref() == Some(letter)) {
        return Ok(Some(row.name));
    }
    let introduced = facts.devices()?.into_iter().find(|device| device.letter == letter);
    Ok(introduced.map(|device| device.name))
}
