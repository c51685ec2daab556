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
use domain::{
    access::{Scope, paris_day},
    progress::{Facts, Next, Standing, Step, progress},
};
use store::structure::moves::Move;

#[derive(Template)]
#[template(path = "structure/home.html")]
struct HomePage {
    shell: Shell,
    structure: String,
    printed: Moment,
    finess: String,
    covers: String,
    moves: Vec<Moving>,
    tasks: Vec<TaskItem>,
    /// Reviews that are late; empty when none is.
    late_reviews: String,
}

/// C9: an establishment that changes its legal entity, and what follows.
struct Moving {
    title: String,
    text: String,
    next: String,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let mut tx = world.db().read().await?;
    let facts = store::progress::facts(&mut tx, acting.scope.contract).await?;
    let facts = facts.ok_or_else(Problem::not_found)?;
    let establishments = store::structure::count_in_scope(&mut tx, &acting.scope).await?;
    let reviews = reviews::waiting(&mut tx, &acting.scope, world.store.clock.now()).await?;
    let moves = store::structure::moves_of(&mut tx, &acting.scope).await?;
    drop(tx);
    let moves = moves.iter().map(|one| moving(one, &acting.scope)).collect();
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
        moves,
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

/// As seen by the establishment itself, by the legal entity that it leaves, or by the one that it joins.
fn moving(one: &Move, scope: &Scope) -> Moving {
    let named = words::typographic(&format!("{} (FINESS {})", one.name, one.establishment));
    let left = words::typographic(&format!("{} ({})", one.left_name, one.left_entity));
    let new = words::typographic(&format!("{} ({})", one.new_name, one.new_entity));
    let seen = format!(
        "Selon FINESS, constaté le {}.",
        words::date(paris_day(one.noticed_at))
    );
    let (title, text, next) = if scope.establishment.is_some() {
        (
            format!("Votre établissement passe à l’entité juridique {new}"),
            format!(
                "Il dépendait de {left}. {seen} Votre contrat reste en vigueur, avec ses cartes et ses habilitations."
            ),
            "L’agence décide si votre contrat est rattaché à la nouvelle entité. Vous n’avez rien à faire\u{a0}; si FINESS se trompe, prévenez votre agence régionale de santé, qui le corrige.",
        )
    } else if one.left_entity == scope.legal_entity {
        (
            format!("{named} quitte votre entité juridique"),
            format!(
                "Il rejoint {new}. {seen} Votre contrat le couvre encore\u{a0}: vos gestionnaires continuent d’y enregistrer, de modifier et de fermer des situations."
            ),
            "L’agence décide s’il garde votre contrat ou suit sa nouvelle entité. S’il la suit, il sort de votre périmètre, et ses professionnels gardent leurs situations. Si FINESS se trompe, prévenez votre agence régionale de santé, qui le corrige.",
        )
    } else {
        (
            format!("{named} rejoint votre entité juridique"),
            format!(
                "Il dépendait de {left}. {seen} Le contrat de celle-ci le couvre encore\u{a0}: vous ne pouvez pas encore y enregistrer de professionnels."
            ),
            "L’agence décide s’il garde ce contrat ou vous suit. S’il vous suit, votre contrat le couvre aussitôt, sans nouvelle carte ni nouvelle habilitation.",
        )
    };
    Moving {
        title,
        text,
        next: next.to_owned(),
    }
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
