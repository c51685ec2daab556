//! The mails about a professional's own file.

use super::{Notice, notice};
use domain::event::Template as T;
use store::message::Facts;

pub fn of(kind: T, facts: &Facts, link: &str) -> Option<Notice> {
    let rpps = facts.rpps.as_ref().map(ToString::to_string);
    let rpps = rpps.unwrap_or_default();
    Some(match kind {
        T::OwnFileLinkMail => notice(
            "Entrer dans votre dossier RPPS",
            [
                format!("Vous avez demandé à entrer dans votre dossier, numéro RPPS {rpps}. Ouvrez la page ci-dessous et choisissez «\u{a0}Recevoir le code\u{a0}»\u{a0}: un code arrivera par SMS sur le mobile de votre dossier."),
                "Ce lien sert une seule fois, pendant 30 minutes. Vous n’avez rien demandé\u{a0}? Ne faites rien\u{a0}: sans ce lien et sans le code, personne n’entre.".to_owned(),
            ],
            ("Ouvrir la page", link),
        ),
        T::NewEmailMail => notice(
            "Confirmez votre nouvelle adresse",
            [
                "Un professionnel enregistré au RPPS veut recevoir ses courriels à cette adresse. Si c’est vous, ouvrez la page ci-dessous dans le navigateur où votre dossier est ouvert, puis choisissez «\u{a0}Confirmer cette adresse\u{a0}».".to_owned(),
                "Ce lien sert une seule fois, pendant 30 minutes. Ce n’est pas vous\u{a0}? Ne faites rien\u{a0}: sans ce lien, rien ne change.".to_owned(),
            ],
            ("Ouvrir la page", link),
        ),
        T::ContactChangedMail => notice(
            "Les coordonnées de votre dossier ont changé",
            [
                format!("L’adresse électronique ou le mobile de votre dossier RPPS, numéro {rpps}, vient de changer. C’est à cette adresse que vous écrira désormais le service."),
                "Vous n’en êtes pas à l’origine, et votre employeur non plus\u{a0}? Écrivez-nous sans attendre.".to_owned(),
            ],
            ("Voir mon dossier", "/mon-dossier"),
        ),
        T::FormerContactMail => notice(
            "L’adresse de votre dossier a changé",
            [
                format!("L’adresse électronique de votre dossier RPPS, numéro {rpps}, vient d’être remplacée depuis votre dossier. C’est le dernier courriel que cette adresse reçoit du service."),
                "Vous n’en êtes pas à l’origine\u{a0}? Écrivez-nous sans attendre.".to_owned(),
            ],
            ("Nous écrire", "/aide"),
        ),
        T::ContactConfirmMail => notice(
            "Un gestionnaire a changé les coordonnées de votre dossier",
            [
                format!("Le gestionnaire RPPS+ d’un établissement où vous exercez vient de changer l’adresse électronique ou le mobile de votre dossier RPPS, numéro {rpps}."),
                "Par prudence, votre e-CPS ne peut pas être activée pendant 48 heures. Si ce changement est juste, vous pouvez lever cette attente\u{a0}: ouvrez la page ci-dessous et choisissez «\u{a0}Ce changement est juste\u{a0}».".to_owned(),
                "Vous n’êtes pas d’accord\u{a0}? N’ouvrez pas ce lien et écrivez-nous sans attendre.".to_owned(),
            ],
            ("Ouvrir la page", link),
        ),
        T::PracticeNameChangedMail => notice(
            "Votre nom d’exercice a changé",
            [
                format!("Le nom ou le prénom d’exercice de votre dossier RPPS, numéro {rpps}, vient de changer. L’annuaire montre déjà le nouveau."),
                "Ce n’est pas ce que vous souhaitez\u{a0}? Vous pouvez le changer vous-même dans votre dossier.".to_owned(),
            ],
            ("Voir mon dossier", "/mon-dossier"),
        ),
        _ => return None,
    })
}
