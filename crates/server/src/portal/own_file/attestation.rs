//! The attestation of one's registration as a PDF document, and what its check tells anyone (R12).

use super::show::read;
use crate::{
    actions,
    documents::{self, Letterhead, Registration},
    portal::{components::SummaryRow, spreadsheet::download, words},
    web::{Fields, Owner, Page, Problem},
    world::{World, draw_check_code},
};
use axum::extract::State;
use domain::{access::paris_day, training::CheckCode};
use jiff::civil::Date;
use store::{
    StoreError, Tx, attestation,
    professional::{Own, SituationLine},
};

pub async fn send(State(world): State<World>, owner: Owner, _: Fields) -> Page {
    let drawn = draw_check_code()?;
    let attested = actions::run(&world, owner.by(), "attest_registration", |act| {
        actions::attest_registration(act, drawn.clone())
    });
    let code = attested.await.map_err(Problem::of_act)?.display();
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let Own {
        professional,
        situations,
    } = read(&mut tx, &owner).await?;
    drop(tx);
    let told = Registration {
        letterhead: Letterhead {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
        },
        name: professional.display_name(),
        rpps: professional.rpps.to_string(),
        registered_on: words::day(professional.registered_at),
        issued_on: words::date(today),
        situations: in_force(&situations, today)
            .map(|line| (line.establishment_name.clone(), what(line)))
            .collect(),
        link: format!("{}/verifier/{code}", world.config.public_url),
        code,
    };
    let file = documents::registration(&told).map_err(|error| Problem::failure(&error))?;
    download("attestation-rpps.pdf", "application/pdf", file)
}

fn in_force(situations: &[SituationLine], today: Date) -> impl Iterator<Item = &SituationLine> {
    situations.iter().filter(move |line| {
        line.dates
            .is_some_and(|dates| dates.days().in_force_on(today))
    })
}

fn what(line: &SituationLine) -> String {
    format!(
        "{}, {}, à {}",
        words::typographic(line.profession.short_label()),
        words::typographic(line.role.label()),
        line.town
    )
}

/// What the check of a code says today; none when no attestation bears it.
pub async fn checked(
    tx: &mut Tx,
    code: &CheckCode,
    today: Date,
) -> Result<Option<Vec<SummaryRow>>, StoreError> {
    let Some((id, issued_on)) = attestation::by_code(tx, code).await? else {
        return Ok(None);
    };
    let Some(own) = store::professional::attested(tx, id).await? else {
        return Ok(None);
    };
    let situations: Vec<String> = in_force(&own.situations, today)
        .map(|line| format!("{}\u{a0}: {}", line.establishment_name, what(line)))
        .collect();
    let situations = if situations.is_empty() {
        "Aucune\u{a0}: toutes ses situations ont pris fin. Cette personne n’exerce plus à ce titre."
            .to_owned()
    } else {
        situations.join("\n")
    };
    let person = own.professional;
    Ok(Some(vec![
        SummaryRow::new("Attestation", "Enregistrement au RPPS"),
        SummaryRow::new("Nom", person.display_name()),
        SummaryRow::new("Numéro RPPS", person.rpps.to_string()),
        SummaryRow::new("Enregistrement du", words::day(person.registered_at)),
        SummaryRow::new("Attestation du", words::date(issued_on)),
        SummaryRow::new("Situations en cours aujourd’hui", situations),
        SummaryRow::new("Code", code.display()),
    ]))
}
