//! Photos and papers: what is taken in, what is handed out, and to whom.

use domain::field::Field as _;
use domain::tables::{Attachment, AttachmentKind};
use journal::{RowId, Value};
use sha2::{Digest as _, Sha256};
use testkit::{Gateway, Postgres};
use wire::limits::PIECE_BYTES;
use wire::{End, FileName, FilePiece, FilesSaid, Frame, LackedFile, RefusalCode};

use crate::ashore;
use crate::client::{Answered, metric, say};
use crate::workstation::{Workstation, insert, text};

fn name_of(bytes: &[u8]) -> FileName {
    FileName(Sha256::digest(bytes).into())
}

/// A whole piece and a little more.
fn photo(digit: u8) -> Vec<u8> {
    vec![digit; PIECE_BYTES + 9]
}

fn pieces(name: FileName, bytes: &[u8]) -> Vec<Frame> {
    let piece = |(at, piece): (usize, &[u8])| {
        Frame::Piece(FilePiece {
            name,
            size_bytes: bytes.len() as u64,
            offset: (at * PIECE_BYTES) as u64,
            bytes: piece.to_vec(),
        })
    };
    bytes.chunks(PIECE_BYTES).enumerate().map(piece).collect()
}

fn lacked(name: FileName, arrived_bytes: u64) -> LackedFile {
    LackedFile { name, arrived_bytes }
}

impl Workstation {
    /// Attaches a file to a fault of its own.
    fn attach(&mut self, fault: RowId, name: FileName, size_bytes: usize) {
        let row = RowId::new(self.device, self.own.len() as u64 + 1, 0).unwrap();
        let change = insert::<Attachment>(
            row,
            vec![
                (Attachment::sha256.number, text(&name.to_string())),
                (Attachment::kind.number, AttachmentKind::Photo.to_value()),
                (Attachment::media_type.number, text("image/jpeg")),
                (Attachment::name.number, text("IMG_0815.JPG")),
                (Attachment::size_bytes.number, Value::Int(size_bytes as i64)),
                (Attachment::fault_id.number, fault.to_value()),
            ],
        );
        self.write("attach_file", vec![change], None);
    }

    /// A request of pieces alone, with what its end says of files.
    fn carry(&mut self, gateway: &Gateway, pieces: Vec<Frame>, said: FilesSaid) -> Answered {
        let mut hello = self.hello(false);
        hello.knows_files = true;
        let mut frames = vec![Frame::Hello(hello)];
        frames.extend(pieces);
        frames.push(Frame::End(End {
            frontier: self.frontier(),
            files: Some(said),
            ..End::default()
        }));
        say(gateway, &frames).unwrap()
    }
}

/// It wants to be told what the shore lacks.
fn lists() -> FilesSaid {
    FilesSaid {
        lists: true,
        ..FilesSaid::default()
    }
}

fn said(answered: &Answered) -> FilesSaid {
    answered.end.clone().unwrap().files.unwrap()
}

fn count(postgres: &Postgres, table: &str) -> String {
    let sql = format!("SELECT count(*) FROM {table}");
    postgres.psql(&postgres.superuser_url(), &sql).unwrap()
}

#[test]
fn a_photo_is_listed_taken_and_handed_out_again() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let fault = first.report_fault("Lamp dark");
    let bytes = photo(1);
    let name = name_of(&bytes);
    first.attach(fault, name, bytes.len());
    assert!(first.exchange(&gateway).unwrap().hello.knows_files);
    let listed = said(&first.carry(&gateway, Vec::new(), lists()));
    assert_eq!(
        listed,
        FilesSaid {
            lacking: Some(vec![lacked(name, 0)]),
            lacking_files: 1,
            lacking_bytes: bytes.len() as u64,
            ..FilesSaid::default()
        }
    );
    // Half of it; the list says where the rest begins.
    let all = pieces(name, &bytes);
    let half = said(&first.carry(&gateway, all[..1].to_vec(), lists()));
    assert_eq!(half.lacking, Some(vec![lacked(name, PIECE_BYTES as u64)]));
    assert_eq!(half.lacking_bytes, 9);
    // The first piece again, and the second: what is there is passed over.
    let whole = said(&first.carry(&gateway, all.clone(), lists()));
    assert_eq!((whole.lacking, whole.held_files), (Some(Vec::new()), 1));
    assert_eq!(metric(&gateway, "celeste_shore_files_stored_total"), 1);
    let unknown = name_of(b"on another workstation");
    let wanted = FilesSaid {
        takes_bytes: 1_000_000,
        lacking: Some(vec![lacked(unknown, 0), lacked(name, 0)]),
        ..FilesSaid::default()
    };
    let handed = first.carry(&gateway, Vec::new(), wanted);
    let given: Vec<Frame> = handed.pieces.iter().cloned().map(Frame::Piece).collect();
    assert_eq!(given, all);
    assert_eq!(said(&handed).absent, [0]);
    // No more than it takes.
    let little = FilesSaid {
        takes_bytes: PIECE_BYTES as u64,
        lacking: Some(vec![lacked(name, 0)]),
        ..FilesSaid::default()
    };
    assert_eq!(first.carry(&gateway, Vec::new(), little).pieces.len(), 1);
}

#[test]
fn a_list_that_is_known_is_not_told_again() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let fault = first.report_fault("Lamp dark");
    first.attach(fault, name_of(&photo(1)), photo(1).len());
    first.exchange(&gateway).unwrap();
    let list = said(&first.carry(&gateway, Vec::new(), lists())).lacking.unwrap();
    let known = FilesSaid {
        heard: Some(FilesSaid::mark(&list)),
        ..lists()
    };
    let again = said(&first.carry(&gateway, Vec::new(), known.clone()));
    assert_eq!((again.lacking, again.lacking_files), (None, 1));
    first.attach(fault, name_of(&photo(2)), photo(2).len());
    first.exchange(&gateway).unwrap();
    assert_eq!(
        said(&first.carry(&gateway, Vec::new(), known)).lacking.unwrap().len(),
        2
    );
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_thrown_away_and_listed_again() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let fault = first.report_fault("Lamp dark");
    let name = name_of(&photo(1));
    first.attach(fault, name, photo(1).len());
    first.exchange(&gateway).unwrap();
    let after = said(&first.carry(&gateway, pieces(name, &photo(2)), lists()));
    assert_eq!(after.lacking, Some(vec![lacked(name, 0)]));
    assert_eq!(
        (count(&postgres, "shore_files"), count(&postgres, "shore_file_pieces")),
        ("0".to_owned(), "0".to_owned())
    );
    assert!(
        gateway.log().contains("another one than its name says"),
        "{}",
        gateway.log()
    );
    // One that says another size than what lies there already begins anew.
    first.carry(
        &gateway,
        pieces(name, &vec![3; 2 * PIECE_BYTES + 1])[..1].to_vec(),
        lists(),
    );
    first.carry(&gateway, pieces(name, &photo(1)), lists());
    let right = said(&first.carry(&gateway, pieces(name, &photo(1)), lists()));
    assert_eq!((right.lacking, right.held_files), (Some(Vec::new()), 1));
}

#[test]
fn only_what_the_vessels_own_record_names_is_taken_and_handed_out() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let mut other = Workstation::connected(&gateway, 0xb2, "B");
    let fault = first.report_fault("Lamp dark");
    let bytes = photo(1);
    let name = name_of(&bytes);
    first.attach(fault, name, bytes.len());
    first.exchange(&gateway).unwrap();
    other.exchange(&gateway).unwrap();
    // Named by nobody, and named by another vessel only.
    first.carry(&gateway, pieces(name_of(b"x"), b"x"), lists());
    other.carry(&gateway, pieces(name, &bytes), lists());
    assert_eq!(count(&postgres, "shore_files"), "0");
    first.carry(&gateway, pieces(name, &bytes), lists());
    assert_eq!(count(&postgres, "shore_files"), "1");
    let wanted = FilesSaid {
        takes_bytes: 1_000_000,
        lacking: Some(vec![lacked(name, 0)]),
        ..FilesSaid::default()
    };
    let refused = other.carry(&gateway, Vec::new(), wanted);
    assert_eq!((refused.pieces.len(), said(&refused).absent), (0, vec![0]));
    assert_eq!(said(&refused).held_files, 0);
}

#[test]
fn an_older_workstation_hears_nothing_of_files() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let fault = first.report_fault("Lamp dark");
    first.attach(fault, name_of(&photo(1)), photo(1).len());
    // Its hello and its end are those of a program before files.
    let answered = first.exchange(&gateway).unwrap();
    assert!(answered.pieces.is_empty());
    assert_eq!(answered.end.unwrap().files, None);
}

#[test]
fn a_full_disk_ashore_keeps_photos_waiting_and_says_so() {
    let postgres = Postgres::start_on_small_disk(200);
    let gateway = Gateway::start(&postgres);
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let fault = first.report_fault("Lamp dark");
    let bytes: Vec<u8> = (0..200 * PIECE_BYTES).map(|at| (at % 253) as u8).collect();
    let name = name_of(&bytes);
    first.attach(fault, name, bytes.len());
    first.exchange(&gateway).unwrap();
    let all = pieces(name, &bytes);
    first.carry(&gateway, all[..20].to_vec(), lists());
    postgres.fill_disk();
    let told = said(&first.carry(&gateway, all[20..].to_vec(), lists()));
    let refusal = told.refusal.unwrap();
    assert!(
        matches!(refusal.code, RefusalCode::Full | RefusalCode::Busy),
        "{refusal:?}: {}",
        postgres.log()
    );
    postgres.free_disk();
    let mut arrived = 0;
    for _ in 0..100 {
        let frames = all[arrived / PIECE_BYTES..].to_vec();
        let hello = first.hello(true);
        if say(&gateway, &[Frame::Hello(hello)]).is_err() {
            // Where even the write-ahead log found no room, the server starts itself again.
            std::thread::sleep(std::time::Duration::from_millis(200));
            continue;
        }
        let told = said(&first.carry(&gateway, frames, lists()));
        match told.lacking.unwrap().first() {
            Some(rest) => arrived = usize::try_from(rest.arrived_bytes).unwrap(),
            None => return,
        }
        assert!(arrived >= 20 * PIECE_BYTES, "what was stored before is gone");
    }
    panic!("the photo does not go through");
}
