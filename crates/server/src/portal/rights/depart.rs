//! A manager or a delegate leaves: everything that ends, listed, then ended in one act (L3).

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
#[template(path = "rights/depart.html")]
struct DepartPage {
    shell: Shell,
    form: Form,
    id: String,
    name: String,
    rights: Vec<&'static str>,
    cards: Vec<String>,
    situations: Vec<String>,
    drafts: i64,
}

async fn draw(world: &World, acting: &Acting, right: Right, form: Form) -> Page {
    let status = form.status();
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    let rights = store::rights::of_contract(&mut tx, acting.scope.contract).await?;
    let cards = store::card::of_holder(&mut tx, acting.scope.contract, right.account).await?;
    let open = store::professional::open_of_email(&mut tx, &acting.scope, &right.email).await?;
    let mut drafts = 0;
    let mut roles = Vec::new();
    for one in rights.iter().filter(|one| one.account == right.account) {
        drafts += draft::count(&mut tx, one.id, now).await?;
        roles.push(words::capacity(one.kind));
    }
    let mut situations = Vec::new();
    for (_, situation) in open {
        let place = store::structure::establishment(&mut tx, &situation.establishment).await?;
        let place = place.map(|place| place.name).unwrap_or_default();
        situations.push(format!("{}, {place}", situation.profession.short_label()));
    }
    drop(tx);
    let cards = cards.iter().filter(|card| !card.state.is_over());
    let shown = DepartPage {
        shell: acting.visitor.shell(world),
        form,
        id: right.id.to_string(),
        name: right.name,
        rights: roles,
        cards: cards
            .map(|card| {
                let state = words::card_state(card.state).0.to_lowercase();
                format!("Carte {}, {state}", words::card_kind(card.kind))
            })
            .collect(),
        situations,
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
    let account = right.account;
    let departed = actions::run(&world, acting.by(), "depart_manager", |act| {
        actions::depart_manager(act, account)
    });
    let departed = departed.await;
    if let Ok(ended) = departed {
        return see_other(&format!(
            "/habilitations?brouillons={}&cartes={}&situations={}",
            ended.drafts, ended.cards, ended.situations
        ));
    }
    let mut errors = Errors::default();
    tell(departed, &mut errors)?;
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, right, form).await
}
