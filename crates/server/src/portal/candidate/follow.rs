//! What a candidate follows: the draft, the requests, what managers said; correction and withdrawal (D2).

use super::{mailbox, progress, step, verify};
use crate::{
    actions::{self, Error},
    portal::{
        components::TimelineStep,
        form::{Errors, Form},
        messages::Told,
        remark::RemarkLine,
        requests::{labels, remark_line},
        shell::{Shell, Tone},
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    id::Id,
    request::{Request, RequestState, asked, next_step},
};
use store::{
    By,
    housekeeping::request_draft,
    request::{self, Kept},
};

#[derive(Template)]
#[template(path = "candidate/list.html")]
struct ListPage {
    shell: Shell,
    email: String,
    draft: Option<DraftLine>,
    requests: Vec<RequestLine>,
}

struct DraftLine {
    href: String,
    next: &'static str,
    saved: String,
}

struct RequestLine {
    href: String,
    establishment: String,
    sent: String,
    state: (&'static str, Tone),
}

pub async fn list(State(world): State<World>, signed: SignedIn) -> Page {
    let email = match mailbox(&signed) {
        Ok(email) => email,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let account = signed.live.account.id;
    let mut draft = request_draft::of(&world.store, account).await?;
    draft.answers.set("email", email.as_str());
    let mut tx = world.db().read().await?;
    let requests = request::followed(&mut tx, account).await?;
    drop(tx);
    let next = next_step(&draft.answers);
    let shown = ListPage {
        shell: signed.visitor.shell(&world),
        email: email.to_string(),
        draft: (draft.version > 0).then(|| DraftLine {
            href: next.map_or("/demande/verifier".to_owned(), step::path),
            next: next.map_or("Vérifier et envoyer", super::view::title),
            saved: words::date_time(draft.updated_at),
        }),
        requests: requests
            .into_iter()
            .map(|one| RequestLine {
                href: format!("/demande/suivi/{}", one.kept.request.id),
                establishment: one.establishment,
                sent: words::day(one.kept.request.sent_at),
                state: labels::state(one.kept.request.state),
            })
            .collect(),
    };
    page(StatusCode::OK, &shown)
}

/// A request of whoever reads the mailbox that it was sent from.
async fn open(world: &World, signed: &SignedIn, id: &str) -> Result<Result<Kept, String>, Problem> {
    if let Err(elsewhere) = mailbox(signed) {
        return Ok(Err(elsewhere));
    }
    let id: Id<Request> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = request::own(&mut tx, signed.live.account.id, id).await?;
    kept.map(Ok).ok_or_else(Problem::not_found)
}

#[derive(Template)]
#[template(path = "candidate/request.html")]
struct RequestPage {
    shell: Shell,
    form: Form,
    to_correct: String,
    to_withdraw: String,
    establishment: String,
    state: (&'static str, Tone),
    steps: Vec<TimelineStep>,
    sections: Vec<verify::Section>,
    remarks: Vec<RemarkLine>,
    is_pending: bool,
    is_returned: bool,
    /// The establishment has lost its contract since.
    is_orphan: bool,
    /// Number, once accepted.
    rpps: String,
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    match open(&world, &signed, &id).await? {
        Ok(kept) => draw(&world, &signed, kept, Errors::default()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

async fn draw(world: &World, signed: &SignedIn, kept: Kept, errors: Errors) -> Page {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let request = &kept.request;
    let mut tx = world.db().read().await?;
    let place = store::structure::establishment(&mut tx, &request.establishment).await?;
    let covered = request::is_under_contract(&mut tx, &request.establishment).await?;
    let said = request::remarks(&mut tx, request.id).await?;
    let person = match kept.professional {
        Some(id) => store::professional::by_id(&mut tx, id).await?,
        None => None,
    };
    let sections = match asked(&kept.answers) {
        Ok(asked) => verify::sections(&mut tx, &asked).await?,
        Err(_) => Vec::new(),
    };
    drop(tx);
    let is_pending = request.state.is_pending();
    let shown = RequestPage {
        shell: signed.visitor.shell(world),
        form: Form::empty(signed.visitor.csrf(world)).with_errors(errors),
        to_correct: format!("/demande/suivi/{}/corriger", request.id),
        to_withdraw: format!("/demande/suivi/{}/retirer", request.id),
        establishment: place.map(|place| place.name).unwrap_or_default(),
        state: labels::state(request.state),
        steps: progress::of(&kept),
        sections,
        remarks: said.into_iter().map(remark_line).collect(),
        is_pending,
        is_returned: request.state == RequestState::Returned,
        is_orphan: is_pending && !covered,
        rpps: person
            .map(|person| person.rpps.to_string())
            .unwrap_or_default(),
    };
    page(status, &shown)
}

/// The answers of a returned request become the draft, to be corrected and sent again.
pub async fn correct(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let kept = match open(&world, &signed, &id).await? {
        Ok(kept) => kept,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    if kept.request.state != RequestState::Returned {
        return see_other(&format!("/demande/suivi/{id}"));
    }
    let mut draft = request_draft::of(&world.store, kept.request.account).await?;
    // Begun already: what was corrected is not lost.
    if draft.corrects != Some(kept.request.id) {
        draft.answers = kept.answers;
        draft.corrects = Some(kept.request.id);
        request_draft::save(&world.store, &draft).await?;
    }
    see_other("/demande/verifier")
}

pub async fn withdraw(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let kept = match open(&world, &signed, &id).await? {
        Ok(kept) => kept,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let request = kept.request.id;
    let by = By::Guest(signed.live.id);
    let done = actions::run(&world, by, "withdraw_request", |act| {
        actions::withdraw_request(act, request)
    });
    match done.await {
        Ok(()) => see_other(&format!("/demande/suivi/{id}?avis=demande-retiree")),
        Err(Error::Refused(reasons)) => {
            let mut errors = Errors::default();
            for reason in reasons.iter() {
                errors.add("", reason.told());
            }
            match open(&world, &signed, &id).await? {
                Ok(kept) => draw(&world, &signed, kept, errors).await,
                Err(elsewhere) => see_other(&elsewhere),
            }
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
