//! Where a request is, as a timeline: what happened, what happens next and when (D2, D3).

use crate::portal::{
    components::{StepState, TimelineStep},
    words,
};
use domain::{
    access::paris_day,
    request::{LASTS_DAYS, RequestState},
};
use jiff::{SignedDuration, Timestamp};
use store::request::Kept;

#[must_use]
pub fn of(kept: &Kept) -> Vec<TimelineStep> {
    let request = &kept.request;
    let until = request.waits_since + SignedDuration::from_hours(24 * LASTS_DAYS);
    let until = words::date(paris_day(until));
    let mut steps = vec![step(
        "Demande envoyée",
        String::new(),
        Some(request.sent_at),
        StepState::Done,
    )];
    let met = "Un gestionnaire la lit et vous rencontre";
    match request.state {
        RequestState::Waiting => steps.push(step(
            met,
            format!("Apportez la pièce d’identité que vous avez indiquée. Sans réponse le {until}, la demande expire."),
            None,
            StepState::Current,
        )),
        RequestState::Returned => {
            steps.push(step(
                "À vous\u{a0}: corrigez, puis renvoyez",
                format!("Jusqu’au {until}."),
                Some(request.waits_since),
                StepState::Current,
            ));
            steps.push(step(met, String::new(), None, StepState::Waiting));
        }
        RequestState::Accepted => steps.push(step(met, String::new(), kept.settled_at, StepState::Done)),
        RequestState::Refused => {
            steps.push(step("Demande refusée", String::new(), kept.settled_at, StepState::Late));
            return steps;
        }
        RequestState::Withdrawn => {
            steps.push(step("Demande retirée par vous", String::new(), kept.settled_at, StepState::Done));
            return steps;
        }
        RequestState::Expired => {
            let detail = "Personne n’a répondu à temps, ou elle n’a pas été corrigée.".to_owned();
            steps.push(step("Demande expirée", detail, kept.settled_at, StepState::Late));
            return steps;
        }
    }
    let accepted = request.state == RequestState::Accepted;
    steps.push(step(
        "Votre numéro RPPS arrive par courriel",
        "Dans les minutes qui suivent l’acceptation\u{a0}; l’annuaire et l’e\u{2011}CPS ensuite."
            .to_owned(),
        kept.settled_at.filter(|_| accepted),
        if accepted {
            StepState::Done
        } else {
            StepState::Waiting
        },
    ));
    steps
}

fn step(label: &str, detail: String, at: Option<Timestamp>, state: StepState) -> TimelineStep {
    TimelineStep {
        label: label.into(),
        detail,
        at: at.map(words::moment),
        state,
    }
}
