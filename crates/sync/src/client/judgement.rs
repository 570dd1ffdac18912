//! What an answer is: the other side's, a stranger's, or none.

use std::error::Error;
use std::io;

use bytes::Bytes;
use reqwest::Response;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use rustls::{CertificateError, Error as Tls};
use wire::limits::MESSAGE_BODY_BYTES_MAX;
use wire::{Refusal, RefusalCode};

use crate::failure::Failure;
use crate::tls::WrongKey;

/// An answer that is a stream of frames, or why it is none.
pub(super) async fn frames(answer: Response) -> Result<Response, Failure> {
    if answer.status() == StatusCode::OK && is_of(&answer, wire::FRAMES_TYPE) {
        return Ok(answer);
    }
    Err(judge(answer).await)
}

/// The body of an answer that is one message, or why it is none.
pub(super) async fn message(answer: Response) -> Result<Vec<u8>, Failure> {
    if answer.status() == StatusCode::OK && is_of(&answer, wire::MESSAGE_TYPE) {
        return short(answer).await;
    }
    Err(judge(answer).await)
}

/// Why there is no answer at all.
pub(super) fn unanswered(error: &reqwest::Error) -> Failure {
    for cause in causes(error) {
        if let Some(tls) = cause.downcast_ref::<Tls>() {
            return of_tls(tls);
        }
    }
    let is_nobody = |cause: &(dyn Error + 'static)| cause.downcast_ref::<io::Error>().is_some_and(is_nobody);
    if error.is_connect() && (causes(error).any(is_nobody) || !causes(error).any(|cause| cause.is::<io::Error>())) {
        // What is no error of a socket is one of looking up the name: no link, or a wrong address.
        return Failure::Unreachable;
    }
    Failure::Cut
}

/// The errors behind an error. An error of input and output hides its own cause from `source`.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let hidden = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match hidden {
            Some(hidden) => Some(hidden as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}

fn of_tls(error: &Tls) -> Failure {
    match error {
        Tls::InvalidCertificate(CertificateError::Other(other)) if other.0.is::<WrongKey>() => Failure::WrongKey,
        // Bytes that are no TLS, a certificate that is none, no version in common.
        _ => Failure::Stranger,
    }
}

/// Whether nobody took the connection.
fn is_nobody(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::TimedOut
    )
}

/// What an answer says that is not the one expected.
async fn judge(answer: Response) -> Failure {
    let status = answer.status();
    let retry_after_ms = retry_after_ms(&answer);
    let is_message = is_of(&answer, wire::MESSAGE_TYPE);
    let refusal = match short(answer).await {
        Ok(body) if is_message => Refusal::decode(&body).ok(),
        Ok(_) => None,
        Err(failure) => return failure,
    };
    if let Some(refusal) = refusal {
        return refused(refusal, status, retry_after_ms);
    }
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Failure::Busy { retry_after_ms },
        // 511: "Network Authentication Required", the status made for sign-in pages (RFC 6585).
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED => Failure::Stranger,
        status if status.is_server_error() => Failure::Faulty {
            status: status.as_u16(),
        },
        _ => Failure::Stranger,
    }
}

fn refused(refusal: Refusal, status: StatusCode, retry_after_ms: Option<u64>) -> Failure {
    match refusal.code {
        RefusalCode::Busy | RefusalCode::TooMany => Failure::Busy { retry_after_ms },
        RefusalCode::TooLarge => Failure::TooLarge,
        RefusalCode::Fault => Failure::Faulty {
            status: status.as_u16(),
        },
        _ => Failure::Refused(refusal),
    }
}

/// `Retry-After` in seconds. A date there depends on two clocks, and is passed over.
fn retry_after_ms(answer: &Response) -> Option<u64> {
    let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    Some(seconds.trim().parse::<u64>().ok()?.saturating_mul(1000))
}

fn is_of(answer: &Response, kind: &str) -> bool {
    let given = answer.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
    let bare = given.and_then(|given| given.split(';').next()).map(str::trim);
    bare.is_some_and(|bare| bare.eq_ignore_ascii_case(kind))
}

/// A body as long as a message may be; of a longer one only the beginning is read.
async fn short(mut answer: Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|_| Failure::Cut)? {
        let piece: Bytes = piece;
        body.extend_from_slice(&piece);
        if body.len() > MESSAGE_BODY_BYTES_MAX {
            break;
        }
    }
    Ok(body)
}
