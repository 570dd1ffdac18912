//! HTTP/1.1 over TLS by hand, so that a test can stop anywhere in the middle of a request.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use testkit::Gateway;
use wire::{Batch, End, EnrolAnswer, EnrolRequest, EnrolmentCode, FilePiece, Frame, FrameReader, Hello, Pin, Refusal};

use crate::workstation::{Shore, Workstation};

/// Longer than anything here takes, so that a test fails instead of hanging.
const SILENCE_AT_MOST: Duration = Duration::from_secs(60);

const LOOK_EVERY: Duration = Duration::from_millis(20);
const LOOKS_AT_MOST: u32 = 1_500;

/// What came back, as it came.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// The frames of an answer.
pub(crate) struct Answered {
    pub(crate) hello: Hello,
    pub(crate) batches: Vec<Batch>,
    pub(crate) pieces: Vec<FilePiece>,
    pub(crate) end: Option<End>,
}

/// A connection on which a request is under way.
pub(crate) struct Call {
    stream: StreamOwned<ClientConnection, TcpStream>,
}

impl Call {
    /// Connects, and trusts only the key with that pin if one is given.
    pub(crate) fn connect(port: u16, pin: Option<Pin>) -> io::Result<Self> {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Pinned(pin)))
            .with_no_client_auth();
        let name = ServerName::try_from("celeste-shore").unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(("127.0.0.1", port))?;
        socket.set_read_timeout(Some(SILENCE_AT_MOST))?;
        socket.set_nodelay(true)?;
        let mut stream = StreamOwned::new(connection, socket);
        stream.flush()?;
        Ok(Self { stream })
    }

    pub(crate) fn begin(&mut self, path: &str, body_bytes: usize) -> io::Result<()> {
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: shore\r\nContent-Length: {body_bytes}\r\nConnection: close\r\n\r\n");
        self.send(head.as_bytes())
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// Reads until the other side closes.
    pub(crate) fn reply(mut self) -> io::Result<Reply> {
        let mut bytes = Vec::new();
        let mut piece = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => bytes.extend_from_slice(&piece[..count]),
                // It closed without a farewell: what came before counts.
                Err(error) if !bytes.is_empty() && error.kind() != io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        reply(&bytes).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Sends a whole body and reads the answer.
pub(crate) fn post(gateway: &Gateway, path: &str, body: &[u8]) -> io::Result<Reply> {
    let mut call = Call::connect(gateway.port(), None)?;
    call.begin(path, body.len())?;
    // A refusal may come, and the connection be closed, before all is sent.
    let _ = call.send(body);
    call.reply()
}

/// Reads a page.
pub(crate) fn get(gateway: &Gateway, path: &str) -> io::Result<Reply> {
    let mut call = Call::connect(gateway.port(), None)?;
    call.send(format!("GET {path} HTTP/1.1\r\nHost: shore\r\nConnection: close\r\n\r\n").as_bytes())?;
    call.reply()
}

/// One figure of the metrics page.
pub(crate) fn metric(gateway: &Gateway, name: &str) -> u64 {
    let page = String::from_utf8(get(gateway, "/metrics").unwrap().body).unwrap();
    let line = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0, |figure| figure.parse().unwrap())
}

/// Waits until a figure of the metrics page has grown so far.
pub(crate) fn wait_for(gateway: &Gateway, name: &str, at_least: u64) {
    for _ in 0..LOOKS_AT_MOST {
        if metric(gateway, name) >= at_least {
            return;
        }
        thread::sleep(LOOK_EVERY);
    }
    panic!("{name} does not reach {at_least}:\n{}", gateway.log());
}

pub(crate) fn enrol(gateway: &Gateway, code: &str, request: &EnrolRequest) -> Result<EnrolAnswer, Refusal> {
    let pin = Pin::from(&code.parse::<EnrolmentCode>().unwrap());
    let mut call = Call::connect(gateway.port(), Some(pin)).unwrap();
    let body = request.encode();
    call.begin(wire::ENROL_PATH, body.len()).unwrap();
    call.send(&body).unwrap();
    let reply = call.reply().unwrap();
    match reply.status {
        200 => Ok(EnrolAnswer::decode(&reply.body).unwrap()),
        _ => Err(Refusal::decode(&reply.body).unwrap()),
    }
}

pub(crate) fn encoded(frames: &[Frame]) -> Vec<u8> {
    frames.iter().flat_map(Frame::encode).collect()
}

/// One call of `POST /v1/sync` with these frames.
pub(crate) fn say(gateway: &Gateway, frames: &[Frame]) -> Result<Answered, Refusal> {
    let reply = post(gateway, wire::SYNC_PATH, &encoded(frames)).unwrap();
    answered(&reply)
}

pub(crate) fn answered(reply: &Reply) -> Result<Answered, Refusal> {
    if reply.status != 200 {
        return Err(Refusal::decode(&reply.body).unwrap());
    }
    let mut reader = FrameReader::new();
    reader.push(&reply.body);
    let (mut hello, mut batches, mut pieces, mut end) = (None, Vec::new(), Vec::new(), None);
    while let Some(frame) = reader.next().unwrap() {
        match frame {
            Frame::Hello(said) => hello = Some(said),
            Frame::Batch(batch) => batches.push(batch),
            Frame::End(said) => end = Some(said),
            Frame::Piece(piece) => pieces.push(piece),
        }
    }
    Ok(Answered {
        hello: hello.expect("an answer begins with a hello"),
        batches,
        pieces,
        end,
    })
}

impl Workstation {
    /// Founds a vessel, connects it and confirms the shore.
    pub(crate) fn connected(gateway: &Gateway, number: u64, letter: &str) -> Self {
        let mut workstation = Self::founder(number, letter);
        let code = gateway.enrol_new_vessel();
        let request = workstation.enrolment(&code, Some(workstation.vessel), Some(letter));
        let answer = enrol(gateway, &code, &request).unwrap();
        assert_eq!(answer.vessel, workstation.vessel);
        workstation.shore = Some(Shore::of(&answer));
        workstation.connect_shore();
        workstation
    }

    /// Joins the vessel of another workstation, by a code of the shore.
    pub(crate) fn joined(gateway: &Gateway, number: u64, first: &Self) -> Self {
        let code = gateway.enrol_into(&first.vessel.to_string());
        let asking = Self::founder(number, "X");
        let answer = enrol(gateway, &code, &asking.enrolment(&code, None, None)).unwrap();
        let letter = answer.letter.clone().expect("a new workstation is given a letter");
        Self::joining(number, &letter, &answer, first.person)
    }

    /// One whole exchange; what was handed out is taken.
    pub(crate) fn exchange(&mut self, gateway: &Gateway) -> Result<Answered, Refusal> {
        let answered = say(gateway, &self.request())?;
        for batch in &answered.batches {
            self.take(batch);
        }
        if let Some(end) = &answered.end {
            self.heard = end.frontier.clone();
        }
        Ok(answered)
    }
}

fn reply(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let rest = &bytes[end + 4..];
    let body = if head.contains("transfer-encoding: chunked") {
        unchunked(rest)?
    } else {
        rest.to_vec()
    };
    Some(Reply { status, head, body })
}

/// The chunks put together; none where the last one did not come.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..line]).unwrap();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        rest = &rest[line + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// Trusts the key that an enrolment code names, whatever its certificate says.
#[derive(Debug)]
struct Pinned(Option<Pin>);

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let read = webpki::EndEntityCert::try_from(certificate).unwrap();
        match self.0 {
            Some(pin) if pin != Pin::of(&read.subject_public_key_info()) => {
                Err(rustls::Error::General("another key than the code names".to_owned()))
            }
            _ => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2 is not spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signed, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}
