//! A bad line on demand: a TCP proxy between two real programs, with delay, rate, stalls, cuts at any
//! byte, and the answers of machines that stand in between.
//!
//! It runs on a thread of its own, so a test that blocks does not stop it, and draws from a seed, so
//! that a failure can be played again. It counts what was put on the line in each direction.
//!
//! Not here: TCP's own slow start and windows. At 600 ms and 256 kbit/s a line holds 19 kB, little
//! more than the ten segments that TCP sends before it hears anything (RFC 6928).

mod connection;
mod line;
mod stranger;
#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

use line::Line;
pub use stranger::Stranger;

/// One of the two directions, seen from whoever connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From whoever connects to whoever answers.
    Up,
    /// Back.
    Down,
}

/// What the line is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weather {
    /// From one end to the other.
    pub one_way: Duration,
    /// Bits per second in each direction, with the headers of TCP and IP; none for as fast as it goes.
    pub rate_bits: Option<u64>,
    /// How many of a thousand segments are lost. TCP sends them again: the line stalls meanwhile.
    pub lost_per_mille: u32,
}

impl Weather {
    /// No delay, no limit, no loss.
    pub const CALM: Self = Self {
        one_way: Duration::ZERO,
        rate_bits: None,
        lost_per_mille: 0,
    };

    /// A geostationary satellite: 600 ms there and back, 256 kbit/s.
    pub const SATELLITE: Self = Self {
        one_way: Duration::from_millis(300),
        rate_bits: Some(256_000),
        lost_per_mille: 0,
    };

    /// A good line ashore: 50 ms there and back, 10 Mbit/s.
    pub const SHORE: Self = Self {
        one_way: Duration::from_millis(25),
        rate_bits: Some(10_000_000),
        lost_per_mille: 0,
    };
}

/// How the line ends when its bytes are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Both ends are told at once (a reset).
    Told,
    /// Nobody is told: bytes vanish in both directions, and the connection seems open.
    Silent,
    /// Bytes vanish in the direction that was used up; the other goes on.
    OneWay,
}

/// Who stands at the other end.
#[derive(Clone)]
pub enum Manners {
    /// Whoever the line leads to.
    Through,
    /// Every connection is accepted and never answered.
    HalfOpen,
    /// Somebody else answers.
    Stranger(Stranger),
    /// Nobody: present connections are reset, and new ones refused.
    Down,
}

/// What was put on the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Bytes that whoever connects sent.
    pub up_bytes: u64,
    /// Bytes that whoever answers sent.
    pub down_bytes: u64,
    /// Connections made.
    pub connections: u64,
    /// Times that an answer began after something had been asked: the handshake of TLS is one.
    pub round_trips: u64,
}

/// A line to one address. Dropping it ends it.
pub struct Link {
    address: SocketAddr,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections of a link share.
struct State {
    target: SocketAddr,
    open: Mutex<Open>,
    up: Line,
    down: Line,
    /// Counts up when connections must ask again how to behave; `END` ends the link.
    turn: watch::Sender<Turn>,
}

struct Open {
    manners: Manners,
    tally: Tally,
}

/// What connections are told while they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    /// Connections older than this are reset.
    generation: u64,
    is_up: bool,
    is_over: bool,
}

impl Link {
    /// A calm line to that address, whose chances are drawn from that seed.
    ///
    /// # Panics
    /// When this machine has no free port or cannot start a thread.
    #[must_use]
    pub fn to(target: SocketAddr, seed: u64) -> Self {
        let (turn, _) = watch::channel(Turn {
            generation: 0,
            is_up: true,
            is_over: false,
        });
        let state = Arc::new(State {
            target,
            open: Mutex::new(Open {
                manners: Manners::Through,
                tally: Tally::default(),
            }),
            up: Line::new(Weather::CALM, seed),
            down: Line::new(Weather::CALM, !seed),
            turn,
        });
        let running = Arc::clone(&state);
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || run(&running, &tell));
        Self {
            address: told.recv().expect("the link has a free port"),
            state,
            thread: Some(thread),
        }
    }

    /// Where to connect.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes the line, for present connections too.
    pub fn set_weather(&self, weather: Weather) {
        self.state.up.set_weather(weather);
        self.state.down.set_weather(weather);
    }

    /// Changes who answers. Present connections are reset unless everything goes through.
    pub fn set_manners(&self, manners: Manners) {
        let ends_present = !matches!(manners, Manners::Through);
        let is_up = !matches!(manners, Manners::Down);
        self.state.open().manners = manners;
        self.state.turn.send_modify(|turn| {
            turn.is_up = is_up;
            turn.generation += u64::from(ends_present);
        });
    }

    /// Switches the line off (connections are reset, and then refused) or on again.
    pub fn set_up(&self, is_up: bool) {
        self.set_manners(if is_up { Manners::Through } else { Manners::Down });
    }

    /// Resets every present connection.
    pub fn reset(&self) {
        self.state.turn.send_modify(|turn| turn.generation += 1);
    }

    /// Delivers exactly that many more bytes in a direction, over all connections, and then cuts the
    /// connection that wants to carry the next one. Later connections are not touched.
    pub fn cut_after(&self, direction: Direction, bytes: u64, cut: Cut) {
        self.state.line(direction).cut_after(Some((bytes, cut)));
    }

    /// Takes back a cut that has not come.
    pub fn mend(&self) {
        self.state.up.cut_after(None);
        self.state.down.cut_after(None);
    }

    /// Whether a cut that was asked for has not come yet.
    #[must_use]
    pub fn has_cut_ahead(&self) -> bool {
        self.state.up.has_cut_ahead() || self.state.down.has_cut_ahead()
    }

    /// What was put on the line since it began.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.state.open().tally
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.state.turn.send_modify(|turn| turn.is_over = true);
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been printed; a second one here would hide the test's own.
            let _ = thread.join();
        }
    }
}

impl State {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn line(&self, direction: Direction) -> &Line {
        match direction {
            Direction::Up => &self.up,
            Direction::Down => &self.down,
        }
    }
}

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 128;

/// Accepts connections until the link is over.
fn run(state: &Arc<State>, tell: &mpsc::Sender<SocketAddr>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a test can start a runtime");
    runtime.block_on(async {
        // Keeps the port while the line is down: bound, and not listening.
        let placeholder = socket((Ipv4Addr::LOCALHOST, 0).into());
        let address = placeholder.local_addr().expect("a bound socket knows its address");
        let mut listener = Some(listen(address));
        tell.send(address)
            .expect("whoever starts the link waits for its address");
        let mut turns = state.turn.subscribe();
        loop {
            tokio::select! {
                accepted = accept(listener.as_ref()) => if let Ok((stream, _)) = accepted {
                    state.open().tally.connections += 1;
                    tokio::spawn(connection::carry(Arc::clone(state), stream));
                },
                changed = turns.changed() => {
                    let turn = *turns.borrow_and_update();
                    if turn.is_over || changed.is_err() {
                        return;
                    }
                    if turn.is_up != listener.is_some() {
                        listener = turn.is_up.then(|| listen(address));
                    }
                }
            }
        }
    });
    // Connections end with the runtime, without waiting for their delays.
    runtime.shutdown_background();
}

fn socket(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("a port may be kept and listened on");
    socket.bind(address).expect("a free port");
    socket
}

fn listen(address: SocketAddr) -> TcpListener {
    socket(address).listen(BACKLOG).expect("a bound socket can listen")
}

async fn accept(listener: Option<&TcpListener>) -> std::io::Result<(TcpStream, SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}
