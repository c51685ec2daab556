//! Withdraw a right: what ends with it is told before (H4, H7).

use super::{give::tell, open_to_end};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use store::{housekeeping::draft, rights::Right};

#[derive(Template)]
#[template(path = "rights/end.html")]
struct EndPage {
    shell: Shell,
    form: Form,
    id: String,
    name: String,
    role: &'static str,
    drafts: i64,
}

async fn draw(world: &World, acting: &Acting, right: Right, form: Form) -> Page {
    let status = form.status();
    let mut tx = world.db().read().await?;
    let drafts = draft::count(&mut tx, right.id, world.store.clock.now()).await?;
    drop(tx);
    let shown = EndPage {
        shell: acting.visitor.shell(world),
        form,
        id: right.id.to_string(),
        role: words::capacity(right.kind),
        name: right.name,
        drafts,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let right = open_to_end(&world, &acting, &id).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, right, form).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let right = open_to_end(&world, &acting, &id).await?;
    let grant = right.id;
    let ended = actions::run(&world, acting.by(), "withdraw_habilitation", |act| {
        actions::withdraw_habilitation(act, grant)
    });
    let ended = ended.await;
    if let Ok(drafts) = ended {
        return see_other(&format!("/habilitations?brouillons={drafts}"));
    }
    let mut errors = Errors::default();
    tell(ended, &mut errors)?;
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, right, form).await
}
