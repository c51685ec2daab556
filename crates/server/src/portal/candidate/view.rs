//! The pages of the four steps.

use crate::{
    portal::{
        components::{Choice, choices},
        form::{Errors, Form},
        picker::{self, Shows},
        registration::{countries, practice_names},
        shell::Shell,
        situation_form::SituationFields,
    },
    terms,
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use domain::{
    access::paris_day,
    identifiers::CountryCode,
    nomenclature::{IdentityDocument, Sex, Title},
    request::RequestStep,
};
use store::housekeeping::request_draft::RequestDraft;

/// What a step shows besides the answers.
#[derive(Default)]
pub struct Shown {
    pub errors: Errors,
    pub shows: Shows,
}

/// The name of a step.
#[must_use]
pub const fn title(step: RequestStep) -> &'static str {
    match step {
        RequestStep::Identity => "Votre état civil",
        RequestStep::Contact => "Votre contact",
        RequestStep::Situation => "Votre travail",
        RequestStep::Terms => "Les conditions",
    }
}

#[derive(Template)]
#[template(path = "candidate/identity.html")]
struct IdentityPage {
    shell: Shell,
    form: Form,
    titles: Vec<Choice>,
    sexes: Vec<Choice>,
    documents: Vec<Choice>,
    countries: Vec<Choice>,
    communes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "candidate/contact.html")]
struct ContactPage {
    shell: Shell,
    form: Form,
    email: String,
}

#[derive(Template)]
#[template(path = "candidate/situation.html")]
struct SituationPage {
    shell: Shell,
    form: Form,
    names: Vec<Choice>,
    first_names: Vec<Choice>,
    situation: SituationFields,
}

#[derive(Template)]
#[template(path = "candidate/terms.html")]
struct TermsPage {
    shell: Shell,
    form: Form,
    version: &'static str,
}

/// Draw a step: 422 when something is wrong with it.
pub async fn draw(
    world: &World,
    signed: &SignedIn,
    (draft, step): (&RequestDraft, RequestStep),
    shown: Shown,
) -> Page {
    let answers = &draft.answers;
    let shell = signed.visitor.shell(world);
    let csrf = signed.visitor.csrf(world);
    let mut form = Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors);
    let status = form.status();
    let today = paris_day(world.store.clock.now());
    match step {
        RequestStep::Identity => {
            if form.value("birth_country").is_empty() {
                form.set("birth_country", CountryCode::france().to_string());
            }
            let identity = IdentityPage {
                shell,
                form,
                titles: choices(Title::all(), Title::code, Title::label),
                sexes: choices(Sex::all(), Sex::code, Sex::label),
                documents: choices(
                    IdentityDocument::all(),
                    IdentityDocument::code,
                    IdentityDocument::label,
                ),
                countries: countries(today),
                communes: picker::communes(world, answers, shown.shows).await?,
            };
            page(status, &identity)
        }
        RequestStep::Contact => {
            let email = signed.live.account.email.clone();
            page(status, &ContactPage { shell, form, email })
        }
        RequestStep::Situation => {
            let (names, first_names) = practice_names(answers);
            let found = picker::everywhere(world, answers, shown.shows).await?;
            let situation = SituationPage {
                shell,
                form,
                names,
                first_names,
                situation: SituationFields::of(found, today),
            };
            page(status, &situation)
        }
        RequestStep::Terms => {
            form.set("terms_version", terms::VERSION);
            let version = terms::VERSION;
            page(
                status,
                &TermsPage {
                    shell,
                    form,
                    version,
                },
            )
        }
    }
}
