//! All the answers of a draft, read back step by step.

use super::{compare, view::title};
use crate::{
    portal::{components::SummaryRow, words},
    web::Problem,
    world::World,
};
use domain::{
    duplicate::SetAside,
    identifiers::{BirthDate, Finess, Rpps},
    professional::{BirthPlace, CivilIdentity, Contact, NewSituation, PracticeName, Register},
    registration::Step,
};
use store::{StoreError, Tx, housekeeping::draft::Draft};

/// The answers of one step.
pub struct Card {
    pub title: &'static str,
    pub href: String,
    pub rows: Vec<SummaryRow>,
}

pub async fn cards(world: &World, draft: &Draft, command: Register) -> Result<Vec<Card>, Problem> {
    let Register {
        identity,
        contact,
        practice,
        situation,
        set_aside,
        ..
    } = command;
    let mut tx = world.db().read().await?;
    let [identity, contact, situation] = sections(
        &mut tx,
        (identity, "Pièce d’identité vue"),
        &contact,
        (&practice, &situation),
    )
    .await?;
    let card = |step: Step, rows: Vec<SummaryRow>| Card {
        title: title(step),
        href: format!("/enregistrements/{}/{}", draft.id, step.code()),
        rows,
    };
    let apart = Card {
        title: "Personnes comparées",
        href: compare::path(draft),
        rows: of_others(&set_aside),
    };
    let cards = [
        card(Step::CivilIdentity, identity),
        apart,
        card(Step::Contact, contact),
        card(Step::Situation, situation),
        card(
            Step::Legal,
            vec![
                SummaryRow::new("Exactitude et information", "Attestée"),
                SummaryRow::new("Rencontre de la personne", "Attestée"),
            ],
        ),
    ];
    let told = cards.into_iter().filter(|card| !card.rows.is_empty());
    Ok(told.collect())
}

/// Why who probably is the same person is another; nothing when nobody is.
fn of_others(said: &SetAside) -> Vec<SummaryRow> {
    if said.reason.is_empty() {
        return Vec::new();
    }
    let numbers: Vec<&str> = said.others.iter().map(Rpps::as_str).collect();
    vec![
        SummaryRow::new("Numéro RPPS", numbers.join("\n")),
        SummaryRow::new("Pourquoi c’est une autre personne", said.reason.clone()),
    ]
}

/// Identity, contact and situation, read back; `document` says what the identity document is here.
pub async fn sections(
    tx: &mut Tx,
    (identity, document): (CivilIdentity, &str),
    contact: &Contact,
    (practice, situation): (&PracticeName, &NewSituation),
) -> Result<[Vec<SummaryRow>; 3], StoreError> {
    let born_in = birth_place(tx, &identity.birth_place, &identity.birth_date).await?;
    let works_at = establishment(tx, &situation.establishment).await?;
    Ok([
        of_identity(identity, document, born_in),
        of_contact(contact),
        of_situation(practice, situation, works_at),
    ])
}

fn of_identity(identity: CivilIdentity, document: &str, born_in: String) -> Vec<SummaryRow> {
    let used_name = identity.used_name.map(|name| name.to_string());
    vec![
        SummaryRow::new("Civilité", identity.title.label()),
        SummaryRow::new("Sexe", identity.sex.label()),
        SummaryRow::new("Nom de naissance", identity.birth_name.to_string()),
        SummaryRow::new("Nom d’usage", used_name.unwrap_or_default()),
        SummaryRow::new("Prénoms", identity.first_names.display_french()),
        SummaryRow::new("Date de naissance", identity.birth_date.display_french()),
        SummaryRow::new("Lieu de naissance", born_in),
        SummaryRow::new(document, identity.document.label()),
    ]
}

fn of_contact(contact: &Contact) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Adresse électronique", contact.email.to_string()),
        SummaryRow::new(
            "Téléphone mobile",
            words::unbroken(&contact.mobile.display_french()),
        ),
    ]
}

fn of_situation(
    practice: &PracticeName,
    situation: &NewSituation,
    works_at: String,
) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new(
            "Nom d’exercice",
            format!("{} {}", practice.first_name, practice.name),
        ),
        SummaryRow::new("Établissement", works_at),
        SummaryRow::new("Prise de fonction", words::date(situation.starts_on)),
        SummaryRow::new(
            "Fin prévue",
            situation.planned_end.map(words::date).unwrap_or_default(),
        ),
        SummaryRow::new("Profession", situation.profession.short_label()),
        SummaryRow::new("Rôle RPPS+", situation.role.label()),
        SummaryRow::new("Mode d’exercice", situation.practice_mode.label()),
    ]
}

/// The commune by the name that it had then, or the town and its country.
async fn birth_place(
    tx: &mut Tx,
    place: &BirthPlace,
    born: &BirthDate,
) -> Result<String, StoreError> {
    match place {
        BirthPlace::Abroad { country, town } => Ok(format!("{town} ({})", country.short_label())),
        BirthPlace::France { commune: code, .. } => {
            let known = store::place::of_code(tx, code).await?;
            let then = known
                .iter()
                .find(|commune| commune.existed_on(born))
                .or(known.last());
            Ok(then.map_or_else(
                || code.to_string(),
                |commune| format!("{}, {}", commune.name, words::where_and_when(commune)),
            ))
        }
    }
}

async fn establishment(tx: &mut Tx, finess: &Finess) -> Result<String, StoreError> {
    let found = store::structure::establishment(tx, finess).await?;
    Ok(found.map_or_else(
        || finess.to_string(),
        |found| {
            format!(
                "{}\n{} {}\nFINESS {finess}",
                found.name, found.postal_code, found.town
            )
        },
    ))
}
