//! A plan: its four lists with the reason of each line; what is ticked and dated is kept page by page (L4).

use super::{
    index::{column, title},
    line::{LineView, view},
    open, state,
};
use crate::{
    portal::{
        components::{Choice, Column, Paging, Stat, TimelineStep},
        end_reasons,
        form::Form,
        shell::Shell,
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{
    nomenclature::EndReason,
    staff::{LineOutcome, List, PlanKind, PlanState},
};
use serde::Deserialize;
use store::departure::{self, Kept, LineOf};

pub const PER_PAGE: u64 = 50;
/// What the names of the fields of a line begin with; its rank follows.
pub const BOX: &str = "clore-";
pub const DAY: &str = "fin-";
pub const REASON: &str = "motif-";

#[derive(Template)]
#[template(path = "departures/plan.html")]
struct PlanPage {
    shell: Shell,
    form: Form,
    id: String,
    path: String,
    follow: String,
    abandon: String,
    title: String,
    name: String,
    stats: Vec<Stat>,
    is_doubtful: bool,
    left_out: Vec<String>,
    lists: Vec<Tab>,
    list: &'static str,
    lead: &'static str,
    columns: Vec<Column>,
    lines: Vec<LineView>,
    ranks: String,
    reasons: Vec<Choice>,
    deaths: Vec<Choice>,
    paging: Paging,
    stage: Stage,
    ticked: String,
    steps: Vec<TimelineStep>,
}

/// How far the plan is, for its page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Broken,
    Open,
    Running,
    Done,
}

struct Tab {
    label: &'static str,
    href: String,
    count: String,
    is_current: bool,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub liste: String,
    #[serde(default)]
    pub page: u64,
}

const LISTS: [(List, &str, &str); 4] = [
    (List::Gone, "partis", "Départs"),
    (List::New, "nouveaux", "Nouveaux"),
    (List::Changed, "changements", "Changements"),
    (List::Unsure, "a-verifier", "À vérifier"),
];

fn list_of(code: &str) -> List {
    let found = LISTS.iter().find(|(_, known, _)| *known == code);
    found.map_or(List::Gone, |(list, ..)| *list)
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    draw(&world, &acting, &id, &asked, None).await
}

/// The page, with what was typed when it is sent back.
pub async fn draw(
    world: &World,
    acting: &Acting,
    id: &str,
    asked: &Asked,
    again: Option<Form>,
) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(world, acting, &mut tx, id).await?;
    let plan = kept.plan.id;
    let counts = departure::count(&mut tx, plan).await?;
    let list = list_of(&asked.liste);
    let of = |list: List| counts.iter().find(|(own, ..)| *own == list);
    let total = of(list).map_or(0, |(_, lines, _)| *lines);
    let code = LISTS
        .iter()
        .find(|(own, ..)| *own == list)
        .map_or("", |(_, code, _)| code);
    let url = format!("/departs/{plan}?liste={code}");
    let paging = Paging::new(
        url,
        asked.page.max(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let window = (
        paging.offset().try_into().unwrap_or_default(),
        PER_PAGE.try_into().unwrap_or_default(),
    );
    let lines = departure::lines(&mut tx, &acting.scope, plan, list, window).await?;
    let steps = state::steps(&mut tx, &kept).await?;
    let outcomes = departure::outcomes(&mut tx, plan).await?;
    drop(tx);
    let form = again.unwrap_or_else(|| filled(acting.visitor.csrf(world), &kept, &lines));
    let status = form.status();
    let stage = Stage::of(kept.plan.state);
    let ticked = of(List::Gone).map_or(0, |(_, _, ticked)| *ticked);
    let tab = |(own, code, label): &(List, &str, &'static str)| Tab {
        label,
        href: format!("/departs/{plan}?liste={code}"),
        count: words::thousands(of(*own).map_or(0, |(_, lines, _)| *lines)),
        is_current: *own == list,
    };
    // Numbers tell of nobody new, and of no change.
    let is_told = |(own, ..): &&(List, &str, &str)| {
        kept.plan.kind == PlanKind::Comparison || matches!(own, List::Gone | List::Unsure)
    };
    let ranks: Vec<String> = lines.iter().map(|line| line.rank.to_string()).collect();
    let shown = PlanPage {
        shell: acting.visitor.shell(world),
        form,
        id: plan.to_string(),
        path: format!("/departs/{plan}"),
        follow: format!("/departs/{plan}/suivi"),
        abandon: format!("/departs/{plan}/abandonner"),
        title: title(&kept),
        stats: stats(&kept, &outcomes),
        is_doubtful: kept.facts.is_doubtful,
        left_out: kept.facts.ignored.clone(),
        name: kept.name,
        lists: LISTS.iter().filter(is_told).map(tab).collect(),
        list: code,
        lead: lead(list, kept.plan.kind),
        columns: columns(list, stage),
        lines: lines.iter().map(view).collect(),
        ranks: ranks.join(" "),
        reasons: end_reasons::of_several(),
        deaths: end_reasons::of_a_death(),
        paging,
        stage,
        ticked: words::count(ticked, "situation cochée", "situations cochées"),
        steps,
    };
    page(status, &shown)
}

impl Stage {
    const fn of(state: PlanState) -> Self {
        match state {
            PlanState::Preparing => Self::Broken,
            PlanState::Proposed => Self::Open,
            PlanState::Confirmed => Self::Running,
            PlanState::Done => Self::Done,
        }
    }
}

fn columns(list: List, stage: Stage) -> Vec<Column> {
    let labels: &[&str] = match (list, stage) {
        (List::Gone, Stage::Open) => &[
            "Fermer",
            "Professionnel",
            "Pourquoi",
            "Dernier jour et motif",
        ],
        (List::Gone, _) => &["Professionnel", "Pourquoi", "Résultat"],
        (List::New, _) => &["Ligne", "Personne de la liste", "Pourquoi", "Proposition"],
        (List::Changed, _) => &["Ligne", "Professionnel", "Différences"],
        (List::Unsure, _) => &["Ligne", "Ce que dit la liste", "Pourquoi", "Dossier"],
    };
    labels.iter().map(|label| column(label)).collect()
}

const fn lead(list: List, kind: PlanKind) -> &'static str {
    match list {
        List::Gone if matches!(kind, PlanKind::Numbers) => {
            "Les situations en cours, dans votre périmètre, des personnes de votre liste. Une situation close ferme l’accès aux documents et quitte l’annuaire aussitôt."
        }
        List::Gone => {
            "Enregistrés ici, et absents de la liste ou sur le départ. Une situation close ferme l’accès aux documents et quitte l’annuaire aussitôt\u{a0}; un professionnel parti pourrait sinon continuer à se connecter."
        }
        List::New => {
            "Dans la liste, et pas enregistrés ici. L’enregistrement est facultatif, et réservé à qui n’est pas déjà inscrit au RPPS par un Ordre, l’ARS ou les armées."
        }
        List::Changed => {
            "Dans les deux, avec des différences. Rien n’est changé ici\u{a0}: ouvrez le dossier pour corriger ce qui doit l’être."
        }
        List::Unsure => {
            "Ces lignes ne se lisent pas, peuvent désigner plusieurs personnes, ou sont de personnes déjà parties. Aucune des personnes qu’elles peuvent désigner n’est proposée au départ."
        }
    }
}

fn stats(kept: &Kept, outcomes: &[(Option<LineOutcome>, i64)]) -> Vec<Stat> {
    let facts = &kept.facts;
    let stat = |label: &str, value: usize| Stat {
        label: label.to_owned(),
        value: words::thousands(value.try_into().unwrap_or_default()),
        ..Stat::default()
    };
    let mut stats = vec![stat("Lignes lues", facts.listed)];
    if kept.plan.kind == PlanKind::Comparison {
        stats.push(stat("Enregistrés ici", facts.here));
        stats.push(stat("Retrouvés dans la liste", facts.met));
        stats.push(stat("Sans différence", facts.agreed));
        if facts.elsewhere > 0 {
            stats.push(stat("D’un autre établissement", facts.elsewhere));
        }
    }
    if facts.repeated > 0 {
        stats.push(stat("Lignes en double, ignorées", facts.repeated));
    }
    for (outcome, lines) in outcomes {
        let label = match outcome {
            Some(LineOutcome::Closed) => "Situations closes",
            Some(LineOutcome::Planned) => "Fins prévues",
            Some(LineOutcome::AlreadyClosed) => "Déjà closes",
            Some(LineOutcome::Refused) => "Refusées",
            None => continue,
        };
        stats.push(stat(label, (*lines).try_into().unwrap_or_default()));
    }
    stats
}

/// The form as it was kept.
fn filled(csrf: String, kept: &Kept, lines: &[LineOf]) -> Form {
    let mut form = Form::empty(csrf);
    form.set("fin", kept.ends_on.map(words::date).unwrap_or_default());
    form.set("motif", kept.reason.map_or("", EndReason::code));
    for line in lines {
        let rank = line.rank;
        if line.is_ticked {
            form.set(&format!("{BOX}{rank}"), "oui");
        }
        form.set(
            &format!("{DAY}{rank}"),
            line.ends_on.map(words::date).unwrap_or_default(),
        );
        form.set(
            &format!("{REASON}{rank}"),
            line.reason.map_or("", EndReason::code),
        );
    }
    form
}
