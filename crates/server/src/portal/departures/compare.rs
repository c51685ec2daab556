//! The staff list of establishments, to be compared with who is registered there (L4).

use super::sending::{self, MOST};
use crate::{
    actions,
    import::staff::read,
    portal::{
        components::Choice,
        form::{Errors, Form},
        rights::places::{self, Places},
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, Upload, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::State;
use domain::identifiers::Finess;

#[derive(Template)]
#[template(path = "departures/compare.html")]
struct ComparePage {
    shell: Shell,
    form: Form,
    structure: String,
    places: Places,
}

async fn draw(world: &World, acting: &Acting, form: Form) -> Page {
    let status = form.status();
    let mut places = Places::load(world, acting, &form).await?;
    places.reaches = vec![
        Choice::new("tous", "Tous les établissements de votre périmètre"),
        Choice::new("certains", "Certains établissements seulement"),
    ];
    let shown = ComparePage {
        shell: acting.visitor.shell(world),
        structure: acting.structure.clone(),
        form,
        places,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, form).await
}

pub async fn submit(State(world): State<World>, acting: Acting, mut sent: Upload<MOST>) -> Page {
    let mut errors = Errors::default();
    let again = |sent: Upload<MOST>, errors| {
        Form::filled(acting.visitor.csrf(&world), sent.fields.0).with_errors(errors)
    };
    if places::is_search(&sent.fields) {
        let form = again(sent, errors);
        return draw(&world, &acting, form).await;
    }
    let chosen = chosen(&world, &acting, &sent.fields, &mut errors).await?;
    let listed = sending::read(&mut sent, read, &mut errors).await?;
    let (Some(chosen), Some(listed)) = (chosen, listed) else {
        let form = again(sent, errors);
        return draw(&world, &acting, form).await;
    };
    let by = (&acting.actor, &acting.scope);
    let plan = actions::compare_staff(&world, by, listed, (chosen.0, &chosen.1)).await;
    let plan = plan.map_err(|error| Problem::failure(&error))?;
    see_other(&format!("/departs/{plan}"))
}

/// The establishments of the scope that the list is of, and how the pages name them.
async fn chosen(
    world: &World,
    acting: &Acting,
    fields: &Fields,
    errors: &mut Errors,
) -> Result<Option<(Vec<Finess>, String)>, Problem> {
    let reach = fields.get("portee");
    let is_offered = acting.scope.establishment.is_none();
    let ticked: Vec<Finess> = fields
        .ticked(places::BOX)
        .filter_map(|finess| finess.parse().ok())
        .collect();
    // Establishments that are ticked say that it is of some.
    let is_told = matches!(reach, "tous" | "certains") || !ticked.is_empty();
    if is_offered && !is_told {
        errors.add("portee", "Dites de quels établissements est cette liste.");
        return Ok(None);
    }
    let mut tx = world.db().read().await?;
    let all = store::structure::in_scope(&mut tx, &acting.scope, i64::MAX).await?;
    drop(tx);
    let is_all = !is_offered || reach == "tous";
    // What is not in the scope is not there.
    let kept: Vec<_> = all
        .into_iter()
        .filter(|one| is_all || ticked.contains(&one.finess))
        .collect();
    if kept.is_empty() {
        errors.add(
            "eg",
            "Cochez au moins un établissement, ou choisissez-les tous.",
        );
        return Ok(None);
    }
    let named = match &kept[..] {
        [only] => only.name.clone(),
        many if is_all => format!("tous les établissements ({})", many.len()),
        many => words::count(
            many.len().try_into().unwrap_or_default(),
            "établissement",
            "établissements",
        ),
    };
    Ok(Some((
        kept.into_iter().map(|one| one.finess).collect(),
        named,
    )))
}
