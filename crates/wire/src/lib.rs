//! What two sides of an exchange say to each other: frames, batches of entries, enrolment, refusals.
//!
//! Invariants:
//! - Nothing here reads a file, a clock or a random source, or knows SQL or a network.
//! - Bytes from outside are never trusted: each length is held to a bound of [`limits`] before anything
//!   of that size is allocated, and whatever cannot be read is a [`WireError`], never a panic.
//! - A batch that [`unpack`] accepts leads, hash by hash, from its first entry to the head that its
//!   device signed.

mod batch;
mod cbor;
mod end;
mod enrolment;
mod error;
mod frame;
mod hello;
mod http;
pub mod limits;
mod refusal;
mod signed;

pub use batch::{Batch, Header, pack, pack_signing, pack_upto, plain, unpack};
pub use end::{BatchVerdict, End, Outcome};
pub use enrolment::{EnrolAnswer, EnrolRequest, EnrolmentCode, PeerKind};
pub use error::WireError;
pub use frame::{Frame, FrameReader};
pub use hello::Hello;
pub use http::{ENROL_PATH, FRAMES_TYPE, MESSAGE_TYPE, Pin, SYNC_PATH};
pub use refusal::{Refusal, RefusalCode};
pub use signed::SignedHead;

/// The version of the exchange that this program speaks. A side answers an older one in its own
/// words as long as it can; a newer one is refused with [`RefusalCode::NewerProtocol`].
pub const PROTOCOL: u16 = 1;
