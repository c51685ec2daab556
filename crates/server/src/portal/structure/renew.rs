//! Another CDE for the representative: asked for by themself before the end of theirs, or by the agency (K2).

use super::{block::of_structure, cards::holder};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        rights::tell,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, SignedIn, Visitor, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    card::{Card, CardKind},
    contract::Contract,
    id::Id,
};
use store::By;

#[derive(Template)]
#[template(path = "structure/renew.html")]
struct RenewPage {
    shell: Shell,
    form: Form,
    back: String,
    holder: String,
    number: String,
    state: String,
    is_own: bool,
}

/// Who asks, and where they go on.
struct Asker {
    visitor: Visitor,
    by: By,
    back: String,
    is_own: bool,
}

impl Asker {
    fn structure(acting: Acting) -> Self {
        Self {
            by: acting.by(),
            visitor: acting.visitor,
            back: "/structure/cartes".to_owned(),
            is_own: true,
        }
    }

    fn agency(signed: SignedIn, contract: Id<Contract>) -> Self {
        Self {
            by: By::Session(signed.live.id),
            visitor: signed.visitor,
            back: format!("/agence/contrats/contrat/{contract}"),
            is_own: false,
        }
    }
}

fn draw(world: &World, asker: &Asker, card: &Card, errors: Errors) -> Page {
    let status = errors.status();
    let number = card.number.as_ref().map(ToString::to_string);
    let end = card.expires_on.map(words::date).unwrap_or_default();
    let shown = RenewPage {
        shell: asker.visitor.shell(world),
        form: Form::empty(asker.visitor.csrf(world)).with_errors(errors),
        back: asker.back.clone(),
        holder: holder(card),
        number: number.unwrap_or_default(),
        state: match end.as_str() {
            "" => words::card_state(card.state).0.to_lowercase(),
            end if card.state.is_over() => {
                words::card_state(card.state).0.to_lowercase() + ", dernier jour prévu le " + end
            }
            end => format!("dernier jour le {end}"),
        },
        is_own: asker.is_own,
    };
    page(status, &shown)
}

async fn act(world: &World, asker: Asker, card: Card) -> Page {
    let mut errors = Errors::default();
    let id = card.id;
    let renewed = actions::run(world, asker.by, "renew_cde", |act| {
        actions::renew_cde(act, id)
    });
    if tell(renewed.await, &mut errors)? {
        return see_other(&format!("{}?avis=cde-commandee", asker.back));
    }
    draw(world, &asker, &card, errors)
}

/// The CDE of whoever asks.
async fn own(world: &World, acting: &Acting, id: &str) -> Result<Card, Problem> {
    let card = of_structure(world, acting, id).await?;
    if card.kind != CardKind::Cde {
        return Err(Problem::not_found());
    }
    Ok(card)
}

async fn any(world: &World, id: &str) -> Result<Card, Problem> {
    let card = super::block::find(world, id).await?;
    if card.kind != CardKind::Cde {
        return Err(Problem::not_found());
    }
    Ok(card)
}

pub async fn show_own(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let card = own(&world, &acting, &id).await?;
    draw(&world, &Asker::structure(acting), &card, Errors::default())
}

pub async fn submit_own(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let card = own(&world, &acting, &id).await?;
    act(&world, Asker::structure(acting), card).await
}

pub async fn show_agency(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
) -> Page {
    let card = any(&world, &id).await?;
    let asker = Asker::agency(signed, card.contract);
    draw(&world, &asker, &card, Errors::default())
}

pub async fn submit_agency(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let card = any(&world, &id).await?;
    let asker = Asker::agency(signed, card.contract);
    act(&world, asker, card).await
}
