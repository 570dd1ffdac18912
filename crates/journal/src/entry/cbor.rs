//! The canonical CBOR of an entry (RFC 8949, core deterministic encoding).
//!
//! Numbers of fields and forms of values are permanent: a new field takes a new number, and a new
//! way of writing takes a new format number, so that every entry ever written decodes for ever.

use std::convert::Infallible;

use minicbor::data::{Tag, Type};
use minicbor::{Decoder, Encoder};

use super::form::malformed;
use super::{
    Actor, BASE_STAMPS_MAX, CHANGES_MAX, COLUMNS_PER_WRITE_MAX, Change, ChangeKind, Entry, EntryError, GroupWrite,
    PARAMETERS_DEPTH_MAX, PRIVATE_VALUES_MAX, Private, SEEN_STAMPS_MAX, Signature,
};
use crate::clock::Hlc;
use crate::hash::Hash;
use crate::id::{DeviceNumber, RowId, Stamp};
use crate::value::Value;

mod read;
mod write;

pub(super) use read::decode;
pub(super) use write::{encode, encode_values};

/// Whether the private values are written, or only their digest (what the entry's hash covers).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PrivatePart {
    Whole,
    DigestOnly,
}

/// The number of this way of writing an entry.
const FORMAT: u64 = 1;
/// CBOR tag of a binary UUID, as registered with IANA.
const UUID_TAG: Tag = Tag::new(37);

/// Keys of the entry's map, ascending. Keys of absent fields are left out.
mod key {
    pub(super) const FORMAT: u64 = 0;
    pub(super) const DEVICE: u64 = 1;
    pub(super) const SEQ: u64 = 2;
    pub(super) const HLC: u64 = 3;
    pub(super) const WALL_AT: u64 = 4;
    pub(super) const CLOCK_SUSPECT: u64 = 5;
    pub(super) const ACTOR: u64 = 6;
    pub(super) const ROLE: u64 = 7;
    pub(super) const ACTION: u64 = 8;
    pub(super) const ACTION_VERSION: u64 = 9;
    pub(super) const PARAMETERS: u64 = 10;
    pub(super) const CHANGES: u64 = 11;
    pub(super) const SEEN: u64 = 12;
    pub(super) const REISSUE_OF: u64 = 13;
    pub(super) const PRIVATE: u64 = 14;
    pub(super) const SIGNATURE: u64 = 15;
    pub(super) const PREV_HASH: u64 = 16;
}
/// Fields that every entry has.
const FIELDS_ALWAYS: u64 = 14;

const INSERT: u64 = 0;
const UPDATE: u64 = 1;
