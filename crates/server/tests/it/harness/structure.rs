//! People of the centralised contract beyond those of the stage, by the actions of the chain.

use super::App;
use domain::access::{Actor, Means};
use server::demo::chain::{self, Chain, Somebody};

/// Somebody new; `subject` names their mailbox too.
pub const fn somebody(subject: &str) -> Somebody<'_> {
    Somebody {
        subject,
        first_name: "Paul",
        last_name: "Girard",
        job: "Chef de service",
    }
}

impl App {
    /// A persona, signed in elsewhere.
    pub async fn actor(&self, subject: &str) -> Actor {
        let signed = chain::sign_in(&self.world, Means::Persona, subject).await;
        signed.unwrap().actor
    }

    /// The agency at work.
    pub async fn chain(&self) -> Chain<'_> {
        Chain::at_work(&self.world).await.unwrap()
    }
}
