//! The first page of those who register: what waits, and the doors to the work.

use super::{
    components::Door,
    registration::{DraftLine, draft_lines},
    reviews::{self, Waiting},
    shell::Shell,
    words,
};
use crate::{
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::access::{GrantKind, paris_day};
use store::{
    housekeeping::draft,
    professional::{self, Filter},
};

#[derive(Template)]
#[template(path = "workspace.html")]
struct WorkspacePage {
    shell: Shell,
    structure: String,
    doors: Vec<Door>,
    establishments: String,
    /// The latest ones; the others are behind their door.
    drafts: Vec<DraftLine>,
    more_drafts: usize,
    drafts_title: &'static str,
}

/// Drafts that are shown here.
const LATEST: usize = 5;

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let drafts = draft::list(&world.store, &acting.actor).await?;
    let mut tx = world.db().read().await?;
    let today = paris_day(world.store.clock.now());
    let everyone = Filter::default();
    let people = professional::count(&mut tx, &acting.scope, &everyone, today).await?;
    let establishments = store::structure::count_in_scope(&mut tx, &acting.scope).await?;
    let waiting = reviews::waiting(&mut tx, &acting.scope, world.store.clock.now()).await?;
    drop(tx);
    let represents = acting.actor.grant.kind == GrantKind::LegalRepresentative;
    let more_drafts = drafts.len().saturating_sub(LATEST);
    let page_of = WorkspacePage {
        shell: acting.visitor.shell(&world),
        doors: [request_door(acting.visitor.requests)]
            .into_iter()
            .chain(doors(people, acting.actor.grant.kind))
            .chain([review_door(waiting)])
            .collect(),
        more_drafts,
        drafts: draft_lines(&world, &acting, drafts.into_iter().take(LATEST)).await?,
        drafts_title: if represents {
            "Enregistrements en cours, les vôtres et ceux de vos gestionnaires"
        } else {
            "Vos enregistrements en cours"
        },
        structure: acting.structure,
        establishments: words::count(establishments, "établissement", "établissements"),
    };
    page(StatusCode::OK, &page_of)
}

/// D2: what professionals ask for, with how many wait.
fn request_door(waiting: Option<i64>) -> Door {
    let waiting = u64::try_from(waiting.unwrap_or_default()).ok();
    Door {
        href: "/demandes".into(),
        label: "Répondre aux demandes".into(),
        text: "Des professionnels demandent leur enregistrement\u{a0}: acceptez, retournez ou refusez.".into(),
        count: waiting.filter(|count| *count > 0),
    }
}

fn review_door(waiting: Waiting) -> Door {
    let sentence = waiting.sentence();
    Door {
        href: "/revue".into(),
        label: "Revue de vos listes".into(),
        text: if sentence.is_empty() {
            "Tous les six mois, confirmez qui travaille encore chez vous. Aucune revue n’attend."
                .into()
        } else {
            format!("{sentence}. Confirmez qui travaille encore chez vous.")
        },
        count: u64::try_from(waiting.open).ok(),
    }
}

fn doors(people: i64, kind: GrantKind) -> Vec<Door> {
    let door = |href: &str, label: &str, text: String| Door {
        href: href.into(),
        label: label.into(),
        text,
        count: None,
    };
    let registered = words::count(people, "professionnel", "professionnels");
    let structure = kind.may_grant().then(|| {
        door(
            "/structure",
            "Ma structure",
            "Contrat, cartes, formation, habilitations\u{a0}: où vous en êtes et ce qui reste à faire.".into(),
        )
    });
    let work = [
        door(
            "/enregistrements/nouveau",
            "Enregistrer un professionnel",
            "Quatre étapes, cinq minutes\u{a0}; le numéro RPPS part aussitôt par courriel.".into(),
        ),
        door(
            "/professionnels/ajouter",
            "Ajouter une situation",
            "À une personne qui a déjà son numéro RPPS et qui arrive dans votre établissement."
                .into(),
        ),
        door(
            "/professionnels",
            "Consulter vos professionnels",
            format!("{registered} dans votre périmètre\u{a0}: dossiers, suivi, liste à exporter."),
        ),
        door(
            "/departs",
            "Enregistrer des départs",
            "Plusieurs à la fois, ou en comparant avec votre liste du personnel\u{a0}: un professionnel parti ne doit plus pouvoir se connecter.".into(),
        ),
    ];
    work.into_iter().chain(structure).collect()
}
