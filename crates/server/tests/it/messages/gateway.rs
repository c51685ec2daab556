//! A real HTTP gateway of SMS, for the time of a test.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use std::sync::{Arc, Mutex};

/// What was called, and what to answer next; 200 once the answers are used up.
#[derive(Clone, Default)]
pub struct Gateway {
    calls: Arc<Mutex<Vec<(String, String)>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Gateway {
    /// Give these answers in turn; gives the address to call.
    pub async fn start(answers: &[u16]) -> (Self, String) {
        let gateway = Self {
            answers: Arc::new(Mutex::new(answers.iter().rev().copied().collect())),
            ..Self::default()
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let app = Router::new()
            .route("/sms", post(called))
            .with_state(gateway.clone());
        tokio::spawn(axum::serve(listener, app).into_future());
        (gateway, url)
    }

    /// The `Authorization` and the body of each call.
    pub fn calls(&self) -> Vec<(String, String)> {
        self.calls.lock().unwrap().clone()
    }
}

async fn called(State(gateway): State<Gateway>, headers: HeaderMap, body: String) -> StatusCode {
    let authorization = headers
        .get("authorization")
        .map_or("", |value| value.to_str().unwrap());
    gateway
        .calls
        .lock()
        .unwrap()
        .push((authorization.to_owned(), body));
    let status = gateway.answers.lock().unwrap().pop().unwrap_or(200);
    StatusCode::from_u16(status).unwrap()
}
