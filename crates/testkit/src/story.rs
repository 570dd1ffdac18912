//! A vessel, people and acts in few lines, through the same pipeline as the window.
//!
//! `Story` knows no rule: it fills a form from its prefill, looks at the plan and commits it.

use std::path::PathBuf;
use std::sync::Arc;

use api::actions::{CommitArgs, CommitResult, PreviewResult};
use api::outside::Outside;
use api::start::{FoundArgs, SignInArgs};
use api::{Error, Place, Program, Sign, WorkerLimits, Workshop};
use domain::RowId;
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Map, Value as Json, json};

use crate::built::built_folder;
use crate::clock::FakeOutside;
use crate::place::TemporaryPlace;

/// Everybody's PIN in a story.
pub const PIN: &str = "482915";
/// When stories begin: 2026-03-01 08:00 UTC.
const BEGIN_MS: i64 = 1_772_352_000_000;
/// Seed of a story's randomness.
const SEED: u64 = 2026;

/// One vessel at one workstation, told from its founding.
pub struct Story {
    program: Option<Arc<Program>>,
    outside: Arc<FakeOutside>,
    place: TemporaryPlace,
    chief: Option<RowId>,
    words: Vec<String>,
    forms: u64,
    worker_limits: WorkerLimits,
}

impl Story {
    /// Founds "Aurelia" at workstation E with the chief engineer Marta Nowak, who is signed in.
    ///
    /// # Panics
    /// When the founding is refused.
    #[must_use]
    pub fn begin() -> Self {
        let mut story = Self::on_an_empty_replica();
        let founded = story
            .program()
            .found_vessel(&FoundArgs {
                vessel: "Aurelia".to_owned(),
                letter: "E".to_owned(),
                person: "Marta Nowak".to_owned(),
                rank: "Chief engineer".to_owned(),
                pin: PIN.to_owned(),
                workstation: None,
            })
            .expect("an empty replica takes a vessel");
        story.chief = Some(story.person_named("Marta Nowak"));
        story.words = founded.words;
        story
    }

    /// An opened replica without a vessel.
    ///
    /// # Panics
    /// When the temporary place cannot be opened.
    #[must_use]
    pub fn on_an_empty_replica() -> Self {
        Self::with_randomness(SEED)
    }

    /// As [`Story::on_an_empty_replica`], on another machine: `number` tells machines of one test apart.
    ///
    /// # Panics
    /// When the temporary place cannot be opened.
    #[must_use]
    pub fn on_another_machine(number: u64) -> Self {
        Self::with_randomness(SEED + number)
    }

    fn with_randomness(seed: u64) -> Self {
        let mut story = Self {
            program: None,
            outside: Arc::new(FakeOutside::at(BEGIN_MS, seed)),
            place: TemporaryPlace::new(),
            chief: None,
            words: Vec::new(),
            forms: 0,
            worker_limits: WorkerLimits::default(),
        };
        story.open();
        story
    }

    fn open(&mut self) {
        let outside: Arc<dyn Outside> = self.outside.clone();
        let program = Program::open_with(self.place.place(), outside).expect("the place can be opened");
        let workshop = Workshop::with(Some(worker_program()), self.worker_limits);
        let program = program.with_workshop(workshop).with_manuals_by(worker_program());
        self.program = Some(Arc::new(program));
    }

    /// Lets workers use no more than that from now on.
    pub fn limit_workers(&mut self, limits: WorkerLimits) {
        self.worker_limits = limits;
        self.reopen();
    }

    /// The program of the story.
    ///
    /// # Panics
    /// Between `close` and `reopen`.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        self.program.as_ref().expect("the story's program is open")
    }

    /// Where replica and state lie.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place.place()
    }

    /// The story's clock.
    #[must_use]
    pub fn clock(&self) -> &FakeOutside {
        &self.outside
    }

    /// Closes the program, as when the window is shut; whoever was signed in is signed out.
    pub fn close(&mut self) {
        self.program = None;
    }

    /// Opens the program again on the same place.
    pub fn reopen(&mut self) {
        self.close();
        self.open();
    }

    /// Closes the program, forgets every password of a manual that was given here, and opens it again: as a
    /// workstation stands to which the files came by exchanges.
    ///
    /// # Panics
    /// When the database cannot be written.
    pub fn forget_passwords_of_manuals(&mut self) {
        self.close();
        let database = self.place().replica.join("replica.db");
        rusqlite::Connection::open(database)
            .and_then(|connection| connection.execute("DELETE FROM preferences WHERE key LIKE 'manual_password/%'", []))
            .expect("the closed replica can be written");
        self.open();
    }

    /// The chief engineer who founded the vessel.
    ///
    /// # Panics
    /// Before the founding.
    #[must_use]
    pub fn chief(&self) -> RowId {
        self.chief.expect("the vessel has been founded")
    }

    /// The words of the recovery sheet; none where the vessel was not founded here.
    #[must_use]
    pub fn recovery_words(&self) -> String {
        self.words.join(" ")
    }

    /// The person of that name.
    ///
    /// # Panics
    /// When nobody, or more than one, is called so.
    #[must_use]
    pub fn person_named(&self, name: &str) -> RowId {
        self.program()
            .person_named(name)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The chief engineer adds a person, with [`PIN`]; whoever was signed in is so again afterwards.
    ///
    /// # Panics
    /// When the act is refused.
    pub fn add_person(&mut self, name: &str, role: Role, department: Department) -> RowId {
        let before = self.signed_in();
        self.sign_in(self.chief());
        let done = self.act(
            "add_crew",
            json!({ "name": name, "rank": role.word(), "role": role, "department": department, "pin": PIN }),
        );
        if let Some(before) = before {
            self.sign_in(before);
        }
        done.ids[0]
    }

    /// Signs a person in with [`PIN`].
    ///
    /// # Panics
    /// When the PIN is refused.
    pub fn sign_in(&self, person: RowId) {
        let args = SignInArgs {
            person,
            pin: PIN.to_owned(),
        };
        self.program()
            .sign_in(&args)
            .unwrap_or_else(|error| panic!("sign in: {error}"));
    }

    /// Who is signed in.
    ///
    /// # Panics
    /// When the replica cannot be read.
    #[must_use]
    pub fn signed_in(&self) -> Option<RowId> {
        let state = self.program().session_state().expect("the session can be read");
        state.person.map(|person| person.id)
    }

    /// Carries out an act as the signed-in person, who also signs it, and expects it to be done.
    ///
    /// # Panics
    /// When the act is refused.
    pub fn act(&mut self, action: &str, given: Json) -> CommitResult {
        self.try_act(action, given)
            .unwrap_or_else(|error| panic!("{action}: {error} {}", error.detail))
    }

    /// Carries out an act as the signed-in person, who also signs it.
    ///
    /// # Errors
    /// What the act answers when it is refused; nothing is written then.
    pub fn try_act(&mut self, action: &str, given: Json) -> Result<CommitResult, Error> {
        let signer = self
            .signed_in()
            .ok_or_else(|| Error::new(Code::Locked, "Nobody is signed in."))?;
        self.try_act_signed(action, given, signer, PIN)
    }

    /// Carries out an act that the signed-in person fills in and another person signs.
    ///
    /// # Errors
    /// What the act answers when it is refused; nothing is written then.
    pub fn try_act_signed(
        &mut self,
        action: &str,
        given: Json,
        signer: RowId,
        pin: &str,
    ) -> Result<CommitResult, Error> {
        let (params, basis) = self.filled(action, given)?;
        self.forms += 1;
        self.program().action_commit(&CommitArgs {
            action: action.to_owned(),
            params,
            basis,
            form_id: Some(format!("form {}", self.forms)),
            sign: Some(Sign {
                person: signer,
                pin: Some(pin.to_owned()),
            }),
        })
    }

    /// What the act would write, for a form filled with its prefill and `given`.
    ///
    /// # Errors
    /// The refusal that the commit would give.
    pub fn preview(&self, action: &str, given: Json) -> Result<PreviewResult, Error> {
        let (params, _) = self.filled(action, given)?;
        self.program().action_preview(action, &params)
    }

    /// The prefilled form with `given` typed over it, and what it was filled from.
    fn filled(&self, action: &str, given: Json) -> Result<(Json, domain::facts::Basis), Error> {
        let prefilled = self.program().action_prefill(action, &given)?;
        let mut params: Map<String, Json> = prefilled.values.as_object().cloned().unwrap_or_default();
        if let Json::Object(given) = given {
            params.extend(given);
        }
        Ok((Json::Object(params), prefilled.basis))
    }

    /// Answers any command by its name.
    ///
    /// # Errors
    /// What the command refuses.
    pub fn call(&self, name: &str, args: Json) -> Result<Json, Error> {
        self.program().call(name, args)
    }

    /// How many entries the record holds.
    ///
    /// # Panics
    /// When the replica cannot be read.
    #[must_use]
    pub fn entries(&self) -> u64 {
        let window = self
            .call("audit_list", json!({ "limit": 1 }))
            .expect("the record can be read");
        window["total"].as_u64().expect("a list says how long it is")
    }
}

/// The program whose workers decode the files of a story: tests themselves are no program that could be
/// started as one.
fn worker_program() -> PathBuf {
    built_folder().join(format!("test-host{}", std::env::consts::EXE_SUFFIX))
}
