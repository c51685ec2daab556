//! The code by SMS that ends the door of one's own file (R13): ten minutes, five tries, one browser.

use super::{agent, own_door::bound_hash, with_session};
use crate::{
    actions::{self, CannotEnterOwnFile, Error, Verified},
    portal::{
        form::{Errors, Form},
        shell::Shell,
        words,
    },
    web::{Asker, Fields, Page, Problem, Visitor, page, see_other},
    world::{World, draw_secret, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::{access::Means, event::Code, id::Id};
use store::{
    By,
    housekeeping::code::{self, Kept, Purpose, Standing, TRIES},
};

#[derive(Template)]
#[template(path = "session/own_code.html")]
struct CodePage {
    shell: Shell,
    form: Form,
    mobile: String,
}

/// A code that ended, or that this browser did not ask for.
fn over(title: &str, text: &str) -> Problem {
    Problem {
        status: StatusCode::GONE,
        title: title.to_owned(),
        text: text.to_owned(),
        incident: String::new(),
        next: Some((
            "/connexion/dossier".to_owned(),
            "Recommencer avec un autre lien",
        )),
    }
}

fn ended(standing: Standing) -> Option<Problem> {
    Some(match standing {
        Standing::Open => return None,
        Standing::Used => over(
            "Ce code a déjà servi",
            "Un code ne sert qu’une fois, et plus du tout quand l’adresse ou le mobile du dossier change. Demandez un autre lien\u{a0}: un autre code suivra.",
        ),
        Standing::Spent => over(
            "Ce code ne sert plus",
            "Cinq essais étaient faux\u{a0}: par sécurité, ce code est annulé. Demandez un autre lien\u{a0}: un autre code suivra.",
        ),
        Standing::Expired => over(
            "Ce code a expiré",
            "Un code sert pendant 10 minutes après son envoi. Demandez un autre lien\u{a0}: un autre code suivra.",
        ),
    })
}

/// The code of a path while it is open, asked from this very browser.
async fn open(world: &World, visitor: &Visitor, id: &str) -> Result<(Id<Code>, Kept), Problem> {
    let id: Id<Code> = id.parse().map_err(|_| Problem::not_found())?;
    let kept = code::by_id(&world.store, id).await?;
    let kept = kept.filter(|kept| kept.asked.purpose == Purpose::OwnFile);
    let kept = kept.ok_or_else(Problem::not_found)?;
    if kept.asked.bound_hash != bound_hash(visitor) {
        return Err(over(
            "Ce code a été demandé ailleurs",
            "Il ne s’accepte que dans le navigateur où vous avez choisi «\u{a0}Recevoir le code\u{a0}». Retournez-y, ou recommencez ici avec un autre lien.",
        ));
    }
    match ended(kept.standing(world.store.clock.now())) {
        Some(problem) => Err(problem),
        None => Ok((id, kept)),
    }
}

pub async fn show_own_code(
    State(world): State<World>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Page {
    let (_, kept) = open(&world, &visitor, &id).await?;
    let form = Form::empty(visitor.csrf(&world));
    draw(&world, &visitor, form, &kept)
}

fn draw(world: &World, visitor: &Visitor, form: Form, kept: &Kept) -> Page {
    let status = form.status();
    let shown = CodePage {
        shell: visitor.shell(world),
        form,
        mobile: words::masked(kept.asked.mobile.as_str()),
    };
    page(status, &shown)
}

/// Each try is counted before it is looked at.
pub async fn enter_own(
    State(world): State<World>,
    visitor: Visitor,
    (Asker(address), headers): (Asker, HeaderMap),
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    if !world.code_checks.admits(address) {
        return Err(Problem::too_many());
    }
    let (id, kept) = open(&world, &visitor, &id).await?;
    let typed: String = fields.get("code").split_whitespace().collect();
    if !is_code(&typed) {
        let why = "Saisissez les six chiffres du code reçu par SMS.";
        return refused(&world, &visitor, fields, &kept, why);
    }
    if !code::count_try(&world.store, id).await? {
        return Err(ended(Standing::Spent).unwrap_or_else(Problem::not_found));
    }
    if !world.is_digits(id, &typed) {
        let left = TRIES - kept.tries - 1;
        if left <= 0 {
            return Err(ended(Standing::Spent).unwrap_or_else(Problem::not_found));
        }
        let left = words::count(left, "essai", "essais");
        let why =
            format!("Ce code n’est pas celui du SMS. Vérifiez-le\u{a0}: il vous reste {left}.");
        return refused(&world, &visitor, fields, &kept, &why);
    }
    enter(&world, &headers, id, kept).await
}

/// Six digits, and nothing else.
pub(in crate::portal) fn is_code(typed: &str) -> bool {
    typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit())
}

fn refused(world: &World, visitor: &Visitor, fields: Fields, kept: &Kept, why: &str) -> Page {
    let mut errors = Errors::default();
    errors.add("code", why);
    let form = Form::filled(visitor.csrf(world), fields.0).with_errors(errors);
    draw(world, visitor, form, kept)
}

async fn enter(world: &World, headers: &HeaderMap, id: Id<Code>, kept: Kept) -> Page {
    let token = draw_secret()?;
    let (hash, agent) = (hash_secret(&token), agent(headers));
    let verified = Verified {
        professional: kept.asked.professional,
        means: Means::MailAndSms,
        code: Some(id),
    };
    let entered = actions::run(world, By::System, "enter_own_file", |act| {
        actions::enter_own_file(act, verified, hash.clone(), agent.clone())
    })
    .await;
    match entered {
        Ok(_) => Ok(with_session(see_other(&kept.asked.destination)?, &token)),
        Err(Error::<CannotEnterOwnFile>::Refused(_)) => {
            Err(ended(Standing::Used).unwrap_or_else(Problem::not_found))
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
