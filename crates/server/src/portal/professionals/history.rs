//! What happened to a file, in words, as far as one structure may know (J4).

use crate::portal::{components::Moment, words};
use domain::{
    contract::Contract,
    event::{Event, LookUp},
    id::Id,
};
use store::{journal::Entry, professional::SituationLine};

/// One line of the history.
pub struct Told {
    pub at: Moment,
    pub sentence: String,
}

/// The acts on the file, and apart, who opened it.
#[derive(Default)]
pub struct History {
    pub acts: Vec<Told>,
    pub openings: Vec<Told>,
}

/// Tell the entries that a structure may know: its own, and what the directory shows of the others.
pub fn tell(entries: &[Entry], own: Id<Contract>, situations: &[SituationLine]) -> History {
    let mut history = History::default();
    for entry in entries {
        let Some(sentence) = sentence(entry, own, situations) else {
            continue;
        };
        let told = Told {
            at: words::moment(entry.at),
            sentence,
        };
        match entry.event {
            Event::FileOpened { .. } => history.openings.push(told),
            _ => history.acts.push(told),
        }
    }
    history
}

fn sentence(entry: &Entry, own: Id<Contract>, situations: &[SituationLine]) -> Option<String> {
    let is_own = entry.contract == Some(own);
    let who = if is_own {
        entry.account.as_str()
    } else {
        "une autre structure"
    };
    let own_only = |text: &str| is_own.then(|| format!("{who} {text}"));
    match &entry.event {
        Event::ProfessionalRegistered { .. } => {
            Some(format!("{who} a enregistré ce professionnel."))
        }
        Event::SituationOpened { situation, .. } => {
            let place = situations
                .iter()
                .find(|line| line.id == *situation)
                .map(|line| format!("\u{a0}: {}", line.establishment_name))
                .unwrap_or_default();
            Some(format!("{who} a ajouté une situation d’exercice{place}."))
        }
        Event::SituationClosed { situation, .. } => {
            let place = situations
                .iter()
                .find(|line| line.id == *situation)
                .map(|line| format!("\u{a0}: {}", line.establishment_name))
                .unwrap_or_default();
            Some(format!("{who} a clos une situation d’exercice{place}."))
        }
        Event::EcpsPrepared { .. } => Some("l’e-CPS est devenue prête à activer.".to_owned()),
        Event::FileOpened { .. } => own_only("a ouvert ce dossier."),
        Event::OutsideScopeMet { by, .. } => own_only(match by {
            LookUp::Rpps => {
                "a retrouvé cette personne par son numéro RPPS, hors de votre périmètre alors."
            }
            LookUp::Identity => {
                "a retrouvé cette personne par son état civil, hors de votre périmètre alors."
            }
            LookUp::Contact => {
                "a saisi pour une autre personne une adresse ou un mobile de celle-ci, hors de votre périmètre alors."
            }
        }),
        Event::IdentityContested { .. } => {
            own_only("a demandé à l’agence si une autre personne porte la même identité.")
        }
        Event::RequestAccepted { .. } => own_only("a accepté la demande de cette personne."),
        Event::DuplicateSetAside { .. } => {
            own_only("a dit pourquoi une personne qui lui ressemble en est une autre.")
        }
        _ => None,
    }
}
