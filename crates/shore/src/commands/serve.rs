use std::sync::Arc;

use shore::database::Database;
use shore::outside::Machine;
use shore::serve::{Identity, ServeError, serve};
use tokio::signal;

use super::connect;
use crate::arguments::Serve;
use crate::output::Failure;

/// Connections beside those of the exchanges: health and enrolments must not wait for them.
const CONNECTIONS_BESIDE: usize = 4;

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Database(error) => error.into(),
            error => Self::fault(&error),
        }
    }
}

pub(super) async fn run(arguments: &Serve, outside: Arc<Machine>) -> Result<(), Failure> {
    let config = connect::config(&arguments.database)?;
    let database = Database::connect(&config, arguments.exchanges + CONNECTIONS_BESIDE).await?;
    let identity = match (&arguments.certificate.certificate, &arguments.key) {
        (None, _) => Identity::kept(&database).await?,
        (Some(certificate), Some(key)) => Identity::read(certificate, key).map_err(ServeError::from)?,
        (Some(_), None) => {
            let message = "A certificate needs its private key: add --key FILE.";
            return Err(Failure::refused("invalid", message));
        }
    };
    let address = arguments.listen;
    serve(
        database,
        &identity,
        address,
        arguments.exchanges,
        outside,
        told_to_stop(),
    )
    .await?;
    Ok(())
}

/// Done when the program is told to stop: by SIGTERM, or at its terminal by Ctrl+C.
async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut asked) => {
            asked.recv().await;
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM will end the program at once");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
