use std::io::{Read, Write};

use rustls::{ClientConnection, ServerConnection};

use super::*;

/// 2026-11-22 12:00:00 UTC.
const NOW_MS: i64 = 1_795_348_800_000;
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

struct At(i64);

impl Outside for At {
    fn wall_ms(&self) -> i64 {
        self.0
    }
    fn monotonic_ms(&self) -> u64 {
        0
    }
    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

/// A handshake in memory, and a word each way.
fn speak(identity: &Identity, pin: Pin, wall_ms: i64) -> Result<Option<Doubt>, Error> {
    let outside: Arc<dyn Outside> = Arc::new(At(wall_ms));
    let pinned = PinnedKey::new(pin);
    let config = pinned.client(Arc::clone(&outside)).unwrap();
    let name = ServerName::try_from("10.0.0.5").unwrap();
    let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut server = ServerConnection::new(identity.server(outside).unwrap()).unwrap();
    client.writer().write_all(b"ask").unwrap();
    while client.wants_write() || server.wants_write() {
        let mut bytes = Vec::new();
        client.write_tls(&mut bytes).unwrap();
        server.read_tls(&mut bytes.as_slice()).unwrap();
        server.process_new_packets()?;
        let mut bytes = Vec::new();
        server.write_tls(&mut bytes).unwrap();
        client.read_tls(&mut bytes.as_slice()).unwrap();
        client.process_new_packets()?;
    }
    let mut heard = [0; 3];
    server.reader().read_exact(&mut heard).unwrap();
    assert_eq!(&heard, b"ask");
    Ok(pinned.doubt())
}

#[test]
fn the_pinned_key_is_trusted_and_no_other() {
    let identity = Identity::of(&[1; 32]).unwrap();
    assert_eq!(speak(&identity, identity.pin(), NOW_MS), Ok(None));
    let other = Identity::of(&[2; 32]).unwrap();
    let Err(Error::InvalidCertificate(CertificateError::Other(OtherError(found)))) =
        speak(&identity, other.pin(), NOW_MS)
    else {
        panic!("another key was trusted");
    };
    let wrong = found.downcast_ref::<WrongKey>();
    assert_eq!(
        wrong.map(|wrong| (wrong.pinned, wrong.found)),
        Some((other.pin(), identity.pin()))
    );
}

#[test]
fn the_same_secret_gives_the_same_key() {
    let pins = [[1; 32], [1; 32], [2; 32]].map(|seed| Identity::of(&seed).unwrap().pin());
    assert_eq!(pins[0], pins[1]);
    assert_ne!(pins[0], pins[2]);
}

#[test]
fn a_certificate_that_ran_out_is_a_doubt_and_no_obstacle() {
    let identity = Identity::between(&[1; 32], (2020, 1, 1), (2021, 1, 1)).unwrap();
    assert_eq!(speak(&identity, identity.pin(), NOW_MS), Ok(Some(Doubt::Expired)));
}

#[test]
fn a_clock_ten_years_off_is_a_doubt_and_no_obstacle() {
    let identity = Identity::between(&[1; 32], (2025, 1, 1), (2028, 1, 1)).unwrap();
    let doubt = |wall_ms| speak(&identity, identity.pin(), wall_ms);
    assert_eq!(doubt(NOW_MS), Ok(None));
    assert_eq!(doubt(NOW_MS + TEN_YEARS_MS), Ok(Some(Doubt::Expired)));
    assert_eq!(doubt(NOW_MS - TEN_YEARS_MS), Ok(Some(Doubt::NotYetValid)));
    // A clock before 1970 counts as 1970.
    assert_eq!(doubt(-1), Ok(Some(Doubt::NotYetValid)));
}
