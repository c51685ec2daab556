//! The first page of those who register: what waits, and the doors to the work.

use super::{components::Door, shell::Shell, words};
use crate::{
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use store::{housekeeping::draft, professional};

#[derive(Template)]
#[template(path = "workspace.html")]
struct WorkspacePage {
    shell: Shell,
    structure: String,
    doors: Vec<Door>,
    establishments: String,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let drafts = draft::list(&world.store, &acting.actor).await?;
    let mut tx = world.db().read().await?;
    let today = domain::access::paris_day(world.store.clock.now());
    let people = professional::count(
        &mut tx,
        &acting.scope,
        &professional::Filter::default(),
        today,
    )
    .await?;
    let establishments = store::structure::count_in_scope(&mut tx, &acting.scope).await?;
    drop(tx);
    let door = |href: &str, label: &str, text: String, count| Door {
        href: href.into(),
        label: label.into(),
        text,
        count,
    };
    let doors = vec![
        door(
            "/enregistrements/nouveau",
            "Enregistrer un professionnel",
            "Quatre étapes, cinq minutes ; le numéro RPPS part aussitôt par courriel.".into(),
            None,
        ),
        door(
            "/enregistrements",
            "Reprendre un enregistrement",
            "Vos saisies en cours, gardées 30 jours.".into(),
            Some(drafts.len().try_into().unwrap_or_default()),
        ),
        door(
            "/professionnels",
            "Retrouver un professionnel",
            format!(
                "{} dans votre périmètre. Ajoutez une situation, consultez un dossier.",
                words::count(people, "professionnel", "professionnels")
            ),
            None,
        ),
    ];
    let page_of = WorkspacePage {
        shell: acting.visitor.shell(&world),
        structure: acting.structure,
        doors,
        establishments: words::count(establishments, "établissement", "établissements"),
    };
    page(StatusCode::OK, &page_of)
}
