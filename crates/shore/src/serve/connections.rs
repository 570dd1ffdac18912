//! Connections: TLS, HTTP/1.1 and the graceful end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::limits::{CONNECTIONS_MAX, HANDSHAKE_AT_MOST, HEAD_AT_MOST, STOP_AT_MOST};

/// After a failure to take a connection (no file handles left) the next try waits so long.
const ACCEPT_AGAIN: std::time::Duration = std::time::Duration::from_millis(200);

/// Takes connections until it is told to stop, then lets those under way end.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let acceptor = TlsAcceptor::from(tls);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => break,
        };
        let (stream, address, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(ACCEPT_AGAIN).await;
                continue;
            }
        };
        let (acceptor, router, watcher) = (acceptor.clone(), router.clone(), graceful.watcher());
        let mut stopping = stopping.clone();
        tokio::spawn(async move {
            let handshake = timeout(HANDSHAKE_AT_MOST, acceptor.accept(stream));
            let greeted = tokio::select! {
                greeted = handshake => greeted,
                _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
            };
            // A stranger's failed handshake is no fault of ours.
            let Ok(Ok(stream)) = greeted else {
                tracing::debug!("a TLS handshake did not come about");
                return;
            };
            let router = router.layer(axum::Extension(ConnectInfo(address)));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_AT_MOST)
                .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(STOP_AT_MOST, graceful.shutdown()).await.is_err() {
        tracing::warn!("some exchanges did not end in time and are cut");
    }
}

type Place = tokio::sync::OwnedSemaphorePermit;

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> io::Result<(TcpStream, SocketAddr, Place)> {
    let place = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, address) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, address, place))
}
