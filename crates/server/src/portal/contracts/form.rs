//! The F101: filled in, to be signed; then uploaded (C4).

use super::{cover, follow};
use crate::{
    actions::{self, Error},
    documents::{DocumentError, F101, Letterhead, Person, Structure, f101},
    portal::{form::Errors, messages::Told, spreadsheet, words},
    web::{Page, Problem, SignedIn, Upload, attachment, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{access::paris_day, contract::Contract};
use store::{By, Tx, application::Kept, housekeeping::upload};

pub async fn download(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
) -> Page {
    let (kept, contract) = follow::open(&world, &signed, &id).await?;
    send(&world, &kept, &contract).await
}

/// The form of a request, as a PDF.
pub async fn send(world: &World, kept: &Kept, contract: &Contract) -> Page {
    let mut tx = world.db().read().await?;
    let form = F101 {
        structure: structure(&mut tx, contract).await?,
        ..filled(world, kept, contract)
    };
    drop(tx);
    let made = tokio::task::spawn_blocking(move || f101(&form)).await;
    let body = made
        .map_err(|error| Problem::failure(&error))?
        .map_err(|error: DocumentError| Problem::failure(&error))?;
    let name = format!("F101-{}.pdf", kept.application.reference.as_str());
    spreadsheet::download(&name, "application/pdf", body)
}

fn filled(world: &World, kept: &Kept, contract: &Contract) -> F101 {
    let request = &kept.application;
    let person = &request.signatory.person;
    let config = &world.config;
    let reference = request.reference.as_str();
    F101 {
        letterhead: Letterhead {
            service: config.service.clone(),
            contact: config.contact.clone(),
        },
        reference: reference.to_owned(),
        made_on: words::date(paris_day(request.submitted_at)),
        structure: Structure {
            finess: String::new(),
            name: String::new(),
            address: String::new(),
            legal_entity: String::new(),
            siren: String::new(),
        },
        mode: contract.mode(),
        representative: Person {
            last_name: person.last_name.to_string(),
            first_names: person.first_name.to_string(),
            function: person.job.clone(),
            email: person.email.to_string(),
            phone: request.signatory.phone.display_french(),
        },
        send_to: config.contact.clone(),
        link: format!(
            "{}/contractualiser/reference/{reference}",
            config.public_url
        ),
    }
}

async fn structure(tx: &mut Tx, contract: &Contract) -> Result<Structure, Problem> {
    let name = cover::name(tx, contract).await?;
    let entity = store::structure::legal_entity(tx, &contract.legal_entity).await?;
    let (entity_name, siren, entity_address) = entity.map_or_else(Default::default, |one| {
        let address = format!("{} {} {}", one.address, one.postal_code, one.town);
        (one.name, one.siren, address)
    });
    let address = match &contract.establishment {
        Some(finess) => store::structure::establishment(tx, finess)
            .await?
            .map(|one| format!("{} {} {}", one.address, one.postal_code, one.town)),
        None => None,
    };
    Ok(Structure {
        finess: contract.structure().to_string(),
        name,
        address: address.unwrap_or(entity_address).trim().to_owned(),
        legal_entity: format!("{entity_name} ({})", contract.legal_entity),
        siren,
    })
}

/// The signed form, scanned or photographed.
pub async fn upload(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    sent: Upload<{ attachment::MOST }>,
) -> Page {
    let (kept, _) = follow::open(&world, &signed, &id).await?;
    let mut errors = Errors::default();
    match (attachment::check(sent.file.as_ref()), sent.file) {
        (Ok(media_type), Some(file)) => {
            let file = upload::keep(&world.store, (&file.name, media_type), &file.bytes).await?;
            let request = kept.application.id;
            let done = actions::run(&world, By::Guest(signed.live.id), "record_form", |act| {
                actions::record_form(act, request, Some(file))
            });
            match done.await {
                Ok(()) => return see_other(&format!("/contractualiser/dossiers/{id}?avis=f101")),
                Err(Error::Refused(reasons)) => {
                    for reason in reasons.iter() {
                        errors.add("fichier", reason.told());
                    }
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
        (Err(unfit), _) => errors.add("fichier", attachment::told(unfit)),
        (Ok(_), None) => {}
    }
    follow::draw(&world, &signed, &id, errors).await
}
