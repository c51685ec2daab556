//! Someone already registered, found by number (M1).

use crate::{
    actions::{self, Looked},
    portal::{
        form::{Errors, Form},
        messages,
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::State;
use domain::{access::paris_day, event::LookUp, identifiers::Rpps};

/// What is told instead of whether there is someone, once the limit of the day is reached (R5).
pub const OVER_LIMIT: &str = "Vous avez atteint le nombre de recherches du jour hors de votre périmètre. Reprenez demain, ou écrivez à l’assistance.";

#[derive(Template)]
#[template(path = "professionals/find.html")]
struct FindPage {
    shell: Shell,
    form: Form,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, form)
}

fn draw(world: &World, acting: &Acting, form: Form) -> Page {
    let status = form.status();
    let shell = acting.visitor.shell(world);
    page(status, &FindPage { shell, form })
}

pub async fn submit(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let why = match fields.get("rpps").parse::<Rpps>() {
        Err(why) => messages::rpps(&why),
        Ok(rpps) => match by_number(&world, &acting, &rpps).await? {
            Looked::Found(known) => return see_other(&format!("/professionnels/{}", known.rpps)),
            Looked::OverLimit => OVER_LIMIT,
            Looked::Nobody => {
                "Personne n’est enregistré ici sous ce numéro. Si la personne l’a reçu de son Ordre ou de l’ARS, elle n’a pas à être ajoutée ici\u{a0}; sinon, vérifiez-le avec elle ou dans l’annuaire."
            }
        },
    };
    let mut errors = Errors::default();
    errors.add("rpps", why);
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, form)
}

/// Look someone up by number, under the limit of the day (R5).
pub async fn by_number(world: &World, acting: &Acting, rpps: &Rpps) -> Result<Looked, Problem> {
    let today = paris_day(world.store.clock.now());
    let search = async || {
        let mut tx = world.db().read().await?;
        store::professional::known_by_rpps(&mut tx, &acting.scope, rpps, today).await
    };
    Ok(actions::look_up(world, &acting.actor, LookUp::Rpps, search).await?)
}
