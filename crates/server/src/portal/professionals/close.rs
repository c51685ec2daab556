//! Close a situation, or plan its end: why, and all that ends with it, before confirming (L1, L2).

use super::{
    cards,
    held::{Held, open},
};
use crate::{
    actions::{self, Ended},
    portal::{
        components::{Choice, SummaryRow},
        end_reasons,
        form::{Errors, Form},
        messages,
        rights::tell,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::paris_day, ecps::EcpsState, identifiers::parse_french_date, nomenclature::EndReason,
    professional::Closing,
};

#[derive(Template)]
#[template(path = "professionals/close.html")]
struct ClosePage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    rows: Vec<SummaryRow>,
    reasons: Vec<Choice>,
    today: String,
    /// The first day of a situation that has not begun; empty for one that has.
    begins: String,
    planned: String,
    role: &'static str,
    opens_documents: bool,
    /// Situations that stay open, anywhere.
    others: i64,
    suspends: bool,
}

async fn draw(world: &World, acting: &Acting, held: Held, form: Form) -> Page {
    let status = form.status();
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let id = held.professional.id;
    let open = store::professional::count_open(&mut tx, id).await?;
    let ecps = store::ecps::state(&mut tx, id).await?;
    drop(tx);
    let begins = Some(held.dates.starts_on).filter(|day| *day > today);
    let others = (open - 1).max(0);
    let shown = ClosePage {
        shell: acting.visitor.shell(world),
        form,
        caption: held.caption(),
        rows: cards::facts(&held.line),
        reasons: end_reasons::all(),
        today: words::date(today),
        begins: begins.map(words::date).unwrap_or_default(),
        planned: held.dates.planned_end.map(words::date).unwrap_or_default(),
        role: held.line.role.label(),
        opens_documents: held.line.role.opens_documents(),
        others,
        suspends: others == 0 && ecps != Some(EcpsState::Revoked),
        name: held.name,
        file: held.file,
    };
    page(status, &shown)
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, held, form).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
    fields: Fields,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let mut errors = Errors::default();
    if let Some(closing) = read(&fields, &mut errors) {
        let today = paris_day(world.store.clock.now());
        if closing.reason.is_death() && closing.ended_on <= today {
            // A death ends every situation here, which its own page lists.
            return see_other(&format!("{}/deces?le={}", held.file, closing.ended_on));
        }
        let id = held.line.id;
        let ended = actions::run(&world, acting.by(), "close_situation", |act| {
            actions::close_situation(act, id, closing)
        })
        .await;
        match ended {
            Ok(Ended::Closed) => {
                return see_other(&format!("{}?avis=situation-fermee", held.file));
            }
            Ok(Ended::Planned) => return see_other(&format!("{}?avis=fin-prevue", held.file)),
            Err(error) => tell(Err::<Ended, _>(error), &mut errors)?,
        };
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, held, form).await
}

fn read(fields: &Fields, errors: &mut Errors) -> Option<Closing> {
    let ended_on = match fields.get("ended_on").trim() {
        "" => {
            errors.add("ended_on", "Saisissez le dernier jour de la personne.");
            None
        }
        typed => parse_french_date(typed)
            .map_err(|why| errors.add("ended_on", messages::date(why)))
            .ok(),
    };
    let reason = fields.get("reason").parse::<EndReason>();
    let reason = reason
        .map_err(|_| errors.add("reason", "Dites pourquoi cette situation se termine."))
        .ok();
    Some(Closing {
        ended_on: ended_on?,
        reason: reason?,
    })
}
