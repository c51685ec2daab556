//! The file of a professional as an officer reads it, with every correction of the civil identity (R10).

use super::{name, open};
use crate::{
    portal::{
        components::{Moment, Paging, SummaryRow},
        contracts::pieces,
        history::{self, Told, Viewpoint},
        professionals::{Card, Reader, card},
        shell::Shell,
        words,
    },
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::professional::{CorrectionKind, IdentityTerms};
use std::collections::BTreeMap;
use store::{
    journal::{self, Kinds},
    professional::Kept,
};

const PER_PAGE: u64 = 25;

#[derive(Template)]
#[template(path = "agency/professionals/file.html")]
struct FilePage {
    shell: Shell,
    name: String,
    rpps: String,
    /// Where the correction is made.
    correct: String,
    identity: Vec<SummaryRow>,
    contact: Vec<SummaryRow>,
    situations: Vec<Card>,
    ecps: &'static str,
    died_on: String,
    corrections: Vec<Corrected>,
    acts: Vec<Told>,
    paging: Paging,
}

/// One correction: what was written before, what is since.
pub struct Corrected {
    pub kind: &'static str,
    pub on: String,
    pub at: Moment,
    pub officer: String,
    pub reason: String,
    pub proof: String,
    /// Where the document is; empty when none was handed in.
    pub href: String,
    /// Label, before, after, of what differs.
    pub lines: Vec<(&'static str, String, String)>,
}

pub const fn kind(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::Error => "Erreur corrigée",
        CorrectionKind::CivilStatus => "Changement d’état civil",
    }
}

fn corrected(kept: &Kept, file: &str) -> Corrected {
    let correction = &kept.correction;
    let before = words::identity_terms(&correction.before);
    let after = words::identity_terms(&correction.after);
    let href = kept
        .file
        .map(|_| format!("{file}/etat-civil/{}/justificatif", correction.id));
    Corrected {
        kind: kind(correction.kind),
        on: words::date(correction.on),
        at: words::moment(kept.at),
        officer: kept.officer.clone(),
        reason: correction.reason.clone(),
        proof: correction.proof.clone(),
        href: href.unwrap_or_default(),
        lines: before
            .into_iter()
            .zip(after)
            .filter(|((_, old), (_, new))| old != new)
            .map(|((label, old), (_, new))| (label, old, new))
            .collect(),
    }
}

/// The corrections of someone, the latest first.
pub fn corrections(kept: &BTreeMap<String, Kept>, file: &str) -> Vec<Corrected> {
    kept.values()
        .rev()
        .map(|one| corrected(one, file))
        .collect()
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Path(rpps): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let known = open(&world, &signed, &rpps).await?;
    let id = known.id;
    let file = format!("/agence/professionnels/{}", known.rpps);
    let mut tx = world.db().read().await?;
    let situations = store::professional::all_situations(&mut tx, id).await?;
    let kept = store::professional::corrections(&mut tx, id).await?;
    let ecps = store::ecps::state(&mut tx, id).await?;
    let died_on = store::death::of_professional(&mut tx, id).await?;
    let total = journal::count_of_professional(&mut tx, id, Kinds::Acts).await?;
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        file.clone(),
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let window = paging.window();
    let acts = history::acts(&mut tx, Viewpoint::Agency, id, &situations, window).await?;
    drop(tx);
    let reader = Reader {
        file: "",
        account: None,
        now: world.store.clock.now(),
    };
    let contact = &known.contact;
    let terms = words::identity_terms(&IdentityTerms::of(&known.identity, &known.practice));
    let shown = FilePage {
        shell: signed.visitor.shell(&world),
        name: name(&known),
        rpps: known.rpps.to_string(),
        identity: terms
            .into_iter()
            .map(|(label, text)| SummaryRow::new(label, text))
            .collect(),
        contact: vec![
            SummaryRow::new("Adresse électronique", contact.email.to_string()),
            SummaryRow::new("Téléphone mobile", contact.mobile.display_french()),
        ],
        situations: situations.iter().map(|line| card(line, &reader)).collect(),
        ecps: words::ecps(ecps),
        died_on: died_on.map(words::date).unwrap_or_default(),
        corrections: corrections(&kept, &file),
        correct: format!("{file}/etat-civil"),
        acts,
        paging,
    };
    page(StatusCode::OK, &shown)
}

/// The document that an officer handed in with a correction.
pub async fn proof(
    State(world): State<World>,
    signed: SignedIn,
    Path((rpps, correction)): Path<(String, String)>,
) -> Page {
    let known = open(&world, &signed, &rpps).await?;
    let mut tx = world.db().read().await?;
    let kept = store::professional::corrections(&mut tx, known.id).await?;
    drop(tx);
    let file = kept.get(&correction).and_then(|kept| kept.file);
    let file = file.ok_or_else(Problem::not_found)?;
    pieces::shown(&world, file, &format!("justificatif-{}", known.rpps)).await
}
