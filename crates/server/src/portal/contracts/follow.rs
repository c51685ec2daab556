//! What somebody follows: their drafts and requests, each with its state, its documents and what the agency said.

use super::{cover, labels, pieces, reader, steps};
use crate::{
    portal::{
        components::{SummaryRow, TimelineStep},
        form::{Errors, Form},
        remark::{self, RemarkLine},
        shell::{Shell, Tone},
        words,
    },
    web::{Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::GrantKind,
    contract::{Application, ApplicationState, Contract, Reference, kind, next_question},
    id::Id,
};
use store::{
    application::{self, Kept, Said},
    housekeeping::contract_draft::{self, ContractDraft},
};

#[derive(Template)]
#[template(path = "contracts/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    drafts: Vec<DraftLine>,
    requests: Vec<RequestLine>,
}

struct DraftLine {
    id: String,
    title: String,
    next: &'static str,
    href: String,
    saved: String,
}

struct RequestLine {
    id: String,
    reference: String,
    title: String,
    structure: String,
    sent: String,
    state: (&'static str, Tone),
}

pub async fn list(State(world): State<World>, signed: SignedIn) -> Page {
    let drafts = contract_draft::list(&world.store, signed.live.account.id).await?;
    let mut tx = world.db().read().await?;
    let requests = application::followed(&mut tx, reader(&signed)).await?;
    drop(tx);
    let shown = ListPage {
        shell: signed.visitor.shell(&world),
        form: Form::empty(signed.visitor.csrf(&world)),
        drafts: drafts.iter().map(draft_line).collect(),
        requests: requests
            .into_iter()
            .map(|one| RequestLine {
                id: one.id.to_string(),
                reference: one.reference,
                title: labels::kind(one.kind).to_owned(),
                structure: format!("{} (FINESS {})", one.structure, one.finess),
                sent: words::date_time(one.submitted_at),
                state: labels::state(one.state),
            })
            .collect(),
    };
    page(StatusCode::OK, &shown)
}

fn draft_line(draft: &ContractDraft) -> DraftLine {
    let typed = draft.answers.get("structure_recherche");
    let structure = if typed.is_empty() {
        "structure à choisir"
    } else {
        typed
    };
    let next = next_question(&draft.answers);
    DraftLine {
        id: draft.id.to_string(),
        title: format!("{}, {structure}", labels::kind(kind(&draft.answers))),
        next: next.map_or("Vérifier et transmettre", labels::question),
        href: super::view::path(draft, next.map_or("verifier", |next| next.code())),
        saved: words::date_time(draft.updated_at),
    }
}

/// A request of whoever reads, with its contract.
pub async fn open(world: &World, signed: &SignedIn, id: &str) -> Result<(Kept, Contract), Problem> {
    let id: Id<Application> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = application::for_reader(&mut tx, reader(signed), id).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let contract = store::contract::by_id(&mut tx, kept.application.contract).await?;
    Ok((kept, contract.ok_or_else(Problem::not_found)?))
}

#[derive(Template)]
#[template(path = "contracts/request.html")]
struct RequestPage {
    shell: Shell,
    form: Form,
    id: String,
    reference: String,
    caption: String,
    /// Where the signed form is sent.
    upload: String,
    title: &'static str,
    state: (&'static str, Tone),
    steps: Vec<TimelineStep>,
    rows: Vec<SummaryRow>,
    pieces: Vec<pieces::Piece>,
    remarks: Vec<RemarkLine>,
    waits_for_form: bool,
    is_returned: bool,
}

/// What an officer said, once.
pub fn remark_line(said: Said) -> RemarkLine {
    remark::line(said, |state| labels::state(state).0, labels::remark)
}

/// The same for the structure, which is answered by the agency and not by an officer.
pub fn agency_s(said: Said) -> RemarkLine {
    RemarkLine {
        by: String::new(),
        ..remark_line(said)
    }
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    draw(&world, &signed, &id, Errors::default()).await
}

pub async fn draw(world: &World, signed: &SignedIn, id: &str, errors: Errors) -> Page {
    let (kept, contract) = open(world, signed, id).await?;
    let status = errors.status();
    let request = &kept.application;
    let mut tx = world.db().read().await?;
    let cards = store::card::of_contract(&mut tx, contract.id).await?;
    let said = application::remarks(&mut tx, request.id).await?;
    let structure = cover::name(&mut tx, &contract).await?;
    let pieces = pieces::of(&mut tx, &kept, &format!("/contractualiser/dossiers/{id}")).await?;
    drop(tx);
    let open = matches!(
        request.state,
        ApplicationState::Submitted | ApplicationState::Returned
    );
    let shown = RequestPage {
        shell: signed.visitor.shell(world),
        form: Form::empty(signed.visitor.csrf(world)).with_errors(errors),
        id: request.id.to_string(),
        reference: request.reference.as_str().to_owned(),
        caption: format!("Référence {}", request.reference.as_str()),
        upload: format!("/contractualiser/dossiers/{id}/f101"),
        title: labels::kind(request.kind),
        state: labels::state(request.state),
        steps: steps::of(&kept, &contract, &cards),
        rows: rows(&kept, &contract, &structure),
        pieces,
        remarks: said.into_iter().map(agency_s).collect(),
        waits_for_form: open && request.form_came_at.is_none(),
        is_returned: request.state == ApplicationState::Returned,
    };
    page(status, &shown)
}

/// What the request says.
#[must_use]
pub fn rows(kept: &Kept, contract: &Contract, structure: &str) -> Vec<SummaryRow> {
    let signatory = &kept.application.signatory;
    let person = &signatory.person;
    let mode = contract.mode();
    let finess = contract.structure();
    [
        ("Structure", format!("{structure}\nFINESS {finess}")),
        (
            "Mode du contrat",
            format!("{}\n{}", labels::mode(mode), labels::covers(mode)),
        ),
        ("Représentant légal", person.full_name()),
        ("Fonction", person.job.clone()),
        ("Adresse électronique", person.email.to_string()),
        (
            "Téléphone",
            words::unbroken(&signatory.phone.display_french()),
        ),
    ]
    .into_iter()
    .map(|(key, value)| SummaryRow::new(key, value))
    .collect()
}

/// The QR code of the F101 leads here: to the request, for whoever may see it.
pub async fn by_reference(
    State(world): State<World>,
    signed: SignedIn,
    Path(reference): Path<String>,
) -> Page {
    let reference: Reference = reference.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = application::by_reference(&mut tx, &reference).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let id = kept.application.id;
    if signed.visitor.kind() == Some(GrantKind::Officer) {
        return see_other(&format!("/agence/contrats/{id}"));
    }
    let own = application::for_reader(&mut tx, reader(&signed), id).await?;
    own.ok_or_else(Problem::not_found)?;
    see_other(&format!("/contractualiser/dossiers/{id}"))
}
