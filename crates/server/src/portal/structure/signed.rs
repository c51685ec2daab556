//! The signed F301, sent by the structure and read by the agency (K2).

use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        rights::tell,
        shell::Shell,
        spreadsheet::download,
    },
    web::{Acting, Page, Problem, Upload, attachment, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use store::housekeeping::upload;

#[derive(Template)]
#[template(path = "structure/signed.html")]
struct SignedPage {
    shell: Shell,
    form: Form,
    holders: Vec<String>,
}

/// The names on the form; a page for none is not found.
async fn waiting(world: &World, acting: &Acting) -> Result<Vec<String>, Problem> {
    let mut tx = world.db().read().await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    let waiting = cards.iter().filter(|card| card.awaits_form());
    let holders: Vec<String> = waiting.map(super::cards::holder).collect();
    if holders.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(holders)
}

fn draw(world: &World, acting: &Acting, holders: Vec<String>, errors: Errors) -> Page {
    let status = errors.status();
    let shown = SignedPage {
        shell: acting.visitor.shell(world),
        form: Form::empty(acting.visitor.csrf(world)).with_errors(errors),
        holders,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let holders = waiting(&world, &acting).await?;
    draw(&world, &acting, holders, Errors::default())
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    sent: Upload<{ attachment::MOST }>,
) -> Page {
    let holders = waiting(&world, &acting).await?;
    let mut errors = Errors::default();
    match (attachment::check(sent.file.as_ref()), sent.file) {
        (Ok(media_type), Some(file)) => {
            let kept = upload::keep(&world.store, (&file.name, media_type), &file.bytes).await?;
            let handed = actions::run(&world, acting.by(), "hand_in_form", |act| {
                actions::hand_in_form(act, kept)
            });
            if tell(handed.await, &mut errors)? {
                return see_other("/structure/cartes?avis=formulaire-depose");
            }
        }
        (Err(unfit), _) => errors.add("fichier", attachment::told(unfit)),
        (Ok(_), None) => {}
    }
    draw(&world, &acting, holders, errors)
}

/// For the agency: the form of a card, as it was sent.
pub async fn read(State(world): State<World>, Path(id): Path<String>) -> Page {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let form = store::card::form(&mut tx, id).await?;
    let form = form.ok_or_else(Problem::not_found)?;
    let named = store::file::named(&mut tx, form).await?;
    let (_, media) = named.ok_or_else(Problem::not_found)?;
    let body = store::file::body(&mut tx, form).await?;
    let name = match media.as_str() {
        "image/jpeg" => "f301-signe.jpg",
        "image/png" => "f301-signe.png",
        _ => "f301-signe.pdf",
    };
    download(name, &media, body.ok_or_else(Problem::not_found)?)
}
