//! One call, as HTTP has it: bounded, handed to the shelf's side, answered.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::timeout;
use wire::limits::MESSAGE_BODY_BYTES_MAX;
use wire::{EnrolRequest, Refusal, RefusalCode};

use super::House;
use super::converse::{self, Piece};
use crate::policy::{REQUEST_BYTES_MAX, SILENCE_MS_MAX};
use crate::shelf::Shelf;

/// Bytes of a request: what an exchange may hold, and as much again for its frames' heads, its
/// hello and end, and the batch that goes beyond.
const BODY_BYTES_MAX: u64 = 2 * REQUEST_BYTES_MAX;
/// Without a byte for so long, whoever asks is gone.
const SILENCE: Duration = Duration::from_millis(SILENCE_MS_MAX);
/// Pieces on their way between the line and the shelf.
const PIECES_UNDER_WAY_MAX: usize = 4;
/// Of a request that is refused before it has ended, so many bytes are still taken: whoever sends
/// hears the answer only once its own bytes have gone.
const REST_BYTES_MAX: u64 = 256 * 1024;
/// And for so long.
const REST_LIMIT: Duration = Duration::from_secs(3);
/// For the body of a call that is one message.
const MESSAGE_LIMIT: Duration = Duration::from_secs(10);
/// How soon somebody who found everything busy may come again.
const BUSY_SECONDS: u64 = 2;

/// What a call needs.
pub(crate) struct Call<S> {
    pub(crate) house: Arc<House<S>>,
    pub(crate) from: IpAddr,
}

impl<S> Clone for Call<S> {
    fn clone(&self) -> Self {
        Self {
            house: Arc::clone(&self.house),
            from: self.from,
        }
    }
}

/// `POST /v1/sync`.
pub(crate) async fn sync<S: Shelf + Send + Sync + 'static>(State(call): State<Call<S>>, request: Request) -> Response {
    let permit = match call.admit() {
        Ok(permit) => permit,
        Err(response) => return *response,
    };
    if !is_of(&request, wire::FRAMES_TYPE) {
        return refuse(&stranger());
    }
    let (heard, pieces) = mpsc::channel(PIECES_UNDER_WAY_MAX);
    let (frames, answer) = mpsc::channel(PIECES_UNDER_WAY_MAX);
    let (decided, decision) = oneshot::channel();
    let house = Arc::clone(&call.house);
    tokio::task::spawn_blocking(move || {
        let _permit: OwnedSemaphorePermit = permit;
        converse::converse(&house, pieces, decided, &frames);
    });
    let mut body = request.into_body().into_data_stream();
    let passed_on = pass_on(&mut body, &heard).await;
    drop(heard);
    let Ok(decision) = decision.await else {
        return refuse(&Refusal::new(
            RefusalCode::Fault,
            "The exchange ended by a fault of this program.",
        ));
    };
    match (passed_on, decision) {
        (Err(refusal), _) => refuse(&refusal),
        (Ok(()), Err(refusal)) => {
            swallow(&mut body).await;
            call.house.turn_away(refusal).await
        }
        (Ok(()), Ok(())) => {
            let frames = stream::unfold(answer, |mut answer| async move { Some((answer.recv().await?, answer)) });
            ([(CONTENT_TYPE, wire::FRAMES_TYPE)], Body::from_stream(frames)).into_response()
        }
    }
}

/// `POST /v1/enrol`.
pub(crate) async fn enrol<S: Shelf + Send + Sync + 'static>(State(call): State<Call<S>>, request: Request) -> Response {
    let permit = match call.admit() {
        Ok(permit) => permit,
        Err(response) => return *response,
    };
    if !is_of(&request, wire::MESSAGE_TYPE) {
        return refuse(&stranger());
    }
    let read = axum::body::to_bytes(request.into_body(), MESSAGE_BODY_BYTES_MAX);
    let Ok(Ok(body)) = timeout(MESSAGE_LIMIT, read).await else {
        return refuse(&Refusal::new(
            RefusalCode::TooLarge,
            "The request is too large or too slow.",
        ));
    };
    let desk = Arc::clone(&call.house.desk);
    let decided = tokio::task::spawn_blocking(move || {
        let _permit: OwnedSemaphorePermit = permit;
        let request = EnrolRequest::decode(&body).map_err(|error| Refusal::from(&error))?;
        request.verify().map_err(|error| Refusal::from(&error))?;
        desk.enrol(&request)
    });
    match decided.await {
        Ok(Ok(answer)) => ([(CONTENT_TYPE, wire::MESSAGE_TYPE)], answer.encode()).into_response(),
        Ok(Err(refusal)) => call.house.turn_away(refusal).await,
        Err(ended) => refuse(&Refusal::new(RefusalCode::Fault, ended.to_string())),
    }
}

impl<S> Call<S> {
    /// A place among the calls at once, for an address that does not call too often.
    fn admit(&self) -> Result<OwnedSemaphorePermit, Box<Response>> {
        let now_ms = self.house.outside.monotonic_ms();
        if let Err(wait_ms) = self.house.rates.take(self.from, now_ms) {
            let refusal = Refusal::new(
                RefusalCode::TooMany,
                "This workstation is called too often. Wait a minute.",
            );
            return Err(Box::new(later(&refusal, wait_ms.div_ceil(1000))));
        }
        Arc::clone(&self.house.calls).try_acquire_owned().map_err(|_| {
            let refusal = Refusal::new(RefusalCode::Busy, "This workstation is busy with others.");
            Box::new(later(&refusal, BUSY_SECONDS))
        })
    }
}

impl<S: Send + Sync + 'static> House<S> {
    /// Notes and answers a refusal.
    async fn turn_away(&self, refusal: Refusal) -> Response {
        let response = refuse(&refusal);
        let desk = Arc::clone(&self.desk);
        // The answer goes out even if noting it fails; that failure has been logged.
        let _ = tokio::task::spawn_blocking(move || desk.turned_away(&refusal)).await;
        response
    }
}

/// Hands the body to the shelf's side until it ends, or until that side has decided already.
async fn pass_on<E>(
    body: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
    heard: &mpsc::Sender<Piece>,
) -> Result<(), Refusal> {
    let mut total = 0;
    loop {
        let piece = match timeout(SILENCE, body.next()).await {
            Ok(Some(Ok(bytes))) => {
                total += bytes.len() as u64;
                Piece::Bytes(bytes)
            }
            Ok(None) => Piece::End,
            // Cut off. Dropping the queue without an end tells the shelf's side.
            Ok(Some(Err(_))) | Err(_) => {
                return Err(Refusal::new(RefusalCode::Malformed, "The request was cut off."));
            }
        };
        if total > BODY_BYTES_MAX {
            return Err(Refusal::new(
                RefusalCode::TooLarge,
                "The request is larger than any exchange.",
            ));
        }
        let is_end = matches!(piece, Piece::End);
        if heard.send(piece).await.is_err() || is_end {
            return Ok(());
        }
    }
}

/// Takes a little of what is still under way.
async fn swallow<E>(body: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin)) {
    let rest = async {
        let mut total = 0;
        while let Some(Ok(bytes)) = body.next().await {
            total += bytes.len() as u64;
            if total > REST_BYTES_MAX {
                return;
            }
        }
    };
    // Whoever is slower than that learns of the refusal from its next request.
    let _ = timeout(REST_LIMIT, rest).await;
}

fn is_of(request: &Request, kind: &str) -> bool {
    request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|given| given.as_bytes() == kind.as_bytes())
}

fn stranger() -> Refusal {
    Refusal::new(
        RefusalCode::Malformed,
        "This address answers the program CelesteOS only.",
    )
}

fn refuse(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, wire::MESSAGE_TYPE)], refusal.encode()).into_response()
}

fn later(refusal: &Refusal, seconds: u64) -> Response {
    let mut response = refuse(refusal);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}
