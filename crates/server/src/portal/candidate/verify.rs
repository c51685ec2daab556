//! "Vérifiez avant d'envoyer": all answers, a link to change each, then the request is sent, once (D1, D4).

use super::{mailbox, step, view::title};
use crate::{
    actions::{self, Error},
    portal::{components::SummaryRow, form::Form, messages::Told, registration, shell::Shell},
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    identifiers::Email,
    request::{Asked, CannotSend, RequestStep, asked},
};
use store::{By, housekeeping::request_draft::RequestDraft};

#[derive(Template)]
#[template(path = "candidate/verify.html")]
struct VerifyPage {
    shell: Shell,
    form: Form,
    sections: Vec<Section>,
    problems: Vec<Wrong>,
    corrects: bool,
    /// The mailbox is that of somebody registered: the candidate, then.
    is_registered: bool,
}

/// The answers of one step.
pub struct Section {
    pub title: &'static str,
    pub href: String,
    pub rows: Vec<SummaryRow>,
}

/// What stands in the way, and the step where it is mended.
struct Wrong {
    sentence: String,
    href: String,
}

/// The draft, complete; else where to go.
async fn open(
    world: &World,
    signed: &SignedIn,
) -> Result<Result<(RequestDraft, Asked, Email), String>, Problem> {
    let draft = match step::open(world, signed).await? {
        Ok(draft) => draft,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    // Sent already, by another press of the button.
    if draft.version == 0 {
        return Ok(Err("/demande/suivi".to_owned()));
    }
    Ok(match (asked(&draft.answers), mailbox(signed)) {
        (Ok(asked), Ok(email)) => Ok((draft, asked, email)),
        (Err(step), _) => Err(step::path(step)),
        (_, Err(elsewhere)) => Err(elsewhere),
    })
}

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    match open(&world, &signed).await? {
        Ok(opened) => draw(&world, &signed, opened, Vec::new()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

async fn draw(
    world: &World,
    signed: &SignedIn,
    (draft, asked, email): (RequestDraft, Asked, Email),
    problems: Vec<Wrong>,
) -> Page {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let mut tx = world.db().read().await?;
    let is_registered = store::request::mailbox_of(&mut tx, &email).await?.is_some();
    let verify = VerifyPage {
        shell: signed.visitor.shell(world),
        form: Form::empty(signed.visitor.csrf(world)),
        sections: sections(&mut tx, &asked).await?,
        problems,
        corrects: draft.corrects.is_some(),
        is_registered,
    };
    page(status, &verify)
}

/// What a request says, step by step.
pub async fn sections(tx: &mut store::Tx, asked: &Asked) -> Result<Vec<Section>, Problem> {
    let [identity, contact, situation] = registration::sections(
        tx,
        (asked.identity.clone(), "Pièce d’identité à présenter"),
        &asked.contact,
        (&asked.practice, &asked.situation),
    )
    .await?;
    let section = |step: RequestStep, rows| Section {
        title: title(step),
        href: step::path(step),
        rows,
    };
    Ok(vec![
        section(RequestStep::Identity, identity),
        section(RequestStep::Contact, contact),
        section(RequestStep::Situation, situation),
    ])
}

pub async fn submit(State(world): State<World>, signed: SignedIn, _fields: Fields) -> Page {
    let opened = match open(&world, &signed).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let (draft, asked, email) = &opened;
    let by = By::Guest(signed.live.id);
    let sent = actions::run(&world, by, "send_request", |act| {
        let said = (asked.clone(), draft.answers.clone());
        actions::send_request(act, email.clone(), said, draft.corrects)
    });
    match sent.await {
        Ok(Some(id)) => see_other(&format!("/demande/suivi/{id}?avis=demande-envoyee")),
        Ok(None) => see_other("/demande/suivi"),
        Err(Error::Refused(reasons)) => {
            let problems = reasons.iter().map(wrong).collect();
            draw(&world, &signed, opened, problems).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}

fn wrong(reason: &CannotSend) -> Wrong {
    let field = reason.field();
    let mut steps = RequestStep::ALL.iter().copied();
    let href = match steps.find(|step| step.fields().contains(&field)) {
        Some(step) => format!("{}#{field}", step::path(step)),
        None => "/demande/suivi".to_owned(),
    };
    Wrong {
        sentence: reason.told(),
        href,
    }
}
