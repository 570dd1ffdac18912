//! The ship's meeting point: this workstation answers the calls that the gateway ashore answers, on the
//! ship's own network, with the same frames and the same keys.
//!
//! Whoever connects is bounded before anything it says is decoded: in connections, in the time it may
//! take, in calls per minute, and in bytes. A stop is heard at once and waits for nobody longer than
//! [`STOP_LIMIT`].

mod call;
mod converse;
mod rate;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use wire::{EnrolAnswer, EnrolRequest, Refusal};

use crate::answer::Heard;
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tls::{Identity, TlsError};

use rate::Rates;

/// Connections at once: more workstations than a vessel has, each with one, and some to spare.
pub const CONNECTIONS_MAX: usize = 32;
/// Exchanges and enrolments at once; each has a thread of its own.
pub const CALLS_MAX: usize = 8;
/// For the handshake of TLS. On the ship's own network it takes milliseconds.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
/// For the head of a request, and for the pause between two on one connection.
const HEAD_LIMIT: Duration = Duration::from_secs(30);
/// How long a stop waits for exchanges under way. What they have stored stays.
pub const STOP_LIMIT: Duration = Duration::from_millis(500);

/// Who answers what is no exchange of frames, and hears how exchanges went. Its calls may block.
pub trait Desk: Send + Sync {
    /// Lets a workstation in by a code.
    ///
    /// # Errors
    /// Why not.
    fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer, Refusal>;

    /// An exchange that was asked for is over, as far as it came.
    fn heard(&self, heard: &Heard, began_at_ms: i64);

    /// Somebody was turned away.
    fn turned_away(&self, refusal: &Refusal);
}

/// Why this workstation does not answer.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address cannot be taken.
    #[error("{address} cannot be used: {source}")]
    Address {
        /// Which.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// What every call needs.
pub(crate) struct House<S> {
    pub(crate) shelf: Arc<S>,
    pub(crate) desk: Arc<dyn Desk>,
    pub(crate) outside: Arc<dyn Outside>,
    pub(crate) rates: Rates,
    pub(crate) calls: Arc<Semaphore>,
}

/// A meeting point that answers. Dropping it ends it without waiting.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<()>,
}

impl Listener {
    /// Answers on that address from now on, on the runtime of the caller.
    ///
    /// # Errors
    /// When the address cannot be taken.
    pub async fn start<S>(
        address: &str,
        identity: &Identity,
        shelf: Arc<S>,
        desk: Arc<dyn Desk>,
        outside: Arc<dyn Outside>,
    ) -> Result<Self, ListenError>
    where
        S: Shelf + Send + Sync + 'static,
    {
        let cannot = |source| ListenError::Address {
            address: address.to_owned(),
            source,
        };
        let listener = TcpListener::bind(address).await.map_err(cannot)?;
        let bound = listener.local_addr().map_err(cannot)?;
        let acceptor = TlsAcceptor::from(identity.server(Arc::clone(&outside))?);
        let house = Arc::new(House {
            shelf,
            desk,
            outside,
            rates: Rates::default(),
            calls: Arc::new(Semaphore::new(CALLS_MAX)),
        });
        let (stop, stopping) = watch::channel(false);
        let serving = tokio::spawn(serve(listener, acceptor, house, stopping));
        Ok(Self {
            address: bound,
            stop,
            serving,
        })
    }

    /// Where it answers.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more calls, and ends once those under way are over, or after [`STOP_LIMIT`].
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // A panic while serving has been logged; stopping has nothing to add.
        let _ = (&mut self.serving).await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve<S>(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    house: Arc<House<S>>,
    mut stopping: watch::Receiver<bool>,
) where
    S: Shelf + Send + Sync + 'static,
{
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut connections = JoinSet::new();
    let for_guests = stopping.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    // Nobody waits for a place: whoever finds none is closed at once, and comes again.
                    if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
                        let guest = Guest { stream, from, _place: place };
                        connections.spawn(receive(guest, acceptor.clone(), Arc::clone(&house), for_guests.clone()));
                    }
                }
                // Out of file handles, or the guest has left: the next one may fare better.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            _ = connections.join_next(), if !connections.is_empty() => {}
            () = stops(&mut stopping) => break,
        }
    }
    drop(listener);
    let all_end = async { while connections.join_next().await.is_some() {} };
    // Whoever is not done is cut off, as by a bad line: what was stored stays.
    let _ = timeout(STOP_LIMIT, all_end).await;
}

/// Ends when the stop is heard, or when nobody is there to say it.
async fn stops(stopping: &mut watch::Receiver<bool>) {
    // The listener is gone then, which is a stop as well.
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}

/// A connection and its place among those at once.
struct Guest {
    stream: TcpStream,
    from: SocketAddr,
    _place: OwnedSemaphorePermit,
}

async fn receive<S>(guest: Guest, acceptor: TlsAcceptor, house: Arc<House<S>>, mut stopping: watch::Receiver<bool>)
where
    S: Shelf + Send + Sync + 'static,
{
    // Small frames go out at once instead of waiting for the acknowledgement of the one before. A system
    // that cannot do so is slower, and nothing else.
    let _ = guest.stream.set_nodelay(true);
    // Whoever does not speak TLS with us is nobody we know; there is nobody to tell.
    let Ok(Ok(secured)) = timeout(HANDSHAKE_LIMIT, acceptor.accept(guest.stream)).await else {
        return;
    };
    let routes = Router::new()
        .route(wire::SYNC_PATH, post(call::sync::<S>))
        .route(wire::ENROL_PATH, post(call::enrol::<S>))
        .with_state(call::Call {
            house,
            from: guest.from.ip(),
        });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .serve_connection(TokioIo::new(secured), TowerToHyperService::new(routes));
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // Cut off or complete, there is nothing left to do.
        _ = connection.as_mut() => return,
        () = stops(&mut stopping) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
