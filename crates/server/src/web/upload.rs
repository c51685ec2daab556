//! A form that carries a file: size, token and kind checked while it arrives.

use super::{Fields, Problem, Visitor, fields};
use crate::world::World;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request, multipart::Field,
    },
    http::{StatusCode, header},
};
use std::collections::BTreeMap;

/// What was sent: text fields, and a file unless none was chosen. `MOST` is the size of the file in bytes, at most.
pub struct Upload<const MOST: usize> {
    pub fields: Fields,
    pub file: Option<Sent>,
}

/// A file as it was sent.
pub struct Sent {
    /// Without folders or control characters, 200 letters at most; only to be shown.
    pub name: String,
    /// By its first bytes, whatever its name says.
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Jpeg,
    Png,
    /// No byte zero, and none of the others.
    Text,
    Other,
    /// More bytes than the form takes: none is kept, and its page says so beside the field.
    TooLarge,
}

const LONGEST_NAME: usize = 200;
/// Bytes read of one sending, at most: a file too large is let pass to its end, so that the browser sees the answer
/// and nothing that was typed is lost. What is let pass is not held.
const MOST_READ: usize = 256 * 1024 * 1024;

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Self::Png,
            [b'P', b'K', 3, 4, ..] => Self::Other,
            _ if bytes.contains(&0) => Self::Other,
            _ => Self::Text,
        }
    }
}

impl<const MOST: usize> FromRequest<World> for Upload<MOST> {
    type Rejection = Problem;

    /// The form token is the first field: nothing else is read before it is checked.
    async fn from_request(mut request: Request, world: &World) -> Result<Self, Problem> {
        let carries_file = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        if !carries_file {
            let fields = Fields::from_request(request, world).await?;
            return Ok(Self { fields, file: None });
        }
        DefaultBodyLimit::max(MOST_READ).apply(&mut request);
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, world).await?;
        let form = Multipart::from_request(Request::from_parts(parts, body), world).await;
        let mut form = form.map_err(|_| Problem::unreadable())?;
        let mut sent = Self {
            fields: Fields(BTreeMap::new()),
            file: None,
        };
        // A text may stand for the file, pasted.
        let mut room = MOST.max(fields::MOST);
        while let Some(field) = form
            .next_field()
            .await
            .map_err(|error| failed::<MOST>(&error))?
        {
            match field.file_name().map(shown) {
                Some(name) => sent.take_file(name, field).await?,
                None => sent.take_text(field, &mut room).await?,
            }
            let token = sent.fields.get(fields::TOKEN);
            if !visitor.is_csrf(world, token) {
                return Err(Problem::stale_form());
            }
        }
        if sent.fields.0.is_empty() {
            return Err(Problem::stale_form());
        }
        Ok(sent)
    }
}

impl<const MOST: usize> Upload<MOST> {
    async fn take_file(&mut self, name: String, field: Field<'_>) -> Result<(), Problem> {
        let sent = match read::<MOST>(field, MOST).await? {
            Some(bytes) if bytes.is_empty() => return Ok(()),
            Some(bytes) => Sent {
                kind: Kind::of(&bytes),
                name,
                bytes,
            },
            None => Sent {
                kind: Kind::TooLarge,
                name,
                bytes: Vec::new(),
            },
        };
        self.file = Some(sent);
        Ok(())
    }

    /// `room` is what is left for the text of the whole form.
    async fn take_text(&mut self, field: Field<'_>, room: &mut usize) -> Result<(), Problem> {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = read::<MOST>(field, *room).await?;
        let bytes = bytes.ok_or_else(|| Problem::too_large_a_file(MOST))?;
        *room = room.saturating_sub(name.len() + bytes.len());
        let text = String::from_utf8(bytes).map_err(|_| Problem::unreadable())?;
        if text.contains('\0') {
            return Err(Problem::unreadable());
        }
        self.fields.0.insert(name, text.replace("\r\n", "\n"));
        Ok(())
    }
}

/// What a field holds; none when that is more than `most`.
async fn read<const MOST: usize>(
    mut field: Field<'_>,
    most: usize,
) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field
        .chunk()
        .await
        .map_err(|error| failed::<MOST>(&error))?
    {
        let held = bytes.take();
        bytes = held.filter(|held| held.len() + chunk.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

fn failed<const MOST: usize>(error: &axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large_a_file(MOST),
        _ => Problem::unreadable(),
    }
}

/// Some browsers send the whole path.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_NAME)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_file_is_told_by_its_content() {
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(Kind::of(&[0xFF, 0xD8, 0xFF, 0xE0]), Kind::Jpeg);
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n0"), Kind::Png);
        assert_eq!(Kind::of(b"PK\x03\x04"), Kind::Other);
        assert_eq!(Kind::of(b"nom;courriel\r\n"), Kind::Text);
        assert_eq!(Kind::of(b"a\0b"), Kind::Other);
    }

    #[test]
    fn the_name_of_a_file_holds_no_path() {
        assert_eq!(shown("C:\\Users\\zoe\\réussites.csv"), "réussites.csv");
        assert_eq!(shown("../../etc/passwd\n"), "passwd");
    }
}
