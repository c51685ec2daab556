//! The certificate that a reverse proxy saw, in a header: as nginx escapes it, or as RFC 9440 says.

use data_encoding::BASE64;
use rustls::pki_types::{CertificateDer, pem::PemObject as _};

/// Headers longer than this hold no certificate of a card.
const LONGEST: usize = 16 * 1024;

/// None when the value is no certificate.
#[must_use]
pub fn read(value: &[u8]) -> Option<CertificateDer<'static>> {
    if value.len() > LONGEST {
        return None;
    }
    if let Some(coded) = value
        .strip_prefix(b":")
        .and_then(|rest| rest.strip_suffix(b":"))
    {
        return BASE64.decode(coded).ok().map(CertificateDer::from);
    }
    let pem: Vec<u8> = percent_encoding::percent_decode(value).collect();
    CertificateDer::from_pem_slice(&pem).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_nothing_else() {
        let rfc9440 = read(b":MAMCAQc=:").unwrap();
        let nginx = b"-----BEGIN%20CERTIFICATE-----%0AMAMCAQc%3D%0A-----END%20CERTIFICATE-----%0A";
        assert_eq!(rfc9440.as_ref(), [0x30, 3, 2, 1, 7]);
        assert_eq!(read(nginx).unwrap(), rfc9440);
        for other in ["", ":", "::%", "MAMCAQc=", ":MAMCAQc", "(null)"] {
            assert!(
                read(other.as_bytes()).is_none_or(|der| der.is_empty()),
                "{other}"
            );
        }
        assert!(read(&vec![b':'; LONGEST + 1]).is_none());
    }
}
