//! One request before an officer: structure, cover, representative, documents, history, and what may be done.

use crate::{
    portal::{
        components::SummaryRow,
        contracts::{
            self, labels,
            pieces::{self, Piece},
            tree::{self, Tree},
        },
        form::{Errors, Form},
        remark::RemarkLine,
        shell::{Shell, Tone},
        words,
    },
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::Account,
    contract::{Application, ApplicationKind, ApplicationState, Contract, Remark},
    event::Event,
    id::Id,
};
use store::{
    Tx,
    application::{self, Kept},
    journal::{self, Entry},
};

#[derive(Template)]
#[template(path = "agency/contracts/case.html")]
struct CasePage {
    shell: Shell,
    form: Form,
    base: String,
    to_prendre: String,
    to_formulaire: String,
    to_accepter: String,
    to_retour: String,
    reference: String,
    caption: String,
    title: &'static str,
    state: (&'static str, Tone),
    sent: String,
    contract: String,
    rows: Vec<SummaryRow>,
    tree: Option<Tree>,
    taken_in: Vec<String>,
    pieces: Vec<Piece>,
    form_came: String,
    owner: String,
    /// The account of the owner as the page shows it; sent back when taking the request in hand.
    owner_id: String,
    is_mine: bool,
    is_open: bool,
    is_returned: bool,
    reasons: Vec<(String, &'static str)>,
    remarks: Vec<RemarkLine>,
    history: Vec<HistoryLine>,
}

struct HistoryLine {
    at: String,
    what: &'static str,
    by: String,
}

/// A request with its contract.
pub async fn open(tx: &mut Tx, id: &str) -> Result<(Kept, Contract), Problem> {
    let id: Id<Application> = id.parse().map_err(|_| Problem::not_found())?;
    let kept = application::by_id(tx, id).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let contract = store::contract::by_id(tx, kept.application.contract).await?;
    Ok((kept, contract.ok_or_else(Problem::not_found)?))
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let form = Form::empty(signed.visitor.csrf(&world));
    draw(&world, &signed, &id, form).await
}

/// The page, with what was typed and what is wrong with it.
pub async fn redraw(
    world: &World,
    signed: &SignedIn,
    id: &str,
    (typed, errors): (impl IntoIterator<Item = (String, String)>, Errors),
) -> Page {
    let form = Form::filled(signed.visitor.csrf(world), typed).with_errors(errors);
    draw(world, signed, id, form).await
}

async fn draw(world: &World, signed: &SignedIn, id: &str, form: Form) -> Page {
    let status = form.status();
    let mut tx = world.db().read().await?;
    let (kept, contract) = open(&mut tx, id).await?;
    let request = &kept.application;
    let base = format!("/agence/contrats/{}", request.id);
    let structure = contracts::name(&mut tx, &contract).await?;
    let transition = request.kind == ApplicationKind::Transition;
    let shown = CasePage {
        shell: signed.visitor.shell(world),
        reference: request.reference.as_str().to_owned(),
        caption: format!("Demande {}", request.reference.as_str()),
        title: labels::kind(request.kind),
        state: labels::state(request.state),
        sent: words::date_time(request.submitted_at),
        contract: contract.id.to_string(),
        rows: contracts::rows(&kept, &contract, &structure),
        tree: tree::of(
            &mut tx,
            &contract.legal_entity,
            contract.establishment.as_ref(),
        )
        .await?,
        taken_in: if transition {
            contracts::taken_in(&mut tx, &contract.legal_entity).await?
        } else {
            Vec::new()
        },
        pieces: pieces::of(&mut tx, &kept, &base).await?,
        form_came: request
            .form_came_at
            .map(words::date_time)
            .unwrap_or_default(),
        owner: owner(&mut tx, kept.officer).await?,
        owner_id: kept.officer.map(|one| one.to_string()).unwrap_or_default(),
        is_mine: kept.officer == Some(signed.live.account.id),
        is_open: request.state == ApplicationState::Submitted,
        is_returned: request.state == ApplicationState::Returned,
        reasons: Remark::ALL
            .iter()
            .filter(|reason| **reason != Remark::Other)
            .filter_map(|reason| {
                Some((format!("motif_{}", reason.code()), labels::remark(*reason)?))
            })
            .collect(),
        remarks: application::remarks(&mut tx, request.id)
            .await?
            .into_iter()
            .map(contracts::remark_line)
            .collect(),
        history: history(&mut tx, request.id).await?,
        to_prendre: format!("{base}/prendre"),
        to_formulaire: format!("{base}/formulaire"),
        to_accepter: format!("{base}/accepter"),
        to_retour: format!("{base}/retour"),
        base,
        form,
    };
    page(status, &shown)
}

async fn owner(tx: &mut Tx, officer: Option<Id<Account>>) -> Result<String, Problem> {
    Ok(match officer {
        Some(officer) => store::access::name_of(tx, officer).await?,
        None => String::new(),
    })
}

/// What happened to a request, the latest first.
async fn history(tx: &mut Tx, id: Id<Application>) -> Result<Vec<HistoryLine>, Problem> {
    let entries = journal::of_subject(tx, "application", &id.to_string(), 100).await?;
    Ok(entries.into_iter().map(line).collect())
}

fn line(entry: Entry) -> HistoryLine {
    HistoryLine {
        at: words::date_time(entry.at),
        what: match entry.event {
            Event::ApplicationSubmitted { .. } => "Demande transmise",
            Event::ApplicationReturned { .. } => "Retournée à la structure",
            Event::ApplicationResubmitted { .. } => "Corrigée et renvoyée",
            Event::ApplicationRefused { .. } => "Refusée",
            Event::ApplicationAccepted { .. } => "Acceptée",
            Event::ApplicationFormCame { .. } => "Formulaire F101 signé, reçu",
            Event::ApplicationTaken { .. } => "Prise en charge",
            _ => "Autre fait",
        },
        by: entry.account,
    }
}

/// Who did the last thing to a request: whom the second officer is told of.
pub async fn last_by(world: &World, id: &str) -> Result<String, Problem> {
    let mut tx = world.db().read().await?;
    let mut entries = journal::of_subject(&mut tx, "application", id, 1).await?;
    Ok(entries.pop().map_or_else(String::new, |entry| {
        let at = words::date_time(entry.at);
        match entry.account.as_str() {
            "" => at,
            name => format!("{name}, le {at}"),
        }
    }))
}

pub async fn form(State(world): State<World>, _: SignedIn, Path(id): Path<String>) -> Page {
    let mut tx = world.db().read().await?;
    let (kept, contract) = open(&mut tx, &id).await?;
    drop(tx);
    contracts::send_form(&world, &kept, &contract).await
}

pub async fn piece(
    State(world): State<World>,
    _: SignedIn,
    Path((id, piece)): Path<(String, String)>,
) -> Page {
    let mut tx = world.db().read().await?;
    let (kept, _) = open(&mut tx, &id).await?;
    drop(tx);
    pieces::send(&world, &kept, &piece).await
}
