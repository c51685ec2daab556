//! The last look at a plan: what ends, and what ends with it, before anything does (L3, L4).

use super::{index::title, open};
use crate::{
    actions::{self, Error},
    portal::{
        components::SummaryRow,
        form::{Errors, Form},
        messages::Told as _,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    nomenclature::EndReason,
    staff::{CannotConfirm, PlanState},
};
use store::departure::{self, Kept};

#[derive(Template)]
#[template(path = "departures/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    form: Form,
    path: String,
    action: String,
    plan: String,
    rows: Vec<SummaryRow>,
    is_doubtful: bool,
    /// What the button says.
    act: String,
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, &id, form).await
}

async fn draw(world: &World, acting: &Acting, id: &str, form: Form) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(world, acting, &mut tx, id).await?;
    let plan = kept.plan.id;
    if kept.plan.state != PlanState::Proposed {
        return see_other(&format!("/departs/{plan}"));
    }
    let gathered = departure::gather(&mut tx, plan).await?;
    drop(tx);
    let status = form.status();
    let ending = words::count(gathered.ticked, "situation", "situations");
    let shown = ConfirmPage {
        shell: acting.visitor.shell(world),
        form,
        path: format!("/departs/{plan}"),
        action: format!("/departs/{plan}/confirmer"),
        plan: title(&kept),
        rows: rows(&kept, &ending),
        is_doubtful: kept.facts.is_doubtful,
        act: format!("Fermer {ending}"),
    };
    page(status, &shown)
}

fn rows(kept: &Kept, ending: &str) -> Vec<SummaryRow> {
    let change = format!("/departs/{}", kept.plan.id);
    let day = kept.ends_on.map(words::date);
    let reason = kept
        .reason
        .map(|reason| words::typographic(EndReason::short_label(reason)));
    vec![
        SummaryRow::new("À fermer", ending).change(&change),
        SummaryRow::new(
            "Dernier jour, sauf date propre à la ligne",
            day.unwrap_or_default(),
        )
        .change(&change),
        SummaryRow::new(
            "Motif, sauf motif propre à la ligne",
            reason.unwrap_or_default(),
        )
        .change(&change),
    ]
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let plan = id.parse().map_err(|_| Problem::not_found())?;
    let confirmed = actions::run(&world, acting.by(), "confirm_departures", |act| {
        actions::confirm_departures(act, plan)
    });
    match confirmed.await {
        Ok(()) => see_other(&format!("/departs/{plan}?avis=departs-confirmes")),
        Err(Error::Refused(reasons)) => {
            if reasons
                .iter()
                .any(|reason| *reason == CannotConfirm::Unknown)
            {
                return Err(Problem::not_found());
            }
            let mut errors = Errors::default();
            for reason in reasons.iter() {
                errors.add(reason.field(), reason.told());
            }
            let form = Form::empty(acting.visitor.csrf(&world)).with_errors(errors);
            draw(&world, &acting, &id, form).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
