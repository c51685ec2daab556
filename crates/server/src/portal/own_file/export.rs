//! All that is held of somebody, for them to keep: as JSON and as a PDF document (R12).

use super::show::{SignIn, read, sign_ins};
use crate::{
    documents::{self, Letterhead, OwnFile, Section},
    portal::{
        history::{self, Told, Viewpoint},
        professionals::identity_rows,
        spreadsheet::download,
        words,
    },
    web::{Owner, Page, Problem},
    world::World,
};
use axum::extract::State;
use domain::{
    access::paris_day,
    professional::{BirthPlace, Professional},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::professional::{Own, SituationLine};

/// Entries of each history, at most: a whole career has far fewer.
const MOST: i64 = 10_000;

/// The file with all that was done on it.
struct Held {
    own: Own,
    acts: Vec<Told>,
    openings: Vec<Told>,
    sign_ins: Vec<SignIn>,
    messages: Vec<store::message::Kept>,
    not_before: Option<Timestamp>,
    prepared: Option<Timestamp>,
    at: Timestamp,
}

async fn held(world: &World, owner: &Owner) -> Result<Held, Problem> {
    let mut tx = world.db().read().await?;
    let own = read(&mut tx, owner).await?;
    let id = own.professional.id;
    let us = Viewpoint::Self_;
    Ok(Held {
        acts: history::acts(&mut tx, us, id, &own.situations, (0, MOST)).await?,
        openings: history::openings(&mut tx, us, id, (0, MOST)).await?,
        sign_ins: sign_ins(&mut tx, owner, 1_000).await?,
        messages: store::message::of_professional(&mut tx, id).await?,
        not_before: store::professional::held_until(&mut tx, id).await?,
        prepared: store::ecps::prepared_at(&mut tx, id).await?,
        at: world.store.clock.now(),
        own,
    })
}

pub async fn json(State(world): State<World>, owner: Owner) -> Page {
    let held = held(&world, &owner).await?;
    let file = serde_json::to_vec_pretty(&document(&held)).map_err(anyhow::Error::from)?;
    download("mon-dossier-rpps.json", "application/json", file)
}

/// The shape is told in `docs/guide-professionnel.md`; a change of it changes `version`.
fn document(held: &Held) -> Value {
    let person = &held.own.professional;
    let today = paris_day(held.at);
    let situations: Vec<Value> = held
        .own
        .situations
        .iter()
        .map(|line| {
            let days = line.dates.map(store::professional::Dates::days);
            json!({
                "etablissement": { "finess": line.establishment.to_string(), "nom": line.establishment_name, "commune": line.town },
                "profession": { "code": line.profession.code(), "libelle": line.profession.short_label() },
                "role": { "code": line.role.code(), "libelle": line.role.label() },
                "mode_exercice": { "code": line.practice_mode.code(), "libelle": line.practice_mode.label() },
                "debut": days.map(|days| days.starts_on.to_string()),
                "fin_prevue": days.and_then(|days| days.planned_end).map(|day| day.to_string()),
                "fin": days.and_then(|days| days.ended_on).map(|day| day.to_string()),
                "en_cours": days.is_some_and(|days| days.in_force_on(today)),
            })
        })
        .collect();
    let told = |acts: &[Told]| -> Vec<Value> {
        acts.iter()
            .map(|act| json!({ "le": act.at.iso, "quoi": act.sentence, "detail": act.details }))
            .collect()
    };
    let messages: Vec<Value> = held
        .messages
        .iter()
        .map(|message| {
            json!({
                "le": message.created_at.to_string(),
                "quoi": words::template(message.template),
                "a": message.recipient,
                "etat": words::message_state(message.state).0,
            })
        })
        .collect();
    let sign_ins: Vec<Value> = held
        .sign_ins
        .iter()
        .map(|entry| json!({ "le": entry.at.iso, "moyen": entry.means }))
        .collect();
    json!({
        "format": "rpps-mon-dossier",
        "version": 1,
        "etabli_le": held.at.to_string(),
        "numero_rpps": person.rpps.to_string(),
        "enregistre_le": person.registered_at.to_string(),
        "conditions_acceptees": person.terms_version,
        "etat_civil": identity(person),
        "exercice": { "nom": person.practice.name.to_string(), "prenom": person.practice.first_name.to_string() },
        "contact": { "courriel": person.contact.email.to_string(), "mobile": person.contact.mobile.to_string() },
        "situations": situations,
        "e_cps": {
            "prete_le": held.prepared.map(|at| at.to_string()),
            "activation_pas_avant": held.not_before.map(|at| at.to_string()),
        },
        "historique": told(&held.acts),
        "consultations": told(&held.openings),
        "messages": messages,
        "connexions": sign_ins,
    })
}

fn identity(person: &Professional) -> Value {
    let identity = &person.identity;
    let place = match &identity.birth_place {
        BirthPlace::France { commune, name } => {
            json!({ "commune": commune.to_string(), "nom": name })
        }
        BirthPlace::Abroad { country, town } => {
            json!({ "pays": country.to_string(), "nom": town.to_string() })
        }
    };
    json!({
        "civilite": identity.title.label(),
        "sexe": identity.sex.label(),
        "nom_naissance": identity.birth_name.to_string(),
        "nom_usage": identity.used_name.as_ref().map(ToString::to_string),
        "prenoms": identity.first_names.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "date_naissance": identity.birth_date.to_string(),
        "lieu_naissance": place,
        "piece_vue": identity.document.label(),
    })
}

pub async fn pdf(State(world): State<World>, owner: Owner) -> Page {
    let held = held(&world, &owner).await?;
    let person = &held.own.professional;
    let told = OwnFile {
        letterhead: Letterhead {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
        },
        name: person.display_name(),
        rpps: person.rpps.to_string(),
        at: words::date_time(held.at),
        sections: sections(&held),
    };
    let file = documents::own_file(&told).map_err(|error| Problem::failure(&error))?;
    download("mon-dossier-rpps.pdf", "application/pdf", file)
}

fn sections(held: &Held) -> Vec<Section> {
    let person = &held.own.professional;
    let rows = |rows: Vec<crate::portal::components::SummaryRow>| -> Vec<(String, String)> {
        let row = |row: crate::portal::components::SummaryRow| match row.value.as_str() {
            "" => (row.key, "Non renseigné".to_owned()),
            _ => (row.key, row.value),
        };
        rows.into_iter().map(row).collect()
    };
    let mut sections = vec![
        Section::facts("État civil", rows(identity_rows(&person.identity))),
        Section::facts(
            "Noms d’exercice et contact",
            vec![
                (
                    "Nom d’exercice".to_owned(),
                    person.practice.name.to_string(),
                ),
                (
                    "Prénom d’exercice".to_owned(),
                    person.practice.first_name.to_string(),
                ),
                (
                    "Adresse électronique".to_owned(),
                    person.contact.email.to_string(),
                ),
                (
                    "Téléphone mobile".to_owned(),
                    person.contact.mobile.display_french(),
                ),
            ],
        ),
        Section::facts(
            "Situations d’exercice",
            held.own.situations.iter().map(situation).collect(),
        ),
    ];
    let lines = |acts: &[Told]| -> Vec<String> {
        acts.iter()
            .map(|act| {
                let what = format!("Le {}, {}", act.at.text, act.sentence);
                match act.details.as_slice() {
                    [] => what,
                    details => format!("{what} ({})", details.join(", ")),
                }
            })
            .collect()
    };
    sections.push(Section::lines(
        "Ce qui a été fait sur ce dossier",
        lines(&held.acts),
    ));
    sections.push(Section::lines(
        "Qui l’a ouvert ou cherché",
        lines(&held.openings),
    ));
    let messages = held.messages.iter().map(|message| {
        let (what, to) = (words::template(message.template), &message.recipient);
        format!(
            "Le {}, {what}, à {to}",
            words::date_time(message.created_at)
        )
    });
    sections.push(Section::lines("Messages envoyés", messages.collect()));
    let sign_ins = held.sign_ins.iter();
    let sign_ins = sign_ins.map(|entry| match entry.means {
        Some(means) => format!("Le {}\u{a0}: {means}", entry.at.text),
        None => format!("Le {}", entry.at.text),
    });
    sections.push(Section::lines("Connexions", sign_ins.collect()));
    sections
}

fn situation(line: &SituationLine) -> (String, String) {
    let mut told = vec![format!(
        "{}, {}, {}, à {}",
        words::typographic(line.profession.short_label()),
        words::typographic(line.role.label()),
        line.practice_mode.label(),
        line.town
    )];
    if let Some(dates) = line.dates {
        told.push(format!("Début\u{a0}: {}", words::date(dates.starts_on)));
        if let Some(end) = dates.ended_on {
            told.push(format!("Fin\u{a0}: {}", words::date(end)));
        } else if let Some(end) = dates.planned_end {
            told.push(format!("Fin prévue\u{a0}: {}", words::date(end)));
        }
    }
    (line.establishment_name.clone(), told.join(". "))
}
