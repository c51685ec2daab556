//! Who one may be in the demonstration, and the teams that register its professionals.

use super::{
    chain::{self, Chain, Somebody},
    people::Person,
};
use crate::{actions, terms, world::World};
use anyhow::{Context as _, anyhow};
use domain::{
    access::{Actor, Means, paris_day},
    contract::Wanted,
    identifiers::{Finess, french},
    registration::{self, Answers},
};
use jiff::ToSpan;
use store::{By, housekeeping::draft};

/// Someone who registers, for the establishments of a contract.
pub struct Team {
    actor: Actor,
    establishments: Vec<Finess>,
    /// How many professionals of the whole come through this team.
    pub share: usize,
}

const TILLEULS: &str = "140990011";
const SAINTE_ODILE: [&str; 3] = ["670991017", "670991025", "670991033"];

const CLAIRE: Somebody<'_> = Somebody {
    subject: "claire-vasseur",
    first_name: "Claire",
    last_name: "Vasseur",
    job: "Directrice générale",
};
const HUGO: Somebody<'_> = Somebody {
    subject: "hugo-lemaire",
    first_name: "Hugo",
    last_name: "Lemaire",
    job: "Directeur des ressources humaines",
};
const NADIA: Somebody<'_> = Somebody {
    subject: "nadia-benali",
    first_name: "Nadia",
    last_name: "Benali",
    job: "Gestionnaire du personnel",
};
const JULIEN: Somebody<'_> = Somebody {
    subject: "julien-moreau",
    first_name: "Julien",
    last_name: "Moreau",
    job: "Adjoint de direction",
};
const MARC: Somebody<'_> = Somebody {
    subject: "marc-schneider",
    first_name: "Marc",
    last_name: "Schneider",
    job: "Directeur",
};
const ELISE: Somebody<'_> = Somebody {
    subject: "elise-roth",
    first_name: "Élise",
    last_name: "Roth",
    job: "Directrice",
};
const SOPHIE: Somebody<'_> = Somebody {
    subject: "sophie-klein",
    first_name: "Sophie",
    last_name: "Klein",
    job: "Assistante de direction",
};

/// Contracts, cards, delegates and managers, each by its action.
pub async fn make(world: &World) -> anyhow::Result<Vec<Team>> {
    let chain = Chain::begin(world).await?;
    let tilleuls = Wanted::Centralised {
        legal_entity: finess(TILLEULS)?,
    };
    let claire = chain.contract(tilleuls, &CLAIRE).await?;
    chain.delegate(&claire, &HUGO).await?;
    chain.manager(&claire, &NADIA, &[]).await?;
    let narrowed = [finess("140991019")?, finess("140991027")?];
    chain.manager(&claire, &JULIEN, &narrowed).await?;

    let mut teams = Vec::new();
    let nadia = chain::sign_in(world, Means::Persona, NADIA.subject).await?;
    teams.push(team(world, nadia.actor, 28).await?);
    for (rank, eg) in SAINTE_ODILE.iter().enumerate() {
        let who = if rank == 0 { MARC } else { ELISE };
        let wanted = Wanted::Decentralised {
            establishment: finess(eg)?,
        };
        let representative = chain.contract(wanted, &who).await?;
        if rank == 0 {
            chain.manager(&representative, &SOPHIE, &[]).await?;
        }
        teams.push(team(world, representative, 4).await?);
    }
    Ok(teams)
}

fn finess(text: &str) -> anyhow::Result<Finess> {
    text.parse()
        .map_err(|_| anyhow!("{text} is not a FINESS number"))
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
