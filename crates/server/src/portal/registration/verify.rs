//! "Vérifiez avant d'enregistrer": all answers, a link to change each, and the act itself.

use super::{
    checks,
    drafts::{Found, find},
    view::title,
};
use crate::{
    actions::{self, Error},
    portal::{
        components::SummaryRow,
        form::Form,
        messages::{Told, step_of},
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    professional::{BirthPlace, CannotRegister, Register},
    registration::{self, Step},
};
use store::housekeeping::draft::Draft;

#[derive(Template)]
#[template(path = "registration/verify.html")]
struct VerifyPage {
    shell: Shell,
    form: Form,
    cards: Vec<Card>,
    problems: Vec<Wrong>,
}

/// The answers of one step.
struct Card {
    title: &'static str,
    href: String,
    rows: Vec<SummaryRow>,
}

/// A refusal of the act, with the step where it is mended.
struct Wrong {
    sentence: String,
    href: String,
}

/// The draft, complete; else where to go.
async fn open(
    world: &World,
    acting: &Acting,
    id: &str,
) -> Result<Result<(Draft, Register), String>, Problem> {
    let draft = match find(world, acting, id).await? {
        Found::Draft(draft) => *draft,
        Found::Registered(professional) => {
            return Ok(Err(super::done::path(world, professional).await?));
        }
    };
    Ok(match registration::finish(&draft.answers) {
        Ok(command) => Ok((draft, command)),
        Err(step) => Err(format!("/enregistrements/{id}/{}", step.code())),
    })
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    match open(&world, &acting, &id).await? {
        Ok((draft, command)) => draw(&world, &acting, &draft, command, Vec::new()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

async fn draw(
    world: &World,
    acting: &Acting,
    draft: &Draft,
    command: Register,
    problems: Vec<Wrong>,
) -> Page {
    let shell = acting.visitor.shell(world);
    let form = Form::empty(shell.csrf.clone());
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let cards = cards(world, draft, command).await?;
    page(
        status,
        &VerifyPage {
            shell,
            form,
            cards,
            problems,
        },
    )
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let (draft, command) = match open(&world, &acting, &id).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let registered = actions::run(&world, acting.by(), "register_professional", |act| {
        actions::register_professional(act, draft.id, command.clone())
    })
    .await;
    match registered {
        Ok(professional) => see_other(&super::done::path(&world, professional).await?),
        Err(Error::Refused(reasons)) => {
            let reasons: Vec<CannotRegister> = reasons.iter().cloned().collect();
            checks::note_outside(&world, &acting, &reasons).await?;
            let problems = reasons.iter().map(|reason| wrong(&draft, reason)).collect();
            draw(&world, &acting, &draft, command, problems).await
        }
        Err(Error::SignedOut) => Err(Problem::signed_out()),
        Err(error) => Err(Problem::failure(&error)),
    }
}

fn wrong(draft: &Draft, reason: &CannotRegister) -> Wrong {
    let step = step_of(reason.field()).unwrap_or(Step::CivilIdentity);
    Wrong {
        sentence: reason.told(),
        href: format!(
            "/enregistrements/{}/{}#{}",
            draft.id,
            step.code(),
            reason.field()
        ),
    }
}

async fn cards(world: &World, draft: &Draft, command: Register) -> Result<Vec<Card>, Problem> {
    let mut tx = world.db().read().await?;
    let establishment =
        store::structure::establishment(&mut tx, &command.situation.establishment).await?;
    let birth_place = match &command.identity.birth_place {
        BirthPlace::Abroad { country, town } => format!("{town} ({})", country.short_label()),
        BirthPlace::France { commune, .. } => {
            let known = store::place::of_code(&mut tx, commune).await?;
            let then = known
                .iter()
                .find(|place| place.existed_on(&command.identity.birth_date))
                .or(known.last());
            then.map_or_else(
                || commune.to_string(),
                |place| format!("{} ({commune})", place.name),
            )
        }
    };
    let establishment = establishment.map_or_else(
        || command.situation.establishment.to_string(),
        |found| {
            format!(
                "{}\n{} {}\nFINESS {}",
                found.name, found.postal_code, found.town, found.finess
            )
        },
    );
    let Register {
        identity,
        contact,
        practice,
        situation,
        ..
    } = command;
    let card = |step: Step, rows: Vec<(&str, String)>| {
        let href = format!("/enregistrements/{}/{}", draft.id, step.code());
        let rows = rows
            .into_iter()
            .map(|(key, value)| SummaryRow::new(key, value))
            .collect();
        Card {
            title: title(step),
            href,
            rows,
        }
    };
    Ok(vec![
        card(
            Step::CivilIdentity,
            vec![
                ("Civilité", identity.title.label().into()),
                ("Sexe", identity.sex.label().into()),
                ("Nom de naissance", identity.birth_name.to_string()),
                (
                    "Nom d’usage",
                    identity
                        .used_name
                        .map(|name| name.to_string())
                        .unwrap_or_default(),
                ),
                ("Prénoms", identity.first_names.display_french()),
                ("Date de naissance", identity.birth_date.display_french()),
                ("Lieu de naissance", birth_place),
                ("Pièce d’identité vue", identity.document.label().into()),
            ],
        ),
        card(
            Step::Contact,
            vec![
                ("Adresse électronique", contact.email.to_string()),
                ("Téléphone mobile", contact.mobile.display_french()),
            ],
        ),
        card(
            Step::Situation,
            vec![
                (
                    "Nom d’exercice",
                    format!("{} {}", practice.first_name, practice.name),
                ),
                ("Établissement", establishment),
                ("Prise de fonction", words::date(situation.starts_on)),
                (
                    "Fin prévue",
                    situation.planned_end.map(words::date).unwrap_or_default(),
                ),
                ("Profession", situation.profession.short_label().into()),
                ("Rôle RPPS+", situation.role.label().into()),
                ("Mode d’exercice", situation.practice_mode.label().into()),
            ],
        ),
        card(
            Step::Legal,
            vec![
                ("Exactitude et information", "Attestée".into()),
                ("Rencontre de la personne", "Attestée".into()),
            ],
        ),
    ])
}
