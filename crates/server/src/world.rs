//! What every part of the program is given: data, clock, ways out, settings.

use crate::{config::Config, outside::Outside, web::rate::Rates};
use anyhow::Context as _;
use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use std::{ops::Deref, sync::Arc};
use store::{Db, Store};

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
    /// The operator's own style sheet.
    pub theme: String,
    key: hmac::Key,
}

impl Deref for World {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl World {
    /// Fails when the operator's style sheet cannot be read.
    pub fn new(store: Store, config: Config, outside: Outside, demo: bool) -> anyhow::Result<Self> {
        let theme = match config.theme.as_str() {
            "" => String::new(),
            path => std::fs::read_to_string(path)
                .with_context(|| format!("theme = {path:?} cannot be read"))?,
        };
        let key = hmac::Key::new(hmac::HMAC_SHA256, config.secret.as_bytes());
        let rates = Rates::new(config.limits.requests_per_minute);
        Ok(Self(Arc::new(Inner {
            store,
            config,
            outside,
            demo,
            rates,
            theme,
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

/// What the database keeps of a secret.
#[must_use]
pub fn hash_secret(secret: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, secret.as_bytes()).as_ref())
}
