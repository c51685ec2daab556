//! Why a card does not sign in, what to do, and which card it was.

use crate::{
    card::{CardCertificate, CardRefusal},
    portal::{
        components::SummaryRow,
        messages::{CardTold, told_of_card, told_of_certificate},
        shell::Shell,
        words,
    },
    web::{Page, page},
    world::World,
};
use askama::Template;
use axum::http::StatusCode;
use domain::{access::paris_day, card::CannotUseCard};

#[derive(Template)]
#[template(path = "session/card_refused.html")]
struct RefusedPage {
    shell: Shell,
    told: CardTold,
    /// What the certificate says of itself.
    card: Vec<SummaryRow>,
    /// Where to begin again.
    again: String,
}

/// K3: refused at the card's port, for what its certificate is.
pub fn by_certificate(world: &World, why: CardRefusal, card: Option<&CardCertificate>) -> Page {
    let status = match why {
        CardRefusal::StaleList => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::FORBIDDEN,
    };
    let shell = Shell {
        service: world.config.service.clone(),
        contact: world.config.contact.clone(),
        demo: world.demo,
        ..Shell::default()
    };
    let shown = RefusedPage {
        shell,
        told: told_of_certificate(why),
        card: card.map(described).unwrap_or_default(),
        again: format!("{}/connexion", world.config.public_url),
    };
    page(status, &shown)
}

/// K3: refused at the portal, for what the register knows of the card.
pub fn refused(shell: Shell, why: CannotUseCard) -> Page {
    let shown = RefusedPage {
        shell,
        told: told_of_card(why),
        card: Vec::new(),
        again: "/connexion".to_owned(),
    };
    page(StatusCode::FORBIDDEN, &shown)
}

fn described(card: &CardCertificate) -> Vec<SummaryRow> {
    let holder = &card.holder;
    let (from, until) = (paris_day(card.from), paris_day(card.until));
    let name = format!("{} {}", holder.first_name, holder.last_name);
    let structure = format!("{}\n{}", holder.structure, holder.structure_id);
    let rows = [
        ("Titulaire", name),
        ("Titre", holder.title.clone()),
        ("Structure", structure),
        ("Numéro de carte", card.number.clone()),
        ("Autorité", holder.issuer.clone()),
        (
            "Validité",
            format!("du {} au {}", words::date(from), words::date(until)),
        ),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    rows.map(|(key, value)| SummaryRow::new(key, value.trim()))
        .collect()
}
