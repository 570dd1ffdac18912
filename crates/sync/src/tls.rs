//! TLS between workstations and shore: each side has a certificate that it signed itself, and the
//! other trusts exactly the key that the enrolment code named. No authority is asked.
//!
//! A certificate that has run out, or seems to because a clock is wrong, is a doubt that the log of
//! exchanges tells; it never keeps acts from travelling. The clock that judges it comes in as an
//! argument.
//!
//! Absent on purpose: host names (a key is pinned, not a name), TLS 1.2, session tickets kept on disk.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ED25519};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::server::ServerConfig;
use rustls::time_provider::TimeProvider;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use webpki::{EndEntityCert, KeyUsage};
use wire::Pin;

use crate::outside::Outside;

/// Bytes of the secret that a certificate's key is made of.
pub const TLS_SEED_BYTES: usize = 32;
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7).
const PKCS8_ED25519: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
/// The name in every certificate; nobody checks it.
const NAME: &str = "celesteos";

/// Why TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate cannot be made of the key.
    #[error("the certificate cannot be made")]
    Certificate(#[from] rcgen::Error),
    /// The library refuses the settings.
    #[error("TLS cannot be set up")]
    Settings(#[from] Error),
}

/// The key and the certificate with which this workstation answers.
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
    pin: Pin,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("pin", &self.pin)
            .finish_non_exhaustive()
    }
}

impl Identity {
    /// The identity that follows from these secret bytes, always the same: only they need be kept.
    ///
    /// # Errors
    /// When the certificate cannot be made.
    pub fn of(seed: &[u8; TLS_SEED_BYTES]) -> Result<Self, TlsError> {
        Self::made(seed, |_| ())
    }

    /// The same, valid between two days only (year, month, day), for whoever wants it to run out.
    ///
    /// # Errors
    /// When the certificate cannot be made.
    pub fn between(seed: &[u8; TLS_SEED_BYTES], from: (i32, u8, u8), to: (i32, u8, u8)) -> Result<Self, TlsError> {
        Self::made(seed, |params| {
            params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
            params.not_after = rcgen::date_time_ymd(to.0, to.1, to.2);
        })
    }

    fn made(seed: &[u8; TLS_SEED_BYTES], change: impl FnOnce(&mut CertificateParams)) -> Result<Self, TlsError> {
        let key: Vec<u8> = [PKCS8_ED25519.as_slice(), seed].concat();
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(key.as_slice()), &PKCS_ED25519)?;
        let mut params = CertificateParams::new(vec![NAME.to_owned()])?;
        let mut name = DistinguishedName::new();
        name.push(DnType::CommonName, NAME);
        params.distinguished_name = name;
        change(&mut params);
        let certificate = params.self_signed(&pair)?;
        Ok(Self {
            certificate: certificate.der().clone(),
            pin: Pin::of(&rcgen::PublicKeyData::subject_public_key_info(&pair)),
            key: PrivatePkcs8KeyDer::from(key).into(),
        })
    }

    /// What others pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// How this workstation answers.
    ///
    /// # Errors
    /// When the library refuses the key.
    pub fn server(&self, outside: Arc<dyn Outside>) -> Result<Arc<ServerConfig>, TlsError> {
        let clock = Arc::new(Clock(outside));
        let config = ServerConfig::builder_with_details(provider(), clock)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], self.key.clone_key())?;
        Ok(Arc::new(config))
    }
}

/// What was odd about the other side's certificate, in a sentence for the log of exchanges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It has run out, or this workstation's clock is ahead.
    Expired,
    /// It is not valid yet, or this workstation's clock is behind.
    NotYetValid,
}

impl Doubt {
    /// What a person reads.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Expired => {
                "The other side's certificate has run out, or this workstation's clock is ahead. Its key is the right one, so the exchange went on."
            }
            Self::NotYetValid => {
                "The other side's certificate is not valid yet, or this workstation's clock is behind. Its key is the right one, so the exchange went on."
            }
        }
    }
}

/// The other side holds another key than the one that was pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key is {found}, and {pinned} was pinned")]
pub struct WrongKey {
    /// The key that was expected.
    pub pinned: Pin,
    /// The key that answers.
    pub found: Pin,
}

/// Trusts one key. It is shared with the connections it judges, and remembers the last doubt.
#[derive(Debug)]
pub struct PinnedKey {
    pin: Pin,
    provider: Arc<CryptoProvider>,
    doubt: Mutex<Option<Doubt>>,
}

impl PinnedKey {
    /// Trusts the key of that pin.
    #[must_use]
    pub fn new(pin: Pin) -> Arc<Self> {
        Arc::new(Self {
            pin,
            provider: provider(),
            doubt: Mutex::default(),
        })
    }

    /// How to connect so that only this key is trusted.
    ///
    /// # Errors
    /// When the library refuses the settings.
    pub fn client(self: &Arc<Self>, outside: Arc<dyn Outside>) -> Result<ClientConfig, TlsError> {
        let clock = Arc::new(Clock(outside));
        let config = ClientConfig::builder_with_details(Arc::clone(&self.provider), clock)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .dangerous()
            .with_custom_certificate_verifier(Arc::<Self>::clone(self))
            .with_no_client_auth();
        Ok(config)
    }

    /// What was odd about the last certificate.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        *self.doubt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerCertVerifier for PinnedKey {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let unreadable = |_| Error::InvalidCertificate(CertificateError::BadEncoding);
        let certificate = EndEntityCert::try_from(end_entity).map_err(unreadable)?;
        let found = Pin::of(&certificate.subject_public_key_info());
        if found != self.pin {
            let wrong = WrongKey {
                pinned: self.pin,
                found,
            };
            let other = CertificateError::Other(OtherError(Arc::new(wrong)));
            return Err(Error::InvalidCertificate(other));
        }
        *self.doubt.lock().unwrap_or_else(PoisonError::into_inner) = doubt(&certificate, now);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Whether the certificate is valid at that moment. Its validity is looked at before anything that
/// depends on an issuer, so with no issuer at all a valid one ends at `UnknownIssuer`.
fn doubt(certificate: &EndEntityCert<'_>, now: UnixTime) -> Option<Doubt> {
    let algorithms = ring::default_provider().signature_verification_algorithms.all;
    let judged = certificate.verify_for_usage(algorithms, &[], &[], now, KeyUsage::server_auth(), None, None);
    match judged {
        Err(webpki::Error::CertExpired { .. }) => Some(Doubt::Expired),
        Err(webpki::Error::CertNotValidYet { .. }) => Some(Doubt::NotYetValid),
        _ => None,
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The clock that came in as an argument, as the library asks for it.
struct Clock(Arc<dyn Outside>);

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        let millis = u64::try_from(self.0.wall_ms()).unwrap_or(0);
        Some(UnixTime::since_unix_epoch(Duration::from_millis(millis)))
    }
}

#[cfg(test)]
mod tests;
