//! A certificate told by a reverse proxy: believed from the configured ones alone, and judged again in full.

use super::{NOBODYS, Port, code, order};
use crate::harness::{App, database};
use data_encoding::BASE64;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, Response, redirect::Policy};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use server::pki::{Issued, Kind, Order};
use std::net::{IpAddr, Ipv4Addr};

const HEADER: &str = "X-SSL-Client-Cert";

async fn behind(app: &App, proxy: IpAddr) -> Port {
    Port::open(app, |config| {
        config.card.header = HEADER.into();
        config.proxies = vec![proxy];
    })
    .await
}

async fn told(port: &Port, value: &str) -> Response {
    let href = port.href(&port.app, "").await;
    let href = href.replace("https://localhost", "http://127.0.0.1");
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    client.get(href).header(HEADER, value).send().await.unwrap()
}

/// As nginx escapes it, and as RFC 9440 says.
fn values(card: &Issued) -> [String; 2] {
    let file = card.file.with_extension("pem");
    let pem = std::fs::read_to_string(&file).unwrap();
    let der = CertificateDer::from_pem_file(&file).unwrap();
    [
        utf8_percent_encode(&pem, NON_ALPHANUMERIC).to_string(),
        format!(":{}:", BASE64.encode(&der)),
    ]
}

both_engines![
    k03_a_proxy_of_ours_is_believed_and_its_certificate_judged,
    k03_a_header_from_elsewhere_is_worth_nothing
];

async fn k03_a_proxy_of_ours_is_believed_and_its_certificate_judged(app: App) {
    let port = behind(&app, Ipv4Addr::LOCALHOST.into()).await;
    for value in values(&port.issue(&order(NOBODYS))) {
        code(&told(&port, &value).await);
    }
    let doctor = Order {
        kind: Kind::Cps,
        ..order(NOBODYS)
    };
    for (value, text) in [
        (values(&port.issue(&doctor))[0].as_str(), "CPS ou CPF"),
        ("", "Aucune carte n’a été présentée"),
        ("(null)", "pas celui d’une carte"),
        (":AAAA:", "pas celui d’une carte"),
    ] {
        let response = told(&port, value).await;
        assert_eq!(response.status(), 403, "{text}");
        assert!(response.text().await.unwrap().contains(text), "{text}");
    }
}

async fn k03_a_header_from_elsewhere_is_worth_nothing(app: App) {
    let port = behind(&app, Ipv4Addr::new(10, 0, 0, 7).into()).await;
    let value = &values(&port.issue(&order(NOBODYS)))[0];
    let response = told(&port, value).await;
    assert_eq!(response.status(), 403);
    let page = response.text().await.unwrap();
    assert!(page.contains("Aucune carte n’a été présentée"));
    let journal = "SELECT body FROM journal WHERE kind = 'refused'";
    let journal = database::texts(app.world.db(), journal).await;
    assert!(journal[0].contains("certificate_from_elsewhere"));
    // Over TLS nobody reads the header.
    let port = Port::open(&app, |_| {}).await;
    let href = port.href(&port.app, "").await;
    let asked = port.browser(None).get(href).header(HEADER, value);
    assert_eq!(asked.send().await.unwrap().status(), 403);
}
