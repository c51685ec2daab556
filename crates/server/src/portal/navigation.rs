//! The header of a page: as whom one acts, where one may go, what just happened.

use super::{
    shell::{NavItem, Notice, SignedIn, Tone},
    words,
};
use domain::access::{GrantKind, Means};
use store::housekeeping::session::Live;

/// The header of someone signed in; `expires` is when the session ends if nothing more is asked.
#[must_use]
pub fn signed_in(live: &Live, expires: String) -> SignedIn {
    let kind = live.held.as_ref().map(|held| held.grant.kind);
    SignedIn {
        name: live.account.name.clone(),
        role: match (kind, live.by.means) {
            (Some(kind), _) => words::capacity(kind),
            (None, Means::Link) => "lecteur de cette boîte",
            (None, _) => "personne pour l’instant",
        }
        .to_owned(),
        structure: live
            .held
            .as_ref()
            .map(|held| held.structure.clone())
            .unwrap_or_default(),
        may_switch: live.grants > 1 && live.by.means != Means::Link,
        nav: kind.map(entries).unwrap_or_default(),
        expires,
    }
}

fn entries(kind: GrantKind) -> Vec<NavItem> {
    let entry = |href, label: &str| NavItem {
        href,
        label: label.to_owned(),
        count: None,
    };
    match kind {
        GrantKind::Officer => vec![
            entry("/agence", "Tableau de bord"),
            entry("/agence/doublons", "Identités contestées"),
            entry("/agence/formation", "Formation"),
            entry("/agence/messages", "Messages"),
            entry("/agence/referentiels", "Référentiels"),
        ],
        GrantKind::LegalRepresentative | GrantKind::Delegate | GrantKind::Manager => vec![
            entry("/espace", "Mon espace"),
            entry("/enregistrements", "Enregistrements"),
            entry("/professionnels", "Professionnels"),
            entry("/annuaire", "Annuaire"),
        ],
    }
}

/// The first page of a capacity.
#[must_use]
pub const fn home(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::Officer => "/agence",
        GrantKind::LegalRepresentative | GrantKind::Delegate | GrantKind::Manager => "/espace",
    }
}

/// What the query's `avis` says was done; an unknown code says nothing.
#[must_use]
pub fn notice(code: &str) -> Option<Notice> {
    let (title, text) = match code {
        "brouillon" => (
            "Brouillon enregistré",
            "Vous le retrouverez ici pendant 30 jours après votre dernière saisie.",
        ),
        "brouillon-supprime" => ("Brouillon supprimé", ""),
        "deconnecte" => (
            "Vous êtes déconnecté",
            "Retirez votre carte du lecteur si vous quittez votre poste.",
        ),
        "session-fermee" => (
            "Session fermée",
            "L’appareil concerné devra se connecter de nouveau.",
        ),
        "situation-ajoutee" => (
            "Situation ajoutée",
            "Le professionnel en est informé par courriel\u{a0}; l’annuaire est à jour.",
        ),
        "contestation" => (
            "Demande transmise à l’agence",
            "Un agent comparera les deux identités. Le brouillon reste dans vos enregistrements jusqu’à sa réponse.",
        ),
        "relance" => (
            "Relance enregistrée",
            "L’essai a lieu dans les secondes qui viennent\u{a0}; rechargez la page pour en voir le résultat.",
        ),
        "cle-ajoutee" => ("Clé ajoutée", "Elle ouvre dès maintenant."),
        "cle-retiree" => (
            "Clé retirée",
            "Elle n’ouvre plus, et les sessions qu’elle avait ouvertes sont fermées.",
        ),
        "tranche" => (
            "Décision enregistrée",
            "Le gestionnaire la voit sur son brouillon.",
        ),
        _ => return None,
    };
    Some(Notice {
        title: title.to_owned(),
        text: text.to_owned(),
        tone: Tone::Success,
    })
}
