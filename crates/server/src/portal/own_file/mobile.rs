//! One's own mobile: a new one counts once its code has come back (M2).

use super::{
    email::{status, tell},
    show::read,
};
use crate::{
    actions::{self, Error, Proof},
    portal::{
        form::{Errors, Form},
        messages,
        session::is_code,
        shell::Shell,
        words,
    },
    web::{Fields, Owner, Page, Problem, page, see_other},
    world::{World, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{event::Code, id::Id, identifiers::Mobile};
use store::housekeeping::code::{self, Kept, Purpose, Standing, TRIES};

#[derive(Template)]
#[template(path = "own_file/mobile.html")]
struct MobilePage {
    shell: Shell,
    form: Form,
    /// The number in force.
    current: String,
}

#[derive(Template)]
#[template(path = "own_file/mobile_code.html")]
struct CodePage {
    shell: Shell,
    form: Form,
    mobile: String,
}

async fn draw(world: &World, owner: &Owner, form: Form) -> Page {
    let mut tx = world.db().read().await?;
    let professional = read(&mut tx, owner).await?.professional;
    drop(tx);
    let shown = MobilePage {
        shell: owner.visitor.shell(world),
        current: professional.contact.mobile.display_french(),
        form,
    };
    page(status(&shown.form), &shown)
}

pub async fn show(State(world): State<World>, owner: Owner) -> Page {
    let form = Form::empty(owner.visitor.csrf(&world));
    draw(&world, &owner, form).await
}

fn bound_hash(owner: &Owner) -> String {
    hash_secret(&owner.visitor.bound_to().unwrap_or_default())
}

pub async fn submit(State(world): State<World>, owner: Owner, fields: Fields) -> Page {
    let mut errors = Errors::default();
    let typed = fields.get("mobile").parse::<Mobile>();
    match typed {
        Err(_) if fields.get("mobile").is_empty() => {
            errors.add("mobile", "Saisissez votre nouveau numéro de mobile.");
        }
        Err(why) => errors.add("mobile", messages::mobile(why)),
        Ok(mobile) => {
            let (bound, most) = (bound_hash(&owner), world.config.sms.per_number_per_day);
            let asked = actions::run(&world, owner.by(), "ask_new_mobile", |act| {
                actions::ask_new_mobile(act, mobile.clone(), bound.clone(), most)
            });
            match asked.await {
                Ok(code) => return see_other(&format!("/mon-dossier/mobile/{code}")),
                Err(Error::Refused(reasons)) => tell(&reasons, &mut errors),
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    let form = Form::filled(owner.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &owner, form).await
}

fn over() -> Problem {
    Problem {
        status: StatusCode::GONE,
        title: "Ce code ne sert plus".to_owned(),
        text: "Un code sert une fois, pendant 10 minutes, dans la session où il a été demandé, et cinq essais faux l’annulent. Votre mobile n’a pas changé.".to_owned(),
        incident: String::new(),
        next: Some((
            "/mon-dossier/mobile".to_owned(),
            "Recommencer le changement",
        )),
    }
}

/// The code of a path while it is open, asked in this very session for this very file.
async fn open(world: &World, owner: &Owner, id: &str) -> Result<(Id<Code>, Kept), Problem> {
    let id: Id<Code> = id.parse().map_err(|_| Problem::not_found())?;
    let kept = code::by_id(&world.store, id).await?;
    let own = |kept: &Kept| {
        kept.asked.purpose == Purpose::Mobile && kept.asked.professional == owner.professional
    };
    let kept = kept.filter(own).ok_or_else(Problem::not_found)?;
    let is_open = kept.standing(world.store.clock.now()) == Standing::Open;
    if !is_open || kept.asked.bound_hash != bound_hash(owner) {
        return Err(over());
    }
    Ok((id, kept))
}

pub async fn show_code(State(world): State<World>, owner: Owner, Path(id): Path<String>) -> Page {
    let (_, kept) = open(&world, &owner, &id).await?;
    let form = Form::empty(owner.visitor.csrf(&world));
    draw_code(&world, &owner, &kept, form)
}

fn draw_code(world: &World, owner: &Owner, kept: &Kept, form: Form) -> Page {
    let shown = CodePage {
        shell: owner.visitor.shell(world),
        mobile: kept.asked.mobile.display_french(),
        form,
    };
    page(status(&shown.form), &shown)
}

pub async fn confirm(
    State(world): State<World>,
    owner: Owner,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let (id, kept) = open(&world, &owner, &id).await?;
    let typed: String = fields.get("code").split_whitespace().collect();
    let mut errors = Errors::default();
    if !is_code(&typed) {
        errors.add("code", "Saisissez les six chiffres du code reçu par SMS.");
    } else if !code::count_try(&world.store, id).await? {
        return Err(over());
    } else if world.is_digits(id, &typed) {
        let mobile = kept.asked.mobile.clone();
        let changed = actions::run(&world, owner.by(), "change_own_contact", |act| {
            actions::change_own_contact(act, Proof::Code(id, mobile.clone()))
        });
        match changed.await {
            Ok(()) => return see_other("/mon-dossier?avis=mobile-change"),
            Err(Error::Refused(reasons)) => tell(&reasons, &mut errors),
            Err(error) => return Err(Problem::of_act(error)),
        }
    } else {
        let left = TRIES - kept.tries - 1;
        if left <= 0 {
            return Err(over());
        }
        let left = words::count(left, "essai", "essais");
        errors.add(
            "code",
            format!("Ce code n’est pas celui du SMS. Vérifiez-le\u{a0}: il vous reste {left}."),
        );
    }
    let form = Form::filled(owner.visitor.csrf(&world), fields.0).with_errors(errors);
    draw_code(&world, &owner, &kept, form)
}
