//! The SQLite replica: the only place with SQLite SQL.
//!
//! Every act enters through one transaction that writes the rows, the audit row and the end of the
//! chain, or nothing ([`Writer`]). Entries of other workstations enter through the same code. Reading
//! goes on beside it, from a snapshot each ([`Reader`]).
//!
//! Invariants:
//! - The tables are a function of the set of entries in the audit log; [`audit::verify`] proves it.
//! - Rows of `pms_` tables change only while the gate is open, which only the writer can open.
//! - Nothing here reads a clock or a random source, knows a rule of the trade, or tells anybody of an
//!   act before it is on the disk.

#![warn(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod acceptance;
pub mod audit;
mod audit_log;
pub mod backup;
mod blobs;
mod buying;
mod cell;
mod chain_heads;
mod checkpoint;
mod column;
mod committed;
mod confirmed;
mod conflicts;
mod connection;
mod digest;
mod drafting;
mod durability;
mod effect;
mod error;
mod exchange;
mod functions;
mod gate;
mod history;
mod intake;
mod invitations;
mod letter;
mod list;
mod local;
mod manuals;
mod migration;
mod number;
mod peers;
mod place;
mod reader;
mod receiving;
mod records;
mod rights;
mod search;
mod set_aside;
mod settling;
mod signed_heads;
mod spend;
mod state;
mod statement;
mod stock;
mod striking;
mod unparking;
mod verdict;
mod writer;

pub use acceptance::{Waiting, Whereabouts};
pub use blobs::{BLOB_BYTES_MAX, BlobName, Blobs, CHUNK_BYTES, CopiedBlobs, NamedBlob, Sealed};
pub use buying::SpendQuery;
pub use committed::{Authorship, Committed, Founding, NewWorkstation};
pub use conflicts::Conflict;
pub use connection::SQLITE_VERSION_MIN;
pub use drafting::Batch;
pub use error::StoreError;
pub use exchange::{
    DailyBytes, EXCHANGES_KEPT, Exchange, Fork, LinkSettings, LoggedExchange, PUBLIC_KEY_BYTES, RunRefusal,
};
pub use history::{EntriesQuery, EntryPage, Recorded};
pub use invitations::{
    CodeRefusal, INVITATIONS_OPEN_MAX, Invitation, Redeemed, SECRET_HASH_BYTES, WRONG_CODES_MAX, WRONG_CODES_WINDOW_MS,
};
pub use letter::is_letter;
pub use list::{
    COUNT_ROWS_MAX, COUNTED_VALUES_MAX, Compare, Filter, ListQuery, PAGE_ROWS_MAX, Page, Sort, TEXT_ROWS_MAX,
    TEXT_WORDS_MAX, Total,
};
pub use local::{Draft, PinAttempts};
pub use manuals::{MANUAL_HITS_MAX, ManualChunk, ManualCode, ManualHit, ManualReading, ManualSection, ReadingState};
pub use migration::VERSION as SCHEMA_VERSION;
pub use peers::{PEERS_MAX, PIN_BYTES, Peer, PeerFailure, PeerKind, PeerSetting};
pub use place::Place;
pub use reader::{Reader, Readers};
pub use receiving::{DeliveriesQuery, DeliveryFigures};
pub use records::Records;
pub use rights::UnseenChange;
pub use search::{FoundKind, Hit, SEARCH_CHARACTERS_MAX, SEARCH_HITS_MAX, SearchAnswer, SearchProgress, SearchQuery};
pub use set_aside::{Aside, SetAside};
pub use signed_heads::{SIGNATURE_BYTES, SignedHead};
pub use spend::checking::{SpendDifference, SpendDiffers};
pub use spend::listing::PostingQuery;
pub use spend::{Spend, SpendGroup};
pub use state::{SECRET_CHECK_BYTES, StateFolder, TLS_SEED_BYTES, VESSEL_SECRET_BYTES, secret_check};
pub use stock::checking::{StockDifference, StockDiffers};
pub use stock::doubtful::CountsApart;
pub use stock::listing::StockQuery;
pub use stock::movements::{MovementInSum, MovementsQuery};
pub use stock::{LocationStock, PartStock};
pub use verdict::Verdict;
pub use writer::enrolling::GIVEN_NAME;
pub use writer::{Environment, Happened, KeptPiece, PreparedNumber, SumsCheck, Writer};

/// Fills a buffer with random bytes; chosen by whoever starts the program.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;
