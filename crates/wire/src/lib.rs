//! What two sides of an exchange say to each other: frames, batches of entries, enrolment, refusals.
//!
//! Invariants:
//! - Nothing here reads a file, a clock or a random source, or knows SQL or a network.
//! - Bytes from outside are never trusted: each length is held to a bound of [`limits`] before anything
//!   of that size is allocated, and whatever cannot be read is a [`WireError`], never a panic.
//! - A batch that [`unpack`] accepts leads, hash by hash, from its first entry to the head that its
//!   device signed.
//! - What was ever sent is read for ever: numbers of keys, streams, classes, forms and dictionaries are
//!   permanent. What is new takes a new number; an older version passes over unknown keys of maps, and
//!   keeps and passes on batches that it cannot decode.
//!
//! # The exchange
//!
//! `POST /v1/sync`: the bodies of request and answer are streams of frames, a [`Hello`], any number of
//! [`Batch`]es, any number of [`FilePiece`]s where the other side's hello knows files, an [`End`].
//!
//! ```text
//! frame  = length (u32, big-endian; counts kind and body) ‖ kind (u8) ‖ body
//! kind   = 1 hello, 2 batch, 3 end, 4 piece of a file
//! ```
//!
//! Bodies are CBOR (RFC 8949) with definite lengths. Records are maps with small whole-number keys,
//! ascending; each struct names its keys, and keys of absent fields are left out. Ids are byte strings
//! of 16, hashes of 32, signatures of 64 bytes; device numbers are whole numbers; a frontier is the array
//! `[device, seq, device, seq, …]`, ascending by device. A refusal of the whole call is a [`Refusal`] as
//! body, with the HTTP status of its code. `POST /v1/enrol` takes an [`EnrolRequest`] and answers with an
//! [`EnrolAnswer`].
//!
//! Signatures are Ed25519 (RFC 8032), verified strictly, each over a message that begins with its
//! purpose:
//!
//! | of | message |
//! |---|---|
//! | a head | `celesteos wire head 1␀` ‖ vessel ‖ device (u64, big-endian) ‖ seq (u64, big-endian) ‖ hash |
//! | a hello | `celesteos wire hello 1␀` ‖ the hello's CBOR without key 9 and those above it |
//! | an enrolment | `celesteos wire enrolment 1␀` ‖ the request's CBOR without key 8 |
//!
//! # The batch
//!
//! A batch is the CBOR array `[header, body]`. The body is one zstd frame (RFC 8878), made with the
//! dictionary that the header names (0 for none; the others stand in `src/dictionary`). Decompressed it
//! has exactly the header's `plain_bytes`, and its first byte says in which form the entries follow:
//!
//! | form | entries |
//! |---|---|
//! | 0, whole | a CBOR array of byte strings: each entry's canonical bytes ([`journal::Entry::canonical_bytes`]) |
//! | 1, by columns | as `src/batch/columns.rs` describes |
//!
//! Neither form holds hashes: the receiver computes them from `prev_hash` on. The entries are good if
//! there are as many as the header says, each names the device and stands on the one before it, and the
//! last one's hash is `head_hash`, under which the signature stands.

mod batch;
mod cbor;
mod end;
mod enrolment;
mod error;
mod files;
mod frame;
mod hello;
mod http;
pub mod limits;
mod piece;
mod refusal;
mod signed;

pub use batch::{Batch, Header, pack, pack_signing, pack_upto, plain, unpack};
pub use end::{BatchVerdict, End, Outcome};
pub use enrolment::{EnrolAnswer, EnrolRequest, EnrolmentCode, PeerKind, SecretCheck};
pub use error::WireError;
pub use files::{FilesSaid, LackedFile};
pub use frame::{Frame, FrameReader};
pub use hello::Hello;
pub use http::{ENROL_PATH, FRAMES_TYPE, MESSAGE_TYPE, Pin, SYNC_PATH};
pub use piece::{FileName, FilePiece};
pub use refusal::{Refusal, RefusalCode};
pub use signed::SignedHead;

/// The version of the exchange that this program speaks. A side answers an older one in its own
/// words as long as it can; a newer one is refused with [`RefusalCode::NewerProtocol`].
pub const PROTOCOL: u16 = 1;
