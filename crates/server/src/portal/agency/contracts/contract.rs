//! One contract: its state, cards, rights and what is being prepared under it; and its end (C8).

use crate::{
    actions::{self, Error},
    portal::{
        components::SummaryRow,
        contracts::{self, labels},
        form::{Errors, Form},
        messages::Told,
        shell::{Shell, Tone},
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::paris_day,
    card::{Card, CardKind, CardState},
    contract::Contract,
    id::Id,
};
use jiff::civil::Date;
use store::{By, application, contract::Under};

#[derive(Template)]
#[template(path = "agency/contracts/contract.html")]
struct ContractPage {
    shell: Shell,
    form: Form,
    to_end: String,
    title: String,
    state: (&'static str, Tone),
    rows: Vec<SummaryRow>,
    rights: Vec<[String; 3]>,
    cards: Vec<CardLine>,
    requests: Vec<RequestLine>,
    drafts: Vec<(String, String)>,
    /// Establishment and day of each request of a professional that waits (C8).
    waiting: Vec<(String, String)>,
    is_accepted: bool,
}

struct CardLine {
    what: &'static str,
    holder: String,
    state: (&'static str, Tone),
    ordered: String,
    /// Where another is ordered; empty when none is due.
    renew: String,
}

struct RequestLine {
    href: String,
    label: String,
    state: (&'static str, Tone),
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let form = Form::empty(signed.visitor.csrf(&world));
    draw(&world, &signed, &id, form).await
}

async fn draw(world: &World, signed: &SignedIn, id: &str, form: Form) -> Page {
    let status = form.status();
    let id: Id<Contract> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let contract = store::contract::by_id(&mut tx, id).await?;
    let contract = contract.ok_or_else(Problem::not_found)?;
    let rights = store::contract::held_under(&mut tx, id).await?;
    let cards = store::card::of_contract(&mut tx, id).await?;
    let requests = application::of_contract(&mut tx, id).await?;
    let drafts = store::contract::drafts_of(&mut tx, id).await?;
    let waiting = store::request::of_contract(&mut tx, &contract).await?;
    let title = contracts::name(&mut tx, &contract).await?;
    drop(tx);
    let shown = ContractPage {
        shell: signed.visitor.shell(world),
        form,
        to_end: format!("/agence/contrats/contrat/{id}/fin"),
        title,
        state: labels::contract_state(contract.state),
        rows: rows(&contract),
        rights: rights.iter().map(right).collect(),
        cards: card_lines(&cards, &contract, paris_day(world.store.clock.now())),
        requests: requests
            .into_iter()
            .map(|one| RequestLine {
                href: format!("/agence/contrats/{}", one.id),
                label: format!("{}, {}", labels::kind(one.kind), one.reference),
                state: labels::state(one.state),
            })
            .collect(),
        drafts: drafts
            .into_iter()
            .map(|(name, at)| (name, words::date_time(at)))
            .collect(),
        waiting: waiting
            .into_iter()
            .map(|(name, at)| (name, words::day(at)))
            .collect(),
        is_accepted: contract.is_accepted(),
    };
    page(status, &shown)
}

fn rows(contract: &Contract) -> Vec<SummaryRow> {
    let mode = contract.mode();
    let covers = format!("{}\n{}", labels::mode(mode), labels::covers(mode));
    vec![
        SummaryRow::new("FINESS", contract.structure().to_string()),
        SummaryRow::new("Entité juridique", contract.legal_entity.to_string()),
        SummaryRow::new("Mode", covers),
        SummaryRow::new("Demandé le", words::date(paris_day(contract.opened_at))),
    ]
}

fn right(held: &Under) -> [String; 3] {
    let over = match held.narrowed_to {
        None => "Tout le contrat".to_owned(),
        Some(count) => words::count(count, "établissement", "établissements"),
    };
    [
        held.name.clone(),
        words::capacity(held.kind).to_owned(),
        format!("{over}, depuis le {}", words::date(paris_day(held.since))),
    ]
}

/// The latest CDE is renewed by the agency when it is over, or ends soon (K2).
fn card_lines(cards: &[Card], contract: &Contract, today: Date) -> Vec<CardLine> {
    let latest = cards.iter().find(|card| card.kind == CardKind::Cde);
    let due = |card: &Card| {
        let is_latest = latest.is_some_and(|latest| latest.id == card.id);
        let ends = card.state.is_over() || card.ends_soon(today);
        contract.is_accepted() && is_latest && ends
    };
    cards.iter().map(|one| card(one, due(one))).collect()
}

fn card(card: &Card, is_due: bool) -> CardLine {
    CardLine {
        renew: if is_due {
            format!("/agence/cartes/{}/renouveler", card.id)
        } else {
            String::new()
        },
        what: match card.kind {
            CardKind::Cde => "CDE",
            CardKind::Cpe => "CPE",
        },
        holder: format!("{} {}", card.first_name, card.last_name),
        state: match card.state {
            CardState::Ordered => ("Commandée", Tone::Info),
            CardState::Produced => ("Fabriquée", Tone::Info),
            CardState::Sent => ("Envoyée", Tone::Info),
            CardState::Active => ("Active", Tone::Success),
            CardState::Revoked => ("Bloquée", Tone::Neutral),
            CardState::Expired => ("Expirée", Tone::Neutral),
        },
        ordered: words::date(paris_day(card.ordered_at)),
    }
}

pub async fn end(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let contract: Id<Contract> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let known = store::contract::by_id(&mut tx, contract).await?;
    drop(tx);
    known.ok_or_else(Problem::not_found)?;
    let mut errors = Errors::default();
    if fields.get("confirm") == "oui" {
        let by = By::Session(signed.live.id);
        let done = actions::run(&world, by, "end_contract", |act| {
            actions::end_contract(act, contract)
        });
        match done.await {
            Ok(()) => {
                return see_other(&format!(
                    "/agence/contrats/contrat/{contract}?avis=contrat-termine"
                ));
            }
            Err(Error::Refused(reasons)) => {
                for reason in reasons.iter() {
                    errors.add(reason.field(), reason.told());
                }
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    } else {
        errors.add(
            "confirm",
            "Confirmez la fin du contrat\u{a0}: elle est immédiate et définitive.",
        );
    }
    let form = Form::filled(signed.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &signed, &id, form).await
}
