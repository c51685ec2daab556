//! What is ticked and dated on a page of a plan, kept as one goes (L4).

use super::{
    open,
    plan::{Asked, BOX, DAY, PER_PAGE, REASON, draw},
    reason::too_early,
};
use crate::{
    portal::form::{Errors, Form},
    web::{Acting, Fields, Page, Problem, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    access::paris_day, identifiers::parse_french_date, nomenclature::EndReason, staff::List,
};
use jiff::civil::Date;
use store::{
    StoreError, departure,
    housekeeping::departure::{self as choosing, Chosen},
};

/// The ranks of the lines of the page that was sent.
const RANKS: &str = "lignes";

const UNREAD: &str = "Ce jour n’existe pas, ou ne se lit pas. Écrivez-le sous la forme jj/mm/aaaa.";

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(&world, &acting, &mut tx, &id).await?;
    let plan = kept.plan.id;
    let number: u64 = fields.get("page").parse().unwrap_or(1).max(1);
    let asked = Asked {
        liste: "partis".to_owned(),
        page: number,
    };
    let mut errors = Errors::default();
    let (for_all, chosen) = read(&fields, &mut errors);
    if fields.get("action") != "rien" {
        let per_page = PER_PAGE.try_into().unwrap_or_default();
        let offset = i64::try_from(number - 1).unwrap_or_default();
        let window = (offset.saturating_mul(per_page), per_page);
        let lines = departure::lines(&mut tx, &acting.scope, plan, List::Gone, window).await?;
        let today = paris_day(world.store.clock.now());
        for one in chosen.iter().filter(|one| one.is_ticked) {
            let line = lines.iter().find(|line| line.rank == one.rank);
            let last = one.ends_on.or(for_all.0);
            if let Some(told) = line.and_then(|line| too_early(line, last, today)) {
                errors.add(&format!("{DAY}{}", one.rank), told);
            }
        }
    }
    drop(tx);
    if !errors.is_empty() {
        let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
        return draw(&world, &acting, &id, &asked, Some(form)).await;
    }
    match choosing::choose(&world.store, plan, for_all, &chosen).await {
        Err(StoreError::Changed) => return Err(Problem::changed()),
        done => done?,
    }
    let back = |page: u64| format!("/departs/{plan}?liste=partis&page={page}");
    match fields.get("action") {
        "tout" | "rien" => {
            let is_ticked = fields.get("action") == "tout";
            choosing::tick_all(&world.store, plan, is_ticked).await?;
            see_other(&back(number))
        }
        "suivante" => see_other(&back(number + 1)),
        "precedente" => see_other(&back(number.saturating_sub(1))),
        "garder" => see_other(&format!("{}&avis=departs-gardes", back(number))),
        _ => see_other(&format!("/departs/{plan}/confirmer")),
    }
}

type ForAll = (Option<Date>, Option<EndReason>);

/// What was chosen for all, and for each line of the page.
fn read(fields: &Fields, errors: &mut Errors) -> (ForAll, Vec<Chosen>) {
    let for_all = (day(fields, "fin", errors), reason(fields, "motif"));
    let ranks = fields
        .get(RANKS)
        .split(' ')
        .filter_map(|rank| rank.parse().ok());
    let ranks = ranks.take(PER_PAGE.try_into().unwrap_or_default());
    let chosen = ranks.map(|rank: i64| Chosen {
        rank,
        is_ticked: fields.get(&format!("{BOX}{rank}")) == "oui",
        ends_on: day(fields, &format!("{DAY}{rank}"), errors),
        reason: reason(fields, &format!("{REASON}{rank}")),
    });
    (for_all, chosen.collect())
}

fn day(fields: &Fields, field: &str, errors: &mut Errors) -> Option<Date> {
    match fields.get(field) {
        "" => None,
        typed => parse_french_date(typed)
            .map_err(|_| errors.add(field, UNREAD))
            .ok(),
    }
}

fn reason(fields: &Fields, field: &str) -> Option<EndReason> {
    fields.get(field).parse().ok()
}
