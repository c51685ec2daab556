//! A test authority in a folder of plain files: look-alikes of the national health authorities and of their cards.
//! It is for tests, demonstrations and trials: real cards come from the agency.

mod card;
mod certificate;
mod der;
mod key;
mod pkcs12;
mod revocation;

pub use aws_lc_rs::rsa::KeySize;
pub use card::{Kind, Order, Profile};

use anyhow::{Context as _, bail};
use aws_lc_rs::rand;
use certificate::{self as x509, Contents, Usage};
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use key::Key;
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The authorities, each with the name of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signer {
    Root,
    /// Of CDE and CPE.
    Standard,
    /// Of CPS and CPF.
    Strong,
}

impl Signer {
    const ALL: [Self; 3] = [Self::Root, Self::Standard, Self::Strong];

    const fn file(self) -> &'static str {
        match self {
            Self::Root => "racine",
            Self::Standard => "standard-personnes",
            Self::Strong => "fort-personnes",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Root => "TEST RACINE STANDARD",
            Self::Standard => "TEST AC IGC-SANTE STANDARD PERSONNES",
            Self::Strong => "TEST AC IGC-SANTE FORT PERSONNES",
        }
    }

    fn subject(self) -> Vec<u8> {
        x509::name(&[
            &[(x509::COUNTRY, "FR")],
            &[(x509::ORGANISATION, "TEST")],
            &[(x509::COMMON_NAME, self.name())],
        ])
    }
}

/// The folder of a test authority.
#[derive(Clone, Debug)]
pub struct Authority {
    folder: PathBuf,
}

/// A certificate just issued, with its files: `….pem`, `….key` and `….p12`.
pub struct Issued {
    /// In hexadecimal.
    pub serial: String,
    /// Without its ending.
    pub file: PathBuf,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// One line for each certificate issued: serial, issuer, number.
const REGISTER: &str = "emis.txt";

impl Authority {
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    #[must_use]
    pub fn exists(&self) -> bool {
        self.path(Signer::Root.file(), "key").exists()
    }

    /// Where the files of a card's certificate are, without their ending.
    #[must_use]
    pub fn file_of(&self, number: &str) -> PathBuf {
        self.folder.join(card_file(number))
    }

    /// Draw the keys and certificates of the authorities, valid ten years from `at`, and their first lists.
    pub fn init(&self, size: KeySize, at: Timestamp) -> anyhow::Result<()> {
        if self.exists() {
            bail!("{} holds an authority already", self.folder.display());
        }
        for folder in ["", "cartes", "crl"] {
            let folder = self.folder.join(folder);
            fs::create_dir_all(&folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        for signer in Signer::ALL {
            self.init_one(signer, size, at)?;
        }
        self.write_lists(at, DAY * 7)
    }

    fn init_one(&self, signer: Signer, size: KeySize, at: Timestamp) -> anyhow::Result<()> {
        let key = Key::draw(size)?;
        self.write_key(signer.file(), &key)?;
        let root = self.key(Signer::Root)?;
        let depth = (signer != Signer::Root).then_some(0);
        let mut extensions = x509::keys(&key.id(), &root.id()).to_vec();
        extensions.extend([x509::authority(depth), x509::key_usage(Usage::Authority)]);
        let contents = Contents {
            serial: draw_serial()?,
            subject: signer.subject(),
            from: at - DAY,
            until: at + DAY * 3650,
            public_key: key.public()?,
            extensions,
        };
        let der = root.signed(x509::body(contents, &Signer::Root.subject()))?;
        self.write(
            signer.file(),
            "pem",
            der::pem("CERTIFICATE", &der).as_bytes(),
        )
    }

    /// The certificates of the authorities, for `card.authorities`.
    #[must_use]
    pub fn certificates(&self) -> Vec<PathBuf> {
        Signer::ALL
            .map(|signer| self.path(signer.file(), "pem"))
            .into()
    }

    /// The revocation lists, for `card.crls`.
    #[must_use]
    pub fn lists(&self) -> Vec<PathBuf> {
        Signer::ALL.map(|signer| self.list(signer)).into()
    }

    /// A card's certificate, with a key of its own; the password is that of its PKCS#12.
    pub fn issue(&self, order: &Order, password: &str) -> anyhow::Result<Issued> {
        let signer = if order.kind.is_of_structure() {
            Signer::Standard
        } else {
            Signer::Strong
        };
        let (key, issuer) = (Key::draw(KeySize::Rsa2048)?, self.key(signer)?);
        let serial = draw_serial()?;
        let keys = x509::keys(&key.id(), &issuer.id());
        let contents = order.contents(serial.clone(), key.public()?, &keys);
        let leaf = issuer.signed(x509::body(contents, &signer.subject()))?;
        let serial = HEXLOWER.encode(&serial);
        let label = match order.profile {
            Profile::Authentication => "",
            Profile::Signature => "-signature",
        };
        let file = card_file(&order.number) + label;
        self.write_chain(&file, &leaf, signer)?;
        self.write_key(&file, &key)?;
        let bundle = pkcs12::Bundle {
            key: &key.private()?,
            chain: &[leaf, self.certificate(signer)?],
            label: &format!(
                "{} {} {}",
                order.kind.name(),
                order.first_name,
                order.last_name
            ),
        };
        self.write(&file, "p12", &pkcs12::seal(&bundle, password)?)?;
        let line = format!("{serial} {} {}\n", signer.file(), order.number);
        self.append(REGISTER, &line)?;
        Ok(Issued {
            serial,
            file: self.folder.join(file),
        })
    }

    /// A certificate for the card port of `host`: `serveur.pem` with its chain, and `serveur.key`.
    pub fn issue_server(&self, host: &str, at: Timestamp) -> anyhow::Result<()> {
        let (key, issuer) = (Key::draw(KeySize::Rsa2048)?, self.key(Signer::Standard)?);
        let mut extensions = x509::keys(&key.id(), &issuer.id()).to_vec();
        extensions.extend([
            x509::key_usage(Usage::DigitalSignature),
            x509::extended_usage(&[x509::SERVER]),
            x509::hosts(host),
        ]);
        let contents = Contents {
            serial: draw_serial()?,
            subject: x509::name(&[&[(x509::COMMON_NAME, host)]]),
            from: at - DAY,
            until: at + DAY * 397,
            public_key: key.public()?,
            extensions,
        };
        let der = issuer.signed(x509::body(contents, &Signer::Standard.subject()))?;
        self.write_chain("serveur", &der, Signer::Standard)?;
        self.write_key("serveur", &key)
    }

    /// The certificate and the key of the card port.
    #[must_use]
    pub fn server(&self) -> [PathBuf; 2] {
        [self.path("serveur", "pem"), self.path("serveur", "key")]
    }

    fn path(&self, file: &str, ending: &str) -> PathBuf {
        self.folder.join(format!("{file}.{ending}"))
    }

    fn list(&self, signer: Signer) -> PathBuf {
        self.folder.join(format!("crl/{}.crl", signer.file()))
    }

    fn key(&self, signer: Signer) -> anyhow::Result<Key> {
        Key::read(&self.path(signer.file(), "key"))
            .context("`rpps pki init` makes the authority first")
    }

    fn certificate(&self, signer: Signer) -> anyhow::Result<Vec<u8>> {
        let path = self.path(signer.file(), "pem");
        let certificate = CertificateDer::from_pem_file(&path);
        let certificate =
            certificate.with_context(|| format!("{} is not a certificate", path.display()))?;
        Ok(certificate.to_vec())
    }

    /// A certificate followed by its issuer's, as servers and clients send them.
    fn write_chain(&self, file: &str, leaf: &[u8], signer: Signer) -> anyhow::Result<()> {
        let issuer = der::pem("CERTIFICATE", &self.certificate(signer)?);
        let chain = der::pem("CERTIFICATE", leaf) + &issuer;
        self.write(file, "pem", chain.as_bytes())
    }

    fn write(&self, file: &str, ending: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.path(file, ending);
        fs::write(&path, content).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Readable by its owner alone.
    fn write_key(&self, file: &str, key: &Key) -> anyhow::Result<()> {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        let path = self.path(file, "key");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let text = der::pem("PRIVATE KEY", &key.private()?);
        let written = options
            .open(&path)
            .and_then(|mut open| open.write_all(text.as_bytes()));
        written.with_context(|| format!("{} cannot be written", path.display()))
    }

    fn append(&self, file: &str, line: &str) -> anyhow::Result<()> {
        use std::io::Write as _;
        let path = self.folder.join(file);
        let written = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(&path)
            .and_then(|mut open| open.write_all(line.as_bytes()));
        written.with_context(|| format!("{} cannot be written", path.display()))
    }
}

fn card_file(number: &str) -> String {
    format!("cartes/{}", number.replace('/', "-"))
}

/// 127 random bits, so that the number is positive.
fn draw_serial() -> anyhow::Result<Vec<u8>> {
    let mut serial = [0; 16];
    rand::fill(&mut serial).map_err(|_| anyhow::anyhow!("no random bytes"))?;
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(serial.to_vec())
}
