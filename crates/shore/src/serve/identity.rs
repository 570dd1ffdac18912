//! The key and the certificate with which the gateway answers.
//!
//! Workstations pin the key at enrolment and ask no authority, so a certificate that has run out only
//! makes them warn. A key that the gateway makes lies in its database: all gateways on one database
//! show the same. An operator may bring files instead; then every gateway and every `enrol` gets them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use webpki::EndEntityCert;
use wire::Pin;

use super::ServeError;
use crate::database::Database;

/// The name in a certificate that the gateway makes; nobody checks it.
const NAME: &str = "celeste-shore";
/// The protocol that is spoken inside.
const ALPN: &[u8] = b"http/1.1";

/// Why the gateway has no identity to answer with.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// A file cannot be read as PEM.
    #[error("{} holds no {what} in PEM form", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What was looked for.
        what: &'static str,
        /// What the reader said.
        source: pem::Error,
    },
    /// The certificate holds no key that can be pinned.
    #[error("the certificate cannot be read")]
    Certificate(#[source] webpki::Error),
    /// A certificate cannot be made.
    #[error("a certificate cannot be made")]
    Making(#[from] rcgen::Error),
    /// The private key is not the certificate's, or of a kind that is not supported.
    #[error("the private key and the certificate cannot be used together")]
    Unusable(#[source] rustls::Error),
}

/// The certificate, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    chain: Vec<CertificateDer<'static>>,
    pin: Pin,
}

impl Certificate {
    /// Reads a certificate, with those of its issuers behind it if there are any.
    ///
    /// # Errors
    /// [`IdentityError`] when the file is not there or holds none.
    pub fn read(path: &Path) -> Result<Self, IdentityError> {
        let found = CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
        let chain: Vec<_> = found.map_err(|source| file(path, "certificate", source))?;
        if chain.is_empty() {
            return Err(file(path, "certificate", pem::Error::NoItemsFound));
        }
        Self::of(chain)
    }

    /// Takes one from its DER form.
    ///
    /// # Errors
    /// [`IdentityError::Certificate`] when the bytes are none.
    pub fn from_der(der: Vec<u8>) -> Result<Self, IdentityError> {
        Self::of(vec![der.into()])
    }

    fn of(chain: Vec<CertificateDer<'static>>) -> Result<Self, IdentityError> {
        let certificate = EndEntityCert::try_from(&chain[0]).map_err(IdentityError::Certificate)?;
        let pin = Pin::of(&certificate.subject_public_key_info());
        Ok(Self { chain, pin })
    }

    /// What workstations pin.
    #[must_use]
    pub fn pin(&self) -> Pin {
        self.pin
    }
}

/// The certificate with its private key.
#[derive(Debug)]
pub struct Identity {
    certificate: Certificate,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    /// Reads both from PEM files.
    ///
    /// # Errors
    /// [`IdentityError`] when one is not there or holds none.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, IdentityError> {
        Ok(Self {
            certificate: Certificate::read(certificate)?,
            key: PrivateKeyDer::from_pem_file(key).map_err(|source| file(key, "private key", source))?,
        })
    }

    /// Takes both from their DER forms, as the database keeps them.
    ///
    /// # Errors
    /// [`IdentityError::Certificate`] when the bytes are none.
    pub fn from_der(certificate: Vec<u8>, key: Vec<u8>) -> Result<Self, IdentityError> {
        Ok(Self {
            certificate: Certificate::from_der(certificate)?,
            key: PrivatePkcs8KeyDer::from(key).into(),
        })
    }

    /// Makes a new key and signs its certificate with it: certificate and key in DER form, to be kept.
    ///
    /// # Errors
    /// [`IdentityError::Making`] when there is no randomness.
    pub fn make() -> Result<(Vec<u8>, Vec<u8>), IdentityError> {
        let key = KeyPair::generate()?;
        let mut parameters = CertificateParams::new(vec![NAME.to_owned()])?;
        let mut name = DistinguishedName::new();
        name.push(DnType::CommonName, NAME);
        parameters.distinguished_name = name;
        let certificate = parameters.self_signed(&key)?;
        Ok((certificate.der().to_vec(), key.serialize_der()))
    }

    /// The one that lies in the database, made now if there is none yet: two gateways that begin at once
    /// end with the same.
    ///
    /// # Errors
    /// When the database fails, or what it holds is no key.
    pub async fn kept(database: &Database) -> Result<Self, ServeError> {
        let (certificate, key) = match database.tls().await? {
            Some(kept) => kept,
            None => database.keep_tls(&Self::make()?).await?,
        };
        Ok(Self::from_der(certificate, key)?)
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// How the gateway answers: TLS 1.3 only, which every workstation speaks.
    ///
    /// # Errors
    /// [`IdentityError::Unusable`] when key and certificate do not belong together.
    pub fn server(&self) -> Result<Arc<ServerConfig>, IdentityError> {
        let mut server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(self.certificate.chain.clone(), self.key.clone_key())
            })
            .map_err(IdentityError::Unusable)?;
        server.alpn_protocols = vec![ALPN.to_vec()];
        Ok(Arc::new(server))
    }
}

fn file(path: &Path, what: &'static str, source: pem::Error) -> IdentityError {
    IdentityError::File {
        path: path.to_owned(),
        what,
        source,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_identity_is_the_same_after_it_was_kept_and_each_one_made_is_another() {
        let (certificate, key) = Identity::make().unwrap();
        let identity = Identity::from_der(certificate.clone(), key.clone()).unwrap();
        let again = Identity::from_der(certificate.clone(), key).unwrap();
        assert_eq!(identity.certificate(), again.certificate());
        assert!(identity.server().is_ok());
        let (other, other_key) = Identity::make().unwrap();
        assert_ne!(
            Certificate::from_der(other).unwrap().pin(),
            identity.certificate().pin()
        );
        let mixed = Identity::from_der(certificate, other_key).unwrap();
        assert!(matches!(mixed.server(), Err(IdentityError::Unusable(_))));
    }
}
