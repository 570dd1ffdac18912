//! Frames and messages as they are sent, signed and read.

use journal::{ColumnSum, Digest, DigestRoot, Frontier, Value};
use proptest::prelude::*;
use wire::limits::{
    BATCH_BYTES_MAX, FRAME_BYTES_MAX, HELLO_BYTES_MAX, MESSAGE_BYTES_MAX, PIECE_BYTES, PIECE_FRAME_BYTES_MAX,
};
use wire::{
    BatchVerdict, End, EnrolAnswer, EnrolRequest, FileName, FilePiece, FilesSaid, Frame, FrameReader, Hello,
    LackedFile, Outcome, PROTOCOL, PeerKind, Refusal, RefusalCode, SignedHead, WireError,
};

use crate::samples::{DEVICE, MORNING_MS, chain, device, head, key, packed, row, stamp, vessel};

pub(crate) fn hello() -> Hello {
    let mut hello = Hello {
        protocol: PROTOCOL,
        program: "celesteos 0.1.0".to_owned(),
        vessel: vessel(),
        device: device(DEVICE),
        answering: Some(device(0xbeef)),
        frontier: [stamp(DEVICE, 4_711), stamp(1, 70_000)].into_iter().collect(),
        wall_at: MORNING_MS,
        ask: false,
        wants_sums: true,
        proof: None,
        knows_files: true,
    };
    hello.sign(&key());
    hello
}

fn files() -> FilesSaid {
    let lacking = [(3, 0), (4, 131_072)].map(|(digit, arrived_bytes)| LackedFile {
        name: FileName([digit; 32]),
        arrived_bytes,
    });
    FilesSaid {
        takes_bytes: 262_144,
        lists: true,
        heard: Some(FilesSaid::mark(&lacking)),
        lacking: Some(lacking.to_vec()),
        lacking_files: 2,
        lacking_bytes: 400_000,
        held_files: 40,
        absent: vec![1],
        refusal: Some(Refusal::new(RefusalCode::Full, "The disk is full.")),
    }
}

/// The second piece of a file that ends with it.
fn piece() -> FilePiece {
    FilePiece {
        name: FileName([7; 32]),
        size_bytes: PIECE_BYTES as u64 + 5,
        offset: PIECE_BYTES as u64,
        bytes: b"ended".to_vec(),
    }
}

pub(crate) fn end() -> End {
    let outcomes = [
        Outcome::Stored {
            applied: 900,
            held: 3,
            parked: 0,
            repeated: 7,
        },
        Outcome::Fork { seq: 12 },
        Outcome::Refused(Refusal::new(RefusalCode::Altered, "The batch was altered.")),
    ];
    let verdicts = (1..).zip(outcomes).map(|(last_seq, outcome)| BatchVerdict {
        device: device(DEVICE),
        last_seq,
        outcome,
    });
    let sum = ColumnSum {
        table: 10,
        column: 2,
        sum: Digest::of_cell(10, 2, row(7, 1, 0), &[stamp(7, 1)], &Value::Null),
    };
    End {
        frontier: [stamp(DEVICE, 4_711)].into_iter().collect(),
        verdicts: verdicts.collect(),
        digest: Some(DigestRoot::of(&[sum])),
        sums: Some(vec![sum]),
        unsure: Some("The disk is full.".to_owned()),
        histories: Some(journal::genesis_hash(device(DEVICE))),
        files: Some(files()),
    }
}

fn frames() -> Vec<Frame> {
    let bare = Hello {
        answering: None,
        proof: None,
        knows_files: false,
        frontier: Frontier::new(),
        ..hello()
    };
    vec![
        Frame::Hello(hello()),
        Frame::Batch(packed(&chain(4))),
        Frame::Piece(piece()),
        Frame::Hello(bare),
        Frame::End(end()),
        Frame::End(End::default()),
    ]
}

fn stream() -> Vec<u8> {
    frames().iter().flat_map(Frame::encode).collect()
}

/// All frames of a stream that arrives in these pieces.
fn read(pieces: &[&[u8]]) -> Result<(Vec<Frame>, FrameReader), WireError> {
    let mut reader = FrameReader::new();
    let mut frames = Vec::new();
    for piece in pieces {
        reader.push(piece);
        while let Some(frame) = reader.next()? {
            frames.push(frame);
        }
    }
    Ok((frames, reader))
}

#[test]
fn a_stream_cut_at_any_byte_gives_the_same_frames() {
    let stream = stream();
    for cut in 0..=stream.len() {
        let (one, other) = stream.split_at(cut);
        let (read, reader) = read(&[one, other]).unwrap();
        assert_eq!(read, frames(), "cut at {cut}");
        assert!(reader.is_empty());
    }
    let bytes: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(read(&bytes).unwrap().0, frames());
}

#[test]
fn a_stream_that_ends_within_a_frame_is_not_empty() {
    let stream = stream();
    let mut ends = vec![0];
    for frame in frames() {
        ends.push(ends.last().unwrap() + frame.encode().len());
    }
    for cut in 0..=stream.len() {
        let (read, reader) = read(&[&stream[..cut]]).unwrap();
        let whole = ends.iter().filter(|end| **end <= cut).count() - 1;
        assert_eq!(read.len(), whole, "cut at {cut}");
        assert_eq!(reader.is_empty(), ends.contains(&cut), "cut at {cut}");
    }
}

#[test]
fn a_frame_that_announces_too_much_is_refused_before_it_comes() {
    let announce = |length: usize, kind: Option<u8>| {
        let mut bytes = u32::try_from(length).unwrap().to_be_bytes().to_vec();
        bytes.extend(kind);
        read(&[&bytes])
            .map(|(frames, _)| frames.len())
            .map_err(|error| error.code())
    };
    assert_eq!(announce(u32::MAX as usize, None), Err(RefusalCode::TooLarge));
    assert_eq!(announce(FRAME_BYTES_MAX + 2, None), Err(RefusalCode::TooLarge));
    assert_eq!(announce(0, None), Err(RefusalCode::Malformed));
    assert_eq!(announce(HELLO_BYTES_MAX + 2, Some(1)), Err(RefusalCode::TooLarge));
    assert_eq!(announce(BATCH_BYTES_MAX + 2, Some(2)), Err(RefusalCode::TooLarge));
    assert_eq!(announce(BATCH_BYTES_MAX + 1, Some(2)), Ok(0));
    assert_eq!(announce(PIECE_FRAME_BYTES_MAX + 2, Some(4)), Err(RefusalCode::TooLarge));
    assert_eq!(announce(PIECE_FRAME_BYTES_MAX + 1, Some(4)), Ok(0));
    assert_eq!(announce(10, Some(9)), Err(RefusalCode::NewerProtocol));
}

#[test]
fn a_captive_portals_page_is_no_frame() {
    let page = b"HTTP/1.1 200 OK\r\n\r\n<html><body>Welcome aboard! Please log in.</body></html>";
    assert_eq!(read(&[page]).unwrap_err().code(), RefusalCode::TooLarge);
}

#[test]
fn a_hello_of_a_newer_version_is_read_past_what_it_adds() {
    let frame = Frame::Hello(hello()).encode();
    // One field more in the map: key 99 with a nested list.
    let mut body = frame[5..].to_vec();
    body[0] += 1;
    body.extend_from_slice(&[0x18, 99, 0x82, 0x81, 0x01, 0x61, b'x']);
    let mut newer = u32::try_from(body.len() + 1).unwrap().to_be_bytes().to_vec();
    newer.push(1);
    newer.extend_from_slice(&body);
    assert_eq!(read(&[&newer]).unwrap().0, [Frame::Hello(hello())]);
}

/// A side that does not know files reads the hello without its last key, and still finds the proof right.
#[test]
fn an_older_side_reads_a_hello_that_knows_files_and_finds_its_proof_right() {
    let known = Frame::Hello(hello()).encode();
    let unknown = Hello {
        knows_files: false,
        ..hello()
    };
    // Of the map's 11 keys the last one, and its flag, are what is new.
    assert_eq!(known.len(), Frame::Hello(unknown.clone()).encode().len() + 2);
    assert_eq!(known[known.len() - 2..], [10, 0xf5]);
    assert_eq!(unknown.proof_message(), hello().proof_message());
    assert_eq!(unknown.verify(&key().verifying_key().to_bytes()), Ok(()));
}

#[test]
fn a_piece_that_no_file_has_is_refused() {
    let read_one = |piece: FilePiece| match read(&[&Frame::Piece(piece).encode()]) {
        Ok((frames, _)) => Ok(frames.len()),
        Err(error) => Err(error.code()),
    };
    let name = FileName([7; 32]);
    let whole = |size_bytes, offset, length| FilePiece {
        name,
        size_bytes,
        offset,
        bytes: vec![1; length],
    };
    let half = PIECE_BYTES / 2;
    let (piece_bytes, double) = (PIECE_BYTES as u64, 2 * PIECE_BYTES as u64);
    for (given, expected) in [
        (whole(5, 0, 5), Ok(1)),
        (whole(double, piece_bytes, PIECE_BYTES), Ok(1)),
        // Beyond its file, of nothing, begun or ended elsewhere than at a whole piece.
        (whole(5, 0, 6), Err(RefusalCode::Malformed)),
        (whole(5, 5, 0), Err(RefusalCode::Malformed)),
        (whole(5, u64::MAX, 1), Err(RefusalCode::Malformed)),
        (whole(double, half as u64, PIECE_BYTES), Err(RefusalCode::Malformed)),
        (whole(double, 0, half), Err(RefusalCode::Malformed)),
        // Larger than any file.
        (whole(u64::MAX, 0, PIECE_BYTES), Err(RefusalCode::TooLarge)),
        (whole(double, 0, PIECE_BYTES + 1), Err(RefusalCode::TooLarge)),
    ] {
        let what = (given.size_bytes, given.offset, given.bytes.len());
        assert_eq!(read_one(given), expected, "{what:?}");
    }
}

#[test]
fn a_list_of_files_is_named_by_what_it_says() {
    let lacking = files().lacking.unwrap();
    let arrived = LackedFile {
        arrived_bytes: 65_536,
        ..lacking[0]
    };
    assert_eq!(FilesSaid::mark(&lacking), FilesSaid::mark(&lacking));
    assert_ne!(FilesSaid::mark(&lacking), FilesSaid::mark(&lacking[..1]));
    assert_ne!(FilesSaid::mark(&lacking), FilesSaid::mark(&[arrived, lacking[1]]));
}

#[test]
fn a_hello_proves_everything_it_says_but_that_it_knows_files() {
    let public_key = key().verifying_key().to_bytes();
    let signed = hello();
    assert_eq!(signed.verify(&public_key), Ok(()));
    let others = [
        Hello {
            protocol: 2,
            ..signed.clone()
        },
        Hello {
            program: "x".to_owned(),
            ..signed.clone()
        },
        Hello {
            vessel: row(1, 1, 0),
            ..signed.clone()
        },
        Hello {
            device: device(1),
            ..signed.clone()
        },
        Hello {
            answering: None,
            ..signed.clone()
        },
        Hello {
            answering: Some(device(1)),
            ..signed.clone()
        },
        Hello {
            frontier: Frontier::new(),
            ..signed.clone()
        },
        Hello {
            wall_at: 0,
            ..signed.clone()
        },
        Hello {
            ask: true,
            ..signed.clone()
        },
        Hello {
            wants_sums: false,
            ..signed.clone()
        },
        Hello {
            proof: Some([0; 64]),
            ..signed.clone()
        },
        Hello {
            proof: None,
            ..signed.clone()
        },
    ];
    for other in others {
        assert_eq!(
            other.verify(&public_key),
            Err(WireError::BadSignature(other.device)),
            "{other:?}"
        );
    }
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[8; 32])
        .verifying_key()
        .to_bytes();
    assert_eq!(signed.verify(&stranger), Err(WireError::BadSignature(signed.device)));
    assert_eq!(signed.verify(&[0; 32]), Err(WireError::BadSignature(signed.device)));
}

#[test]
fn a_signed_head_is_good_for_its_vessel_device_place_and_hash() {
    let entries = chain(3);
    let public_key = key().verifying_key().to_bytes();
    let signed = head(&entries);
    assert_eq!(signed.verify(vessel(), &public_key), Ok(()));
    assert!(signed.verify(row(1, 1, 0), &public_key).is_err());
    let others = [
        SignedHead {
            device: device(1),
            ..signed
        },
        SignedHead { seq: 2, ..signed },
        SignedHead {
            hash: entries[0].hash,
            ..signed
        },
    ];
    assert!(others.iter().all(|other| other.verify(vessel(), &public_key).is_err()));
}

#[test]
fn a_sentence_that_is_too_long_is_cut_between_characters() {
    let refusal = Refusal::new(RefusalCode::Full, "ü".repeat(MESSAGE_BYTES_MAX));
    let read = Refusal::decode(&refusal.encode()).unwrap();
    assert_eq!(read, Refusal::new(RefusalCode::Full, "ü".repeat(MESSAGE_BYTES_MAX / 2)));
}

#[test]
fn every_refusal_comes_back_and_an_unknown_word_is_told_apart() {
    for code in RefusalCode::ALL {
        let refusal = Refusal::new(*code, "Try later.");
        assert_eq!(Refusal::decode(&refusal.encode()), Ok(refusal));
        assert!((400..600).contains(&code.http_status()));
    }
    let busy = Refusal::new(RefusalCode::Busy, "x").encode();
    let newer: Vec<u8> = busy
        .iter()
        .map(|byte| if *byte == b'y' { b'x' } else { *byte })
        .collect();
    assert_eq!(Refusal::decode(&newer).unwrap().code, RefusalCode::Unrecognised);
    assert!(Refusal::decode(b"<html>").is_err());
}

#[test]
fn an_enrolment_comes_back_and_proves_its_key() {
    let mut request = EnrolRequest {
        protocol: PROTOCOL,
        secret: [9; 10],
        vessel: Some(vessel()),
        vessel_name: Some("Aurelia".to_owned()),
        device: device(DEVICE),
        public_key: [0; 32],
        letter: Some("B".to_owned()),
        name: "Bridge".to_owned(),
        proof: [0; 64],
        secret_check: Some([6; 16]),
    };
    request.sign(&key());
    let read = EnrolRequest::decode(&request.encode()).unwrap();
    assert_eq!((&read, read.verify()), (&request, Ok(())));
    let stolen = EnrolRequest {
        secret: [8; 10],
        ..request.clone()
    };
    assert_eq!(stolen.verify(), Err(WireError::BadSignature(request.device)));
    let bare = EnrolRequest {
        vessel: None,
        vessel_name: None,
        letter: None,
        secret_check: None,
        ..request
    };
    assert_eq!(EnrolRequest::decode(&bare.encode()), Ok(bare));
}

#[test]
fn the_answer_to_an_enrolment_comes_back() {
    for (kind, letter) in [(PeerKind::Shore, None), (PeerKind::Workstation, Some("B".to_owned()))] {
        let answer = EnrolAnswer {
            vessel: vessel(),
            vessel_name: "Aurelia".to_owned(),
            letter,
            answering: device(2),
            answering_key: [3; 32],
            kind,
            secret_check: (kind == PeerKind::Shore).then_some([6; 16]),
        };
        assert_eq!(EnrolAnswer::decode(&answer.encode()), Ok(answer));
    }
}

proptest! {
    #![proptest_config(crate::cases(2_000))]

    #[test]
    fn bytes_of_any_kind_never_make_the_reader_fail_otherwise_than_by_an_error(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        kind in 0_u8..6,
    ) {
        let mut frame = u32::try_from(bytes.len() + 1).unwrap().to_be_bytes().to_vec();
        frame.push(kind);
        frame.extend_from_slice(&bytes);
        // Either is fine; what counts is that it returns.
        drop(read(&[&frame]));
        drop((Refusal::decode(&bytes), EnrolRequest::decode(&bytes), EnrolAnswer::decode(&bytes)));
    }

    #[test]
    fn a_frame_with_one_byte_changed_is_refused_or_reads_as_something_that_encodes_again(
        which in 0_usize..6, at in any::<prop::sample::Index>(), flip in 1_u8..=255,
    ) {
        let mut bytes = frames()[which].encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok((read_frames, _)) = read(&[&bytes]) {
            for frame in read_frames {
                prop_assert_eq!(read(&[&frame.encode()]).unwrap().0, vec![frame]);
            }
        }
    }
}
