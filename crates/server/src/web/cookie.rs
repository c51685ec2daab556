//! The two cookies: the session, and the visit that binds the forms shown before sign-in.

use axum::http::{HeaderMap, HeaderValue, header};

pub const SESSION: &str = "__Host-session";
pub const VISIT: &str = "__Host-visite";

/// The value of a cookie of the request.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Set a cookie that lives as long as the browser.
#[must_use]
pub fn set(name: &str, value: &str) -> HeaderValue {
    line(&format!(
        "{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax"
    ))
}

/// Remove a cookie.
#[must_use]
pub fn remove(name: &str) -> HeaderValue {
    line(&format!(
        "{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    ))
}

/// Values are made here, of letters and digits: they are always a valid header.
fn line(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
