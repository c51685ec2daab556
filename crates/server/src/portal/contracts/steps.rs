//! Where a request is, as a timeline: handed in, signed, looked at, card, in force (C3).

use super::labels;
use crate::portal::{
    components::{StepState, TimelineStep},
    words,
};
use domain::{
    card::{Card, CardKind, CardState},
    contract::{ApplicationState, Contract, ContractState},
};
use jiff::Timestamp;
use store::application::Kept;

#[must_use]
pub fn of(kept: &Kept, contract: &Contract, cards: &[Card]) -> Vec<TimelineStep> {
    let request = &kept.application;
    let mut steps = vec![
        step(
            "Demande transmise",
            "",
            Some(request.submitted_at),
            StepState::Done,
        ),
        match request.form_came_at {
            Some(at) => step("Formulaire F101 signé, reçu", "", Some(at), StepState::Done),
            None => step(
                "Formulaire F101 signé, reçu",
                "Signez-le, puis déposez-le ici ou envoyez-le à l’agence.",
                None,
                StepState::Current,
            ),
        },
    ];
    let (label, tone) = match request.state {
        ApplicationState::Submitted => ("L’agence examine la demande.", StepState::Current),
        ApplicationState::Returned => ("À vous\u{a0}: corrigez, puis renvoyez.", StepState::Late),
        ApplicationState::Accepted => ("", StepState::Done),
        ApplicationState::Refused => ("", StepState::Late),
    };
    let decided = match request.state {
        ApplicationState::Refused => "Demande refusée",
        _ => "Demande acceptée",
    };
    steps.push(step(decided, label, None, tone));
    if request.state == ApplicationState::Refused {
        return steps;
    }
    let cdes = cards.iter().filter(|card| card.kind == CardKind::Cde);
    // One that is renewed serves until the other does.
    let cde = cdes.min_by_key(|card| card.state != CardState::Active);
    let ordered = request.state == ApplicationState::Accepted;
    steps.push(card_step(cde.filter(|_| ordered)));
    let in_force = contract.state == ContractState::InForce && ordered;
    steps.push(step(
        if contract.state == ContractState::Ended {
            labels::contract_state(contract.state).0
        } else {
            "Contrat en vigueur"
        },
        "À la première connexion avec la carte CDE.",
        None,
        if in_force {
            StepState::Done
        } else {
            StepState::Waiting
        },
    ));
    steps
}

fn card_step(card: Option<&Card>) -> TimelineStep {
    let label = "Carte CDE du représentant légal";
    let Some(card) = card else {
        return step(
            label,
            "Commandée dès l’acceptation.",
            None,
            StepState::Waiting,
        );
    };
    let (detail, state) = match card.state {
        CardState::Ordered => ("Commandée, en fabrication.", StepState::Current),
        CardState::Produced => ("Fabriquée, bientôt envoyée.", StepState::Current),
        CardState::Sent => ("Envoyée. Son code suit dans un autre pli.", StepState::Done),
        CardState::Active => ("Active.", StepState::Done),
        CardState::Revoked | CardState::Expired => ("Elle ne sert plus.", StepState::Late),
    };
    step(label, detail, card.sent_at, state)
}

fn step(label: &str, detail: &str, at: Option<Timestamp>, state: StepState) -> TimelineStep {
    TimelineStep {
        label: label.into(),
        detail: detail.into(),
        at: at.map(words::moment),
        state,
    }
}
