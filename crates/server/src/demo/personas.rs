//! Who one may be in the demonstration, and the teams that register its professionals.

use super::people::Person;
use crate::{
    actions::{self, Officer, OpenAccount, Opened},
    terms,
    world::{World, draw_secret, hash_secret},
};
use anyhow::{Context as _, anyhow, ensure};
use domain::{
    access::{Account, Actor, Means, paris_day},
    contract::OpenContract,
    habilitation::GiveRight,
    id::Id,
    identifiers::{Finess, french},
    registration::{self, Answers},
};
use jiff::ToSpan;
use store::{
    By,
    housekeeping::{
        draft,
        session::{self, Live},
    },
};

/// Someone who registers, for the establishments of a contract.
pub struct Team {
    actor: Actor,
    establishments: Vec<Finess>,
    /// How many professionals of the whole come through this team.
    pub share: usize,
}

const TILLEULS: &str = "140990011";
const SAINTE_ODILE: [&str; 3] = ["670991017", "670991025", "670991033"];

/// Accounts, contracts, delegates and managers, each by its action.
pub async fn make(world: &World) -> anyhow::Result<Vec<Team>> {
    account(world, "agence", "Anne Delmas", Officer::Yes).await?;
    let claire = account(world, "claire-vasseur", "Claire Vasseur", Officer::No).await?;
    let hugo = account(world, "hugo-lemaire", "Hugo Lemaire", Officer::No).await?;
    let nadia = account(world, "nadia-benali", "Nadia Benali", Officer::No).await?;
    let julien = account(world, "julien-moreau", "Julien Moreau", Officer::No).await?;
    let marc = account(world, "marc-schneider", "Marc Schneider", Officer::No).await?;
    let elise = account(world, "elise-roth", "Élise Roth", Officer::No).await?;
    let sophie = account(world, "sophie-klein", "Sophie Klein", Officer::No).await?;

    let tilleuls = contract(
        world,
        OpenContract::Centralised {
            legal_entity: finess(TILLEULS)?,
        },
        claire,
    )
    .await?;
    let claire_signed = sign_in(world, "claire-vasseur", &tilleuls).await?;
    delegate(world, &claire_signed, hugo).await?;
    habilitate(world, &claire_signed, nadia, &[]).await?;
    let narrowed = [finess("140991019")?, finess("140991027")?];
    habilitate(world, &claire_signed, julien, &narrowed).await?;

    let mut teams = Vec::new();
    let nadia_signed = sign_in_only(world, "nadia-benali").await?;
    teams.push(team(world, nadia_signed, 28).await?);
    for (rank, eg) in SAINTE_ODILE.iter().enumerate() {
        let representative = if rank == 0 { marc } else { elise };
        let subject = if rank == 0 {
            "marc-schneider"
        } else {
            "elise-roth"
        };
        let opened = contract(
            world,
            OpenContract::Decentralised {
                establishment: finess(eg)?,
            },
            representative,
        )
        .await?;
        let signed = sign_in(world, subject, &opened).await?;
        if rank == 0 {
            habilitate(world, &signed, sophie, &[]).await?;
        }
        teams.push(team(world, signed, 4).await?);
    }
    Ok(teams)
}

fn finess(text: &str) -> anyhow::Result<Finess> {
    text.parse()
        .map_err(|_| anyhow!("{text} is not a FINESS number"))
}

async fn account(
    world: &World,
    subject: &str,
    name: &str,
    officer: Officer,
) -> anyhow::Result<Id<Account>> {
    let command = OpenAccount {
        name: name.to_owned(),
        email: format!("{subject}@demo.invalid"),
        means: Means::Persona,
        subject: subject.to_owned(),
        officer,
    };
    Ok(actions::run(world, By::System, "open_account", |act| {
        actions::open_account(act, command.clone())
    })
    .await?)
}

async fn contract(
    world: &World,
    command: OpenContract,
    representative: Id<Account>,
) -> anyhow::Result<Opened> {
    actions::run(world, By::System, "open_contract", |act| {
        actions::open_contract(act, command.clone(), representative)
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))
}

/// Act as the legal representative of this contract.
async fn sign_in(world: &World, subject: &str, opened: &Opened) -> anyhow::Result<Actor> {
    let (live, token) = open_session(world, subject).await?;
    if live.held.is_none() {
        let chosen = session::choose(
            &world.store,
            &live,
            opened.legal_representative,
            &hash_secret(&token),
        )
        .await?;
        ensure!(chosen, "the grant of {subject} cannot be chosen");
    }
    actor(world, &token).await
}

/// Act by the only grant that someone holds.
async fn sign_in_only(world: &World, subject: &str) -> anyhow::Result<Actor> {
    let (_, token) = open_session(world, subject).await?;
    actor(world, &token).await
}

async fn open_session(world: &World, subject: &str) -> anyhow::Result<(Live, String)> {
    let token = draw_secret()?;
    actions::run(world, By::System, "sign_in", |act| {
        actions::sign_in(
            act,
            Means::Persona,
            subject.to_owned(),
            hash_secret(&token),
            "Mise en place".to_owned(),
        )
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))?;
    Ok((live(world, &token).await?, token))
}

async fn live(world: &World, token: &str) -> anyhow::Result<Live> {
    let live = session::live(
        &world.store,
        &hash_secret(token),
        world.config.session_limits(),
    )
    .await?;
    live.context("the session just opened")
}

async fn actor(world: &World, token: &str) -> anyhow::Result<Actor> {
    let Live {
        id,
        account,
        means,
        held,
        ..
    } = live(world, token).await?;
    let grant = held.context("a grant")?.grant;
    Ok(Actor {
        account: account.id,
        grant,
        means,
        session: id,
    })
}

async fn delegate(world: &World, by: &Actor, account: Id<Account>) -> anyhow::Result<()> {
    let command = GiveRight {
        account,
        establishments: Vec::new(),
    };
    actions::run(world, By::Session(by.session), "name_delegate", |act| {
        actions::name_delegate(act, command.clone())
    })
    .await
    .map_err(|error| anyhow!("{error:?}"))
}

async fn habilitate(
    world: &World,
    by: &Actor,
    account: Id<Account>,
    to: &[Finess],
) -> anyhow::Result<()> {
    let command = GiveRight {
        account,
        establishments: to.to_vec(),
    };
    actions::run(
        world,
        By::Session(by.session),
        "grant_habilitation",
        |act| actions::grant_habilitation(act, command.clone()),
    )
    .await
    .map_err(|error| anyhow!("{error:?}"))
}

async fn team(world: &World, actor: Actor, share: usize) -> anyhow::Result<Team> {
    let scope = actor.grant.scope.as_ref().context("a scope")?;
    let mut tx = world.db().read().await?;
    let establishments = store::structure::in_scope(&mut tx, scope, 100).await?;
    let establishments = establishments
        .into_iter()
        .map(|establishment| establishment.finess)
        .collect();
    Ok(Team {
        actor,
        establishments,
        share,
    })
}

impl Team {
    /// Through the wizard's answers and the action, as a manager would.
    pub async fn register(
        &self,
        world: &World,
        person: &Person,
        rank: usize,
    ) -> anyhow::Result<()> {
        let answers = self.answers(world, person, rank)?;
        let draft = draft::begin(&world.store, &self.actor)
            .await?
            .context("a contract")?;
        let command = registration::finish(&answers)
            .map_err(|step| anyhow!("{step:?} is not complete: {:?}", step.problems(&answers)))?;
        let by = By::Session(self.actor.session);
        actions::run(world, by, "register_professional", |act| {
            actions::register_professional(act, draft, command.clone())
        })
        .await
        .map_err(|error| anyhow!("{error:?}"))?;
        Ok(())
    }

    fn answers(&self, world: &World, person: &Person, rank: usize) -> anyhow::Result<Answers> {
        let establishment = self
            .establishments
            .get(rank % self.establishments.len().max(1))
            .context("an establishment")?;
        let first_name = person.first_names.split(',').next().unwrap_or_default();
        let started = paris_day(world.store.clock.now()).saturating_sub(10.days());
        let given = [
            ("title", person.title),
            ("sex", person.sex),
            ("birth_name", person.birth_name),
            ("used_name", person.used_name),
            ("first_names", &person.first_names),
            ("birth_date", &french(person.birth_date)),
            ("birth_country", person.country),
            ("birth_commune", person.commune),
            ("birth_town", person.town),
            ("identity_document", person.document),
            ("email", &person.email),
            ("mobile", &person.mobile),
            (
                "practice_name",
                if person.used_name.is_empty() {
                    "birth"
                } else {
                    "used"
                },
            ),
            ("practice_first_name", first_name),
            ("establishment", establishment.as_str()),
            ("starts_on", &french(started)),
            ("profession", person.profession),
            ("role", person.role),
            ("practice_mode", person.mode),
            ("exactness", "oui"),
            ("met", "oui"),
            ("terms_version", terms::VERSION),
        ];
        let mut answers = Answers::default();
        for (field, answer) in given {
            answers.set(field, answer);
        }
        Ok(answers)
    }
}
