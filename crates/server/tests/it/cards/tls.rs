//! The handshake of the card's port: the key is proved, nothing is resumed, nobody is waited for.

use super::{NOBODYS, Port, order};
use crate::harness::App;
use rustls::{
    ClientConfig, HandshakeKind, RootCertStore,
    client::{Resumption, WebPkiServerVerifier},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
    version::{TLS12, TLS13},
};
use server::pki::Issued;
use std::{path::Path, sync::Arc};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

both_engines![
    k03_a_certificate_without_its_key_is_no_sign_in,
    k03_a_connection_is_never_resumed
];

fn client(
    port: &Port,
    version: &'static rustls::SupportedProtocolVersion,
    pair: [&Path; 2],
) -> ClientConfig {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_file(&port.authority.certificates()[0]).unwrap();
    roots.add(root).unwrap();
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .unwrap();
    let chain = CertificateDer::pem_file_iter(pair[0]).unwrap();
    let signer = provider
        .key_provider
        .load_private_key(PrivateKeyDer::from_pem_file(pair[1]).unwrap())
        .unwrap();
    let mut key = rustls::sign::CertifiedKey::new(chain.map(Result::unwrap).collect(), signer);
    key.ocsp = None;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .unwrap()
        .with_webpki_verifier(verifier)
        .with_client_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(key)));
    config.resumption = Resumption::in_memory_sessions(8);
    config
}

/// Connect and ask a page; gives how the handshake went, and the first line of the answer.
async fn ask(port: &Port, config: &Arc<ClientConfig>) -> std::io::Result<(HandshakeKind, String)> {
    let tcp = TcpStream::connect(port.address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    let mut tls = TlsConnector::from(Arc::clone(config))
        .connect(name, tcp)
        .await?;
    let href = port.href(&port.app, "").await;
    let path = href.strip_prefix(&port.url("")).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    tls.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    tls.read_to_end(&mut answer).await?;
    let kind = tls.get_ref().1.handshake_kind().unwrap();
    let answer = String::from_utf8_lossy(&answer);
    Ok((kind, answer.lines().next().unwrap_or_default().to_owned()))
}

fn files(card: &Issued) -> [std::path::PathBuf; 2] {
    ["pem", "key"].map(|ending| card.file.with_extension(ending))
}

async fn k03_a_certificate_without_its_key_is_no_sign_in(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let [stolen, key] = files(&port.issue(&order(NOBODYS)));
    let [_, other] = files(&port.issue(&order("8025000001/2600301753")));
    for version in [&TLS12, &TLS13] {
        let owner = Arc::new(client(&port, version, [&stolen, &key]));
        let (_, line) = ask(&port, &owner).await.unwrap();
        assert_eq!(line, "HTTP/1.1 303 See Other", "{version:?}");
        let thief = Arc::new(client(&port, version, [&stolen, &other]));
        assert!(ask(&port, &thief).await.is_err(), "{version:?}");
    }
}

async fn k03_a_connection_is_never_resumed(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let [certificate, key] = files(&port.issue(&order(NOBODYS)));
    for version in [&TLS12, &TLS13] {
        let config = Arc::new(client(&port, version, [&certificate, &key]));
        for _ in 0..3 {
            let (kind, line) = ask(&port, &config).await.unwrap();
            assert_ne!(kind, HandshakeKind::Resumed, "{version:?}");
            assert_eq!(line, "HTTP/1.1 303 See Other");
        }
    }
}
