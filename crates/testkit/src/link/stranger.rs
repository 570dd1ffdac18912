//! Those who answer in place of the other end: the login page of a network, a proxy, a server in need.

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

/// Bytes of a request's head that are read before the answer; a stranger understands none of it.
const REQUEST_BYTES_MAX: usize = 16 * 1024;
/// What ends the head of a request.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// Somebody who answers every request with the same words.
#[derive(Clone)]
pub struct Stranger {
    answer: Arc<[u8]>,
    /// With this certificate; without one in the clear, whatever was asked.
    tls: Option<Arc<ServerConfig>>,
}

impl Stranger {
    /// The login page of a network, with status 200.
    #[must_use]
    pub fn login_page() -> Self {
        let page = "<!DOCTYPE html><html><title>Port Wi-Fi</title><body>Please accept our terms.</body></html>";
        Self::answering("200 OK", "Content-Type: text/html; charset=utf-8\r\n", page)
    }

    /// The way to a login page.
    #[must_use]
    pub fn redirect() -> Self {
        Self::answering("302 Found", "Location: http://login.example/\r\n", "")
    }

    /// A status and nothing else, for example `503 Service Unavailable`.
    #[must_use]
    pub fn status(line: &str) -> Self {
        Self::answering(line, "", "")
    }

    /// A status, header lines that end in CRLF, and a body.
    #[must_use]
    pub fn answering(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        Self {
            answer: answer.into_bytes().into(),
            tls: None,
        }
    }

    /// The same behind TLS, with that certificate.
    #[must_use]
    pub fn over_tls(self, config: Arc<ServerConfig>) -> Self {
        Self {
            tls: Some(config),
            ..self
        }
    }

    pub(super) async fn answer(&self, client: &mut TcpStream) -> io::Result<()> {
        match &self.tls {
            None => self.speak(client).await,
            Some(config) => {
                let mut secured = TlsAcceptor::from(Arc::clone(config)).accept(client).await?;
                self.speak(&mut secured).await
            }
        }
    }

    /// Answers after the head of the request, and then lets the other side finish.
    async fn speak(&self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
        let mut heard = Vec::new();
        let mut buffer = [0; 1024];
        let is_head = |heard: &[u8]| heard.windows(HEAD_END.len()).any(|window| window == HEAD_END);
        // In the clear the first bytes are not HTTP at all where TLS was expected.
        while self.tls.is_some() && !is_head(&heard) && heard.len() < REQUEST_BYTES_MAX {
            let read = stream.read(&mut buffer).await?;
            if read == 0 {
                return Ok(());
            }
            heard.extend_from_slice(&buffer[..read]);
        }
        stream.write_all(&self.answer).await?;
        stream.shutdown().await?;
        while stream.read(&mut buffer).await? > 0 {}
        Ok(())
    }
}
