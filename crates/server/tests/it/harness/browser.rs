//! A browser: it keeps cookies, sends the form token of the pages it saw, and follows nothing by itself.

use super::{Answer, App};
use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// What a browser keeps.
#[derive(Clone, Default)]
pub struct Jar {
    cookies: BTreeMap<String, String>,
    token: Option<String>,
}

impl Jar {
    fn line(&self) -> String {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn see(&mut self, answer: &Answer) {
        for line in answer.cookies() {
            let (pair, rest) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            // A token belongs to the session or the visit of its page.
            self.token = None;
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(token) = answer.token() {
            self.token = Some(token);
        }
    }
}

/// The fields of a form that has a button alone.
pub const NOTHING: [(&str, &str); 0] = [];

/// Fields as a browser sends them.
pub fn encode<N: AsRef<str>, V: AsRef<str>>(fields: impl IntoIterator<Item = (N, V)>) -> String {
    let pairs = fields.into_iter().map(|(name, value)| {
        format!(
            "{}={}",
            utf8_percent_encode(name.as_ref(), NON_ALPHANUMERIC),
            utf8_percent_encode(value.as_ref(), NON_ALPHANUMERIC)
        )
    });
    pairs.collect::<Vec<_>>().join("&")
}

impl App {
    /// Send a request as it is, with the cookies of this browser; keep what the answer sets.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let cookies = self.jar.lock().unwrap().line();
        if !cookies.is_empty() {
            let line = cookies.parse().unwrap();
            request.headers_mut().insert(header::COOKIE, line);
        }
        let asked = format!("{} {}", request.method(), request.uri());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
            asked,
        };
        self.jar.lock().unwrap().see(&answer);
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Send a form with the token of the last page seen, as a browser does.
    pub async fn post<N: AsRef<str>, V: AsRef<str>>(
        &self,
        path: &str,
        fields: impl IntoIterator<Item = (N, V)>,
    ) -> Answer {
        let token = self.token().await;
        let body = encode([("jeton", token)]) + "&" + &encode(fields);
        self.post_body(path, body).await
    }

    /// Send a form without adding anything to it.
    pub async fn post_body(&self, path: &str, body: impl Into<Body>) -> Answer {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Send a form that carries a file, with the token first, as a browser does.
    pub async fn upload(&self, path: &str, (name, file): (&str, &[u8])) -> Answer {
        let token = self.token().await;
        self.upload_with(path, &token, (name, file)).await
    }

    /// The same with fields before the file.
    pub async fn upload_fields(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Answer {
        let token = self.token().await;
        let mut body = Vec::new();
        for (field, value) in [("jeton", token.as_str())].iter().chain(fields) {
            let part = format!(
                "--limite\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--limite--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// The same with a token of the test's own.
    pub async fn upload_with(
        &self,
        path: &str,
        token: &str,
        (name, file): (&str, &[u8]),
    ) -> Answer {
        let head = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n\
             --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--limite--\r\n"].concat();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// The form token that this browser holds; the sign-in page gives one when it holds none.
    pub async fn token(&self) -> String {
        let held = self.jar.lock().unwrap().token.clone();
        match held {
            Some(token) => token,
            None => self.get("/connexion").await.token().unwrap_or_default(),
        }
    }

    /// Go where an answer leads.
    pub async fn follow(&self, answer: Answer) -> Answer {
        assert!(answer.status.is_redirection(), "{answer:?}");
        self.get(answer.location()).await
    }

    /// Sign in as one of the personas, by the demonstration's door.
    pub async fn sign_in(&self, subject: &str) -> Answer {
        self.forget();
        let answer = self.post("/demo/connexion", [("personne", subject)]).await;
        answer.expect(303)
    }

    /// A browser just opened: no cookie.
    pub fn forget(&self) {
        *self.jar.lock().unwrap() = Jar::default();
    }

    /// A cookie of this browser.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.lock().unwrap().cookies.get(name).cloned()
    }

    /// Put a cookie into this browser, as a thief would.
    pub fn steal(&self, name: &str, value: &str) {
        let mut jar = self.jar.lock().unwrap();
        jar.cookies.insert(name.to_owned(), value.to_owned());
        jar.token = None;
    }

    /// A page asked with headers of the test's own.
    pub async fn get_with(&self, path: &str, headers: HeaderMap) -> Answer {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        request.headers_mut().extend(headers);
        self.send(request).await
    }
}
