//! The fields of a form that was sent: size, encoding and token checked before anything else.

use super::{Problem, Visitor};
use crate::world::World;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
};
use std::collections::BTreeMap;

/// Bytes of a form, at most: 300-letter names many times over.
pub const MOST: usize = 256 * 1024;
/// The hidden field of the form token.
pub const TOKEN: &str = "jeton";

/// What was sent, field by field, from a form of ours. Of a field sent twice the last counts.
#[derive(Clone, Debug)]
pub struct Fields(pub BTreeMap<String, String>);

impl Fields {
    /// What was typed, without the spaces around it.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// What was ticked among boxes named `prefix` and a value.
    pub fn ticked(&self, prefix: &str) -> impl Iterator<Item = &str> {
        self.0
            .keys()
            .filter_map(move |name| name.strip_prefix(prefix))
    }
}

impl FromRequest<World> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, world: &World) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, world).await?;
        let is_form = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Problem::unreadable());
        }
        let body = Bytes::from_request(Request::from_parts(parts, body), world).await;
        let body = body.map_err(|_| Problem::too_large())?;
        let fields = read(&body).ok_or_else(Problem::unreadable)?;
        if !fields
            .get(TOKEN)
            .is_some_and(|token| visitor.is_csrf(world, token))
        {
            return Err(Problem::stale_form());
        }
        Ok(Self(fields))
    }
}

/// Every name and value must be UTF-8 once decoded, without NUL.
pub(super) fn read(body: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut fields = BTreeMap::new();
    for pair in body
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
    {
        let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        };
        fields.insert(decode(name)?, decode(value)?);
    }
    Some(fields)
}

fn decode(text: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let decoded = percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .ok()?;
    (!decoded.contains('\0')).then(|| decoded.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_and_bad_text_refused() {
        let fields = read("a=Zo%C3%A9+B&b=&c&a=2".as_bytes()).unwrap();
        assert_eq!(
            (
                fields["a"].as_str(),
                fields["b"].as_str(),
                fields["c"].as_str()
            ),
            ("2", "", "")
        );
        assert_eq!(read("a=Zo%C3%A9+B".as_bytes()).unwrap()["a"], "Zoé B");
        assert!(read(b"a=%ff").is_none());
        assert!(read(b"a=%00").is_none());
    }
}
