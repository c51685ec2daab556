//! The last look at a plan: what ends, and what ends with it, before anything does (L3, L4).

use super::{
    index::{column, title},
    line::{LineView, view},
    open,
    plan::{DAY, PER_PAGE},
    reason::too_early,
};
use crate::{
    actions::{self, Error},
    portal::{
        components::Column,
        end_reasons,
        form::{Errors, Form},
        messages::Told as _,
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::paris_day,
    staff::{CannotConfirm, PlanState, lacking},
};
use jiff::civil::Date;
use store::departure::{self, Kept, LineOf};

/// Lines that the page names.
const NAMED: i64 = 100;

#[derive(Template)]
#[template(path = "departures/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    form: Form,
    path: String,
    action: String,
    plan: String,
    caption: String,
    columns: Vec<Column>,
    lines: Vec<Ending>,
    /// How many situations the page does not name; empty when it names all.
    more: String,
    is_doubtful: bool,
    /// What is missing before the button is offered.
    lacks: Vec<String>,
    /// Where it can be mended.
    mend: String,
    /// What the button says.
    act: String,
}

/// A situation that is to end.
struct Ending {
    line: LineView,
    last: String,
    reason: String,
    wrong: Vec<String>,
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
    let today = paris_day(world.store.clock.now());
    let gathered = departure::gather(&mut tx, plan, today).await?;
    let named = departure::ticked(&mut tx, &acting.scope, &kept, (today, NAMED)).await?;
    let lines: Vec<Ending> = named.iter().map(|of| ending(of, &kept, today)).collect();
    let path = format!("/departs/{plan}");
    let mend = match named.first() {
        Some(first) if lines.iter().any(|line| !line.wrong.is_empty()) => {
            let before = departure::before(&mut tx, plan, first).await?;
            let page = u64::try_from(before).unwrap_or_default() / PER_PAGE + 1;
            format!("{path}?liste=partis&page={page}#{DAY}{}", first.rank)
        }
        _ => path.clone(),
    };
    drop(tx);
    let lacks = lacking(gathered);
    let more = gathered.ticked - NAMED.min(gathered.ticked);
    let status = form.status();
    let ending = words::count(gathered.ticked, "situation", "situations");
    let shown = ConfirmPage {
        shell: acting.visitor.shell(world),
        form,
        path,
        action: format!("/departs/{plan}/confirmer"),
        plan: title(&kept),
        caption: if more > 0 {
            format!("Les {NAMED} premières de {ending} à fermer")
        } else {
            format!("{ending} à fermer")
        },
        columns: ["Professionnel", "Situation", "Dernier jour et motif"]
            .map(column)
            .into(),
        lines,
        more: if more > 0 {
            words::count(more, "autre situation", "autres situations")
        } else {
            String::new()
        },
        lacks: lacks.iter().map(CannotConfirm::told).collect(),
        mend,
        is_doubtful: kept.facts.is_doubtful,
        act: format!("Fermer {ending}"),
    };
    page(status, &shown)
}

fn ending(of: &LineOf, kept: &Kept, today: Date) -> Ending {
    let last = of.ends_on.or(kept.ends_on);
    let reason = of.reason.or(kept.reason);
    let missing = [
        (last.is_none(), "Dernier jour à indiquer"),
        (reason.is_none(), "Motif à choisir"),
    ];
    let missing = missing.into_iter().filter(|(is_missing, _)| *is_missing);
    let mut wrong: Vec<String> = missing.map(|(_, told)| told.to_owned()).collect();
    wrong.extend(too_early(of, last, today));
    Ending {
        line: view(of),
        last: last.map(words::date).unwrap_or_default(),
        reason: reason.map(end_reasons::told).unwrap_or_default(),
        wrong,
    }
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
