//! What the rules of rights and cards refuse, in French, with the next step.

use super::Told;
use crate::portal::words;
use domain::{
    card::{CannotMoveCard, CannotOrderCard, CannotRenewCde, CardState},
    departure::CannotDepart,
    habilitation::{CannotGiveRight, CannotWithdrawRight},
    staff::CannotConfirm,
};

impl Told for CannotGiveRight {
    fn field(&self) -> &'static str {
        match self {
            Self::OutOfScope => "eg",
            _ => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de donner ce droit. Le représentant légal désigne les mandataires\u{a0}; lui et les mandataires habilitent les gestionnaires.",
            Self::ToOneself => "Personne ne se donne un droit à soi-même. Demandez-le à l’autre personne qui donne les habilitations.",
            Self::AlreadyHeld => "Cette personne a déjà ce droit. Revenez à la liste des habilitations pour le voir.",
            Self::NotHeld => "Ce droit a pris fin entre-temps. Revenez à la liste des habilitations.",
            Self::OutOfScope => "Un des établissements cochés n’est pas couvert par votre contrat. Retirez-le de la sélection.",
            Self::CardMissing => "Cette personne n’a pas de carte CPE pour ce contrat. Commandez-la d’abord.",
            Self::CardNotSent => "Sa carte CPE n’est pas encore envoyée. L’habilitation sera possible dès son envoi.",
            Self::CardOver => "Sa carte CPE est bloquée ou expirée. Commandez-en une autre.",
            Self::CourseMissing => "Cette personne n’a pas réussi la formation, obligatoire depuis le 1er avril 2025. Envoyez-lui le lien de la formation.",
        }
        .to_owned()
    }
}

impl Told for CannotWithdrawRight {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de retirer ce droit. Seul le représentant légal retire un mandataire.",
            Self::NotHeld => "Ce droit a déjà pris fin. Revenez à la liste des habilitations.",
            Self::OfTheRepresentative => "Un représentant légal ne se retire pas ici\u{a0}: demandez son remplacement à l’agence.",
        }
        .to_owned()
    }
}

impl Told for CannotDepart {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas d’enregistrer ce départ. Celui d’un mandataire l’est par le représentant légal.",
            Self::Themself => "Personne n’enregistre son propre départ. Demandez-le au représentant légal ou à un mandataire.",
            Self::Representative => "Le départ d’un représentant légal passe par l’agence, qui enregistre son remplaçant.",
            Self::NothingLeft => "Tout a déjà pris fin\u{a0}: il ne reste ni droit, ni carte, ni situation à fermer.",
        }
        .to_owned()
    }
}

impl Told for CannotConfirm {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de fermer ces situations. Adressez-vous à votre représentant légal.".to_owned(),
            Self::Unknown => "Ce plan n’est plus là. Préparez-en un autre.".to_owned(),
            Self::NotReady => "La préparation de ce plan a été interrompue. Envoyez de nouveau la liste.".to_owned(),
            Self::NothingTicked => "Rien n’est coché\u{a0}: revenez à la liste des départs et cochez les situations à fermer.".to_owned(),
            Self::EndMissing { lines } => format!(
                "Il manque le dernier jour de {}\u{a0}: revenez à la liste et indiquez-le, pour toutes ou ligne par ligne.",
                words::count(*lines, "situation", "situations")
            ),
            Self::ReasonMissing { lines } => format!(
                "Il manque le motif de {}\u{a0}: revenez à la liste et choisissez-le, pour toutes ou ligne par ligne.",
                words::count(*lines, "situation", "situations")
            ),
            Self::EndsBeforeStart { lines } => format!(
                "Le dernier jour de {} précède la prise de fonction\u{a0}: revenez à la liste et corrigez-le.",
                words::count(*lines, "situation", "situations")
            ),
        }
    }
}

impl Told for CannotOrderCard {
    fn field(&self) -> &'static str {
        match self {
            Self::TooManyReaders => "readers",
            Self::NumberMissing | Self::NumberTaken => "number",
            Self::ForTheRepresentative | Self::OnItsWay => "email",
            Self::NotAllowed => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seuls le représentant légal et les mandataires commandent des cartes.",
            Self::ForTheRepresentative => "Cette adresse est celle du représentant légal\u{a0}: sa carte CDE suffit, il n’a pas besoin d’une CPE.",
            Self::OnItsWay => "Une carte est déjà en route pour cette personne. Attendez qu’elle arrive, ou bloquez-la si elle s’est perdue.",
            Self::TooManyReaders => "Une commande comporte de 0 à 5 lecteurs. Indiquez un nombre entre les deux.",
            Self::NumberMissing => "Indiquez le numéro de la carte\u{a0}: dix chiffres, une barre oblique, dix chiffres.",
            Self::NumberTaken => "Une autre carte porte ce numéro. Vérifiez-le sur la carte elle-même.",
        }
        .to_owned()
    }
}

impl Told for CannotRenewCde {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Le représentant légal renouvelle sa propre carte CDE\u{a0}; l’agence, celle de tout représentant légal.",
            Self::NotInOffice => "Le porteur de cette carte ne représente plus la structure. Un nouveau représentant légal reçoit sa carte avec la demande de remplacement.",
            Self::TooEarly => "La carte CDE en service vaut encore plus de 60 jours\u{a0}: attendez ce délai, ou bloquez-la si elle ne sert plus.",
            Self::OnItsWay => "Une nouvelle carte CDE est déjà en route. Attendez qu’elle arrive, ou faites-la bloquer si elle s’est perdue.",
        }
        .to_owned()
    }
}

impl Told for CannotMoveCard {
    fn field(&self) -> &'static str {
        match self {
            Self::NumberMissing | Self::NumberTaken => "number",
            _ => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas cet acte sur cette carte.".to_owned(),
            Self::WrongState(CardState::Revoked | CardState::Expired) => {
                "Cette carte est déjà bloquée ou expirée\u{a0}: rien n’est plus à faire.".to_owned()
            }
            Self::WrongState(state) => format!(
                "Cette carte est dans l’état «\u{a0}{}\u{a0}», d’où ce pas n’est pas possible.",
                words::card_state(*state).0
            ),
            Self::FormMissing => "Le formulaire signé n’est pas arrivé\u{a0}: enregistrez d’abord son arrivée.".to_owned(),
            Self::NumberMissing => "Indiquez le numéro de la carte\u{a0}: dix chiffres, une barre oblique, dix chiffres.".to_owned(),
            Self::NumberTaken => "Une autre carte porte ce numéro. Vérifiez-le.".to_owned(),
            Self::NotYours => "La carte CDE du représentant légal ne se bloque que par lui-même ou par l’agence. Appelez l’agence si elle est en danger.".to_owned(),
        }
    }
}
