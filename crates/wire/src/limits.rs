//! Every bound of the exchange, with its unit and where it comes from.
//!
//! A bound is checked before anything of that size is allocated or decoded.

use journal::entry::{ENTRY_SIZE_BYTES_MAX, SEEN_STAMPS_MAX};

/// Compressed bytes of a batch's body that packing aims for. A link that cuts loses at most this much.
/// One entry alone, and a run between two signed heads that was packed smaller once, may exceed it.
pub const BODY_TARGET_BYTES: usize = 32 * 1024;
/// Compressed bytes of any batch's body: the largest entry ([`ENTRY_SIZE_BYTES_MAX`]) that does not
/// compress at all, and zstd's own overhead.
pub const BODY_BYTES_MAX: usize = ENTRY_SIZE_BYTES_MAX + 8 * 1024;
/// Bytes of a batch's body before compression, and canonical bytes of all its entries together.
pub const PLAIN_BYTES_MAX: usize = 1024 * 1024;
/// Entries in one batch: an entry takes more than 100 canonical bytes, so more never fit
/// [`PLAIN_BYTES_MAX`].
pub const BATCH_ENTRIES_MAX: usize = 10_000;

/// Devices in a frontier: as many as an entry may have seen.
pub const FRONTIER_DEVICES_MAX: usize = SEEN_STAMPS_MAX;
/// Batches in one direction of one exchange, and verdicts in the answer to it: 32 MiB of full batches.
/// What is beyond goes with the next exchange.
pub const BATCHES_MAX: usize = 1_024;
/// Columns in one list of sums.
pub const SUMS_MAX: usize = 4_096;
/// UTF-8 bytes of a sentence to a person: a refusal's, or why a side is unsure.
pub const MESSAGE_BYTES_MAX: usize = 300;
/// UTF-8 bytes of a program's name and version.
pub const PROGRAM_BYTES_MAX: usize = 64;
/// UTF-8 bytes of a vessel's, workstation's or gateway's name.
pub const NAME_BYTES_MAX: usize = 200;
/// UTF-8 bytes of a workstation's letter.
pub const LETTER_BYTES_MAX: usize = 8;
/// Bytes of the body of a request or an answer that is not a stream of frames (enrolment, refusal).
pub const MESSAGE_BODY_BYTES_MAX: usize = 4 * 1024;

/// Bytes of one piece of a file, but for the last one, which may be shorter.
pub const PIECE_BYTES: usize = 64 * 1024;
/// Bytes of a file that travels: the largest manual, with room to spare.
pub const FILE_BYTES_MAX: u64 = 512 << 20;
/// Files in one list; the smallest ones, and the next ones once those have come.
pub const FILES_LISTED_MAX: usize = 4_096;

/// Bytes of a hello's body: a full frontier at 16 bytes a device, and the rest.
pub const HELLO_BYTES_MAX: usize = 96 * 1024;
/// Bytes of a batch frame's body: the header beside [`BODY_BYTES_MAX`].
pub const BATCH_BYTES_MAX: usize = BODY_BYTES_MAX + 1024;
/// Bytes of the frame's body of a piece: name, size and place beside [`PIECE_BYTES`].
pub const PIECE_FRAME_BYTES_MAX: usize = PIECE_BYTES + 128;
/// Bytes of an end's body: a full frontier, a sentence for each batch, all sums, and a full list of files.
pub const END_BYTES_MAX: usize = 768 * 1024;
/// Bytes of a frame's body of any kind.
pub const FRAME_BYTES_MAX: usize = END_BYTES_MAX;
