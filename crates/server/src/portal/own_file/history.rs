//! All that was done on one's own file, page by page.

use super::show::read;
use crate::{
    portal::{
        components::Paging,
        history::{self, Told, Viewpoint},
        shell::Shell,
    },
    web::{Owner, Page, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use std::collections::BTreeMap;
use store::journal::{self, Kinds};

const PER_PAGE: u64 = 25;

#[derive(Template)]
#[template(path = "own_file/history.html")]
struct HistoryPage {
    shell: Shell,
    acts: Vec<Told>,
    paging: Paging,
}

pub async fn show(
    State(world): State<World>,
    owner: Owner,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let mut tx = world.db().read().await?;
    let own = read(&mut tx, &owner).await?;
    let id = own.professional.id;
    let total = journal::count_of_professional(&mut tx, id, Kinds::Acts).await?;
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        "/mon-dossier/historique".to_owned(),
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let window = paging.window();
    let acts = history::acts(&mut tx, Viewpoint::Self_, id, &own.situations, window).await?;
    drop(tx);
    let shown = HistoryPage {
        shell: owner.visitor.shell(&world),
        acts,
        paging,
    };
    page(StatusCode::OK, &shown)
}
