//! One contested identity: the two side by side, and the officer's word (R4).

use crate::{
    actions::{self, Error},
    portal::{
        components::{Choice, Moment},
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
    duplicate::{ContestedIdentity, Outcome},
    id::Id,
    identifiers::comparison_key,
    nomenclature::{Sex, Title},
    professional::{BirthPlace, Professional},
    registration::{Answers, civil_identity, contact},
};
use store::{
    By,
    duplicate::{self, Case},
};

#[derive(Template)]
#[template(path = "agency/settle.html")]
struct SettlePage {
    shell: Shell,
    form: Form,
    structure: String,
    by: String,
    asked: Moment,
    reason: String,
    rpps: String,
    registered: Moment,
    rows: Vec<Row>,
    outcomes: Vec<Choice>,
    /// What was decided, when it was.
    decided: &'static str,
    decision: String,
}

/// One trait of both persons.
struct Row {
    label: &'static str,
    asked: String,
    known: String,
    agreement: (&'static str, Tone),
}

impl Row {
    fn new(label: &'static str, asked: String, known: String) -> Self {
        let agreement = if asked == known {
            ("Identique", Tone::Neutral)
        } else if comparison_key(&asked) == comparison_key(&known) {
            ("Identique aux accents et majuscules près", Tone::Info)
        } else {
            ("Différent", Tone::Warning)
        };
        Self {
            label,
            asked,
            known,
            agreement,
        }
    }
}

async fn open(world: &World, signed: &SignedIn, id: &str) -> Result<(Case, Professional), Problem> {
    let id: Id<ContestedIdentity> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let case = duplicate::by_id(&mut tx, id).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    let known = store::professional::by_id(&mut tx, case.contested.professional).await?;
    let known = known.ok_or_else(Problem::not_found)?;
    drop(tx);
    let held = signed.live.held.as_ref().ok_or_else(Problem::forbidden)?;
    actions::open_file(world, (signed.live.id, held.grant.id), known.id).await?;
    Ok((case, known))
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let opened = open(&world, &signed, &id).await?;
    let form = Form::empty(signed.visitor.csrf(&world));
    draw(&world, &signed, opened, form).await
}

async fn draw(
    world: &World,
    signed: &SignedIn,
    (case, known): (Case, Professional),
    form: Form,
) -> Page {
    let status = form.status();
    let settle = SettlePage {
        shell: signed.visitor.shell(world),
        form,
        rows: rows(world, &case.identity, &known).await?,
        structure: case.structure,
        by: case.asked_by,
        asked: words::moment(case.contested.asked_at),
        reason: case.reason,
        rpps: known.rpps.to_string(),
        registered: words::moment(known.registered_at),
        outcomes: vec![
            Choice::new(Outcome::TwoPersons.code(), label(Outcome::TwoPersons))
                .hint("La structure pourra enregistrer la seconde, qui aura son propre numéro."),
            Choice::new(Outcome::SamePerson.code(), label(Outcome::SamePerson))
                .hint("La structure ajoutera une situation à la personne déjà enregistrée."),
        ],
        decided: case.contested.outcome.map_or("", label),
        decision: case.decision,
    };
    page(status, &settle)
}

const fn label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::TwoPersons => "Ce sont deux personnes",
        Outcome::SamePerson => "C’est la même personne",
    }
}

/// The traits that the draft gave, beside those of the registered person.
async fn rows(world: &World, asked: &Answers, known: &Professional) -> Result<Vec<Row>, Problem> {
    let identity = &known.identity;
    let place = match &identity.birth_place {
        BirthPlace::France { commune, name } => format!("{name} ({commune})"),
        BirthPlace::Abroad { country, town } => format!("{town} ({})", country.short_label()),
    };
    let typed = civil_identity(asked).ok();
    let text = |field: &str| asked.get(field).to_owned();
    let title = text("title")
        .parse::<Title>()
        .map_or_else(|_| text("title"), |title| title.label().to_owned());
    let sex = text("sex")
        .parse::<Sex>()
        .map_or_else(|_| text("sex"), |sex| sex.label().to_owned());
    let first_names = typed.as_ref().map_or_else(
        || text("first_names"),
        |one| one.first_names.display_french(),
    );
    let born = typed
        .as_ref()
        .map_or_else(|| text("birth_date"), |one| one.birth_date.display_french());
    let used = identity.used_name.as_ref().map(ToString::to_string);
    let mut rows = vec![
        Row::new("Civilité", title, identity.title.label().to_owned()),
        Row::new("Sexe", sex, identity.sex.label().to_owned()),
        Row::new(
            "Nom de naissance",
            text("birth_name"),
            identity.birth_name.to_string(),
        ),
        Row::new("Nom d’usage", text("used_name"), used.unwrap_or_default()),
        Row::new(
            "Prénoms",
            first_names,
            identity.first_names.display_french(),
        ),
        Row::new(
            "Date de naissance",
            born,
            identity.birth_date.display_french(),
        ),
        Row::new("Lieu de naissance", birth_place(world, asked).await?, place),
    ];
    if let Ok(contact) = contact(asked) {
        rows.push(Row::new(
            "Adresse électronique",
            contact.email.to_string(),
            known.contact.email.to_string(),
        ));
        rows.push(Row::new(
            "Téléphone mobile",
            contact.mobile.display_french(),
            known.contact.mobile.display_french(),
        ));
    }
    Ok(rows)
}

async fn birth_place(world: &World, asked: &Answers) -> Result<String, Problem> {
    Ok(
        match civil_identity(asked).map(|one| (one.birth_place, one.birth_date)) {
            Ok((BirthPlace::Abroad { country, town }, _)) => {
                format!("{town} ({})", country.short_label())
            }
            Ok((BirthPlace::France { commune, .. }, born)) => {
                let mut tx = world.db().read().await?;
                let places = store::place::of_code(&mut tx, &commune).await?;
                let then = places
                    .iter()
                    .find(|place| place.existed_on(&born))
                    .or(places.last());
                then.map_or_else(
                    || commune.to_string(),
                    |place| format!("{} ({commune})", place.name),
                )
            }
            Err(_) => asked.get("birth_commune_recherche").to_owned(),
        },
    )
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let opened = open(&world, &signed, &id).await?;
    let contested = opened.0.contested.id;
    let mut errors = Errors::default();
    match fields.get("outcome").parse::<Outcome>() {
        Err(_) => errors.add("outcome", "Dites si ce sont deux personnes ou une seule."),
        Ok(outcome) => {
            let by = By::Session(signed.live.id);
            let reason = fields.get("reason").to_owned();
            let settled = actions::run(&world, by, "settle_contested_identity", |act| {
                actions::settle_contested_identity(act, contested, outcome, reason.clone())
            });
            match settled.await {
                Ok(()) => return see_other("/agence/doublons?avis=tranche"),
                Err(Error::Refused(reasons)) => {
                    for reason in reasons.iter() {
                        errors.add(reason.field(), reason.told());
                    }
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    let form = Form::filled(signed.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &signed, opened, form).await
}
