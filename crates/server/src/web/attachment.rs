//! Which documents people may hand in: a PDF, a JPEG or a PNG that does nothing when it is opened (C4).

use super::upload::{Kind, Sent};
use flate2::read::ZlibDecoder;
use std::io::Read as _;

/// Bytes of a document, at most.
pub const MOST: usize = 10 * 1024 * 1024;

/// Why a document is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No file was chosen, or it is empty.
    Missing,
    /// More than `MOST`.
    TooLarge,
    /// Neither PDF, JPEG nor PNG, whatever its name says.
    Kind,
    Unreadable,
    /// A password is needed to read it.
    Encrypted,
    /// It holds a program: JavaScript, or an action that starts one.
    Program,
    /// It holds other files.
    Files,
}

/// What a page says of it: what is wrong, and what to do.
#[must_use]
pub const fn told(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Missing => "Choisissez le fichier à envoyer\u{a0}; un fichier vide ne convient pas.",
        Unfit::TooLarge => {
            "Ce fichier dépasse 10\u{a0}Mo. Numérisez-le de nouveau, en noir et blanc ou moins finement, ou photographiez chaque page utile\u{a0}; puis envoyez le résultat."
        }
        Unfit::Kind => {
            "Ce fichier n’est ni un PDF, ni un JPEG, ni un PNG, quel que soit son nom. Numérisez ou photographiez le document, puis envoyez l’image obtenue."
        }
        Unfit::Unreadable => {
            "Ce fichier est abîmé ou incomplet. Ouvrez-le pour le vérifier, enregistrez-le de nouveau, puis renvoyez-le."
        }
        Unfit::Encrypted => {
            "Ce PDF est protégé par un mot de passe ou un chiffrement. Enregistrez-le sans protection, ou envoyez une photographie du document."
        }
        Unfit::Program => {
            "Ce PDF contient un programme (JavaScript ou action automatique), ce qui n’est pas accepté. Imprimez-le en PDF, puis envoyez le résultat."
        }
        Unfit::Files => {
            "Ce PDF contient d’autres fichiers. Envoyez le document seul\u{a0}: imprimez-le en PDF, puis envoyez le résultat."
        }
    }
}

/// The media type of a document that may be kept, by its content.
pub fn check(sent: Option<&Sent>) -> Result<&'static str, Unfit> {
    let sent = sent.ok_or(Unfit::Missing)?;
    let bytes = &sent.bytes;
    match sent.kind {
        Kind::Pdf => check_pdf(bytes).map(|()| "application/pdf"),
        Kind::Jpeg if has(bytes, b"\xFF\xD9") => Ok("image/jpeg"),
        Kind::Png if has(bytes, b"IEND") => Ok("image/png"),
        Kind::Jpeg | Kind::Png => Err(Unfit::Unreadable),
        Kind::Text | Kind::Other => Err(Unfit::Kind),
        Kind::TooLarge => Err(Unfit::TooLarge),
    }
}

/// Names that a harmless PDF does not hold, and why.
const UNWANTED: [(&[u8], Unfit); 8] = [
    (b"/Encrypt", Unfit::Encrypted),
    (b"/JavaScript", Unfit::Program),
    (b"/Launch", Unfit::Program),
    (b"/RichMedia", Unfit::Program),
    (b"/ImportData", Unfit::Program),
    (b"/XFA", Unfit::Program),
    (b"/EmbeddedFile", Unfit::Files),
    (b"/Collection", Unfit::Files),
];

/// Short names may stand in the bytes of an image by chance: they are looked for outside of streams alone.
const LONG: usize = 7;

fn check_pdf(bytes: &[u8]) -> Result<(), Unfit> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !has(tail, b"%%EOF") || !has(bytes, b"startxref") {
        return Err(Unfit::Unreadable);
    }
    let plain = unescaped(bytes);
    let mut packed = Vec::new();
    let mut outside = Vec::new();
    for part in Parts(bytes) {
        let head = unescaped(part.head);
        let holds_objects = has(&head, b"/ObjStm");
        outside.extend(head);
        if holds_objects {
            packed.extend(inflate(
                part.body,
                MOST_UNPACKED.saturating_sub(packed.len()),
            )?);
        }
    }
    let packed = unescaped(&packed);
    for (name, unfit) in UNWANTED {
        let whole = if name.len() < LONG { &outside } else { &plain };
        if has(whole, name) || has(&packed, name) {
            return Err(unfit);
        }
    }
    if !has(&plain, b"/Page") && !has(&packed, b"/Page") {
        return Err(Unfit::Unreadable);
    }
    Ok(())
}

/// Bytes of objects unpacked, at most: a text of a few pages has some hundred thousand.
const MOST_UNPACKED: usize = 16 * 1024 * 1024;

/// The objects of a packed stream. One that cannot be read, or grows beyond the limit, hides something.
fn inflate(body: &[u8], most: usize) -> Result<Vec<u8>, Unfit> {
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    ZlibDecoder::new(body)
        .take(limit + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| Unfit::Unreadable)?;
    if unpacked.len() > most {
        return Err(Unfit::Unreadable);
    }
    Ok(unpacked)
}

/// A PDF cut at its streams: what describes a stream, then its bytes.
struct Parts<'a>(&'a [u8]);

struct Part<'a> {
    head: &'a [u8],
    body: &'a [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.0.is_empty() {
            return None;
        }
        let Some(at) = find(self.0, b"stream") else {
            let head = std::mem::take(&mut self.0);
            return Some(Part { head, body: &[] });
        };
        let (head, rest) = self.0.split_at(at);
        let rest = &rest[b"stream".len()..];
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        let end = find(rest, b"endstream").unwrap_or(rest.len());
        self.0 = rest.get(end + b"endstream".len()..).unwrap_or_default();
        Some(Part {
            head,
            body: &rest[..end],
        })
    }
}

/// `#4a` in a name stands for `J`. Elsewhere nothing is lost but the bytes of images.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        let byte = bytes.get(at)?;
        char::from(*byte).to_digit(16)
    };
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'#')
            .then(|| digit(at + 1).zip(digit(at + 2)))
            .flatten()
            .and_then(|(high, low)| u8::try_from(high * 16 + low).ok())
            .filter(u8::is_ascii_alphabetic);
        plain.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    plain
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    find(bytes, wanted).is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;

    fn pdf(objects: &[u8]) -> Result<(), Unfit> {
        let page = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n".as_slice();
        check_pdf(&[page, objects, b"\nstartxref\n9\n%%EOF\n"].concat())
    }

    fn packed(objects: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(objects).unwrap();
        let body = encoder.finish().unwrap();
        let head = b"2 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n".as_slice();
        [head, &body, b"\nendstream endobj"].concat()
    }

    #[test]
    fn c04_a_pdf_that_does_something_is_refused() {
        assert_eq!(pdf(b""), Ok(()));
        assert_eq!(pdf(b"<</S /JavaScript /JS (x)>>"), Err(Unfit::Program));
        assert_eq!(pdf(b"<</S /#4aava#53cript>>"), Err(Unfit::Program));
        assert_eq!(pdf(b"<</S /Launch>>"), Err(Unfit::Program));
        assert_eq!(
            pdf(b"<</Names <</EmbeddedFiles 3 0 R>>>>"),
            Err(Unfit::Files)
        );
        assert_eq!(pdf(b"trailer <</Encrypt 4 0 R>>"), Err(Unfit::Encrypted));
        assert_eq!(pdf(&packed(b"<</S /Launch>>")), Err(Unfit::Program));
        assert_eq!(pdf(&packed(b"<</Type /Font>>")), Ok(()));
    }

    #[test]
    fn c04_a_pdf_that_cannot_be_read_is_refused() {
        assert_eq!(check_pdf(b"%PDF-1.7\n"), Err(Unfit::Unreadable));
        let torn = b"2 0 obj <</Type /ObjStm>> stream\nnot packed\nendstream";
        assert_eq!(pdf(torn), Err(Unfit::Unreadable));
        assert_eq!(
            pdf(&packed(&vec![b' '; MOST_UNPACKED + 1])),
            Err(Unfit::Unreadable)
        );
    }

    #[test]
    fn c04_a_short_name_in_the_bytes_of_an_image_means_nothing() {
        assert_eq!(pdf(b"<</Length 9>> stream\n..../XFA.\nendstream"), Ok(()));
    }
}
