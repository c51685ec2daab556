//! The three promises of a registration with their real times (R9).

use super::{
    components::{StepState, TimelineStep},
    words,
};
use domain::{
    event::{MessageState, Template},
    professional::Professional,
    promise::{Done, Promise, Standing},
};
use jiff::Timestamp;
use store::{StoreError, Tx};

/// Registered, then the number mailed within 30 minutes, in the directory within 24 hours, e-CPS ready within 48.
pub async fn of(
    tx: &mut Tx,
    professional: &Professional,
    now: Timestamp,
) -> Result<Vec<TimelineStep>, StoreError> {
    let messages = store::message::of_professional(tx, professional.id).await?;
    let mail = messages
        .iter()
        .find(|message| message.template == Template::RegistrationMail);
    let mailed = mail
        .filter(|mail| mail.state == MessageState::Sent)
        .and_then(|mail| mail.settled_at);
    let refused = mail
        .is_some_and(|mail| matches!(mail.state, MessageState::Refused | MessageState::GivenUp));
    let published = store::directory::first_published(tx, professional.id).await?;
    let prepared = store::ecps::prepared_at(tx, professional.id).await?;
    let done = Done {
        mailed,
        published,
        prepared,
    };
    let is_late = |promise: Promise| {
        promise.standing(professional.registered_at, &done, now) == Standing::Overdue
    };
    let mail_promise = if refused {
        "Le serveur du destinataire refuse cette adresse\u{a0}: vérifiez-la avec la personne."
    } else {
        "Promis sous 30 minutes."
    };
    let mut steps = vec![step(
        "Enregistré",
        "",
        Some(professional.registered_at),
        StepState::Done,
    )];
    // The mail is a row of the registration: without it, it was erased in its time (J3).
    if mail.is_some() {
        steps.push(promise(
            "Numéro envoyé par courriel",
            mail_promise,
            mailed,
            is_late(Promise::Mail) || refused,
        ));
    }
    steps.push(promise(
        "Visible dans l’annuaire",
        "Promis sous 24 heures.",
        published,
        is_late(Promise::Directory),
    ));
    steps.push(promise(
        "e\u{2011}CPS prête à activer",
        "Promis sous 48 heures.",
        prepared,
        is_late(Promise::Ecps),
    ));
    let held = store::professional::held_until(tx, professional.id).await?;
    if let (Some(until), Some(last)) = (held.filter(|until| *until > now), steps.last_mut()) {
        last.detail = format!(
            "Son activation attend jusqu’au {}\u{a0}: un gestionnaire a changé les coordonnées, et l’ancienne adresse ne l’a pas confirmé.",
            words::date_time(until)
        );
    }
    Ok(steps)
}

fn promise(label: &str, detail: &str, at: Option<Timestamp>, is_late: bool) -> TimelineStep {
    let state = match (at, is_late) {
        (Some(_), _) => StepState::Done,
        (None, true) => StepState::Late,
        (None, false) => StepState::Current,
    };
    step(label, if at.is_some() { "" } else { detail }, at, state)
}

fn step(label: &str, detail: &str, at: Option<Timestamp>, state: StepState) -> TimelineStep {
    TimelineStep {
        label: label.into(),
        detail: detail.into(),
        at: at.map(words::moment),
        state,
    }
}
