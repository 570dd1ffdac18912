//! `POST /v1/enrol`: a workstation comes with a one-time code.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use tokio::time::timeout;
use wire::limits::MESSAGE_BODY_BYTES_MAX;
use wire::{EnrolRequest, Refusal, RefusalCode};

use super::reply::{self, Refused};
use super::{Gateway, faults, refuse_announced};
use crate::enrol::{self, EnrolError};
use crate::limits::STALL_AT_MOST;

/// Lets the workstation in, or says why not.
pub(super) async fn enrol(gateway: &Arc<Gateway>, address: IpAddr, request: Request) -> Result<Response, Refused> {
    let _place = gateway.door.enter_to_enrol(address, gateway.outside.monotonic_ms())?;
    refuse_announced(&request, MESSAGE_BODY_BYTES_MAX as u64)?;
    let body = timeout(
        STALL_AT_MOST,
        axum::body::to_bytes(request.into_body(), MESSAGE_BODY_BYTES_MAX),
    );
    let Ok(Ok(body)) = body.await else {
        return Err(Refused::new(
            RefusalCode::Malformed,
            "The request cannot be read: it was cut off.",
        ));
    };
    let request = EnrolRequest::decode(&body).map_err(|error| Refused::from(Refusal::from(&error)))?;
    let answer = match enrol::let_in(&gateway.database, &request, gateway.outside.as_ref()).await {
        Ok(answer) => answer,
        Err(error) => return Err(refused(gateway, &request, &error)),
    };
    gateway.metrics.enrolments.add_one();
    tracing::info!(vessel = %answer.vessel, device = %request.device, "a workstation was let in");
    Ok(reply::message(answer.encode()))
}

fn refused(gateway: &Gateway, request: &EnrolRequest, error: &EnrolError) -> Refused {
    let refusal = match error {
        EnrolError::Refused(refusal) => refusal.clone(),
        EnrolError::Database(error) => faults::refusal(error, &gateway.metrics),
    };
    tracing::warn!(device = %request.device, code = refusal.code.word(), "an enrolment was refused");
    refusal.into()
}
