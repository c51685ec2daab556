//! What the rules refuse when a contact or a practice name changes, to a manager and to the professional.

use super::Told;
use crate::actions::CannotChangeOwn;
use domain::professional::{CannotChangeContact, CannotChangePractice, CannotRegister};

impl Told for CannotChangeContact {
    fn field(&self) -> &'static str {
        match self {
            Self::NotAllowed | Self::Unknown | Self::Changed => "",
            Self::Same => "email",
            Self::Wrong(problem) => problem.field(),
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de changer ces coordonnées. Adressez-vous à votre représentant légal.".into(),
            Self::Unknown => "Cette personne n’est pas dans votre périmètre\u{a0}: seuls elle-même et ses établissements changent ses coordonnées.".into(),
            Self::Changed => "Ces coordonnées ont été changées par quelqu’un d’autre pendant votre saisie. Comparez avec ce que le dossier contient maintenant, puis enregistrez de nouveau s’il le faut.".into(),
            Self::Same => "Ce sont déjà les coordonnées du dossier. Changez l’adresse ou le mobile, ou revenez au dossier.".into(),
            Self::Wrong(problem) => problem.told(),
        }
    }
}

impl Told for CannotChangePractice {
    fn field(&self) -> &'static str {
        match self {
            Self::NotAllowed | Self::Unknown | Self::Changed => "",
            Self::Same => "practice_name",
            Self::Wrong(problem) => problem.field(),
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de changer ce nom. Adressez-vous à votre représentant légal.".into(),
            Self::Unknown => "Cette personne n’est pas dans votre périmètre\u{a0}: seuls elle-même et ses établissements changent son nom d’exercice.".into(),
            Self::Changed => "Le nom d’exercice a été changé par quelqu’un d’autre pendant votre saisie. Comparez avec ce que le dossier contient maintenant, puis enregistrez de nouveau s’il le faut.".into(),
            Self::Same => "C’est déjà le nom que montre l’annuaire. Choisissez-en un autre, ou revenez au dossier.".into(),
            Self::Wrong(problem) => problem.told(),
        }
    }
}

/// To the professional themselves: nothing is said of another.
impl Told for CannotChangeOwn {
    fn field(&self) -> &'static str {
        match self {
            Self::ProofOver | Self::TooMany => "",
            Self::TooManySms => "mobile",
            Self::Contact(why) => why.field(),
        }
    }

    fn told(&self) -> String {
        use CannotChangeContact as Contact;
        match self {
            Self::ProofOver => "Cette confirmation a déjà servi, ou vos coordonnées ont changé entre-temps. Recommencez depuis votre dossier.".into(),
            Self::TooMany => "Vous avez déjà demandé dix changements aujourd’hui. Revenez demain, ou écrivez à l’assistance.".into(),
            Self::TooManySms => "Ce numéro a déjà reçu tous les SMS de la journée. Revenez demain, ou écrivez à l’assistance.".into(),
            Self::Contact(Contact::Wrong(CannotRegister::EmailTaken { .. })) => {
                "Cette adresse est déjà celle d’un autre dossier. Une adresse ne sert qu’à un professionnel\u{a0}: choisissez-en une qui soit à vous seul.".into()
            }
            Self::Contact(Contact::Wrong(CannotRegister::MobileTaken { .. })) => {
                "Ce numéro est déjà celui d’un autre dossier. Un mobile ne sert qu’à un professionnel\u{a0}: choisissez-en un qui soit à vous seul.".into()
            }
            Self::Contact(Contact::Wrong(CannotRegister::EmailLooksShared)) => {
                "Cette adresse semble lue par plusieurs personnes. Préférez une adresse personnelle, ou confirmez que vous êtes seul à la lire.".into()
            }
            Self::Contact(Contact::Same) => "C’est déjà ce que contient votre dossier. Saisissez la nouvelle valeur, ou revenez à votre dossier.".into(),
            Self::Contact(why) => why.told(),
        }
    }
}
