//! Who is let in, and how often.
//!
//! What costs least is looked at first: the address, the room for one more exchange, then the hello's
//! words, and only then the key.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use journal::{DeviceNumber, RowId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Hello, Refusal, RefusalCode};

use super::reply::Refused;
use super::{Gateway, faults};
use crate::database::{Caller, ShoreError};
use crate::limits::{ENROLMENTS_PER_ADDRESS, PER_ADDRESS, PER_DEVICE, RETRY_AFTER, Rates};

/// The counters of who called how often, and the room for exchanges.
pub(super) struct Door {
    exchanges: Arc<Semaphore>,
    addresses: Mutex<Rates<IpAddr>>,
    enrolments: Mutex<Rates<IpAddr>>,
    devices: Mutex<Rates<(RowId, DeviceNumber)>>,
}

/// Room for one exchange, given back when it is dropped.
pub(super) type Place = OwnedSemaphorePermit;

/// A hello that was believed.
pub(super) struct Admitted {
    pub(super) hello: Hello,
    /// As which device the gateway answers.
    pub(super) answering: DeviceNumber,
}

impl Door {
    pub(super) fn new(exchanges_max: usize) -> Self {
        Self {
            exchanges: Arc::new(Semaphore::new(exchanges_max)),
            addresses: Mutex::new(Rates::new(PER_ADDRESS)),
            enrolments: Mutex::new(Rates::new(ENROLMENTS_PER_ADDRESS)),
            devices: Mutex::new(Rates::new(PER_DEVICE)),
        }
    }

    /// Lets a call begin, before anything of it is read.
    pub(super) fn enter(&self, address: IpAddr, now_ms: u64) -> Result<Place, Refused> {
        take(&self.addresses, &address, now_ms)?;
        Arc::clone(&self.exchanges).try_acquire_owned().map_err(|_| {
            let message = "The gateway has as many exchanges as it takes.";
            Refused::after(RefusalCode::Busy, message, RETRY_AFTER)
        })
    }

    /// Lets an enrolment begin: fewer, because a code is typed by a person.
    pub(super) fn enter_to_enrol(&self, address: IpAddr, now_ms: u64) -> Result<Place, Refused> {
        take(&self.enrolments, &address, now_ms)?;
        self.enter(address, now_ms)
    }
}

fn take<K: Ord + Clone>(rates: &Mutex<Rates<K>>, who: &K, now_ms: u64) -> Result<(), Refused> {
    let mut rates = rates.lock().unwrap_or_else(PoisonError::into_inner);
    rates.take(who, now_ms).map_err(too_often)
}

fn too_often(wait: Duration) -> Refused {
    // Rounded up, so that whoever waits as long as it is told is let in.
    let wait = Duration::from_secs(wait.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX));
    Refused::after(RefusalCode::TooMany, "Calls come faster than is allowed.", wait)
}

impl Gateway {
    /// Believes a hello: of a vessel served here, meant for this gateway, from a device that belongs to
    /// the vessel, was not closed, and proves that it has its key.
    pub(super) async fn admit(&self, hello: Hello) -> Result<Admitted, Refused> {
        let admitted = self.believe(&hello).await;
        match admitted {
            Ok(answering) => Ok(Admitted { hello, answering }),
            Err(refused) => {
                tracing::warn!(
                    vessel = %hello.vessel,
                    device = %hello.device,
                    code = refused.refusal.code.word(),
                    "a hello was refused"
                );
                Err(refused)
            }
        }
    }

    async fn believe(&self, hello: &Hello) -> Result<DeviceNumber, Refused> {
        if hello.protocol > wire::PROTOCOL {
            let message = "The gateway speaks an older protocol; it has to be updated.";
            return Err(Refused::new(RefusalCode::NewerProtocol, message));
        }
        let answering = match self.database.device(hello.vessel).await {
            Ok(answering) => answering,
            Err(ShoreError::NoVessel(_)) => {
                let message = "This vessel is not known ashore. Connect it with a code.";
                return Err(Refused::new(RefusalCode::NotEnrolled, message));
            }
            Err(error) => return Err(faults::refusal(&error, &self.metrics).into()),
        };
        // A hello that only asks may leave open whom it speaks to; any other cannot be passed on.
        if hello.answering != Some(answering) && !(hello.ask && hello.answering.is_none()) {
            let message = "The request was meant for another device.";
            return Err(Refused::new(RefusalCode::NotEnrolled, message));
        }
        let caller = self.database.caller(hello.vessel, hello.device).await;
        let public_key = match caller.map_err(|error| faults::refusal(&error, &self.metrics))? {
            Caller::Known { public_key } => public_key,
            Caller::Unknown => {
                let message = "This workstation is not known ashore yet. Enrol it with a code.";
                return Err(Refused::new(RefusalCode::UnknownDevice, message));
            }
            Caller::Closed => {
                let message = "This workstation was closed. Enrol it again with a new code.";
                return Err(Refused::new(RefusalCode::ClosedDevice, message));
            }
        };
        hello
            .verify(&public_key)
            .map_err(|error| Refused::from(Refusal::from(&error)))?;
        take(
            &self.door.devices,
            &(hello.vessel, hello.device),
            self.outside.monotonic_ms(),
        )?;
        Ok(answering)
    }
}
