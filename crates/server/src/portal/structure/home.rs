//! Where the structure stands: each step from the contract to the first registration, with who must act next.

use crate::{
    portal::{
        components::{Moment, TaskItem, TaskState},
        reviews,
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::progress::{Facts, Next, Standing, Step, progress};

#[derive(Template)]
#[template(path = "structure/home.html")]
struct HomePage {
    shell: Shell,
    structure: String,
    printed: Moment,
    finess: String,
    covers: String,
    tasks: Vec<TaskItem>,
    /// Reviews that are late; empty when none is.
    late_reviews: String,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let mut tx = world.db().read().await?;
    let facts = store::progress::facts(&mut tx, acting.scope.contract).await?;
    let facts = facts.ok_or_else(Problem::not_found)?;
    let establishments = store::structure::count_in_scope(&mut tx, &acting.scope).await?;
    let reviews = reviews::waiting(&mut tx, &acting.scope, world.store.clock.now()).await?;
    drop(tx);
    let finess = acting.scope.establishment.as_ref();
    let shown = HomePage {
        shell: acting.visitor.shell(&world),
        structure: acting.structure,
        printed: words::moment(world.store.clock.now()),
        finess: finess.unwrap_or(&acting.scope.legal_entity).to_string(),
        covers: match finess {
            Some(_) => "Contrat décentralisé, pour cet établissement seul.".to_owned(),
            None => format!(
                "Contrat centralisé, pour {} aujourd’hui.",
                words::count(establishments, "établissement", "établissements")
            ),
        },
        tasks: progress(&facts)
            .into_iter()
            .map(|(step, standing)| task(step, standing, &facts))
            .collect(),
        late_reviews: if reviews.late > 0 {
            reviews.sentence()
        } else {
            String::new()
        },
    };
    page(StatusCode::OK, &shown)
}

fn task(step: Step, standing: Standing, facts: &Facts) -> TaskItem {
    let (label, href) = words_of(step);
    let hint = match standing {
        Standing::Done(Some(day)) => {
            format!("{} Depuis le {}.", detail(step, facts), words::date(day))
        }
        Standing::Done(None) => detail(step, facts),
        Standing::Todo(next) => {
            format!("{} À agir\u{a0}: {}.", detail(step, facts), who(next, step))
        }
        Standing::NotBefore(_) => String::new(),
    };
    TaskItem {
        label: label.to_owned(),
        hint: hint.trim().to_owned(),
        href: match standing {
            Standing::NotBefore(_) => String::new(),
            Standing::Done(_) | Standing::Todo(_) => href.to_owned(),
        },
        state: match standing {
            Standing::Done(_) => TaskState::Done,
            Standing::Todo(_) => TaskState::Todo,
            Standing::NotBefore(step) => TaskState::NotYet(format!(
                "D’abord\u{a0}: {}.",
                words_of(step).0.to_lowercase()
            )),
        },
    }
}

/// The name of a step, and where it is done; empty where nothing is to be done on this site.
const fn words_of(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Contract => ("Contrat accepté par l’agence", ""),
        Step::Cde => ("Carte CDE du représentant légal", "/structure/cartes"),
        Step::Cards => ("Cartes CPE des gestionnaires", "/structure/cartes"),
        Step::Course => ("Formation des gestionnaires", "/formation"),
        Step::Habilitation => ("Habilitations", "/habilitations"),
        Step::Registration => ("Premier enregistrement", "/enregistrements/nouveau"),
    }
}

fn detail(step: Step, facts: &Facts) -> String {
    let count = |number: i64, one: &str, many: &str| words::count(number, one, many);
    match step {
        Step::Contract => String::new(),
        Step::Cde => facts.cde.map_or_else(
            || "Aucune carte CDE valable.".to_owned(),
            |(state, _)| format!("{}.", words::card_state(state).0),
        ),
        Step::Cards => format!(
            "{}, dont {}.",
            count(facts.cards.0, "carte en cours", "cartes en cours"),
            count(facts.usable.0, "envoyée ou active", "envoyées ou actives")
        ),
        Step::Course => format!(
            "{}.",
            count(
                facts.passed.0,
                "porteur de carte l’a réussie",
                "porteurs de carte l’ont réussie"
            )
        ),
        Step::Habilitation => format!(
            "{}.",
            count(
                facts.rights.0,
                "gestionnaire ou mandataire",
                "gestionnaires et mandataires"
            )
        ),
        Step::Registration => match facts.first_registered_on {
            Some(_) => String::new(),
            None => "Le représentant légal et les mandataires enregistrent sans autre démarche."
                .to_owned(),
        },
    }
}

/// Who must act, in words.
const fn who(next: Next, step: Step) -> &'static str {
    match (next, step) {
        (Next::Agency, Step::Cde | Step::Cards) => "l’agence, qui fabrique et envoie la carte",
        (Next::Agency, _) => "l’agence",
        (Next::Representative, _) => "le représentant légal, en se connectant avec sa CDE",
        (Next::Granter, _) => "vous, représentant légal ou mandataire",
        (Next::Holders, _) => "les porteurs de carte",
    }
}
