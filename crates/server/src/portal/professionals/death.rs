//! A death: every situation of the scope, listed, then closed in one act (L1).

use super::held::{name, person};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        messages,
        rights::tell,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{identifiers::parse_french_date, professional::Professional};
use jiff::civil::Date;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "professionals/death.html")]
struct DeathPage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    /// Those of the scope, each in words.
    situations: Vec<String>,
    /// How many stay open elsewhere.
    elsewhere: i64,
}

async fn draw(world: &World, acting: &Acting, professional: Professional, form: Form) -> Page {
    let status = form.status();
    let mut tx = world.db().read().await?;
    let id = professional.id;
    let open = store::professional::open_of(&mut tx, &acting.scope, id).await?;
    let all = store::professional::count_open(&mut tx, id).await?;
    let mut situations = Vec::new();
    for situation in &open {
        let place = store::structure::establishment(&mut tx, &situation.establishment).await?;
        let place = place.map(|place| place.name).unwrap_or_default();
        let profession = words::typographic(situation.profession.short_label());
        situations.push(format!("{profession}, {place}"));
    }
    drop(tx);
    let name = name(&professional);
    let shown = DeathPage {
        shell: acting.visitor.shell(world),
        form,
        caption: format!("{name}, RPPS {}", professional.rpps),
        name,
        file: format!("/professionnels/{}", professional.rpps),
        elsewhere: all - i64::try_from(situations.len()).unwrap_or_default(),
        situations,
    };
    page(status, &shown)
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let (professional, _) = person(&world, &acting, &rpps).await?;
    let mut form = Form::empty(acting.visitor.csrf(&world));
    let known = asked.get("le").and_then(|day| day.parse::<Date>().ok());
    if let Some(day) = known {
        form.set("died_on", words::date(day));
    }
    draw(&world, &acting, professional, form).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    fields: Fields,
) -> Page {
    let (professional, _) = person(&world, &acting, &rpps).await?;
    let mut errors = Errors::default();
    if report(&world, &acting, &professional, &fields, &mut errors).await? {
        return see_other(&format!(
            "/professionnels/{}?avis=deces-signale",
            professional.rpps
        ));
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, professional, form).await
}

/// True when it is done; else what is wrong is noted.
async fn report(
    world: &World,
    acting: &Acting,
    professional: &Professional,
    fields: &Fields,
    errors: &mut Errors,
) -> Result<bool, Problem> {
    let on = match fields.get("died_on").trim() {
        "" => Err("Saisissez la date du décès.".to_owned()),
        typed => parse_french_date(typed).map_err(messages::date),
    };
    let on = match on {
        Ok(on) => on,
        Err(sentence) => {
            errors.add("died_on", sentence);
            return Ok(false);
        }
    };
    let id = professional.id;
    let reported = actions::run(world, acting.by(), "report_death", |act| {
        actions::report_death(act, id, on)
    });
    tell(reported.await, errors)
}
