//! Change the establishments of a habilitation (H5).

use super::{
    give::tell,
    open_to_end,
    places::{self, BOX, Places},
};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::access::GrantKind;
use store::rights::Right;

#[derive(Template)]
#[template(path = "rights/change.html")]
struct ChangePage {
    shell: Shell,
    form: Form,
    id: String,
    name: String,
    places: Places,
}

async fn open(world: &World, acting: &Acting, id: &str) -> Result<Right, Problem> {
    let right = open_to_end(world, acting, id).await?;
    if right.kind != GrantKind::Manager || acting.scope.establishment.is_some() {
        return Err(Problem::not_found());
    }
    Ok(right)
}

async fn draw(world: &World, acting: &Acting, right: Right, form: Form) -> Page {
    let status = form.status();
    let shown = ChangePage {
        shell: acting.visitor.shell(world),
        id: right.id.to_string(),
        name: right.name,
        places: Places::load(world, acting, &form).await?,
        form,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let right = open(&world, &acting, &id).await?;
    let mut form = Form::empty(acting.visitor.csrf(&world));
    let mut tx = world.db().read().await?;
    let narrowed = store::rights::establishments(&mut tx, right.id).await?;
    drop(tx);
    let reach = if right.narrowed.is_some() {
        "certains"
    } else {
        "tous"
    };
    form.set("portee", reach);
    for finess in narrowed {
        form.set(&format!("{BOX}{finess}"), "oui");
    }
    draw(&world, &acting, right, form).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let right = open(&world, &acting, &id).await?;
    let mut errors = Errors::default();
    if !places::is_search(&fields) {
        let establishments = places::read(&acting, &fields, &mut errors);
        if errors.is_empty() {
            let grant = right.id;
            let changed = actions::run(&world, acting.by(), "change_habilitation", |act| {
                actions::change_habilitation(act, grant, establishments.clone())
            });
            if tell(changed.await, &mut errors)? {
                return see_other(&format!("/habilitations/{id}?avis=habilitation-modifiee"));
            }
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, right, form).await
}
