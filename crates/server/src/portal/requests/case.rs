//! One request: all its answers, those whom it resembles, and what may be done (D2, R4).

use super::{labels, queue, remark_line};
use crate::{
    portal::{
        components::{Choice, SummaryRow, choices},
        form::{Errors, Form},
        look_alikes::{self, Found},
        registration::{self, standing},
        remark::RemarkLine,
        shell::{Shell, Tone},
        words,
    },
    terms,
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    duplicate::{IdentityKey, Outcome},
    id::Id,
    nomenclature::IdentityDocument,
    professional::CivilIdentity,
    request::{Asked, Remark, Request, RequestState, asked},
};
use store::request::{self, Kept};

#[derive(Template)]
#[template(path = "requests/case.html")]
struct CasePage {
    shell: Shell,
    form: Form,
    to_accept: String,
    to_add: String,
    to_return: String,
    name: String,
    state: (&'static str, Tone),
    sent: String,
    age: String,
    /// Who settled it and when; empty while it waits.
    settled: String,
    identity: Vec<SummaryRow>,
    contact: Vec<SummaryRow>,
    situation: Vec<SummaryRow>,
    found: Found,
    /// Somebody registered is the same person.
    same: Option<Same>,
    /// The officer's word that these are two; empty without it.
    are_two: String,
    remarks: Vec<RemarkLine>,
    documents: Vec<Choice>,
    reasons: Vec<(String, &'static str)>,
    settlements: Vec<Choice>,
    looks_shared: bool,
    is_waiting: bool,
    is_own: bool,
    rpps: String,
}

/// A certain duplicate: what was asked of the agency, or where to ask it.
struct Same {
    /// Empty while nobody contested.
    contested: String,
    to_contest: String,
}

/// A request of the actor's scope.
pub async fn open(world: &World, acting: &Acting, id: &str) -> Result<Kept, Problem> {
    let id: Id<Request> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = request::in_scope(&mut tx, &acting.scope, id).await?;
    kept.ok_or_else(Problem::not_found)
}

/// What it says. It was whole when it was sent, and a code table may have changed since.
pub fn said(kept: &Kept) -> Result<Asked, Problem> {
    asked(&kept.answers).map_err(|step| Problem::failure(&format!("a request lacks {step:?}")))
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let kept = open(&world, &acting, &id).await?;
    let mut form = Form::empty(acting.visitor.csrf(&world));
    form.set("identity_document", kept.answers.get("identity_document"));
    draw(&world, &acting, kept, (StatusCode::OK, form)).await
}

/// The page with what was typed and what stands in the way.
pub async fn redraw(
    world: &World,
    acting: &Acting,
    id: &str,
    (fields, errors): (std::collections::BTreeMap<String, String>, Errors),
    status: StatusCode,
) -> Page {
    let kept = open(world, acting, id).await?;
    let form = Form::filled(acting.visitor.csrf(world), fields).with_errors(errors);
    draw(world, acting, kept, (status, form)).await
}

/// The certain duplicate of a request; in words and instead of it, that an officer affirmed two persons (R4).
async fn certain(
    world: &World,
    found: &Found,
    id: Id<Request>,
    identity: &CivilIdentity,
) -> Result<(Option<Same>, String), Problem> {
    let Some(rpps) = found.certain() else {
        return Ok((None, String::new()));
    };
    let met = (rpps.clone(), &IdentityKey::of(identity));
    let standing = standing::of_submission(world, &id.to_string(), met).await?;
    if standing.outcome() == Some(Outcome::TwoPersons) {
        return Ok((None, standing.sentence()));
    }
    let contested = standing.is_contested().then(|| standing.sentence());
    let same = Same {
        contested: contested.unwrap_or_default(),
        to_contest: format!("/demandes/{id}/contester"),
    };
    Ok((Some(same), String::new()))
}

async fn draw(
    world: &World,
    acting: &Acting,
    kept: Kept,
    (status, mut form): (StatusCode, Form),
) -> Page {
    let asked = said(&kept)?;
    let request = &kept.request;
    form.set("terms_version", terms::VERSION);
    let is_waiting = request.state == RequestState::Waiting;
    let found = if is_waiting {
        look_alikes::find(world, acting, &asked.identity).await?
    } else {
        Found::default()
    };
    let (same, are_two) = certain(world, &found, request.id, &asked.identity).await?;
    let mut tx = world.db().read().await?;
    let [identity, contact, situation] = registration::sections(
        &mut tx,
        (asked.identity, "Pièce d’identité annoncée"),
        &asked.contact,
        (&asked.practice, &asked.situation),
    )
    .await?;
    let remarks = request::remarks(&mut tx, request.id).await?;
    let email = store::access::email_of(&mut tx, acting.actor.account).await?;
    let others = request::others_who_settle(&mut tx, &request.establishment, acting.actor.account);
    let others = others.await?;
    let person = match kept.professional {
        Some(id) => store::professional::by_id(&mut tx, id).await?,
        None => None,
    };
    drop(tx);
    let days = world
        .store
        .clock
        .now()
        .duration_since(request.sent_at)
        .as_hours()
        / 24;
    let is_own = email.eq_ignore_ascii_case(request.email.as_str()) && others > 0;
    let case = CasePage {
        shell: acting.visitor.shell(world),
        form,
        to_accept: format!("/demandes/{}/accepter", request.id),
        to_add: format!("/demandes/{}/ajouter", request.id),
        to_return: format!("/demandes/{}/retour", request.id),
        state: labels::state(request.state),
        sent: words::date_time(request.sent_at),
        age: queue::age(days),
        settled: settled(&kept),
        looks_shared: request.email.looks_shared(),
        name: kept.name,
        identity,
        contact,
        situation,
        found,
        same,
        are_two,
        remarks: remarks.into_iter().map(remark_line).collect(),
        documents: choices(
            IdentityDocument::all(),
            IdentityDocument::code,
            IdentityDocument::label,
        ),
        reasons: reasons(),
        settlements: vec![
            Choice::new("returned", "Retourner, pour que la personne corrige"),
            Choice::new("refused", "Refuser, sans suite"),
        ],
        is_waiting,
        is_own,
        rpps: person
            .map(|person| person.rpps.to_string())
            .unwrap_or_default(),
    };
    page(status, &case)
}

fn reasons() -> Vec<(String, &'static str)> {
    Remark::ALL
        .iter()
        .filter_map(|reason| Some((format!("motif_{}", reason.code()), labels::remark(*reason)?)))
        .collect()
}

/// `par Hugo Lemaire, le 12/11/2026 à 14 h 05`; empty while nobody settled it.
pub fn settled(kept: &Kept) -> String {
    let at = match (kept.settled_at, kept.request.state) {
        (Some(at), _) => at,
        (None, RequestState::Returned) => kept.request.waits_since,
        (None, _) => return String::new(),
    };
    let at = words::date_time(at);
    if kept.settled_by.is_empty() {
        return format!("le {at}");
    }
    format!("par {}, le {at}", kept.settled_by)
}
