//! The ways out: mails and SMS, to the world, to files, or to memory.

mod mail;
mod sms;
mod text;

pub use mail::Mailer;
pub use sms::Texter;
pub use text::{Text, render};

use crate::config::Config;
use std::sync::{Arc, Mutex};

/// How messages leave.
#[derive(Clone)]
pub struct Outside {
    pub mail: Mailer,
    pub sms: Texter,
}

/// One message that left, as a test or the demonstration reads it.
#[derive(Clone, Debug)]
pub struct Left {
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// What left, kept in memory.
pub type Memory = Arc<Mutex<Vec<Left>>>;

/// Why a message did not leave.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// The way out is closed for now: try again later.
    #[error("{0}")]
    Later(String),
    /// The recipient's side said no for good.
    #[error("{0}")]
    Never(String),
}

impl Outside {
    /// The ways out that the configuration names; says what is missing.
    pub fn from_config(config: &Config) -> anyhow::Result<Self> {
        Ok(Self {
            mail: Mailer::from_config(&config.mail)?,
            sms: Texter::from_config(&config.sms)?,
        })
    }
}
