//! The form of a practice name, for the professional and for those who register (R6, M4).

use super::{
    components::{Choice, SummaryRow},
    form::{Errors, Form},
    messages::Told as _,
    shell::Shell,
};
use crate::{
    actions::{self, Error},
    web::{Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::http::StatusCode;
use domain::professional::{CannotChangePractice, ChangePractice, PracticeName, Professional};
use store::By;

#[derive(Template)]
#[template(path = "own_file/practice.html")]
struct PracticePage {
    shell: Shell,
    form: Form,
    caption: String,
    /// Where the file is, and its words.
    back: (String, String),
    names: Vec<Choice>,
    first_names: Vec<Choice>,
    /// What the file holds now, when somebody else changed it meanwhile.
    now: Vec<SummaryRow>,
}

/// Whose practice name it is, and where their file is for who changes it.
pub struct Person {
    pub professional: Professional,
    pub caption: String,
    /// Path and words.
    pub back: (String, String),
}

/// The form with what is published.
pub async fn show(world: &World, shell: Shell, person: Person) -> Page {
    let mut form = Form::empty(shell.csrf.clone());
    let practice = &person.professional.practice;
    form.set("practice_name", practice.name.to_string());
    form.set("practice_first_name", practice.first_name.to_string());
    form.set("version", version(world, &person).await?.to_string());
    draw(shell, person, form, Vec::new())
}

async fn version(world: &World, person: &Person) -> Result<i64, Problem> {
    let mut tx = world.db().read().await?;
    Ok(store::professional::practice_version(&mut tx, person.professional.id).await?)
}

fn draw(shell: Shell, person: Person, form: Form, now: Vec<SummaryRow>) -> Page {
    let status = match (now.is_empty(), form.has_errors()) {
        (false, _) => StatusCode::CONFLICT,
        (true, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, false) => StatusCode::OK,
    };
    let identity = &person.professional.identity;
    let birth = Choice::new(
        identity.birth_name.to_string(),
        identity.birth_name.to_string(),
    );
    let mut names = vec![birth.hint("Nom de naissance")];
    if let Some(used) = &identity.used_name {
        names.push(Choice::new(used.to_string(), used.to_string()).hint("Nom d’usage"));
    }
    let first_names = identity
        .first_names
        .iter()
        .map(|name| Choice::new(name.to_string(), name.to_string()))
        .collect();
    let shown = PracticePage {
        shell,
        form,
        caption: person.caption,
        back: person.back,
        names,
        first_names,
        now,
    };
    page(status, &shown)
}

/// Change it, or show again what was chosen with why not.
pub async fn submit(
    world: &World,
    by: By,
    shell: Shell,
    person: Person,
    mut fields: Fields,
) -> Page {
    let mut errors = Errors::default();
    let mut now = Vec::new();
    if let Some(wanted) = read(&fields, &mut errors) {
        let id = person.professional.id;
        let changed = actions::run(world, by, "change_practice", |act| {
            actions::change_practice(act, id, wanted.clone())
        });
        match changed.await {
            Ok(()) => return see_other(&format!("{}?avis=nom-exercice-change", person.back.0)),
            Err(Error::Refused(reasons)) => {
                for reason in reasons.iter() {
                    errors.add(reason.field(), reason.told());
                    if *reason == CannotChangePractice::Changed {
                        let practice = &person.professional.practice;
                        now = vec![
                            SummaryRow::new("Nom d’exercice", practice.name.to_string()),
                            SummaryRow::new("Prénom d’exercice", practice.first_name.to_string()),
                        ];
                        let version = version(world, &person).await?;
                        fields.0.insert("version".into(), version.to_string());
                    }
                }
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    }
    let form = Form::filled(shell.csrf.clone(), fields.0).with_errors(errors);
    draw(shell, person, form, now)
}

fn read(fields: &Fields, errors: &mut Errors) -> Option<ChangePractice> {
    let name = fields.get("practice_name").parse().ok();
    let first_name = fields.get("practice_first_name").parse().ok();
    if name.is_none() {
        errors.add("practice_name", "Choisissez le nom d’exercice.");
    }
    if first_name.is_none() {
        errors.add("practice_first_name", "Choisissez le prénom d’exercice.");
    }
    Some(ChangePractice {
        practice: PracticeName {
            name: name?,
            first_name: first_name?,
        },
        version: fields.get("version").parse().unwrap_or_default(),
    })
}
