//! The pages of the four steps, and the pickers inside them.

use crate::{
    portal::{
        components::Choice,
        documents::{self, RoleDocuments},
        form::Form,
        search,
        shell::Shell,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::http::StatusCode;
use domain::{
    access::paris_day,
    identifiers::{Finess, comparison_key},
    nomenclature::{Country, IdentityDocument, PracticeMode, Profession, Role, Sex, Title},
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
    /// What an officer answered, or that the answer is awaited.
    pub settled: &'static str,
}

/// A step to draw.
pub struct View<'a> {
    pub step: Step,
    pub draft: &'a str,
    pub answers: &'a Answers,
    pub form: Form,
    /// A search was asked for, or several places bear what was typed.
    pub search: bool,
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
    back: String,
    is_mssante: bool,
}

#[derive(Template)]
#[template(path = "registration/situation.html")]
struct SituationPage {
    shell: Shell,
    form: Form,
    back: String,
    names: Vec<Choice>,
    first_names: Vec<Choice>,
    few: bool,
    establishments: Vec<Choice>,
    professions: Vec<Choice>,
    roles: Vec<Choice>,
    modes: Vec<Choice>,
    documents: Vec<RoleDocuments>,
}

#[derive(Template)]
#[template(path = "registration/legal.html")]
struct LegalPage {
    shell: Shell,
    form: Form,
    back: String,
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
    let back = view
        .step
        .previous()
        .map(|step| format!("/enregistrements/{}/{}", view.draft, step.code()))
        .unwrap_or_default();
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
                    back,
                    is_mssante,
                },
            )
        }
        Step::Situation => page(status, &situation(world, acting, shell, view, back).await?),
        Step::Legal => page(
            status,
            &LegalPage {
                shell,
                form: view.form,
                back,
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
    let communes = communes(world, view.answers, view.search).await?;
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

fn choices<T: Copy>(
    all: impl Iterator<Item = T>,
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    all.map(|item| Choice::new(code(item), label(item)))
        .collect()
}

/// Every country, those of today first; a closed one is for whoever was born before.
fn countries(today: Date) -> Vec<Choice> {
    let (open, closed): (Vec<Country>, Vec<Country>) =
        Country::all().partition(|country| country.is_open_on(today));
    let label = |country: &Country| Choice::new(country.code(), country.short_label());
    let former = |country: &Country| label(country).hint("ancien pays");
    open.iter()
        .map(label)
        .chain(closed.iter().map(former))
        .collect()
}

/// The commune chosen, or those that may be meant.
async fn communes(world: &World, answers: &Answers, search: bool) -> Result<Vec<Choice>, Problem> {
    if search {
        return search::find_communes(
            world,
            answers.get("birth_commune_recherche"),
            answers.get("birth_date"),
        )
        .await;
    }
    let Ok(code) = answers.get("birth_commune").parse() else {
        return Ok(Vec::new());
    };
    let mut tx = world.db().read().await?;
    let known = store::place::of_code(&mut tx, &code).await?;
    let born = domain::identifiers::BirthDate::parse_french(answers.get("birth_date")).ok();
    let then = known
        .iter()
        .find(|commune| born.is_some_and(|born| commune.existed_on(&born)))
        .or(known.last());
    Ok(then.map(search::commune_choice).into_iter().collect())
}

/// A scope of so many establishments is shown whole, without a search.
const FEW: i64 = 8;

async fn situation(
    world: &World,
    acting: &Acting,
    shell: Shell,
    view: View<'_>,
    back: String,
) -> Result<SituationPage, Problem> {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let scope = store::structure::in_scope(&mut tx, &acting.scope, FEW + 1).await?;
    drop(tx);
    let few = scope.len() <= FEW.try_into().unwrap_or_default();
    let typed = view.answers.get("establishment_recherche");
    let establishments = match (few, view.search) {
        (true, _) => scope.iter().map(search::establishment_choice).collect(),
        (false, true) => search::find_establishments(world, acting, typed).await?,
        (false, false) => chosen_establishment(world, view.answers).await?,
    };
    let (names, first_names) = practice_names(view.answers);
    let mut form = view.form;
    if let ([only], "") = (establishments.as_slice(), form.value("establishment"))
        && few
    {
        form.set("establishment", only.value.clone());
    }
    Ok(SituationPage {
        shell,
        form,
        back,
        names,
        first_names,
        few,
        establishments,
        professions: professions(today),
        roles: roles(today),
        modes: choices(PracticeMode::all(), PracticeMode::code, PracticeMode::label),
        documents: documents::by_role(today),
    })
}

async fn chosen_establishment(world: &World, answers: &Answers) -> Result<Vec<Choice>, Problem> {
    let Ok(finess) = answers.get("establishment").parse::<Finess>() else {
        return Ok(Vec::new());
    };
    let mut tx = world.db().read().await?;
    let found = store::structure::establishment(&mut tx, &finess).await?;
    Ok(found
        .as_ref()
        .map(search::establishment_choice)
        .into_iter()
        .collect())
}

/// The names to choose from: those of the civil identity (R6).
fn practice_names(answers: &Answers) -> (Vec<Choice>, Vec<Choice>) {
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

/// R15: by the field's names too, which are beside each label.
pub fn professions(today: Date) -> Vec<Choice> {
    let mut open: Vec<Profession> = Profession::all()
        .filter(|profession| profession.is_registrable_on(today))
        .collect();
    open.sort_by_cached_key(|profession| comparison_key(profession.short_label()));
    open.into_iter()
        .map(|profession| {
            let aliases: Vec<_> = profession.aliases().collect();
            Choice::new(profession.code(), profession.short_label()).hint(aliases.join(", "))
        })
        .collect()
}

/// R15: each role with what it is and examples of jobs.
pub fn roles(today: Date) -> Vec<Choice> {
    Role::all()
        .filter(|role| role.is_registrable_on(today))
        .map(|role| {
            let examples: Vec<_> = role.examples().collect();
            let opens = if role.opens_documents() {
                ""
            } else {
                " N’ouvre aucun document du dossier médical partagé."
            };
            let jobs = if examples.is_empty() {
                String::new()
            } else {
                format!(" Exemples : {}.", examples.join(", "))
            };
            Choice::new(role.code(), role.label()).hint(format!(
                "{}.{jobs}{opens}",
                role.definition().trim_end_matches('.')
            ))
        })
        .collect()
}
