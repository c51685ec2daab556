//! Sign-in by card, through a real port with real certificates (K3, K4).

mod certificates;
mod hand_over;
mod proxy;
mod register;
mod tls;

use crate::harness::{Answer, App, NOW};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Certificate, Client, Identity, Response, redirect::Policy};
use server::{
    card::listener::{self, Security},
    config::Config,
    pki::{Authority, Issued, KeySize, Kind, Order, Profile},
    router,
};
use std::{net::SocketAddr, path::PathBuf};
use store::Clock;
use tempfile::TempDir;
use tokio::net::TcpListener;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const PORTAL: &str = "https://rpps.exemple.fr";

/// A service with its port for cards, and the authority that issues them.
struct Port {
    app: App,
    authority: Authority,
    address: SocketAddr,
    _folder: TempDir,
}

fn texts(paths: &[PathBuf]) -> Vec<String> {
    paths
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}

/// An authority like that of the cards.
fn authority(folder: &std::path::Path) -> Authority {
    let authority = Authority::at(folder);
    authority.init(KeySize::Rsa2048, now()).unwrap();
    authority
        .issue_server("localhost", Clock::System.now())
        .unwrap();
    authority
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

impl Port {
    async fn open(app: &App, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = authority(folder.path());
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = tcp.local_addr().unwrap();
        let app = app.with(|config, _| {
            config.card.listen = address.to_string();
            config.card.public_url = format!("https://localhost:{}", address.port());
            config.card.authorities = texts(&authority.certificates());
            config.card.crls = texts(&authority.lists());
            change(config);
        });
        let security = if app.world.config.card.header.is_empty() {
            let [certificate, key] = authority.server();
            Security::tls(&certificate, &key).unwrap()
        } else {
            Security::Proxy
        };
        let served = router::build_card(&app.world);
        tokio::spawn(listener::serve(
            tcp,
            security,
            served,
            std::future::pending(),
        ));
        Self {
            app,
            authority,
            address,
            _folder: folder,
        }
    }

    fn issue(&self, order: &Order) -> Issued {
        self.authority.issue(order, "secret").unwrap()
    }

    /// A browser with this card in its reader, or with none.
    fn browser(&self, card: Option<&Issued>) -> Client {
        let root = std::fs::read(&self.authority.certificates()[0]).unwrap();
        let client = Client::builder()
            .redirect(Policy::none())
            .tls_certs_only([Certificate::from_pem(&root).unwrap()]);
        let Some(card) = card else {
            return client.build().unwrap();
        };
        let [certificate, key] =
            ["pem", "key"].map(|ending| std::fs::read(card.file.with_extension(ending)).unwrap());
        let identity = Identity::from_pem(&[certificate, key].concat()).unwrap();
        client.identity(identity).build().unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.address.port())
    }

    /// Where the sign-in page of this browser sends to show a card.
    async fn href(&self, app: &App, suite: &str) -> String {
        let page = app.get(&format!("/connexion?suite={suite}")).await;
        let page = page.expect(200).text();
        let (_, rest) = page.split_once(&self.url("/carte")).unwrap();
        let (query, _) = rest.split_once('"').unwrap();
        let query = query.replace("&#38;", "&").replace("&amp;", "&");
        self.url("/carte") + &query
    }

    /// Show a card from the sign-in page.
    async fn show(&self, card: Option<&Issued>) -> Response {
        let href = self.href(&self.app, "").await;
        self.browser(card).get(href).send().await.unwrap()
    }

    /// Show a card that is believed; gives the path at the portal where its code is used.
    async fn hand_over(&self, card: &Issued, suite: &str) -> String {
        let href = self.href(&self.app, suite).await;
        let response = self.browser(Some(card)).get(href).send().await.unwrap();
        code(&response)
    }

    /// Sign in by card, to the end.
    async fn sign_in(&self, card: &Issued) -> Answer {
        self.app.forget();
        let path = self.hand_over(card, "").await;
        self.app.get(&path).await
    }
}

/// Where an answer of the card's port sends to, at the portal.
#[track_caller]
fn code(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    let to = response.headers()["location"].to_str().unwrap();
    let path = to.strip_prefix(PORTAL).unwrap();
    assert!(path.starts_with("/connexion/carte?code="), "{path}");
    path.to_owned()
}

/// A CPE of somebody.
fn order(number: &str) -> Order {
    Order {
        kind: Kind::Cpe,
        number: number.to_owned(),
        holder: "CPET0002".into(),
        finess: "140990011".into(),
        structure: "ASSOCIATION LES TILLEULS".into(),
        department: "Calvados (14)".into(),
        last_name: "Benali".into(),
        first_name: "Nadia".into(),
        profile: Profile::Authentication,
        category: 0,
        from: now() - DAY,
        until: now() + DAY * 1095,
    }
}

/// A card that the register does not know.
const NOBODYS: &str = "8025000001/2600301752";
