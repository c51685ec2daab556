//! The pages of the four steps, and the pickers inside them.

use crate::{
    portal::{
        components::{Choice, choices},
        form::Form,
        picker::{self, Shows},
        shell::Shell,
        situation_form::SituationFields,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::http::StatusCode;
use domain::{
    access::paris_day,
    nomenclature::{Country, IdentityDocument, Sex, Title},
    registration::{self, Answers, PracticeNameChoice, Step},
};
use jiff::civil::Date;

/// The name of a step.
#[must_use]
pub const fn title(step: Step) -> &'static str {
    match step {
        Step::CivilIdentity => "État civil",
        Step::Contact => "Contact",
        Step::Situation => "Situation d’exercice",
        Step::Legal => "Informations légales",
    }
}

/// A certain duplicate, and what may be done (R4).
#[derive(Clone, Debug)]
pub struct Duplicate {
    pub rpps: String,
    /// Empty outside the scope.
    pub name: String,
    pub contest: String,
    /// What an officer answered, or that the answer is awaited; empty before a contest.
    pub settled: String,
    /// An officer affirmed two persons.
    pub are_two: bool,
    /// Empty when they are two.
    pub add_situation: String,
}

/// A step to draw.
pub struct View<'a> {
    pub step: Step,
    pub answers: &'a Answers,
    pub form: Form,
    pub shows: Shows,
    pub duplicate: Option<Duplicate>,
}

#[derive(Template)]
#[template(path = "registration/civil_identity.html")]
struct CivilIdentityPage {
    shell: Shell,
    form: Form,
    titles: Vec<Choice>,
    sexes: Vec<Choice>,
    documents: Vec<Choice>,
    countries: Vec<Choice>,
    communes: Vec<Choice>,
    duplicate: Option<Duplicate>,
}

#[derive(Template)]
#[template(path = "registration/contact.html")]
struct ContactPage {
    shell: Shell,
    form: Form,
    is_mssante: bool,
}

#[derive(Template)]
#[template(path = "registration/situation.html")]
struct SituationPage {
    shell: Shell,
    form: Form,
    names: Vec<Choice>,
    first_names: Vec<Choice>,
    situation: SituationFields,
}

#[derive(Template)]
#[template(path = "registration/legal.html")]
struct LegalPage {
    shell: Shell,
    form: Form,
    /// An answer changed since they were attested.
    again: bool,
}

/// Draw a step: 422 when something is wrong with it.
pub async fn draw(world: &World, acting: &Acting, view: View<'_>) -> Page {
    let shell = acting.visitor.shell(world);
    let status = if view.form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let today = paris_day(world.store.clock.now());
    match view.step {
        Step::CivilIdentity => page(status, &civil_identity(world, shell, view, today).await?),
        Step::Contact => {
            let is_mssante = view
                .answers
                .get("email")
                .parse()
                .is_ok_and(|email: domain::identifiers::Email| email.is_mssante());
            page(
                status,
                &ContactPage {
                    shell,
                    form: view.form,
                    is_mssante,
                },
            )
        }
        Step::Situation => page(status, &situation(world, acting, shell, view).await?),
        Step::Legal => page(
            status,
            &LegalPage {
                shell,
                again: registration::attestations_were_dropped(view.answers),
                form: view.form,
            },
        ),
    }
}

async fn civil_identity(
    world: &World,
    shell: Shell,
    view: View<'_>,
    today: Date,
) -> Result<CivilIdentityPage, Problem> {
    let communes = picker::communes(world, view.answers, view.shows).await?;
    Ok(CivilIdentityPage {
        shell,
        form: view.form,
        titles: choices(Title::all(), Title::code, Title::label),
        sexes: choices(Sex::all(), Sex::code, Sex::label),
        documents: choices(
            IdentityDocument::all(),
            IdentityDocument::code,
            IdentityDocument::label,
        ),
        countries: countries(today),
        communes,
        duplicate: view.duplicate,
    })
}

/// Every country, those of today first; a closed one is for whoever was born before.
pub fn countries(today: Date) -> Vec<Choice> {
    let (open, closed): (Vec<Country>, Vec<Country>) =
        Country::all().partition(|country| country.is_open_on(today));
    let label = |country: &Country| Choice::new(country.code(), country.short_label());
    let former = |country: &Country| label(country).hint("ancien pays");
    open.iter()
        .map(label)
        .chain(closed.iter().map(former))
        .collect()
}

async fn situation(
    world: &World,
    acting: &Acting,
    shell: Shell,
    view: View<'_>,
) -> Result<SituationPage, Problem> {
    let situation = SituationFields::load(world, acting, view.answers, view.shows).await?;
    let (names, first_names) = practice_names(view.answers);
    let mut form = view.form;
    situation.choose_the_only(&mut form);
    Ok(SituationPage {
        shell,
        form,
        names,
        first_names,
        situation,
    })
}

/// The names to choose from: those of the civil identity (R6).
pub fn practice_names(answers: &Answers) -> (Vec<Choice>, Vec<Choice>) {
    let Ok(identity) = registration::civil_identity(answers) else {
        return (Vec::new(), Vec::new());
    };
    let mut names = vec![
        Choice::new(
            PracticeNameChoice::Birth.code(),
            identity.birth_name.as_str(),
        )
        .hint("Nom de naissance"),
    ];
    if let Some(used) = identity.used_name {
        names.push(Choice::new(PracticeNameChoice::Used.code(), used.as_str()).hint("Nom d’usage"));
    }
    let first_names = identity
        .first_names
        .iter()
        .map(|name| Choice::new(name.as_str(), name.as_str()))
        .collect();
    (names, first_names)
}
