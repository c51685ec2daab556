//! A request that was returned: what to correct, then it is sent again (C3).

use super::follow::{self, agency_s};
use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::{self, Told},
        remark::RemarkLine,
        shell::Shell,
    },
    web::{Page, Problem, SignedIn, Upload, attachment, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    contract::{ApplicationState, Question, Signatory, representative},
    registration::Answers,
};
use store::{
    By,
    application::{self, Kept},
    housekeeping::upload,
};

#[derive(Template)]
#[template(path = "contracts/correct.html")]
struct CorrectPage {
    shell: Shell,
    form: Form,
    back: String,
    remarks: Vec<RemarkLine>,
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let (kept, _) = follow::open(&world, &signed, &id).await?;
    if kept.application.state != ApplicationState::Returned {
        return see_other(&format!("/contractualiser/dossiers/{id}"));
    }
    let signatory = &kept.application.signatory;
    let mut form = Form::empty(signed.visitor.csrf(&world));
    for (field, value) in [
        ("last_name", signatory.person.last_name.to_string()),
        ("first_name", signatory.person.first_name.to_string()),
        ("job", signatory.person.job.clone()),
        ("email", signatory.person.email.to_string()),
        ("phone", signatory.phone.display_french()),
    ] {
        form.set(field, value);
    }
    draw(&world, &signed, &kept, form).await
}

async fn draw(world: &World, signed: &SignedIn, kept: &Kept, form: Form) -> Page {
    let status = form.status();
    let mut tx = world.db().read().await?;
    let said = application::remarks(&mut tx, kept.application.id).await?;
    drop(tx);
    let shown = CorrectPage {
        shell: signed.visitor.shell(world),
        form,
        back: format!("/contractualiser/dossiers/{}", kept.application.id),
        remarks: said.into_iter().take(1).map(agency_s).collect(),
    };
    page(status, &shown)
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    sent: Upload<{ attachment::MOST }>,
) -> Page {
    let (kept, _) = follow::open(&world, &signed, &id).await?;
    let answers = Answers::from(sent.fields.0.clone());
    let mut errors = Errors::default();
    for problem in Question::Representative.problems(&answers) {
        errors.add(problem.field, messages::sentence(&problem));
    }
    let checked = sent.file.as_ref().map(|file| attachment::check(Some(file)));
    if let Some(Err(unfit)) = checked {
        errors.add("proof", attachment::told(unfit));
    }
    if let (true, Ok((person, phone))) = (errors.is_empty(), representative(&answers)) {
        let proof = match (checked, &sent.file) {
            (Some(Ok(media_type)), Some(file)) => {
                Some(upload::keep(&world.store, (&file.name, media_type), &file.bytes).await?)
            }
            _ => None,
        };
        let signatory = Signatory {
            person,
            phone,
            terms_version: kept.application.signatory.terms_version.clone(),
        };
        let request = kept.application.id;
        let done = actions::run(
            &world,
            By::Guest(signed.live.id),
            "resubmit_application",
            |act| actions::resubmit_application(act, request, signatory.clone(), proof),
        );
        match done.await {
            Ok(()) => return see_other(&format!("/contractualiser/dossiers/{id}?avis=renvoyee")),
            Err(Error::Refused(reasons)) => {
                for reason in reasons.iter() {
                    errors.add(reason.field(), reason.told());
                }
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    }
    let csrf = signed.visitor.csrf(&world);
    let form = Form::filled(csrf, sent.fields.0).with_errors(errors);
    draw(&world, &signed, &kept, form).await
}
