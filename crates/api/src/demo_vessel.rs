//! Makes the demo vessel through the same acts that people carry out.

use crate::actions::Deed;
use crate::error::Error;
use crate::outside::Outside;
use crate::program::{DEMO_PREFERENCE, Place, Program};
use crate::start::{FoundArgs, Founded};
use domain::RowId;
use domain::facts::{Basis, Facts};
use domain::permission;
use domain::refusal::{Code, Refusal};
use domain::tables::SignMethod;
use domain::time::Instant;
use serde_json::Value as Json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Batch, StoreError};

/// Everybody's PIN on a demo vessel; README and the sign-in screen say so.
pub const DEMO_PIN: &str = demo::content::vessel::PIN;

/// Acts of the script that are committed together: enough that waiting for the disk no longer counts,
/// few enough that the WAL stays small. The plain demo vessel is one batch.
const BATCH_ACTS: usize = 5_000;

/// Which demo vessel to make.
#[derive(Clone, Copy, Debug)]
pub struct DemoArgs {
    /// The same seed and moment make the same vessel.
    pub seed: u64,
    /// Rows of replicated tables; the plain demo vessel when left out.
    pub rows: Option<usize>,
    /// With the makers' manuals, which take longer to make than all the rest.
    pub with_manuals: bool,
}

/// The machine's clock, set back to the moment of each act of the script.
struct ScriptClock {
    machine: Arc<dyn Outside>,
    wall_ms: AtomicI64,
}

impl Outside for ScriptClock {
    fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::Relaxed)
    }

    fn monotonic_ms(&self) -> u64 {
        self.machine.monotonic_ms()
    }

    fn random(&self, buffer: &mut [u8]) {
        self.machine.random(buffer);
    }
}

impl Program {
    /// Makes a demo vessel in an empty replica, and tells the words of its recovery sheet; `progress` hears
    /// after each batch how many acts were carried out.
    ///
    /// # Errors
    /// When the replica holds a vessel already, or an act of the script is refused.
    pub fn init_demo(
        place: Place,
        args: DemoArgs,
        machine: Arc<dyn Outside>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Founded, Error> {
        let now_ms = machine.wall_ms();
        let manuals = match args.with_manuals {
            true => demo::manuals(args.seed),
            false => Vec::new(),
        };
        let mut steps = demo::script_with(args.seed, now_ms, args.rows, &manuals).peekable();
        let begin_ms = steps.peek().map_or(now_ms, |step| step.at_ms);
        let clock = Arc::new(ScriptClock {
            machine,
            wall_ms: AtomicI64::new(begin_ms),
        });
        let program = Self::open_with(place, clock.clone())?;
        let founded = found(&program)?;
        let founder = program.signed_in()?;
        let pin_hash = program.hash_pin(DEMO_PIN)?;
        // They lie there before the acts that name them.
        for file in demo::content::files::files() {
            program.blobs().keep(&file.bytes)?;
        }
        for manual in &manuals {
            program.blobs().keep(&manual.bytes)?;
        }
        let mut runner = demo::Runner::new(founder);
        let mut done = 0;
        while steps.peek().is_some() {
            program.writer()?.batch(|batch| {
                let mut carrier = Carrier {
                    pin_hash: &pin_hash,
                    clock: &clock,
                    batch,
                };
                for step in steps.by_ref().take(BATCH_ACTS) {
                    runner.carry_out(step, &mut carrier).map_err(could_not)?;
                    done += 1;
                }
                Ok(())
            })?;
            progress(done);
        }
        program.writer()?.set_preference(DEMO_PREFERENCE, Some("yes"))?;
        Ok(founded)
    }
}

/// Begins the record with the script's own vessel and first person.
fn found(program: &Program) -> Result<Founded, Error> {
    let content = demo::content::crew::PEOPLE;
    let first = content
        .iter()
        .find(|person| person.key == demo::content::crew::FIRST)
        .ok_or_else(|| Error::new(Code::Fault, "The demo crew has no first person."))?;
    program.found_vessel(&FoundArgs {
        vessel: demo::content::vessel::NAME.to_owned(),
        letter: demo::content::vessel::WORKSTATION_LETTER.to_owned(),
        person: first.name.to_owned(),
        rank: first.rank.to_owned(),
        pin: DEMO_PIN.to_owned(),
        workstation: Some(demo::content::vessel::WORKSTATION_NAME.to_owned()),
    })
}

fn could_not(error: demo::DemoError) -> StoreError {
    Refusal::new(Code::Fault, format!("The demo vessel could not be made: {error}.")).into()
}

/// Carries out one act of the script after the other, in the transaction of their batch.
struct Carrier<'a, 'b> {
    batch: &'a mut Batch<'b>,
    clock: &'a ScriptClock,
    /// The demo PIN is the same for everybody, so one hash serves all of them.
    pin_hash: &'a str,
}

impl Carrier<'_, '_> {
    fn carry(&mut self, by: RowId, name: &str, params: &Json, at_ms: i64) -> Result<Vec<RowId>, StoreError> {
        self.clock.wall_ms.store(at_ms, Ordering::Relaxed);
        let act = domain::acts::act(name)
            .ok_or_else(|| Refusal::new(Code::NotFound, format!("There is no act “{name}”.")))?;
        let mut params = params.clone();
        if params.get("pin").is_some() {
            params["pin"] = Json::from(self.pin_hash);
        }
        let method = permission::signing(&Facts::new(&self.batch.records()), name)?;
        let deed = Deed {
            act,
            actor: by,
            signed: (method != SignMethod::None).then_some((by, method.word())),
            params: &params,
            basis: &Basis::new(),
            form_id: None,
            now: Instant::from_millis(at_ms),
        };
        let who = deed.authorship(&self.batch.records())?;
        let committed = self.batch.commit(&who, at_ms, |source| deed.plan(source))?;
        Ok(committed.ids)
    }
}

impl demo::Sink for Carrier<'_, '_> {
    fn act(&mut self, by: RowId, act: &str, params: &Json, at_ms: i64) -> Result<Vec<RowId>, String> {
        self.carry(by, act, params, at_ms).map_err(|error| error.to_string())
    }
}
