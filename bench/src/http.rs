//! A browser reduced to what the server sees of it: one connection kept open, a cookie, a form.

use crate::people::Prepared;
use anyhow::{Context as _, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header,
};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, pki_types::ServerName};
use server::demo::chain::Signed;
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// An answer to a page asked once.
pub struct Answer {
    /// Where it leads; empty without redirection.
    pub place: String,
    /// The cookies that it set, as the next request sends them.
    pub cookies: String,
    pub body: String,
}

/// Ask a page on a connection of its own.
pub async fn get(address: SocketAddr, path: &str, cookies: &str) -> anyhow::Result<Answer> {
    ask(TcpStream::connect(address).await?, path, cookies).await
}

/// The same over TLS, showing a certificate.
pub async fn get_tls(
    address: SocketAddr,
    client: &Arc<ClientConfig>,
    path: &str,
) -> anyhow::Result<Answer> {
    ask(connect_tls(address, client).await?, path, "").await
}

pub async fn connect_tls(
    address: SocketAddr,
    client: &Arc<ClientConfig>,
) -> anyhow::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from("localhost")?;
    Ok(TlsConnector::from(Arc::clone(client))
        .connect(name, stream)
        .await?)
}

async fn ask(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    path: &str,
    cookies: &str,
) -> anyhow::Result<Answer> {
    let (mut connection, driver) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(driver);
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookies)
        .body(Full::<Bytes>::default())?;
    let response = connection.send_request(request).await?;
    let text = |name| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let place = text(header::LOCATION).unwrap_or_default().to_owned();
    let set = response.headers().get_all(header::SET_COOKIE).iter();
    let set = set.filter_map(|line| line.to_str().ok()?.split(';').next());
    let cookies = set.collect::<Vec<_>>().join("; ");
    let body = response.into_body().collect().await?.to_bytes();
    Ok(Answer {
        place,
        cookies,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// What a browser keeps of a manager who is signed in.
pub struct SignedIn {
    cookie: String,
    form_token: String,
}

pub struct Client {
    connection: SendRequest<Full<Bytes>>,
    managers: Arc<Vec<SignedIn>>,
}

impl Client {
    pub async fn connect(
        address: SocketAddr,
        managers: Arc<Vec<SignedIn>>,
    ) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        Ok(Self {
            connection,
            managers,
        })
    }

    /// The final step of the wizard.
    pub async fn register(&mut self, prepared: &Prepared) -> anyhow::Result<()> {
        let signed = &self.managers[prepared.manager];
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/enregistrements/{}/verifier", prepared.draft))
            .header(header::COOKIE, &signed.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = format!("jeton={}", signed.form_token);
        let (status, place, _) = self.send(request, body).await?;
        ensure!(
            status == StatusCode::SEE_OTHER && place.ends_with("/enregistre"),
            "answered {status} {place}"
        );
        Ok(())
    }

    /// Read the form token of each manager from a page, as a browser does.
    pub async fn sign_in(
        address: SocketAddr,
        managers: &[Signed],
    ) -> anyhow::Result<Arc<Vec<SignedIn>>> {
        let mut client = Self::connect(address, Arc::default()).await?;
        let mut signed = Vec::new();
        for manager in managers {
            let cookie = format!("__Host-session={}", manager.token);
            let request = Request::builder()
                .uri("/enregistrements/nouveau")
                .header(header::COOKIE, &cookie);
            let (status, _, page) = client.send(request, String::new()).await?;
            ensure!(status == StatusCode::OK, "answered {status}");
            signed.push(SignedIn {
                cookie,
                form_token: form_token(&page).context("a form token")?.to_owned(),
            });
        }
        Ok(Arc::new(signed))
    }

    async fn send(
        &mut self,
        request: hyper::http::request::Builder,
        body: String,
    ) -> anyhow::Result<(StatusCode, String, String)> {
        let request = request
            .header(header::HOST, "localhost")
            .body(Full::from(body))?;
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        let status = response.status();
        let place = response.headers().get(header::LOCATION);
        let place = place.map_or(Ok(""), |place| place.to_str())?.to_owned();
        let body = response.into_body().collect().await?.to_bytes();
        Ok((status, place, String::from_utf8_lossy(&body).into_owned()))
    }
}

fn form_token(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("name=\"jeton\" value=\"")?;
    Some(rest.split_once('"')?.0)
}
