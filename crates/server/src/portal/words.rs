//! Dates, times and names as the French read them.

use super::{components::Moment, shell::Tone};
use domain::{
    access::{GrantKind, Means, paris, paris_day},
    card::{CardKind, CardOrigin, CardState, RevocationReason},
    ecps::EcpsState,
    event::{MessageState, Template},
    identifiers::{comparison_key, french},
    nomenclature::{Commune, Department},
    professional::{IdentityTerms, SituationTerms},
    promise::Promise,
};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// `12/11/2026 à 14 h 05`, in Paris.
#[must_use]
pub fn moment(at: Timestamp) -> Moment {
    Moment {
        iso: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        text: date_time(at),
    }
}

/// `12/11/2026 à 14 h 05`, in Paris.
#[must_use]
pub fn date_time(at: Timestamp) -> String {
    at.to_zoned(paris())
        .strftime("%d/%m/%Y à %H\u{a0}h\u{a0}%M")
        .to_string()
}

/// `12/11/2026`, in Paris.
#[must_use]
pub fn day(at: Timestamp) -> String {
    date(paris_day(at))
}

/// `12/11/2026`.
#[must_use]
pub fn date(day: Date) -> String {
    french(day)
}

/// The capacity in which someone acts.
#[must_use]
pub const fn capacity(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::LegalRepresentative => "Représentant légal",
        GrantKind::Delegate => "Mandataire",
        GrantKind::Manager => "Gestionnaire RPPS+",
        GrantKind::Officer => "Agent de l’agence",
        GrantKind::Professional => "Professionnel, sur son propre dossier",
    }
}

/// A card by its name.
#[must_use]
pub const fn card_kind(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Cde => "CDE",
        CardKind::Cpe => "CPE",
    }
}

/// Where a card is, and the weight of it.
#[must_use]
pub const fn card_state(state: CardState) -> (&'static str, Tone) {
    match state {
        CardState::Ordered => ("Commandée", Tone::Info),
        CardState::Produced => ("Fabriquée", Tone::Info),
        CardState::Sent => ("Envoyée", Tone::Info),
        CardState::Active => ("Active", Tone::Success),
        CardState::Revoked => ("Bloquée", Tone::Error),
        CardState::Expired => ("Expirée", Tone::Error),
    }
}

/// How a card came to be known here.
#[must_use]
pub const fn card_origin(origin: CardOrigin) -> &'static str {
    match origin {
        CardOrigin::Online => "Commandée en ligne",
        CardOrigin::Form => "Commandée par formulaire",
        CardOrigin::Declared => "Déjà détenue, déclarée",
    }
}

/// Why a card is blocked.
#[must_use]
pub const fn revocation(reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::Lost => "Carte perdue",
        RevocationReason::Stolen => "Carte volée",
        RevocationReason::Broken => "Carte abîmée ou code oublié",
        RevocationReason::Left => "Départ ou changement de poste du porteur",
        RevocationReason::Replaced => "Remplacée par une autre carte",
        RevocationReason::ContractEnded => "Fin du contrat",
        RevocationReason::Other => "Autre motif",
    }
}

/// How someone signed in.
#[must_use]
pub const fn means(means: Means) -> &'static str {
    match means {
        Means::Card => "Carte CPx",
        Means::Passkey => "Clé d’accès",
        Means::ProSanteConnect => "Pro Santé Connect",
        Means::Link => "Lien reçu par courriel",
        Means::MailAndSms => "Lien par courriel et code par SMS",
        Means::Persona => "Personnage de démonstration",
        Means::System => "Système",
    }
}

/// What may be corrected of a civil identity, field by field.
#[must_use]
pub fn identity_terms(terms: &IdentityTerms) -> [(&'static str, String); 8] {
    let used = terms.used_name.as_ref().map(ToString::to_string);
    [
        ("Civilité", terms.title.label().to_owned()),
        ("Sexe", terms.sex.label().to_owned()),
        ("Nom de naissance", terms.birth_name.to_string()),
        ("Nom d’usage", used.unwrap_or_else(|| "aucun".to_owned())),
        ("Prénoms", terms.first_names.display_french()),
        ("Date de naissance", terms.birth_date.display_french()),
        ("Lieu de naissance", terms.birth_place.clone()),
        (
            "Nom d’exercice",
            format!("{} {}", terms.practice_first_name, terms.practice_name),
        ),
    ]
}

/// How the e-CPS stands, when it is not as it was prepared; else empty.
#[must_use]
pub const fn ecps(state: Option<EcpsState>) -> &'static str {
    match state {
        Some(EcpsState::Suspended) => {
            "e\u{2011}CPS suspendue\u{a0}: la personne n’a plus de situation en cours. Elle servira de nouveau dès qu’une situation lui sera ajoutée."
        }
        Some(EcpsState::Revoked) => {
            "e\u{2011}CPS révoquée\u{a0}: elle ne peut plus servir. Une autre est à activer."
        }
        Some(EcpsState::Prepared) | None => "",
    }
}

/// What may change of a situation, field by field.
#[must_use]
pub fn situation_terms(terms: &SituationTerms) -> [(&'static str, String); 5] {
    let end = terms.planned_end.map(date);
    [
        ("Prise de fonction", date(terms.starts_on)),
        ("Fin prévue", end.unwrap_or_else(|| "aucune".to_owned())),
        ("Profession", typographic(terms.profession.short_label())),
        ("Rôle", typographic(terms.role.label())),
        ("Mode d’exercice", terms.practice_mode.label().to_owned()),
    ]
}

/// What a message is about.
#[must_use]
pub const fn template(template: Template) -> &'static str {
    match template {
        Template::RegistrationMail => "Courriel\u{a0}: numéro RPPS",
        Template::RegistrationSms => "SMS\u{a0}: numéro RPPS envoyé",
        Template::SituationOpenedMail => "Courriel\u{a0}: situation ajoutée",
        Template::SituationClosedMail | Template::SituationEndedMail => {
            "Courriel\u{a0}: situation close"
        }
        Template::SituationEndPlannedMail => "Courriel\u{a0}: fin de situation prévue",
        Template::SituationReopenedMail => "Courriel\u{a0}: situation rétablie",
        Template::SituationChangedMail => "Courriel\u{a0}: situation modifiée",
        Template::IdentityCorrectedMail => "Courriel\u{a0}: état civil mis à jour",
        Template::DeathNoticeMail => "Courriel\u{a0}: décès signalé",
        Template::ApplicationSubmittedMail => "Courriel\u{a0}: demande de contrat arrivée",
        Template::ApplicationReturnedMail => "Courriel\u{a0}: demande de contrat à compléter",
        Template::ApplicationResubmittedMail => "Courriel\u{a0}: demande de contrat complétée",
        Template::ApplicationRefusedMail => "Courriel\u{a0}: demande de contrat refusée",
        Template::ApplicationAcceptedMail => "Courriel\u{a0}: contrat accepté",
        Template::ContractInForceMail => "Courriel\u{a0}: contrat en vigueur",
        Template::ContractFoldedMail => "Courriel\u{a0}: contrat repris",
        Template::ContractEndedMail => "Courriel\u{a0}: contrat terminé",
        Template::RepresentativeReplacedMail => "Courriel\u{a0}: représentant légal remplacé",
        Template::DelegateNamedMail => "Courriel\u{a0}: mandataire désigné",
        Template::HabilitationGrantedMail => "Courriel\u{a0}: habilitation donnée",
        Template::HabilitationChangedMail => "Courriel\u{a0}: habilitation modifiée",
        Template::HabilitationWithdrawnMail => "Courriel\u{a0}: habilitation retirée",
        Template::CardOrderedMail => "Courriel\u{a0}: carte commandée",
        Template::CardProducedMail => "Courriel\u{a0}: carte fabriquée",
        Template::CardSentMail => "Courriel\u{a0}: carte envoyée",
        Template::CardRevokedMail => "Courriel\u{a0}: carte bloquée",
        Template::CardExpiresSoonMail => "Courriel\u{a0}: carte bientôt expirée",
        Template::CardExpiredMail => "Courriel\u{a0}: carte expirée",
        Template::LinkMail => "Courriel\u{a0}: lien de connexion",
        Template::RequestSentMail => "Courriel\u{a0}: demande d’enregistrement arrivée",
        Template::RequestReturnedMail => "Courriel\u{a0}: demande d’enregistrement à corriger",
        Template::RequestRefusedMail => "Courriel\u{a0}: demande d’enregistrement refusée",
        Template::RequestExpiredMail => "Courriel\u{a0}: demande d’enregistrement expirée",
        Template::RequestWithdrawnMail => "Courriel\u{a0}: demande d’enregistrement retirée",
        Template::RequestsWaitMail => "Courriel\u{a0}: demandes en attente",
        Template::ReviewsOpenedMail => "Courriel\u{a0}: revue ouverte",
        Template::ReviewsReminderMail => "Courriel\u{a0}: rappel de revue",
        Template::ReviewsOverdueMail => "Courriel\u{a0}: revue en retard",
        Template::DeparturesAppliedMail => "Courriel\u{a0}: départs traités",
        Template::OwnFileLinkMail => "Courriel\u{a0}: lien vers son dossier",
        Template::CodeSms => "SMS\u{a0}: code à usage unique",
        Template::NewEmailMail => "Courriel\u{a0}: nouvelle adresse à confirmer",
        Template::ContactChangedMail => "Courriel\u{a0}: coordonnées changées",
        Template::FormerContactMail => "Courriel\u{a0}: coordonnées changées, à l’ancienne adresse",
        Template::ContactConfirmMail => "Courriel\u{a0}: coordonnées changées, à confirmer",
        Template::PracticeNameChangedMail => "Courriel\u{a0}: nom d’exercice changé",
    }
}

/// Where a message stands, and the weight of it.
#[must_use]
pub const fn message_state(state: MessageState) -> (&'static str, Tone) {
    match state {
        MessageState::Waiting => ("En attente", Tone::Info),
        MessageState::Sent => ("Envoyé", Tone::Success),
        MessageState::Refused => ("Refusé", Tone::Error),
        MessageState::GivenUp => ("Abandonné", Tone::Error),
    }
}

/// `1 dossier`, `2 dossiers`, `0 dossier`.
#[must_use]
pub fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number < 2 { one } else { many })
}

/// `3 jours`, `5 heures`, `40 minutes`.
#[must_use]
pub fn long(delay: SignedDuration) -> String {
    let (hours, minutes) = (delay.as_hours(), delay.as_mins());
    match (hours / 24, hours) {
        (0, 0) => count(minutes, "minute", "minutes"),
        (0, hours) => count(hours, "heure", "heures"),
        (days, _) => count(days, "jour", "jours"),
    }
}

/// `1 204`, with a space that does not break.
#[must_use]
pub fn thousands(number: i64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{}\u{a0}{:03}", thousands(more), rest.abs()),
    }
}

/// An address or a number of which only enough is shown to tell it from others.
#[must_use]
pub fn masked(recipient: &str) -> String {
    if let Some((mailbox, domain)) = recipient.split_once('@') {
        let first: String = mailbox.chars().take(1).collect();
        return format!("{first}…@{domain}");
    }
    let hidden = recipient.chars().count().saturating_sub(2);
    let last: String = recipient.chars().skip(hidden).collect();
    format!("… {last}")
}

/// `de Zoé`, `d’Odette`.
#[must_use]
pub fn of(name: &str) -> String {
    let first = comparison_key(name).chars().next();
    if first.is_some_and(|letter| "AEIOU".contains(letter)) {
        format!("d’{name}")
    } else {
        format!("de {name}")
    }
}

/// What is promised at a registration (R9).
#[must_use]
pub const fn promise(promise: Promise) -> &'static str {
    match promise {
        Promise::Mail => "Numéro envoyé sous 30 minutes",
        Promise::Directory => "Dans l’annuaire sous 24 heures",
        Promise::Ecps => "e\u{2011}CPS prête sous 48 heures",
    }
}

/// What tells a commune from its namesakes: `Gers (32), code 32389, jusqu’au 31/12/2015`.
#[must_use]
pub fn where_and_when(commune: &Commune) -> String {
    let code = &commune.code;
    let place = Department::of_commune(code).map_or_else(String::new, |department| {
        format!(
            "{} ({}), ",
            typographic(department.label()),
            department.code()
        )
    });
    let end = commune.until.map_or_else(String::new, |until| {
        format!(", jusqu’au {}", date(until.yesterday().unwrap_or(until)))
    });
    format!("{place}code {code}{end}")
}

/// A day written `2026-11-01`, as people read it; another text as it is.
#[must_use]
pub fn french_day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date)
}

/// A telephone number that stays on one line.
#[must_use]
pub fn unbroken(number: &str) -> String {
    number.replace(' ', "\u{a0}")
}

/// A text of the code tables with the apostrophes of print: they hold those of machines.
#[must_use]
pub fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_recipients_masked() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(1_204_007), "1\u{a0}204\u{a0}007");
        assert_eq!(
            (of("Élise"), of("Zoé")),
            ("d’Élise".into(), "de Zoé".into())
        );
        assert_eq!(masked("zoe.roux@exemple.fr"), "z…@exemple.fr");
        assert_eq!(masked("+33639980142"), "… 42");
        assert_eq!(unbroken("06 39 98"), "06\u{a0}39\u{a0}98");
    }
}
