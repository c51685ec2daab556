//! The mails of contracts, cards and rights: a few sentences and one place to go, in one frame (N2).

mod own_file;

use super::file;
use domain::{card::CardKind, contract::ContractMode, event::Template, identifiers::french};
use store::message::Facts;

/// What a mail says.
pub struct Notice {
    pub subject: String,
    pub sentences: Vec<String>,
    /// Label and path of the button; empty for none.
    pub action: (&'static str, String),
}

pub(super) fn notice(
    subject: impl Into<String>,
    sentences: impl IntoIterator<Item = String>,
    action: (&'static str, &str),
) -> Notice {
    Notice {
        subject: subject.into(),
        sentences: sentences.into_iter().collect(),
        action: (action.0, action.1.to_owned()),
    }
}

/// The mail of this kind; none for those that have a frame of their own.
pub fn of(kind: Template, facts: &Facts, link: &str) -> Option<Notice> {
    contract(kind, facts)
        .or_else(|| right(kind, facts))
        .or_else(|| card(kind, facts))
        .or_else(|| super::request::of(kind, facts))
        .or_else(|| super::review::of(kind, facts))
        .or_else(|| (kind == Template::DeparturesAppliedMail).then(|| departures(facts)))
        .or_else(|| file::of(kind, facts))
        .or_else(|| own_file::of(kind, facts, link))
        .or_else(|| {
            (kind == Template::LinkMail).then(|| {
                notice(
                    "Votre lien de connexion",
                    [
                        "Vous avez demandé à entrer avec cette adresse électronique. Ouvrez la page ci-dessous, puis choisissez «\u{a0}Continuer\u{a0}».".to_owned(),
                        "Ce lien sert une seule fois, pendant 30 minutes. Vous n’avez rien demandé\u{a0}? Ne faites rien\u{a0}: personne n’entrera sans lui.".to_owned(),
                    ],
                    ("Ouvrir la page", link),
                )
            })
        })
}

fn departures(facts: &Facts) -> Notice {
    notice(
        "Les départs que vous avez confirmés sont traités",
        [
            format!("Le plan de départs que vous avez confirmé pour {} est traité jusqu’à sa dernière ligne.", facts.structure),
            "La page des départs dit ce qu’il est advenu de chaque ligne, et donne le résultat en classeur. Chaque professionnel concerné est prévenu par courriel.".to_owned(),
        ],
        ("Voir le résultat", "/departs"),
    )
}

fn contract(kind: Template, facts: &Facts) -> Option<Notice> {
    use Template as T;
    let Facts {
        structure,
        finess,
        reference,
        ..
    } = facts;
    let covers = match facts.mode {
        Some(ContractMode::Centralised) => "tous les établissements de l’entité",
        _ => "cet établissement seul",
    };
    let about = format!("{structure} (FINESS {finess})");
    let follow = ("Suivre le dossier", "/contractualiser/dossiers");
    Some(match kind {
        T::ApplicationSubmittedMail => notice(
            format!("Votre demande {reference} est arrivée"),
            [
                format!("Votre demande pour {about} est arrivée à l’agence, sous la référence {reference}. Elle couvre {covers}."),
                "Il reste à signer le formulaire F101, puis à le déposer en ligne ou à l’envoyer. L’agence répond ensuite par courriel.".to_owned(),
            ],
            follow,
        ),
        T::ApplicationResubmittedMail => notice(
            format!("Votre demande {reference} est complétée"),
            [format!("La demande pour {about} est de nouveau à l’agence, qui répond par courriel.")],
            follow,
        ),
        T::ApplicationReturnedMail => notice(
            format!("Votre demande {reference} est à compléter"),
            [
                format!("L’agence ne peut pas encore accepter la demande pour {about}. Elle dit en ligne ce qui manque."),
                "Rien n’est perdu\u{a0}: corrigez ce qui est demandé et renvoyez.".to_owned(),
            ],
            ("Voir ce qui manque", "/contractualiser/dossiers"),
        ),
        T::ApplicationRefusedMail => notice(
            format!("Votre demande {reference} est refusée"),
            [format!("L’agence a refusé la demande pour {about}. Le motif est en ligne, avec ce que vous pouvez faire.")],
            ("Lire le motif", "/contractualiser/dossiers"),
        ),
        T::ApplicationAcceptedMail => notice(
            "Votre contrat est accepté",
            [
                format!("L’agence a accepté la demande {reference} pour {about}. Le contrat couvre {covers}."),
                "Votre carte CDE est commandée. Dès que vous vous connecterez avec elle, le contrat sera en vigueur et vous pourrez commander les cartes de vos gestionnaires.".to_owned(),
            ],
            ("Ce qui suit", "/aide"),
        ),
        T::ContractInForceMail => notice(
            "Votre contrat est en vigueur",
            [
                format!("Première connexion avec la carte CDE\u{a0}: le contrat de {about} est en vigueur."),
                "Commandez les cartes des gestionnaires et faites-leur suivre la formation\u{a0}: la page de votre structure dit quoi faire, dans l’ordre.".to_owned(),
            ],
            ("Ma structure", "/structure"),
        ),
        T::ContractFoldedMail => notice(
            "Votre contrat est repris par celui de l’entité juridique",
            [
                format!("L’entité juridique a choisi un contrat centralisé, qui couvre désormais {about}. Votre contrat et votre carte CDE prennent fin."),
                "Les gestionnaires gardent leur habilitation et leur carte, pour le même établissement.".to_owned(),
            ],
            ("Ce que cela change", "/aide"),
        ),
        T::ContractEndedMail => notice(
            "Votre contrat a pris fin",
            [
                format!("Le contrat de {about} a pris fin, avec ses cartes et ses habilitations."),
                "Les professionnels enregistrés gardent leur numéro et leurs situations.".to_owned(),
            ],
            ("Nous écrire", "/aide"),
        ),
        _ => return None,
    })
}

fn right(kind: Template, facts: &Facts) -> Option<Notice> {
    use Template as T;
    let about = format!("{} (FINESS {})", facts.structure, facts.finess);
    let sign_in = ("Se connecter", "/connexion");
    Some(match kind {
        T::RepresentativeReplacedMail => notice(
            "Vous ne représentez plus la structure",
            [format!(
                "Un nouveau représentant légal est désigné pour {about}. Votre carte CDE ne permet plus de se connecter\u{a0}; les habilitations que vous avez données restent."
            )],
            ("Nous écrire", "/aide"),
        ),
        T::DelegateNamedMail => notice(
            "Vous êtes mandataire",
            [format!(
                "Le représentant légal de {about} vous a désigné mandataire. Avec votre carte CPE, vous enregistrez des professionnels et vous donnez ou retirez les habilitations."
            )],
            sign_in,
        ),
        T::HabilitationGrantedMail => notice(
            "Vous êtes gestionnaire RPPS+",
            [format!(
                "Vous êtes habilité(e) à enregistrer les professionnels de {about}. Connectez-vous avec votre carte CPE."
            )],
            sign_in,
        ),
        T::HabilitationChangedMail => notice(
            "Votre habilitation a changé",
            [format!(
                "Les établissements pour lesquels vous enregistrez, chez {about}, ont changé. La liste est sur votre page d’accueil."
            )],
            sign_in,
        ),
        T::HabilitationWithdrawnMail => notice(
            "Votre habilitation a pris fin",
            [format!(
                "Vous n’êtes plus habilité(e) à enregistrer pour {about}. Vos saisies en cours sont remises au représentant légal."
            )],
            ("Une question\u{a0}?", "/aide"),
        ),
        _ => return None,
    })
}

fn card(kind: Template, facts: &Facts) -> Option<Notice> {
    use Template as T;
    let name = match facts.card {
        Some(CardKind::Cde) => "carte CDE",
        _ => "carte CPE",
    };
    let of = format!("votre {name}, pour {}", facts.structure);
    let end = facts.expires_on.map(french).unwrap_or_default();
    let card = ("Ma carte et ses démarches", "/aide");
    Some(match kind {
        T::CardOrderedMail => notice(
            format!("Votre {name} est commandée"),
            [format!("L’agence fabrique {of}. Vous serez prévenu(e) de son envoi.")],
            ("Suivre la formation en attendant", "/formation"),
        ),
        T::CardProducedMail => notice(
            format!("Votre {name} est fabriquée"),
            [format!("L’agence a fabriqué {of}. Elle part bientôt\u{a0}; son code secret suit dans un autre pli.")],
            card,
        ),
        T::CardSentMail => notice(
            format!("Votre {name} est envoyée"),
            [
                format!("L’agence a envoyé {of}. Elle sert jusqu’au {end}."),
                "À l’arrivée, mettez-la dans le lecteur et connectez-vous\u{a0}: c’est la première connexion qui l’active.".to_owned(),
            ],
            ("Se connecter", "/connexion"),
        ),
        T::CardRevokedMail => notice(
            format!("Votre {name} est bloquée"),
            [format!("Plus personne ne peut se connecter avec {of}. Vous n’en êtes pas à l’origine\u{a0}? Écrivez-nous.")],
            card,
        ),
        T::CardExpiresSoonMail => notice(
            format!("Votre {name} expire le {end}"),
            [format!("Dernier jour de {of}\u{a0}: le {end}. Demandez dès maintenant à votre représentant légal ou à un mandataire d’en commander une autre.")],
            card,
        ),
        T::CardExpiredMail => notice(
            format!("Votre {name} a expiré"),
            [format!("Le {end} était le dernier jour de {of}. Pour vous connecter de nouveau, il en faut une autre.")],
            card,
        ),
        _ => return None,
    })
}
