//! Requests of professionals that wait for Nadia Benali: an old one, one that resembles somebody registered, a fresh one;
//! and one that she returned.

use super::chain;
use crate::{
    actions, terms,
    world::{World, draw_secret, hash_secret},
};
use anyhow::{Context as _, anyhow};
use domain::{
    access::{Means, Session},
    id::Id,
    identifiers::Email,
    professional::{BirthPlace, Professional},
    registration::Answers,
    request::{Remark, Request, asked},
    turn_down::{Settlement, TurnDown},
};
use jiff::{SignedDuration, ToSpan, civil::Date};
use store::{
    By, Clock, Store,
    housekeeping::{
        link::{self, Good, Purpose},
        request_draft,
    },
    professional::Filter,
};

const TILLEULS: &str = "140991019";

/// A candidate: mailbox and mobile, names, birth, work.
struct Candidate<'a> {
    mailbox: &'a str,
    mobile: &'a str,
    sex: &'a str,
    birth_name: &'a str,
    first_names: &'a str,
    birth_date: &'a str,
    place: &'a BirthPlace,
    profession: &'a str,
}

/// Leave requests in the queue.
pub async fn leave(world: &World) -> anyhow::Result<()> {
    let caen = BirthPlace::France {
        commune: "14118".parse()?,
        name: String::new(),
    };
    let old = Candidate {
        mailbox: "maelle.kervran@demo.invalid",
        mobile: "06 39 98 81 01",
        sex: "F",
        birth_name: "Kervran",
        first_names: "Maëlle, Soizic",
        birth_date: "12/05/1994",
        place: &caen,
        profession: "313",
    };
    send(&earlier(world, 9)?, &old).await?;
    let known = somebody(world).await?;
    let identity = &known.identity;
    let birth_name = format!("{}e", identity.birth_name);
    let (first_names, born) = (
        identity.first_names.to_string(),
        identity.birth_date.display_french(),
    );
    let alike = Candidate {
        mailbox: "nouvelle.adresse@demo.invalid",
        mobile: "06 39 98 81 02",
        sex: identity.sex.code(),
        birth_name: &birth_name,
        first_names: &first_names,
        birth_date: &born,
        place: &identity.birth_place,
        profession: "313",
    };
    send(&earlier(world, 3)?, &alike).await?;
    let fresh = Candidate {
        mailbox: "yanis.belkacem@demo.invalid",
        mobile: "06 39 98 81 03",
        sex: "M",
        birth_name: "Belkacem",
        first_names: "Yanis",
        birth_date: "30/09/1999",
        place: &caen,
        profession: "313",
    };
    send(world, &fresh).await?;
    let hasty = Candidate {
        mailbox: "lou.fouquet@demo.invalid",
        mobile: "06 39 98 81 04",
        birth_name: "Fouquet",
        first_names: "Lou",
        ..old
    };
    let hasty = send(&earlier(world, 5)?, &hasty).await?;
    give_back(world, hasty).await
}

/// The same service, so many days before.
fn earlier(world: &World, days: i64) -> anyhow::Result<World> {
    let at = world.store.clock.now() - SignedDuration::from_hours(24 * days);
    let store = Store {
        clock: Clock::fixed(at),
        ..world.store.clone()
    };
    World::new(store, world.config.clone(), world.outside.clone(), true)
}

/// Somebody whom Nadia Benali has registered.
async fn somebody(world: &World) -> anyhow::Result<Professional> {
    let nadia = chain::sign_in(world, Means::Persona, "nadia-benali").await?;
    let scope = nadia.actor.grant.scope.context("a scope")?;
    let today = domain::access::paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let filter = Filter::default();
    let first = store::professional::list(&mut tx, &scope, &filter, today, (0, 1)).await?;
    let first = first.first().context("somebody registered")?;
    let known = store::professional::by_id(&mut tx, first.id).await?;
    known.context("their file")
}

/// By the link of the mailbox, the answers and the act, as from a phone.
async fn send(world: &World, candidate: &Candidate<'_>) -> anyhow::Result<Id<Request>> {
    let email: Email = candidate.mailbox.parse()?;
    let session = enter(world, &email).await?;
    let mut tx = world.db().read().await?;
    let account = store::access::by_credential(&mut tx, Means::Link, email.as_str()).await?;
    drop(tx);
    let (account, _) = account.context("the account of the mailbox")?;
    let mut draft = request_draft::of(&world.store, account.id).await?;
    draft.answers = answers(world, candidate);
    request_draft::save(&world.store, &draft).await?;
    let said = asked(&draft.answers).map_err(|step| {
        anyhow!(
            "{step:?} is not complete: {:?}",
            step.problems(&draft.answers)
        )
    })?;
    let by = By::Guest(session);
    let sent = actions::run(world, by, "send_request", |act| {
        let said = (said.clone(), draft.answers.clone());
        actions::send_request(act, email.clone(), said, None)
    });
    let sent = sent.await.map_err(|error| anyhow!("{error:?}"))?;
    sent.context("a request")
}

async fn enter(world: &World, email: &Email) -> anyhow::Result<Id<Session>> {
    let destination = "/demande/suivi".to_owned();
    let asked = actions::run(world, By::System, "ask_link", |act| {
        actions::ask_link(act, email.clone(), destination.clone())
    });
    let id = asked.await.map_err(|error| anyhow!("{error:?}"))?;
    link::send(&world.store, id).await?;
    let good = Good {
        purpose: Purpose::Mailbox,
        email: email.to_string(),
        destination,
    };
    let token = hash_secret(&draw_secret()?);
    let entered = actions::run(world, By::System, "enter_by_link", |act| {
        actions::enter_by_link(
            act,
            (id, good.clone()),
            token.clone(),
            "Téléphone".to_owned(),
        )
    });
    let entered = entered.await.map_err(|error| anyhow!("{error:?}"))?;
    Ok(entered.session)
}

fn answers(world: &World, candidate: &Candidate<'_>) -> Answers {
    let started: Date =
        domain::access::paris_day(world.store.clock.now()).saturating_sub(20.days());
    let (country, commune, town) = match candidate.place {
        BirthPlace::France { commune, .. } => {
            ("99100".to_owned(), commune.to_string(), String::new())
        }
        BirthPlace::Abroad { country, town } => {
            (country.code().to_owned(), String::new(), town.to_string())
        }
    };
    let first_name = candidate.first_names.split([',', ' ']).next();
    let mut answers = Answers::default();
    for (field, answer) in [
        ("email", candidate.mailbox),
        ("mobile", candidate.mobile),
        ("title", if candidate.sex == "F" { "MME" } else { "M" }),
        ("sex", candidate.sex),
        ("birth_name", candidate.birth_name),
        ("first_names", candidate.first_names),
        ("birth_date", candidate.birth_date),
        ("birth_country", &country),
        ("birth_commune", &commune),
        ("birth_town", &town),
        ("identity_document", "CN"),
        ("practice_name", "birth"),
        ("practice_first_name", first_name.unwrap_or_default()),
        ("establishment", TILLEULS),
        ("starts_on", &domain::identifiers::french(started)),
        ("profession", candidate.profession),
        ("role", "GENR11"),
        ("practice_mode", "S"),
        ("terms", "oui"),
        ("terms_version", terms::VERSION),
    ] {
        answers.set(field, answer);
    }
    answers
}

/// Nadia Benali asks for a correction.
async fn give_back(world: &World, request: Id<Request>) -> anyhow::Result<()> {
    let nadia = chain::sign_in(world, Means::Persona, "nadia-benali").await?;
    let command = TurnDown {
        settlement: Settlement::Returned,
        reasons: vec![Remark::Identity],
        remark: "Il manque vos autres prénoms\u{a0}: recopiez-les tous, dans l’ordre de la pièce."
            .to_owned(),
    };
    let by = By::Session(nadia.actor.session);
    let done = actions::run(world, by, "turn_down_request", |act| {
        actions::turn_down_request(act, request, command.clone())
    });
    done.await.map_err(|error| anyhow!("{error:?}"))
}
