//! The contact of somebody in the scope: changed at once, told to both addresses (M2, M3, M4).

use super::practice::person;
use crate::{
    actions::{self, Error},
    portal::{
        components::SummaryRow,
        form::{Errors, Form},
        messages::{self, Told as _},
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    event::LookUp,
    professional::{CannotChangeContact, CannotRegister, ChangeContact, Contact, Professional},
    refusal::Refusals,
};

#[derive(Template)]
#[template(path = "professionals/contact.html")]
struct ContactPage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    /// What the file holds now, when somebody else changed it meanwhile.
    now: Vec<SummaryRow>,
}

/// Where the contact of somebody is changed.
pub fn path(person: &Professional) -> String {
    format!("/professionnels/{}/coordonnees", person.rpps)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(rpps): Path<String>) -> Page {
    let person = person(&world, &acting, &rpps).await?;
    let mut form = Form::empty(acting.visitor.csrf(&world));
    form.set("email", person.contact.email.to_string());
    form.set("mobile", person.contact.mobile.display_french());
    if person.contact.sole_reader {
        form.set("sole_reader", "oui");
    }
    form.set("version", version(&world, &person).await?.to_string());
    draw(&world, &acting, &person, form, Vec::new())
}

async fn version(world: &World, person: &Professional) -> Result<i64, Problem> {
    let mut tx = world.db().read().await?;
    Ok(store::professional::contact_version(&mut tx, person.id).await?)
}

fn draw(
    world: &World,
    acting: &Acting,
    person: &Professional,
    form: Form,
    now: Vec<SummaryRow>,
) -> Page {
    let status = match (now.is_empty(), form.has_errors()) {
        (false, _) => StatusCode::CONFLICT,
        (true, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, false) => StatusCode::OK,
    };
    let name = person.display_name();
    let shown = ContactPage {
        shell: acting.visitor.shell(world),
        form,
        caption: format!("{name}, RPPS {}", person.rpps),
        name,
        file: format!("/professionnels/{}", person.rpps),
        now,
    };
    page(status, &shown)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    mut fields: Fields,
) -> Page {
    let person = person(&world, &acting, &rpps).await?;
    let mut errors = Errors::default();
    let mut now = Vec::new();
    if let Some(wanted) = read(&fields, &mut errors) {
        if actions::is_over_limit(&world, acting.actor.grant.id).await? {
            return Err(Problem::over_limit());
        }
        let id = person.id;
        let changed = actions::run(&world, acting.by(), "change_contact", |act| {
            actions::change_contact(act, id, wanted.clone())
        });
        match changed.await {
            Ok(()) => {
                let file = format!("/professionnels/{}?avis=coordonnees-changees", person.rpps);
                return see_other(&file);
            }
            Err(Error::Refused(reasons)) => {
                note_outside(&world, &acting, &reasons).await?;
                for reason in reasons.iter() {
                    errors.add(reason.field(), reason.told());
                    if *reason == CannotChangeContact::Changed {
                        now = rows(&person);
                        let version = version(&world, &person).await?;
                        fields.0.insert("version".into(), version.to_string());
                    }
                }
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, &person, form, now)
}

fn rows(person: &Professional) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Adresse électronique", person.contact.email.to_string()),
        SummaryRow::new("Téléphone mobile", person.contact.mobile.display_french()),
    ]
}

fn read(fields: &Fields, errors: &mut Errors) -> Option<ChangeContact> {
    let email = fields.get("email").parse();
    let email = email
        .map_err(|why| errors.add("email", messages::email(why)))
        .ok();
    let mobile = fields.get("mobile").parse();
    let mobile = mobile
        .map_err(|why| errors.add("mobile", messages::mobile(why)))
        .ok();
    Some(ChangeContact {
        contact: Contact {
            email: email?,
            mobile: mobile?,
            sole_reader: fields.get("sole_reader") == "oui",
        },
        version: fields.get("version").parse().unwrap_or_default(),
    })
}

/// R5: whose mailbox or mobile it is, outside the scope, is counted.
async fn note_outside(
    world: &World,
    acting: &Acting,
    reasons: &Refusals<CannotChangeContact>,
) -> Result<(), Problem> {
    for reason in reasons.iter() {
        let CannotChangeContact::Wrong(
            CannotRegister::EmailTaken { holder } | CannotRegister::MobileTaken { holder },
        ) = reason
        else {
            continue;
        };
        actions::note(world, &acting.actor, holder, LookUp::Contact).await?;
    }
    Ok(())
}
