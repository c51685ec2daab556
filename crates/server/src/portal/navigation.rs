//! The header of a page: as whom one acts, where one may go, what just happened.

use super::{
    shell::{NavItem, SignedIn},
    words,
};
use domain::access::{GrantKind, Means};
use store::housekeeping::session::Live;

/// The header of someone signed in; `expires` is when the session ends if nothing more is asked, `requests` how many
/// wait for those who register.
#[must_use]
pub fn signed_in(live: &Live, expires: String, requests: Option<i64>) -> SignedIn {
    let kind = live.held.as_ref().map(|held| held.grant.kind);
    SignedIn {
        name: live.account.name.clone(),
        role: match (kind, live.by.means) {
            (Some(kind), _) => words::capacity(kind),
            (None, Means::Link) => "visiteur entré par courriel",
            (None, _) => "personne pour l’instant",
        }
        .to_owned(),
        structure: live
            .held
            .as_ref()
            .map(|held| held.structure.clone())
            .unwrap_or_default(),
        may_switch: live.grants > 1 && live.by.means != Means::Link,
        nav: match (kind, live.by.means) {
            (Some(kind), _) => with_requests(entries(kind), requests),
            (None, Means::Link) => vec![
                entry("/contractualiser/dossiers", "Mes demandes"),
                entry("/demande/suivi", "Mon enregistrement"),
            ],
            (None, _) => Vec::new(),
        },
        expires,
    }
}

fn entry(href: &'static str, label: &str) -> NavItem {
    NavItem {
        href,
        label: label.to_owned(),
        count: None,
    }
}

/// The requests come after one's own space, with what waits there.
fn with_requests(mut entries: Vec<NavItem>, waiting: Option<i64>) -> Vec<NavItem> {
    let Some(waiting) = waiting else {
        return entries;
    };
    let count = u64::try_from(waiting).unwrap_or_default();
    let requests = NavItem {
        count: Some(count).filter(|count| *count > 0),
        ..entry("/demandes", "Demandes")
    };
    entries.insert(1, requests);
    entries
}

fn entries(kind: GrantKind) -> Vec<NavItem> {
    match kind {
        GrantKind::Officer => vec![
            entry("/agence", "Tableau de bord"),
            entry("/agence/contrats", "Contrats"),
            entry("/agence/cartes", "Cartes"),
            entry("/agence/professionnels", "Professionnels"),
            entry("/agence/doublons", "Identités"),
            entry("/agence/formation", "Formation"),
            entry("/agence/messages", "Messages"),
            entry("/agence/supervision", "Supervision"),
            entry("/agence/referentiels", "Référentiels"),
        ],
        GrantKind::LegalRepresentative | GrantKind::Delegate => vec![
            entry("/espace", "Mon espace"),
            entry("/enregistrements", "Enregistrements"),
            entry("/professionnels", "Professionnels"),
            entry("/structure", "Ma structure"),
            entry("/habilitations", "Habilitations"),
            entry("/annuaire", "Annuaire"),
        ],
        GrantKind::Professional => vec![
            entry("/mon-dossier", "Mon dossier"),
            entry("/annuaire", "Annuaire"),
            entry("/aide", "Aide"),
        ],
        GrantKind::Manager => vec![
            entry("/espace", "Mon espace"),
            entry("/enregistrements", "Enregistrements"),
            entry("/professionnels", "Professionnels"),
            entry("/ma-carte", "Ma carte"),
            entry("/annuaire", "Annuaire"),
        ],
    }
}

/// The first page of a capacity.
#[must_use]
pub const fn home(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::Officer => "/agence",
        GrantKind::Professional => "/mon-dossier",
        GrantKind::LegalRepresentative | GrantKind::Delegate | GrantKind::Manager => "/espace",
    }
}
