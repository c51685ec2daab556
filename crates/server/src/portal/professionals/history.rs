//! The whole history of a file of the scope, page by page.

use super::file;
use crate::{
    portal::{
        components::Paging,
        history::{self, Told, Viewpoint},
        shell::Shell,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use std::collections::BTreeMap;
use store::{
    journal::{self, Kinds},
    professional::Seen,
};

const PER_PAGE: u64 = 25;

#[derive(Template)]
#[template(path = "professionals/history.html")]
struct HistoryPage {
    shell: Shell,
    name: String,
    caption: String,
    /// Where the file is.
    file: String,
    acts: Vec<Told>,
    paging: Paging,
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let Seen::Full {
        professional,
        situations,
    } = file::open(&world, &acting, &rpps).await?
    else {
        return Err(Problem::not_found());
    };
    let mut tx = world.db().read().await?;
    let id = professional.id;
    let total = journal::count_of_professional(&mut tx, id, Kinds::Acts).await?;
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let file = format!("/professionnels/{}", professional.rpps);
    let paging = Paging::new(
        format!("{file}/historique"),
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let own = Viewpoint::Structure(acting.scope.contract);
    let window = paging.window();
    let acts = history::acts(&mut tx, own, id, &situations, window).await?;
    drop(tx);
    let name = format!(
        "{} {}",
        professional.practice.first_name, professional.practice.name
    );
    let shown = HistoryPage {
        shell: acting.visitor.shell(&world),
        caption: format!("{name}, RPPS {}", professional.rpps),
        name,
        file,
        acts,
        paging,
    };
    page(StatusCode::OK, &shown)
}
