//! Writing DER (X.690): the few forms that certificates, revocation lists and PKCS#12 are made of.

use data_encoding::BASE64;
use jiff::{Timestamp, tz::TimeZone};

/// A value with its tag and length.
#[must_use]
pub fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let size = content.len().to_be_bytes();
    let size = &size[size.iter().take_while(|byte| **byte == 0).count()..];
    let mut der = vec![tag];
    match (content.len(), u8::try_from(size.len())) {
        (0..0x80, _) | (_, Err(_)) => der.push(size.first().copied().unwrap_or_default()),
        (_, Ok(long)) => {
            der.push(0x80 | long);
            der.extend(size);
        }
    }
    der.extend(content);
    der
}

#[must_use]
pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tagged(0x30, &parts.concat())
}

/// A SET OF: DER wants it in order.
#[must_use]
pub fn set(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    tagged(0x31, &parts.concat())
}

/// A positive INTEGER, from its big-endian bytes.
#[must_use]
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut content = bytes[zeros..].to_vec();
    if content.first().is_none_or(|byte| *byte >= 0x80) {
        content.insert(0, 0);
    }
    tagged(0x02, &content)
}

#[must_use]
pub fn truth() -> Vec<u8> {
    vec![0x01, 0x01, 0xff]
}

#[must_use]
pub fn null() -> Vec<u8> {
    vec![0x05, 0x00]
}

#[must_use]
pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tagged(0x04, bytes)
}

/// A BIT STRING whose last byte leaves `unused` bits.
#[must_use]
pub fn bits(unused: u8, bytes: &[u8]) -> Vec<u8> {
    tagged(0x03, &[&[unused], bytes].concat())
}

#[must_use]
pub fn utf8(text: &str) -> Vec<u8> {
    tagged(0x0c, text.as_bytes())
}

#[must_use]
pub fn printable(text: &str) -> Vec<u8> {
    tagged(0x13, text.as_bytes())
}

/// A `BMPString`: UTF-16, big-endian.
#[must_use]
pub fn bmp(text: &str) -> Vec<u8> {
    tagged(0x1e, &utf16(text))
}

#[must_use]
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// `[number] EXPLICIT`, or IMPLICIT over what is constructed.
#[must_use]
pub fn context(number: u8, content: &[u8]) -> Vec<u8> {
    tagged(0xa0 | number, content)
}

/// `[number] IMPLICIT` over what is primitive.
#[must_use]
pub fn implicit(number: u8, content: &[u8]) -> Vec<u8> {
    tagged(0x80 | number, content)
}

/// An OBJECT IDENTIFIER, from its dotted form.
#[must_use]
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted
        .split('.')
        .filter_map(|arc| arc.parse().ok())
        .collect();
    let mut content = Vec::new();
    if let [first, second, rest @ ..] = arcs.as_slice() {
        for arc in std::iter::once(&(first * 40 + second)).chain(rest) {
            content.extend(base128(*arc));
        }
    }
    tagged(0x06, &content)
}

fn base128(mut arc: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (arc & 0x7f).to_be_bytes()[7];
        bytes.insert(0, if bytes.is_empty() { low } else { low | 0x80 });
        arc >>= 7;
        if arc == 0 {
            return bytes;
        }
    }
}

/// `UTCTime` until 2049, then `GeneralizedTime` (RFC 5280, 4.1.2.5).
#[must_use]
pub fn time(at: Timestamp) -> Vec<u8> {
    let at = at.to_zoned(TimeZone::UTC);
    let text = at.strftime("%Y%m%d%H%M%SZ").to_string();
    if at.year() < 2050 {
        return tagged(0x17, &text.as_bytes()[2..]);
    }
    tagged(0x18, text.as_bytes())
}

/// The text form of a DER value (RFC 7468).
#[must_use]
pub fn pem(label: &str, der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let lines = text
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line) + "\n");
    format!(
        "-----BEGIN {label}-----\n{}-----END {label}-----\n",
        lines.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_shortest_form() {
        assert_eq!(integer(&[0, 0]), [2, 1, 0]);
        assert_eq!(integer(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(oid("1.2.840.113549"), [6, 6, 42, 134, 72, 134, 247, 13]);
        assert_eq!(octets(&[])[..], [4, 0]);
        assert_eq!(octets(&[7; 127])[..2], [4, 127]);
        assert_eq!(octets(&[7; 128])[..3], [4, 0x81, 128]);
        assert_eq!(octets(&[7; 300])[..4], [4, 0x82, 1, 44]);
        let (old, new) = ("2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z");
        assert_eq!(time(old.parse().unwrap()), tagged(0x17, b"491231235959Z"));
        assert_eq!(time(new.parse().unwrap()), tagged(0x18, b"20500101000000Z"));
        assert_eq!(set(vec![vec![2], vec![1]]), [0x31, 2, 1, 2]);
    }
}
