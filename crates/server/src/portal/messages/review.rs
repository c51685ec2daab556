//! What the rules refuse about reviews, in French, with the next step (L5).

use super::Told;
use crate::portal::words;
use domain::review::{CannotAnswer, CannotOpenReview};

impl Told for CannotOpenReview {
    fn field(&self) -> &'static str {
        "etablissement"
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas d’ouvrir une revue. Adressez-vous à votre représentant légal.",
            Self::OutOfScope => "Cet établissement n’est pas dans votre périmètre. Choisissez-en un dans la liste.",
            Self::AlreadyOpen => "Une revue de cet établissement est déjà ouverte. Répondez à celle-là.",
            Self::NobodyThere => "Personne n’a de situation en cours dans cet établissement\u{a0}: il n’y a rien à confirmer.",
        }
        .to_owned()
    }
}

impl Told for CannotAnswer {
    fn field(&self) -> &'static str {
        match self {
            Self::Closing { why, .. } if !why.field().is_empty() => why.field(),
            _ => "personnes",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de répondre à une revue. Adressez-vous à votre représentant légal.".to_owned(),
            Self::Over => "Cette revue est terminée\u{a0}: plus rien n’attend de réponse. Un départ se note au dossier de la personne.".to_owned(),
            Self::NothingChosen => "Personne n’est coché. Cochez des personnes dans la liste, puis recommencez.".to_owned(),
            Self::NothingLeft => "Chaque personne de la liste a déjà une réponse. Rechargez la page pour le voir.".to_owned(),
            Self::TooMany { most } => format!("Une réponse porte sur {most} personnes au plus. Décochez-en, et répondez en plusieurs fois."),
            Self::NotOnTheList => "Une des personnes cochées n’est pas de cette revue\u{a0}: elle est arrivée depuis, ou travaille ailleurs. Rechargez la page.".to_owned(),
            Self::AlreadyConfirmed { name, by, at } => format!(
                "{name} vient d’être confirmé(e) par {by}, le {}. Sa case est décochée\u{a0}; renvoyez les autres.",
                words::date_time(*at)
            ),
            Self::AlreadyClosed { name, by, on } if by.is_empty() => format!("La situation de {name} est déjà close, au {}. Sa case est décochée\u{a0}; renvoyez les autres.", words::date(*on)),
            Self::AlreadyClosed { name, by, on } => format!("La situation de {name} vient d’être close par {by}, au {}. Sa case est décochée\u{a0}; renvoyez les autres.", words::date(*on)),
            Self::Closing { name, why } => format!("{name}\u{a0}: {}", why.told()),
        }
    }
}
