//! `celeste-shore serve`: `POST /v1/sync`, `POST /v1/enrol`, `GET /healthz` and `GET /metrics`, over
//! TLS 1.3 and HTTP/1.1.
//!
//! Invariants:
//! - Nothing that was sent is decoded before its size and the caller's rate were looked at.
//! - A batch that was acknowledged is committed; a stop finishes the batch in hand.
//! - Several gateways may serve one database: nothing that matters is kept here.

mod admission;
mod answer;
mod connections;
mod enrolment;
mod exchange;
mod faults;
mod files;
mod identity;
mod reply;

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use wire::{ENROL_PATH, RefusalCode, SYNC_PATH};

use crate::database::{Database, ExchangeNote, ShoreError};
use crate::limits::REQUEST_BYTES_MAX;
use crate::metrics::Metrics;
use crate::outside::Outside;
use admission::Door;
use exchange::{Exchange, Unheard};
pub use identity::{Certificate, Identity, IdentityError};
use reply::Refused;

/// The type of the metrics page (Prometheus text exposition format).
const METRICS_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Why the gateway cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database is not as it has to be.
    #[error(transparent)]
    Database(#[from] ShoreError),
    /// There is no identity to answer with.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The address cannot be listened at.
    #[error("{address} cannot be listened at")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Everything that a call needs.
struct Gateway {
    database: Database,
    outside: Arc<dyn Outside>,
    metrics: Metrics,
    door: Door,
    stopping: watch::Receiver<bool>,
}

impl Gateway {
    fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// How long ago that moment of the monotonic clock was.
    fn since(&self, began_ms: u64) -> Duration {
        Duration::from_millis(self.outside.monotonic_ms().saturating_sub(began_ms))
    }
}

/// Serves until `stop` is done, then finishes what is under way.
///
/// # Errors
/// When it cannot begin.
pub async fn serve(
    database: Database,
    identity: &Identity,
    address: SocketAddr,
    exchanges_max: usize,
    outside: Arc<dyn Outside>,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    database.apply_parked().await?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })?;
    let port = listener.local_addr().map_or(address.port(), |bound| bound.port());
    let tls = identity.server()?;
    let (stopper, stopping) = watch::channel(false);
    let gateway = Arc::new(Gateway {
        database,
        outside,
        metrics: Metrics::default(),
        door: Door::new(exchanges_max),
        stopping: stopping.clone(),
    });
    tracing::info!(port, pin = %identity.certificate().pin(), "listening");
    let serving = connections::serve(listener, tls, router(gateway), stopping);
    tokio::pin!(serving);
    tokio::select! {
        () = &mut serving => {}
        () = stop => {
            tracing::info!("stopping");
            // Whoever listens is still there: the connections hold the other end.
            let _ = stopper.send(true);
            serving.await;
        }
    }
    tracing::info!("stopped");
    Ok(())
}

fn router(gateway: Arc<Gateway>) -> Router {
    Router::new()
        .route(SYNC_PATH, post(sync))
        .route(ENROL_PATH, post(enrol))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics))
        .with_state(gateway)
}

async fn sync(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    answer_or_refuse(&gateway, exchange_with(&gateway, address.ip(), request).await)
}

async fn exchange_with(gateway: &Arc<Gateway>, address: IpAddr, request: Request) -> Result<Response, Unheard> {
    let place = gateway.door.enter(address, gateway.outside.monotonic_ms())?;
    refuse_announced(&request, REQUEST_BYTES_MAX)?;
    let exchange = exchange::hear(gateway, request.into_body()).await?;
    Ok(reply::frames(answer::body(exchange, place)))
}

async fn enrol(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    answer_or_refuse(
        &gateway,
        enrolment::enrol(&gateway, address.ip(), request)
            .await
            .map_err(Unheard::from),
    )
}

/// Whether the database answers: whoever balances between gateways asks.
async fn health(State(gateway): State<Arc<Gateway>>) -> Response {
    match gateway.database.check().await {
        Ok(()) if !gateway.is_stopping() => (StatusCode::OK, "ok\n").into_response(),
        Ok(()) => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response(),
        Err(error) => {
            tracing::warn!(error = %faults::chain(&error), "the database is not healthy");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn metrics(State(gateway): State<Arc<Gateway>>) -> Response {
    let mut response = gateway.metrics.page(gateway.database.lock_waits()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(METRICS_TYPE));
    response
}

fn answer_or_refuse(gateway: &Gateway, answered: Result<Response, Unheard>) -> Response {
    match answered {
        Ok(response) => response,
        Err(Unheard::Refused(refused)) => {
            gateway.metrics.refused(refused.refusal.code);
            refused.response()
        }
        // Nobody is there to read it.
        Err(Unheard::Cut) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// Refuses a body by the length that its head announces.
fn refuse_announced(request: &Request, max: u64) -> Result<(), Refused> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > max) {
        let message = format!("The request has more than {max} bytes.");
        return Err(Refused::new(RefusalCode::TooLarge, message));
    }
    Ok(())
}

impl Exchange {
    /// Writes what the exchange amounts to into the log, the metrics and the record of exchanges.
    /// `outcome` is empty when all went well.
    async fn note(&self, outcome: &str) {
        let (gateway, tally) = (&self.gateway, &self.tally);
        let hello = &self.admitted.hello;
        let metrics = &gateway.metrics;
        metrics.received_bytes.add(tally.received_bytes);
        metrics.sent_bytes.add(tally.sent_bytes);
        metrics.batches_sent.add(tally.sent_batches);
        metrics.entries_sent.add(tally.sent_entries);
        metrics.files_stored.add(tally.received_files);
        metrics.file_bytes_received.add(tally.received_file_bytes);
        metrics.file_bytes_sent.add(tally.sent_file_bytes);
        match outcome {
            "" if self.asks() => metrics.asks.add_one(),
            "" => {
                metrics.exchanges.add_one();
                metrics.exchange_took.add(gateway.since(self.began_ms));
            }
            _ => metrics.cuts.add_one(),
        }
        let took_ms = gateway.outside.monotonic_ms().saturating_sub(self.began_ms);
        let clock_ahead_s = (hello.wall_at - self.began_at) / 1_000;
        tracing::info!(
            vessel = %hello.vessel,
            device = %hello.device,
            ask = hello.ask,
            outcome,
            received_bytes = tally.received_bytes,
            received_batches = tally.received_batches,
            refused_batches = tally.refused_batches,
            applied = tally.applied,
            held = tally.held,
            parked = tally.parked,
            repeated = tally.repeated,
            sent_bytes = tally.sent_bytes,
            sent_batches = tally.sent_batches,
            sent_entries = tally.sent_entries,
            received_files = tally.received_files,
            received_file_bytes = tally.received_file_bytes,
            sent_file_bytes = tally.sent_file_bytes,
            took_ms,
            clock_ahead_s,
            "exchange"
        );
        let note = ExchangeNote {
            device: hello.device,
            began_at: self.began_at,
            ended_at: gateway.outside.wall_ms(),
            received_bytes: tally.received_bytes,
            sent_bytes: tally.sent_bytes,
            received_entries: tally.applied + tally.held + tally.parked,
            sent_entries: tally.sent_entries,
            outcome: outcome.to_owned(),
        };
        if !self.asks()
            && let Err(error) = gateway.database.note_exchange(hello.vessel, &note).await
        {
            tracing::warn!(error = %faults::chain(&error), "an exchange could not be noted");
        }
    }
}
