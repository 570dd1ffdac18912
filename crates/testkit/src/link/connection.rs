//! One connection on a link: both directions, each read, delayed and delivered in order.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::{Instant, sleep, sleep_until};

use super::line::SEGMENT_BYTES;
use super::{Cut, Direction, Manners, State};

/// Segments under way on one connection; whoever sends more waits, as for a full send buffer.
const UNDER_WAY_MAX: usize = 256;

/// A segment under way; an empty one is the end of what one side sends.
struct Segment {
    bytes: Vec<u8>,
    there: Instant,
}

/// What both directions of a connection know of each other.
#[derive(Default)]
struct Both {
    /// Something was asked and not answered yet.
    has_asked: AtomicBool,
    /// Nothing is delivered any more, and nobody is told.
    is_silent: AtomicBool,
}

/// The connection was cut: both ends are reset.
struct Torn;

/// Carries a connection until one side or the link ends it.
pub(super) async fn carry(state: Arc<State>, mut client: TcpStream) {
    let mut turns = state.turn.subscribe();
    let generation = turns.borrow().generation;
    let mut target = None;
    let torn = tokio::select! {
        ended = behave(&state, &mut client, &mut target) => ended.is_err(),
        _ = turns.wait_for(|turn| turn.is_over || turn.generation > generation) => true,
    };
    if torn {
        for end in [Some(client), target].into_iter().flatten() {
            // Closed without waiting for what is not delivered, a socket sends a reset. It may be closed already.
            let _ = end.set_zero_linger();
        }
    }
}

async fn behave(state: &State, client: &mut TcpStream, target: &mut Option<TcpStream>) -> Result<(), Torn> {
    let manners = state.open().manners.clone();
    if matches!(manners, Manners::Down) {
        return Err(Torn);
    }
    sleep(state.up.handshake()).await;
    match manners {
        Manners::Down => Err(Torn),
        Manners::HalfOpen => swallow(state, client).await,
        Manners::Stranger(stranger) => stranger.answer(client).await.map_err(torn),
        Manners::Through => {
            let target = target.insert(TcpStream::connect(state.target).await.map_err(torn)?);
            through(state, client, target).await
        }
    }
}

fn torn(_: io::Error) -> Torn {
    Torn
}

/// Reads and counts what comes, and never answers.
async fn swallow(state: &State, client: &mut TcpStream) -> Result<(), Torn> {
    let mut buffer = [0; SEGMENT_BYTES];
    loop {
        let read = client.read(&mut buffer).await.map_err(torn)?;
        if read == 0 {
            return Ok(());
        }
        state.open().tally.up_bytes += read as u64;
    }
}

async fn through(state: &State, client: &mut TcpStream, target: &mut TcpStream) -> Result<(), Torn> {
    for end in [&*client, &*target] {
        end.set_nodelay(true).map_err(torn)?;
    }
    let both = Both::default();
    let (client_reads, client_writes) = client.split();
    let (target_reads, target_writes) = target.split();
    let (up_sends, up_arrives) = mpsc::channel(UNDER_WAY_MAX);
    let (down_sends, down_arrives) = mpsc::channel(UNDER_WAY_MAX);
    tokio::try_join!(
        send(state, Direction::Up, &both, client_reads, up_sends),
        deliver(state, Direction::Up, &both, target_writes, up_arrives),
        send(state, Direction::Down, &both, target_reads, down_sends),
        deliver(state, Direction::Down, &both, client_writes, down_arrives),
    )?;
    Ok(())
}

/// Puts what one side says on the line, no faster than the line takes it.
async fn send(
    state: &State,
    direction: Direction,
    both: &Both,
    mut from: ReadHalf<'_>,
    to: Sender<Segment>,
) -> Result<(), Torn> {
    let line = state.line(direction);
    let mut buffer = [0; SEGMENT_BYTES];
    // Segments of one connection arrive in order, so a lost one holds up those behind it.
    let mut not_before = Instant::now();
    loop {
        let read = from.read(&mut buffer).await.map_err(torn)?;
        state.count(direction, read, both);
        let passage = line.send(read, Instant::now());
        not_before = not_before.max(passage.there);
        let segment = Segment {
            bytes: buffer[..read].to_vec(),
            there: not_before,
        };
        to.send(segment).await.map_err(|_| Torn)?;
        if read == 0 {
            return Ok(());
        }
        sleep_until(passage.sent).await;
    }
}

/// Hands over what has arrived, as long as the line is not cut.
async fn deliver(
    state: &State,
    direction: Direction,
    both: &Both,
    mut to: WriteHalf<'_>,
    mut from: Receiver<Segment>,
) -> Result<(), Torn> {
    let line = state.line(direction);
    while let Some(segment) = from.recv().await {
        sleep_until(segment.there).await;
        if both.is_silent.load(Ordering::Relaxed) {
            return vanish(from).await;
        }
        if segment.bytes.is_empty() {
            return to.shutdown().await.map_err(torn);
        }
        let (delivered, cut) = line.deliver(segment.bytes.len());
        to.write_all(&segment.bytes[..delivered]).await.map_err(torn)?;
        match cut {
            None => {}
            Some(Cut::Told) => return Err(Torn),
            Some(Cut::OneWay) => return vanish(from).await,
            Some(Cut::Silent) => {
                both.is_silent.store(true, Ordering::Relaxed);
                return vanish(from).await;
            }
        }
    }
    Ok(())
}

/// What arrives is lost, the end included: nobody hears of it until the link ends the connection.
async fn vanish(mut from: Receiver<Segment>) -> Result<(), Torn> {
    while from.recv().await.is_some() {}
    pending().await
}

impl State {
    fn count(&self, direction: Direction, bytes: usize, both: &Both) {
        if bytes == 0 {
            return;
        }
        let tally = &mut self.open().tally;
        match direction {
            Direction::Up => {
                tally.up_bytes += bytes as u64;
                both.has_asked.store(true, Ordering::Relaxed);
            }
            Direction::Down => {
                tally.down_bytes += bytes as u64;
                if both.has_asked.swap(false, Ordering::Relaxed) {
                    tally.round_trips += 1;
                }
            }
        }
    }
}
