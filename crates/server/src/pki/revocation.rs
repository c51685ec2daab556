//! Certificates revoked, and the lists that say so.

use super::{Authority, REGISTER, Signer, certificate as x509, der, key, key::Key};
use anyhow::{Context as _, bail};
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use std::{fs, path::Path};

/// One line for each certificate revoked: issuer, serial, instant.
const REVOKED: &str = "revoques.txt";

impl Authority {
    /// Revoke a certificate, by its serial in hexadecimal or by its file; the list is to be written then.
    pub fn revoke(&self, which: &str, at: Timestamp) -> anyhow::Result<String> {
        let serial = match Path::new(which) {
            file if file.is_file() => serial_of(file)?,
            _ => which.to_lowercase(),
        };
        let register = fs::read_to_string(self.folder.join(REGISTER)).unwrap_or_default();
        let mut lines = register.lines().map(|line| line.split(' '));
        let signer = lines.find_map(|mut line| (line.next() == Some(&serial)).then(|| line.next()));
        let signer = signer.flatten();
        let signer = signer.with_context(|| format!("{which} was not issued here"))?;
        self.append(REVOKED, &format!("{signer} {serial} {at}\n"))?;
        Ok(serial)
    }

    /// Write the revocation list of each authority, to be replaced within `life`.
    pub fn write_lists(&self, at: Timestamp, life: SignedDuration) -> anyhow::Result<()> {
        let revoked = fs::read_to_string(self.folder.join(REVOKED)).unwrap_or_default();
        for signer in Signer::ALL {
            let lines = revoked.lines().filter_map(|line| {
                let mut words = line.split(' ');
                (words.next() == Some(signer.file())).then(|| (words.next(), words.next()))
            });
            let mut entries = Vec::new();
            for line in lines {
                let (Some(serial), Some(at)) = line else {
                    bail!("{REVOKED} cannot be read");
                };
                let serial = HEXLOWER.decode(serial.as_bytes())?;
                entries.push(der::sequence(&[
                    der::integer(&serial),
                    der::time(at.parse()?),
                ]));
            }
            let key = self.key(signer)?;
            let list = key.signed(list_body(signer, &key, &entries, (at, at + life)))?;
            // Replaced in one move: nobody reads half a list.
            let (path, half) = (self.list(signer), self.list(signer).with_extension("tmp"));
            fs::write(&half, &list)
                .and_then(|()| fs::rename(&half, &path))
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

/// The part of a revocation list that is signed.
fn list_body(
    signer: Signer,
    key: &Key,
    revoked: &[Vec<u8>],
    (at, next): (Timestamp, Timestamp),
) -> Vec<u8> {
    let number = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let extensions = [x509::authority_key(&key.id()), x509::list_number(number)];
    let mut parts = vec![
        der::integer(&[1]),
        key::algorithm(),
        signer.subject(),
        der::time(at),
        der::time(next),
    ];
    if !revoked.is_empty() {
        parts.push(der::sequence(revoked));
    }
    parts.push(der::context(0, &der::sequence(&extensions)));
    der::sequence(&parts)
}

fn serial_of(file: &Path) -> anyhow::Result<String> {
    let der = CertificateDer::from_pem_file(file);
    let der = der.with_context(|| format!("{} is not a certificate", file.display()))?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&der)?;
    Ok(HEXLOWER.encode(certificate.raw_serial()))
}
