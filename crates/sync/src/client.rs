//! Carries out exchanges over HTTPS: frames up, frames down, both as streams.
//!
//! Waiting is done on the runtime, work on the shelf on a thread of its own; between them are
//! short queues, so that neither runs ahead of the line. Nothing waits for ever: connecting has a limit,
//! and after it every pause does.
//!
//! Absent on purpose: redirects, proxies, cookies, decompression. What answers is the key that was
//! pinned, or nobody.

mod judgement;
mod talk;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Response, Url, redirect, retry};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::timeout;
use wire::{EnrolAnswer, EnrolRequest, Pin};

use crate::engine::Begin;
use crate::exchange::Speaker;
use crate::failure::Failure;
use crate::memory::Memory;
use crate::outcome::Outcome;
use crate::outside::Outside;
use crate::policy::{PROBE_LIMIT_MS, SILENCE_MS_MAX};
use crate::shelf::Shelf;
use crate::tls::{Doubt, PinnedKey, TlsError};

use talk::Piece;

/// For TCP and TLS together: three round trips of a bad satellite, and lost segments.
const CONNECT_LIMIT: Duration = Duration::from_secs(20);
/// How long a connection is kept for the next exchange: an answer that tells what to send is followed
/// by it at once. Later the satellite has forgotten the connection, and nobody would tell.
const IDLE_LIMIT: Duration = Duration::from_secs(10);
/// For a call that is one message each way.
const MESSAGE_LIMIT: Duration = Duration::from_secs(60);
/// Frames on their way between the shelf and the line.
const FRAMES_UNDER_WAY_MAX: usize = 4;
/// The name under which this program asks.
pub const PROGRAM: &str = concat!("celesteos/", env!("CARGO_PKG_VERSION"));

/// Bytes that one call adds to its frames: the heads of HTTP and the records of TLS, as measured on a
/// link of the tests. The library does not tell.
const CALL_OVERHEAD: Overhead = Overhead {
    up_bytes: 235,
    down_bytes: 190,
};
/// What a new connection adds to that: the handshake of TLS with a certificate.
const CONNECTION_OVERHEAD: Overhead = Overhead {
    up_bytes: 300,
    down_bytes: 720,
};

/// Bytes beside the frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overhead {
    /// Sent.
    pub up_bytes: u64,
    /// Received.
    pub down_bytes: u64,
}

/// How long a client waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For TCP and TLS together.
    pub connect: Duration,
    /// For the next byte in either direction.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: CONNECT_LIMIT,
            silence: Duration::from_millis(SILENCE_MS_MAX),
        }
    }
}

/// Why there is no client for an address.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is none.
    #[error("“{0}” is no address. Write it like https://shore.example.com or 192.168.1.20:7443.")]
    Address(String),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The library refuses the settings.
    #[error("the network cannot be used")]
    Network(#[from] reqwest::Error),
}

/// Talks to one address, and to one key there.
pub struct Client {
    http: reqwest::Client,
    base: Url,
    pinned: Arc<PinnedKey>,
    outside: Arc<dyn Outside>,
    limits: Limits,
    /// When the connection was last used, by the clock that only runs forward.
    used_at_ms: Mutex<Option<u64>>,
}

/// What an exchange came to.
#[derive(Debug)]
pub struct Exchanged {
    /// How it ended.
    pub outcome: Outcome,
    /// What is remembered of the peer.
    pub memory: Memory,
    /// Requests that were answered, by whomever.
    pub round_trips: u64,
    /// About what it cost beside its frames.
    pub overhead: Overhead,
    /// What was odd about the certificate.
    pub doubt: Option<Doubt>,
}

/// How an exchange under way is watched and ended.
#[derive(Clone)]
pub struct Watch {
    /// Called when bytes have moved; never blocks.
    pub moved: Arc<dyn Fn() + Send + Sync>,
    /// Becomes true when the exchange is to be given up.
    pub is_given_up: watch::Receiver<bool>,
}

impl Client {
    /// A client for an address, which may leave out `https://`.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(address: &str, pin: Pin, outside: Arc<dyn Outside>) -> Result<Self, ClientError> {
        Self::within(address, pin, outside, Limits::default())
    }

    /// A client that waits no longer than that.
    ///
    /// # Errors
    /// When the address is none.
    pub fn within(address: &str, pin: Pin, outside: Arc<dyn Outside>, limits: Limits) -> Result<Self, ClientError> {
        let base = url(address)?;
        let pinned = PinnedKey::new(pin);
        let tls = pinned.client(Arc::clone(&outside))?;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .http1_only()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .referer(false)
            .user_agent(PROGRAM)
            .connect_timeout(limits.connect)
            .pool_idle_timeout(IDLE_LIMIT)
            .build()?;
        Ok(Self {
            http,
            base,
            pinned,
            outside,
            limits,
            used_at_ms: Mutex::default(),
        })
    }

    /// Whether somebody takes a connection there. Nobody is greeted.
    pub async fn probe(&self) -> bool {
        let Some(host) = self.base.host_str() else { return false };
        // An IPv6 address stands in brackets in an address, and without them here.
        let host = host.trim_matches(['[', ']']);
        let port = self.base.port_or_known_default().unwrap_or(443);
        let attempt = timeout(Duration::from_millis(PROBE_LIMIT_MS), TcpStream::connect((host, port)));
        matches!(attempt.await, Ok(Ok(_)))
    }

    /// Carries out one exchange. `memory` is what is remembered of the peer.
    pub async fn exchange<S>(&self, shelf: Arc<S>, begin: Begin, memory: Memory, watch: Watch) -> Exchanged
    where
        S: Shelf + Send + Sync + 'static,
    {
        let speaker = Speaker {
            program: PROGRAM.to_owned(),
            wall_at: self.outside.wall_ms(),
        };
        let (up, request) = mpsc::channel(FRAMES_UNDER_WAY_MAX);
        let (answer, down) = mpsc::channel(FRAMES_UNDER_WAY_MAX);
        let progress = Arc::new(Progress {
            moved: Arc::clone(&watch.moved),
            stirred: Notify::new(),
        });
        let kept = memory.clone();
        let talking = tokio::task::spawn_blocking({
            let progress = Arc::clone(&progress);
            move || talk::talk(&*shelf, begin, memory, speaker, up, down, &progress)
        });
        let mut round_trips = 0;
        let carried = tokio::select! {
            carried = self.carry(request, &answer, &progress, &mut round_trips) => carried,
            () = progress.silence(self.limits.silence) => Err(Failure::Stalled),
            () = given_up(watch.is_given_up) => Err(Failure::Stalled),
        };
        // Nobody hears it any more where the talk ended first, by a failure of its own.
        let _ = answer.send(Piece::End(carried)).await;
        drop(answer);
        let (outcome, memory) = talking.await.unwrap_or_else(|ended| {
            let failure = Failure::Here(format!("The exchange ended by a fault of this program: {ended}"));
            (Outcome::failed(failure), kept)
        });
        Exchanged {
            overhead: self.overhead(&outcome),
            outcome,
            memory,
            round_trips,
            doubt: self.pinned.doubt(),
        }
    }

    /// Enrols with a code.
    ///
    /// # Errors
    /// Why it did not come about. Asking again with the same device is answered alike.
    pub async fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer, Failure> {
        let call = self
            .http
            .post(self.at(wire::ENROL_PATH))
            .header(CONTENT_TYPE, wire::MESSAGE_TYPE)
            .timeout(MESSAGE_LIMIT)
            .body(request.encode());
        let answer = match call.send().await {
            Ok(answer) => answer,
            Err(error) => return Err(self.unanswered(&error).await),
        };
        let body = judgement::message(answer).await?;
        EnrolAnswer::decode(&body).map_err(|error| Failure::Garbled(error.to_string()))
    }

    /// What an exchange that has just ended cost beside its frames.
    fn overhead(&self, outcome: &Outcome) -> Overhead {
        if outcome.result == Err(Failure::Unreachable) {
            return Overhead::default();
        }
        let now_ms = self.outside.monotonic_ms();
        let next = outcome.result.is_ok().then_some(now_ms);
        let mut used_at_ms = self.used_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        let idle_ms = std::mem::replace(&mut *used_at_ms, next).map(|used_ms| now_ms.saturating_sub(used_ms));
        if idle_ms.is_some_and(|idle_ms| u128::from(idle_ms) < IDLE_LIMIT.as_millis()) {
            return CALL_OVERHEAD;
        }
        Overhead {
            up_bytes: CALL_OVERHEAD.up_bytes + CONNECTION_OVERHEAD.up_bytes,
            down_bytes: CALL_OVERHEAD.down_bytes + CONNECTION_OVERHEAD.down_bytes,
        }
    }

    /// What was odd about the last certificate.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        self.pinned.doubt()
    }

    /// Sends the request as it comes from the shelf, and hands the answer to it.
    async fn carry(
        &self,
        request: mpsc::Receiver<talk::Frame>,
        answer: &mpsc::Sender<Piece>,
        progress: &Arc<Progress>,
        round_trips: &mut u64,
    ) -> Result<(), Failure> {
        let call = self
            .http
            .post(self.at(wire::SYNC_PATH))
            .header(CONTENT_TYPE, wire::FRAMES_TYPE)
            .body(body(request, Arc::clone(progress)));
        let mut heard = match call.send().await {
            Ok(heard) => heard,
            Err(error) => return Err(self.unanswered(&error).await),
        };
        *round_trips += 1;
        progress.stir();
        heard = judgement::frames(heard).await?;
        self.hand_over(heard, answer, progress).await
    }

    async fn hand_over(
        &self,
        mut heard: Response,
        answer: &mpsc::Sender<Piece>,
        progress: &Progress,
    ) -> Result<(), Failure> {
        loop {
            match heard.chunk().await {
                Ok(Some(bytes)) => {
                    progress.stir();
                    if answer.send(Piece::Bytes(bytes)).await.is_err() {
                        // The shelf has ended the exchange and knows why.
                        return Ok(());
                    }
                }
                Ok(None) => return Ok(()),
                Err(_) => return Err(Failure::Cut),
            }
        }
    }

    /// Why a request got no answer. Where connecting took too long, a connection without a greeting
    /// tells whether nobody was there or somebody who says nothing.
    async fn unanswered(&self, error: &reqwest::Error) -> Failure {
        if error.is_connect() && error.is_timeout() {
            return if self.probe().await {
                Failure::Stalled
            } else {
                Failure::Unreachable
            };
        }
        judgement::unanswered(error)
    }

    fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }
}

/// The address as a person writes it.
fn url(address: &str) -> Result<Url, ClientError> {
    let given = address.trim();
    let whole = if given.contains("://") {
        given.to_owned()
    } else {
        format!("https://{given}")
    };
    let url = Url::parse(&whole).ok();
    let url = url.filter(|url| url.scheme() == "https" && url.host_str().is_some());
    url.ok_or_else(|| ClientError::Address(given.to_owned()))
}

/// The request's body: frames as they come.
fn body(request: mpsc::Receiver<talk::Frame>, progress: Arc<Progress>) -> Body {
    let frames = stream::unfold((request, progress), |(mut request, progress)| async move {
        let frame = request.recv().await?;
        progress.stir();
        Some((frame, (request, progress)))
    });
    Body::wrap_stream(frames)
}

/// Tells that bytes moved, and notices when none do.
pub(crate) struct Progress {
    moved: Arc<dyn Fn() + Send + Sync>,
    stirred: Notify,
}

impl Progress {
    pub(crate) fn stir(&self) {
        self.stirred.notify_one();
        (self.moved)();
    }

    /// Ends when nothing has moved for too long.
    async fn silence(&self, limit: Duration) {
        while timeout(limit, self.stirred.notified()).await.is_ok() {}
    }
}

/// Ends when the exchange is given up; never when nobody can do so any more.
async fn given_up(mut is_given_up: watch::Receiver<bool>) {
    if is_given_up.wait_for(|is_given_up| *is_given_up).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// What comes of the answer.
type Pieces = mpsc::Receiver<Piece>;
/// What the request consists of.
type Frames = mpsc::Sender<Result<Bytes, std::io::Error>>;
