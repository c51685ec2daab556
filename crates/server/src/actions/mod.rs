//! What the system does: one verb, one file. Called by the portal, the command line, imports and jobs.

mod accept_application;
mod accept_request;
mod add_situation;
mod answer_review;
mod apply_departures;
mod ask_code;
mod ask_link;
mod ask_own_file;
mod ask_replacement;
mod attest_registration;
mod change_contact;
mod change_habilitation;
mod change_own_contact;
mod change_practice;
mod change_situation;
mod close_planned_ends;
mod close_situation;
mod compare_staff;
mod confirm_contact;
mod confirm_departures;
mod contest_identity;
mod correct_identity;
mod create_officer;
mod depart_manager;
mod end_contract;
mod end_reviews;
mod enter_by_link;
mod enter_own_file;
mod escalate_reviews;
mod expire_cards;
mod expire_requests;
mod facts;
mod give_up_message;
mod grant_habilitation;
mod hand_in_form;
mod look_up;
mod make_api_key;
mod move_card;
mod name_account;
mod name_delegate;
mod open_file;
mod open_review;
mod open_reviews;
mod order_card;
mod prepare_ecps;
mod record_completions;
mod record_form;
mod register_passkey;
mod register_professional;
mod remind_of_cards;
mod remind_of_requests;
mod remind_of_reviews;
mod remove_passkey;
mod renew_cde;
mod reopen_situation;
mod report_death;
mod restart_job;
mod restart_message;
mod restart_messages;
mod resubmit_application;
mod revoke_api_key;
mod revoke_card;
mod send_request;
mod settle_contested_identity;
mod settle_move;
mod sign_in;
mod sign_out;
mod submit_contract;
mod take_application;
mod turn_down_application;
mod turn_down_request;
mod withdraw_habilitation;
mod withdraw_request;

pub use accept_application::accept_application;
pub use accept_request::{accept_request, add_requested_situation};
pub use add_situation::add_situation;
pub use answer_review::answer_review;
pub use apply_departures::{apply_departures, stop_departures};
pub use ask_code::{CannotAskCode, Opened, ask_code};
pub use ask_link::{CannotAskLink, ask_link};
pub use ask_own_file::{CannotAskOwnFile, Sought, ask_own_file};
pub use ask_replacement::{ask_replacement, covering};
pub use attest_registration::{CannotAttest, attest_registration};
pub use change_contact::change_contact;
pub use change_habilitation::change_habilitation;
pub use change_own_contact::{
    CannotChangeOwn, Proof, ask_new_email, ask_new_mobile, change_own_contact,
};
pub use change_practice::change_practice;
pub use change_situation::change_situation;
pub use close_planned_ends::close_planned_ends;
pub use close_situation::{Ended, close_situation};
pub use compare_staff::{Listed, compare_staff, list_leavers};
pub use confirm_contact::{CannotConfirmContact, confirm_contact};
pub use confirm_departures::confirm_departures;
pub use contest_identity::contest_identity;
pub use correct_identity::correct_identity;
pub use create_officer::{Created, create_officer};
pub use depart_manager::{Departed, depart_manager};
pub use end_contract::end_contract;
pub use end_reviews::end_reviews;
pub use enter_by_link::{CannotEnter, Entered, enter_by_link};
pub use enter_own_file::{CannotEnterOwnFile, Verified, enter_own_file};
pub use escalate_reviews::escalate_reviews;
pub use expire_cards::expire_cards;
pub use expire_requests::expire_requests;
pub use facts::Facts;
pub use give_up_message::give_up_message;
pub use grant_habilitation::{grant_habilitation, readiness};
pub use hand_in_form::hand_in_form;
pub use look_up::{Looked, is_over_limit, look_up, note};
pub use make_api_key::{CannotMakeApiKey, make_api_key};
pub use move_card::move_card;
pub use name_account::name_account;
pub use name_delegate::name_delegate;
pub use open_file::open_file;
pub use open_review::open_review;
pub use open_reviews::open_reviews;
pub use order_card::order_card;
pub use prepare_ecps::prepare_ecps;
pub use record_completions::{Coded, Recorded, import_completions, pass_course};
pub use record_form::record_form;
pub use register_passkey::{CannotRegisterKey, NewKey, register_passkey};
pub use register_professional::register_professional;
pub use remind_of_cards::remind_of_cards;
pub use remind_of_requests::remind_of_requests;
pub use remind_of_reviews::remind_of_reviews;
pub use remove_passkey::{CannotRemoveKey, remove_passkey};
pub use renew_cde::renew_cde;
pub use reopen_situation::reopen_situation;
pub use report_death::report_death;
pub use restart_job::restart_job;
pub use restart_message::restart_message;
pub use restart_messages::restart_messages;
pub use resubmit_application::resubmit_application;
pub use revoke_api_key::{CannotRevokeApiKey, revoke_api_key};
pub use revoke_card::revoke_card;
pub use send_request::send_request;
pub use settle_contested_identity::settle_contested_identity;
pub use settle_move::settle_move;
pub use sign_in::{CannotSignIn, Signed, sign_in};
pub use sign_out::sign_out;
pub use submit_contract::{Submitted, contract_facts, submit_contract};
pub use take_application::take_application;
pub use turn_down_application::turn_down_application;
pub use turn_down_request::turn_down_request;
pub use withdraw_habilitation::withdraw_habilitation;
pub use withdraw_request::withdraw_request;

use crate::world::World;
use domain::refusal::{Refusal, Refusals};
use std::{future::Future, time::Duration};
use store::{Act, By, StoreError, journal_refusal};

/// Why an action did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error<R> {
    /// The rules refuse it: nothing was written, and the person must read why.
    #[error("refused")]
    Refused(Refusals<R>),
    /// The session, its grant or its credential ended meanwhile.
    #[error("signed out")]
    SignedOut,
    /// Another act came first: run again, this one will see what the other wrote.
    #[error("overtaken: {0}")]
    Overtaken(StoreError),
    #[error("failed: {0:#}")]
    Failed(anyhow::Error),
}

impl<R> From<Refusals<R>> for Error<R> {
    fn from(refusals: Refusals<R>) -> Self {
        Self::Refused(refusals)
    }
}

impl<R> Error<R> {
    /// A refusal for one reason.
    pub fn no(reason: R) -> Self {
        Self::Refused(reason.into())
    }

    /// The same, in the words of the wider act that this one is part of.
    pub fn map<S>(self, wider: impl Fn(R) -> S) -> Error<S> {
        match self {
            Self::Refused(reasons) => Error::Refused(reasons.map(wider)),
            Self::SignedOut => Error::SignedOut,
            Self::Overtaken(cause) => Error::Overtaken(cause),
            Self::Failed(cause) => Error::Failed(cause),
        }
    }
}

impl<R> From<StoreError> for Error<R> {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::SignedOut => Self::SignedOut,
            StoreError::Taken(_) | StoreError::Busy(_) | StoreError::NumbersToReserve => {
                Self::Overtaken(error)
            }
            _ => Self::Failed(error.into()),
        }
    }
}

/// How often an overtaken act is run.
const TRIES: u32 = 4;

/// Run an action in an act of its own, and again when another act came first: a unique index that refused a
/// row becomes, the second time, a fact that the rules can speak of. A refusal is journaled (J1).
pub async fn run<T, R, F>(
    world: &World,
    by: By,
    name: &'static str,
    action: impl Fn(Act) -> F,
) -> Result<T, Error<R>>
where
    R: Refusal,
    F: Future<Output = Result<T, Error<R>>>,
{
    let mut tries = 1;
    loop {
        let done = match Act::begin(&world.store, by).await {
            Ok(act) => action(act).await,
            Err(error) => Err(error.into()),
        };
        match done {
            Err(Error::Overtaken(cause)) if tries < TRIES => {
                tracing::debug!(action = name, tries, %cause, "an act was overtaken and runs again");
                tokio::time::sleep(Duration::from_millis(u64::from(tries) * 10)).await;
                tries += 1;
            }
            Err(Error::Overtaken(cause)) => return Err(Error::Failed(cause.into())),
            Err(Error::Refused(reasons)) => {
                let codes = reasons
                    .iter()
                    .map(|reason| reason.code().to_owned())
                    .collect();
                journal_refusal(&world.store, by, name, codes).await?;
                return Err(Error::Refused(reasons));
            }
            done => return done,
        }
    }
}
