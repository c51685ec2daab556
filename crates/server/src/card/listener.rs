//! The port of cards: TLS that asks for a certificate, or plain HTTP behind a proxy that did; a few requests each.

use anyhow::{Context as _, bail};
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use rustls::{
    DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime, pem::PemObject as _},
    server::{
        NoServerSessionStorage,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

/// Connections at the same time, at most.
const CONNECTIONS: usize = 4_096;
/// A handshake takes two exchanges, and the time to type the card's code.
const HANDSHAKE: Duration = Duration::from_secs(90);
const REQUEST_HEAD: Duration = Duration::from_secs(10);
/// A sign-in takes one request, its page of refusal a few more.
const CONNECTION: Duration = Duration::from_mins(3);
/// How long requests under way may last when the program stops.
const LAST: Duration = Duration::from_secs(5);

/// The certificates that the browser showed over TLS, its own first; it proved to hold the key of that one.
#[derive(Clone, Debug, Default)]
pub struct Presented(pub Vec<CertificateDer<'static>>);

/// How connections are secured.
#[derive(Clone)]
pub enum Security {
    /// Here.
    Tls(TlsAcceptor),
    /// By a proxy in front, which tells the certificate in a header.
    Proxy,
}

impl Security {
    /// TLS 1.2 and 1.3 under the certificate and key in these files. Every certificate is let through whose key is
    /// proved: each refusal has its page, where a handshake that fails has none. Nothing is resumed: each sign-in
    /// shows the card.
    pub fn tls(certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .with_context(|| {
                format!(
                    "card.certificate = {} cannot be read",
                    certificate.display()
                )
            })?;
        if chain.is_empty() {
            bail!(
                "card.certificate = {} holds no certificate",
                certificate.display()
            );
        }
        let key = PrivateKeyDer::from_pem_file(key)
            .with_context(|| format!("card.key = {} cannot be read", key.display()))?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(Arc::new(AnyHolder(provider)))
            .with_single_cert(chain, key)
            .context("card.certificate and card.key do not go together")?;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self::Tls(TlsAcceptor::from(Arc::new(config))))
    }
}

/// Asks for a certificate, and checks that the browser holds its key; whether it is believed is for `judge`.
#[derive(Debug)]
struct AnyHolder(Arc<CryptoProvider>);

impl ClientCertVerifier for AnyHolder {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    /// No hints: the browser offers every card, and the page says why one is refused.
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Serve until told to stop. Requests carry `ConnectInfo` and `Presented`.
pub async fn serve(
    listener: TcpListener,
    security: Security,
    app: Router,
    stopped: impl Future<Output = ()>,
) {
    let (places, mut open) = (Arc::new(Semaphore::new(CONNECTIONS)), JoinSet::new());
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut stopped => break,
            (accepted, place) = accepted => match accepted {
                Ok((stream, address)) => {
                    let (security, app) = (security.clone(), app.clone());
                    open.spawn(async move {
                        connection(stream, address, security, app).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    // No more files, most often: others must close first.
                    tracing::warn!("a connection of the card port was not accepted: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = open.join_next() => {}
        }
    }
    drop(listener);
    let _ = timeout(LAST, async { while open.join_next().await.is_some() {} }).await;
}

async fn connection(stream: TcpStream, address: SocketAddr, security: Security, app: Router) {
    let acceptor = match security {
        Security::Proxy => return requests(stream, address, Presented::default(), app).await,
        Security::Tls(acceptor) => acceptor,
    };
    let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await else {
        tracing::debug!("a handshake of the card port failed");
        return;
    };
    let shown = stream.get_ref().1.peer_certificates().unwrap_or_default();
    let shown = shown.iter().map(|shown| shown.clone().into_owned());
    let presented = Presented(shown.collect());
    requests(stream, address, presented, app).await;
}

async fn requests(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    address: SocketAddr,
    presented: Presented,
    app: Router,
) {
    let service = app.map_request(move |mut request: hyper::Request<Incoming>| {
        let extensions = request.extensions_mut();
        extensions.insert(ConnectInfo(address));
        extensions.insert(presented.clone());
        request.map(Body::new)
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Ok(Err(error)) = timeout(CONNECTION, served).await {
        tracing::debug!("a connection of the card port ended: {error}");
    }
}
