//! The link itself, between two plain sockets.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use super::*;
use crate::Stopwatch;

/// Longer than anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends back what it hears, on one connection after the other, and tells how much it heard on each.
fn echo(connections: usize) -> (SocketAddr, JoinHandle<Vec<usize>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let thread = std::thread::spawn(move || {
        let serve = |_| {
            let (mut stream, _) = listener.accept().expect("somebody connects");
            let mut heard = 0;
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = stream.read(&mut buffer) {
                heard += read;
                if stream.write_all(&buffer[..read]).is_err() {
                    break;
                }
            }
            heard
        };
        (0..connections).map(serve).collect()
    });
    (address, thread)
}

fn connect(link: &Link) -> TcpStream {
    let stream = TcpStream::connect(link.address()).expect("the link accepts");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a socket takes a timeout");
    stream
}

/// What a side hears until the end or an error.
fn heard(stream: &mut TcpStream) -> (usize, Option<ErrorKind>) {
    let mut buffer = [0; 4096];
    let mut total = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (total, None),
            Ok(read) => total += read,
            Err(error) => return (total, Some(error.kind())),
        }
    }
}

fn wait_until(is_so: impl Fn() -> bool, what: &str) {
    let stopwatch = Stopwatch::start();
    while !is_so() {
        assert!(stopwatch.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_goes_in_comes_out_and_is_counted() {
    let (target, server) = echo(1);
    let link = Link::to(target, 1);
    let mut stream = connect(&link);
    stream.write_all(&[7; 10_000]).expect("the link takes it");
    stream.shutdown(Shutdown::Write).expect("it is open");
    assert_eq!(heard(&mut stream), (10_000, None));
    assert_eq!(server.join().expect("the echo ends"), [10_000]);
    let tally = link.tally();
    assert_eq!(
        (tally.up_bytes, tally.down_bytes, tally.connections),
        (10_000, 10_000, 1)
    );
}

#[test]
fn a_satellite_takes_its_time() {
    let (target, _server) = echo(1);
    let link = Link::to(target, 1);
    link.set_weather(Weather::SATELLITE);
    let stopwatch = Stopwatch::start();
    let mut stream = connect(&link);
    stream.write_all(&[7; 3200]).expect("the link takes it");
    stream.shutdown(Shutdown::Write).expect("it is open");
    assert_eq!(heard(&mut stream), (3200, None));
    // Handshake and one round trip are 1.2 s, 3,320 bytes with headers 104 ms in each direction.
    let took = stopwatch.elapsed();
    assert!(took >= Duration::from_millis(1_280), "{took:?}");
    assert!(took < Duration::from_millis(1_900), "{took:?}");
    assert_eq!(link.tally().round_trips, 1);
}

#[test]
fn a_cut_lets_exactly_so_many_bytes_through_in_its_direction() {
    for bytes in [0, 1, 1459, 1460, 1461, 5000] {
        let (target, server) = echo(2);
        let link = Link::to(target, 1);
        link.cut_after(Direction::Up, bytes as u64, Cut::Told);
        let mut stream = connect(&link);
        stream.write_all(&[7; 6000]).expect("the link takes it");
        assert!(heard(&mut stream).1.is_some(), "the near end is told");
        assert!(!link.has_cut_ahead());
        let mut later = connect(&link);
        later.write_all(&[7; 6000]).expect("the link takes it");
        later.shutdown(Shutdown::Write).expect("it is open");
        assert_eq!(heard(&mut later), (6000, None));
        assert_eq!(server.join().expect("the echo ends"), [bytes, 6000]);
    }
}

#[test]
fn a_cut_on_the_way_back_leaves_the_other_side_with_everything() {
    let (target, server) = echo(1);
    let link = Link::to(target, 1);
    link.cut_after(Direction::Down, 100, Cut::Told);
    let mut stream = connect(&link);
    stream.write_all(&[7; 500]).expect("the link takes it");
    let (back, error) = heard(&mut stream);
    assert!(error.is_some());
    assert_eq!(back, 100);
    assert_eq!(server.join().expect("the echo ends"), [500]);
}

#[test]
fn a_silent_cut_tells_nobody() {
    let (target, _server) = echo(1);
    let link = Link::to(target, 1);
    link.cut_after(Direction::Up, 10, Cut::Silent);
    let mut stream = connect(&link);
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a socket takes a timeout");
    stream.write_all(&[7; 500]).expect("the link takes it");
    let (back, error) = heard(&mut stream);
    assert!(back <= 10, "{back}");
    assert_eq!(error, Some(ErrorKind::WouldBlock));
    stream.write_all(&[7; 500]).expect("it still seems open");
}

#[test]
fn a_one_way_cut_leaves_the_other_way() {
    let (target, _server) = echo(1);
    let link = Link::to(target, 1);
    link.cut_after(Direction::Up, 10, Cut::OneWay);
    let mut stream = connect(&link);
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a socket takes a timeout");
    stream.write_all(&[7; 500]).expect("the link takes it");
    // What passed before the cut is answered.
    assert_eq!(heard(&mut stream), (10, Some(ErrorKind::WouldBlock)));
}

#[test]
fn a_half_open_connection_is_accepted_and_never_answered() {
    let (target, _server) = echo(1);
    let link = Link::to(target, 1);
    link.set_manners(Manners::HalfOpen);
    let mut stream = connect(&link);
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a socket takes a timeout");
    stream.write_all(&[7; 500]).expect("the link takes it");
    assert_eq!(heard(&mut stream), (0, Some(ErrorKind::WouldBlock)));
}

#[test]
fn a_line_that_is_down_refuses_and_comes_up_again() {
    // Attempts while the line changes may get through.
    let (target, _server) = echo(20);
    let link = Link::to(target, 1);
    let mut present = connect(&link);
    present.write_all(b"x").expect("the link takes it");
    let mut back = [0];
    present.read_exact(&mut back).expect("the echo answers");
    link.set_up(false);
    assert!(heard(&mut present).1.is_some(), "present connections are reset");
    wait_until(|| TcpStream::connect(link.address()).is_err(), "new ones are refused");
    link.set_up(true);
    wait_until(|| TcpStream::connect(link.address()).is_ok(), "the line comes up");
    let mut stream = connect(&link);
    stream.write_all(b"hello").expect("the link takes it");
    stream.shutdown(Shutdown::Write).expect("it is open");
    assert_eq!(heard(&mut stream), (5, None));
}

#[test]
fn a_stranger_answers_in_place_of_the_other_end() {
    let (target, _server) = echo(1);
    let link = Link::to(target, 1);
    link.set_manners(Manners::Stranger(Stranger::login_page()));
    let mut stream = connect(&link);
    stream
        .write_all(b"POST /v1/sync HTTP/1.1\r\n\r\n")
        .expect("the link takes it");
    stream.shutdown(Shutdown::Write).expect("it is open");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it is text");
    assert!(text.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "{text}");
}
