//! What every part of the program is given: data, clock, ways out, settings.

use crate::{card::Trust, config::Config, outside::Outside, web::rate::Rates};
use anyhow::Context as _;
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    constant_time::verify_slices_are_equal,
    digest::{SHA256, digest},
    hmac,
};
use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use domain::{
    event::{About, Code, Link, Template},
    id::Id,
    training::CheckCode,
};
use std::{ops::Deref, sync::Arc};
use store::{
    Db, Store, StoreError,
    housekeeping::link::{self, Good},
};

/// The world around an act. Cheap to clone.
#[derive(Clone)]
pub struct World(Arc<Inner>);

pub struct Inner {
    pub store: Store,
    pub config: Config,
    pub outside: Outside,
    /// Personas, a page of messages, the style guide: `rpps demo` alone has them.
    pub demo: bool,
    pub rates: Rates,
    /// How often one address checks codes of attestations.
    pub code_checks: Rates,
    /// The operator's own style sheet.
    pub theme: String,
    /// The authorities of cards; none when this node has no port for them.
    pub trust: Option<Trust>,
    key: hmac::Key,
}

impl Deref for World {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl World {
    /// Fails when the operator's style sheet, or a file of the authorities of cards, cannot be used.
    pub fn new(store: Store, config: Config, outside: Outside, demo: bool) -> anyhow::Result<Self> {
        let theme = match config.theme.as_str() {
            "" => String::new(),
            path => std::fs::read_to_string(path)
                .with_context(|| format!("theme = {path:?} cannot be read"))?,
        };
        let trust = config.card.is_open().then(|| Trust::open(&config.card));
        let trust = trust.transpose()?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, config.secret.as_bytes());
        let rates = Rates::new(config.limits.requests_per_minute);
        let code_checks = Rates::new(config.limits.code_checks_per_minute);
        Ok(Self(Arc::new(Inner {
            store,
            config,
            outside,
            demo,
            rates,
            code_checks,
            theme,
            trust,
            key,
        })))
    }

    #[must_use]
    pub fn db(&self) -> &Db {
        &self.store.db
    }

    /// A token that only this service can make for `subject`, in capital letters and digits.
    #[must_use]
    pub fn seal(&self, subject: &str) -> String {
        BASE32_NOPAD.encode(hmac::sign(&self.key, subject.as_bytes()).as_ref())
    }

    /// Lock a text away: only this service can read it, and only as `subject`.
    pub fn lock(&self, subject: &str, text: &str) -> anyhow::Result<String> {
        let mut sealed = text.as_bytes().to_vec();
        let nonce = self
            .box_key()?
            .seal_in_place_append_tag(Aad::from(subject), &mut sealed);
        let nonce = nonce.map_err(|_| anyhow::anyhow!("a text cannot be sealed"))?;
        Ok(BASE64.encode(&[nonce.as_ref().as_slice(), &sealed].concat()))
    }

    /// Read a text that was locked away; none when it is not ours, or not of `subject`.
    #[must_use]
    pub fn unlock(&self, subject: &str, locked: &str) -> Option<String> {
        let bytes = BASE64.decode(locked.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let text = self
            .box_key()
            .ok()?
            .open_in_place(nonce, Aad::from(subject), &mut sealed)
            .ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// Where a one-time link leads: its secret is a seal, so that nothing of it is stored, and sending again sends
    /// the same.
    #[must_use]
    pub fn link_path(&self, link: Id<Link>) -> String {
        format!("/connexion/lien/{}", self.link_tail(link))
    }

    /// The same for the first passkey of an officer.
    #[must_use]
    pub fn key_path(&self, link: Id<Link>) -> String {
        format!("/connexion/cle/{}", self.link_tail(link))
    }

    /// The same for the door of somebody's own file.
    #[must_use]
    pub fn own_file_path(&self, link: Id<Link>) -> String {
        format!("/connexion/dossier/lien/{}", self.link_tail(link))
    }

    /// What a message carries that serves once: the path of a link, the digits of a code; empty for the others.
    #[must_use]
    pub fn once(&self, template: Template, about: About) -> String {
        match (about, template) {
            (About::Link(link), Template::OwnFileLinkMail) => self.own_file_path(link),
            (About::Link(link), Template::NewEmailMail) => {
                format!("/mon-dossier/adresse/{}", self.link_tail(link))
            }
            (About::Link(link), Template::ContactConfirmMail) => {
                format!("/coordonnees/confirmer/{}", self.link_tail(link))
            }
            (About::Link(link), _) => self.link_path(link),
            (About::Code(code), _) => self.digits(code),
            _ => String::new(),
        }
    }

    /// The six digits of a code: made from its id under the service's secret, as the secret of a link is.
    #[must_use]
    pub fn digits(&self, code: Id<Code>) -> String {
        let tag = hmac::sign(&self.key, format!("code {code}").as_bytes());
        let number = tag
            .as_ref()
            .iter()
            .take(8)
            .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// Are these the digits of the code? In constant time.
    #[must_use]
    pub fn is_digits(&self, code: Id<Code>, typed: &str) -> bool {
        verify_slices_are_equal(self.digits(code).as_bytes(), typed.as_bytes()).is_ok()
    }

    fn link_tail(&self, link: Id<Link>) -> String {
        format!("{link}/{}", self.seal(&format!("link {link}")))
    }

    /// The link of a path, if its secret is ours, compared in constant time, and it is still good.
    pub async fn link(
        &self,
        id: &str,
        secret: &str,
    ) -> Result<Option<(Id<Link>, Good)>, StoreError> {
        let id = id.parse::<Id<Link>>().ok();
        let ours = id.filter(|id| self.is_seal(&format!("link {id}"), secret));
        let Some(id) = ours else {
            return Ok(None);
        };
        Ok(link::good(&self.store, id).await?.map(|good| (id, good)))
    }

    /// The key of locked texts, apart from that of tokens.
    fn box_key(&self) -> anyhow::Result<RandomizedNonceKey> {
        let key = hmac::sign(&self.key, b"locked texts");
        RandomizedNonceKey::new(&AES_256_GCM, key.as_ref())
            .map_err(|_| anyhow::anyhow!("the key of locked texts"))
    }

    /// Is this the token of `subject`? In constant time.
    #[must_use]
    pub fn is_seal(&self, subject: &str, token: &str) -> bool {
        BASE32_NOPAD
            .decode(token.as_bytes())
            .is_ok_and(|tag| hmac::verify(&self.key, subject.as_bytes(), &tag).is_ok())
    }
}

/// A secret of 256 bits, in capital letters and digits: session tokens and the like.
pub fn draw_secret() -> anyhow::Result<String> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the system gives no random bytes"))?;
    Ok(BASE32_NOPAD.encode(&bytes))
}

/// The code of an attestation: 80 bits of chance.
pub fn draw_check_code() -> anyhow::Result<CheckCode> {
    let secret = draw_secret()?;
    Ok(secret[..16].parse()?)
}

/// What the database keeps of a secret.
#[must_use]
pub fn hash_secret(secret: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, secret.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::{Mailer, Texter};
    use store::{Clock, Ids, Numbers};

    async fn world(secret: &str) -> World {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("x.db").display());
        Db::create_file(&url).await.unwrap();
        let db = Db::open(&url, 1).await.unwrap();
        let store = Store::new(
            db,
            Clock::System,
            Ids::Random,
            Numbers::new(9_970_000_000..9_970_001_000),
        );
        let outside = Outside {
            mail: Mailer::Memory(Arc::default()),
            sms: Texter::Closed,
        };
        let config = Config {
            secret: secret.to_owned(),
            ..Config::default()
        };
        World::new(store, config, outside, false).unwrap()
    }

    #[tokio::test]
    async fn what_is_sealed_or_locked_is_read_by_the_same_service_for_the_same_subject_alone() {
        let (ours, theirs) = (world(&"a".repeat(32)).await, world(&"b".repeat(32)).await);
        let (token, locked) = (ours.seal("session 1"), ours.lock("form 1", "Zoé").unwrap());
        assert!(ours.is_seal("session 1", &token));
        assert!(
            !ours.is_seal("session 2", &token)
                && !theirs.is_seal("session 1", &token)
                && !ours.is_seal("session 1", "")
        );
        assert_eq!(ours.unlock("form 1", &locked).as_deref(), Some("Zoé"));
        assert_eq!(
            (
                ours.unlock("form 2", &locked),
                theirs.unlock("form 1", &locked),
                ours.unlock("form 1", "x")
            ),
            (None, None, None)
        );
        assert_ne!(locked, ours.lock("form 1", "Zoé").unwrap());
    }

    #[tokio::test]
    async fn a_code_has_six_digits_of_its_own_under_the_secret_of_the_service() {
        let (ours, theirs) = (world(&"a".repeat(32)).await, world(&"b".repeat(32)).await);
        let at = ours.store.clock.now();
        let (code, other) = (ours.store.ids.draw(at), ours.store.ids.draw(at));
        let digits = ours.digits(code);
        assert!(digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(ours.is_digits(code, &digits) && !ours.is_digits(code, ""));
        let differ = (0..20).any(|_| {
            let code = ours.store.ids.draw(at);
            ours.digits(code) != theirs.digits(code) && ours.digits(code) != ours.digits(other)
        });
        assert!(differ);
    }
}
