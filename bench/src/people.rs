//! Made-up people, no two alike, and the drafts that are complete but for the final step.

use crate::structure::Structure;
use anyhow::{Context as _, anyhow};
use domain::{
    access::paris_day,
    id::Id,
    identifiers::french,
    professional::Register,
    registration::{self, Answers},
};
use jiff::ToSpan;
use server::{terms, world::World};
use store::housekeeping::draft::{self, Draft};

const NAMES: [&str; 8] = [
    "Martin", "Bernard", "Le Goff", "Petit", "Da Silva", "Moreau", "N'Diaye", "Roux",
];
const FIRST_NAMES: [&str; 8] = [
    "Marie, Anne",
    "Sophie",
    "Anne-Sophie",
    "Léa, Manon",
    "Inès",
    "Camille",
    "Hélène",
    "Lucie, Alice",
];
const COMMUNES: [&str; 6] = ["14118", "50129", "67482", "75112", "69383", "33063"];

/// A registration ready for its final step.
pub struct Prepared {
    /// Rank of the manager whose draft it is.
    pub manager: usize,
    pub draft: Id<Draft>,
    pub command: Register,
}

/// Draws people of ranks never drawn before.
pub struct People {
    next: usize,
}

impl People {
    pub const fn new() -> Self {
        Self { next: 0 }
    }

    /// Save `count` complete drafts, shared out among the managers.
    pub async fn prepare(
        &mut self,
        world: &World,
        structure: &Structure,
        count: usize,
    ) -> anyhow::Result<Vec<Prepared>> {
        let mut prepared = Vec::with_capacity(count);
        for rank in self.next..self.next + count {
            let manager = rank % structure.managers.len();
            let actor = &structure.managers[manager].actor;
            let answers = answers(world, structure, rank);
            let id = draft::begin(&world.store, actor)
                .await?
                .context("a contract")?;
            let begun = draft::by_id(&world.store, actor, id).await?;
            let draft = Draft {
                answers: answers.clone(),
                ..begun.context("the draft just begun")?
            };
            draft::save(&world.store, &draft).await?;
            prepared.push(Prepared {
                manager,
                draft: id,
                command: command(&answers)?,
            });
        }
        self.next += count;
        Ok(prepared)
    }

    /// The commands alone, without drafts.
    pub fn commands(
        &mut self,
        world: &World,
        structure: &Structure,
        count: usize,
    ) -> anyhow::Result<Vec<Register>> {
        let from = self.next;
        self.next += count;
        (from..self.next)
            .map(|rank| command(&answers(world, structure, rank)))
            .collect()
    }
}

fn command(answers: &Answers) -> anyhow::Result<Register> {
    registration::finish(answers).map_err(|step| anyhow!("{step:?}: {:?}", step.problems(answers)))
}

/// A family name of this rank and no other: a frequent one with letters for the rank.
fn birth_name(rank: usize) -> String {
    let mut name = NAMES[rank % NAMES.len()].to_owned();
    let mut rest = rank / NAMES.len();
    while rest > 0 {
        let letter = u8::try_from(rest % 26).unwrap_or_default();
        name.push(char::from(b'a' + letter));
        rest /= 26;
    }
    name
}

fn answers(world: &World, structure: &Structure, rank: usize) -> Answers {
    let names = FIRST_NAMES[rank % FIRST_NAMES.len()];
    let first_name = names.split(',').next().unwrap_or_default();
    let born = jiff::civil::date(1961, 1, 1)
        .saturating_add(i64::try_from(rank % 14_000).unwrap_or_default().days());
    let started = paris_day(world.store.clock.now()).saturating_sub(10.days());
    let establishment = &structure.establishments[rank % structure.establishments.len()];
    let mut answers = Answers::default();
    for (field, answer) in [
        ("title", "MME"),
        ("sex", "F"),
        ("birth_name", &birth_name(rank)),
        ("used_name", ""),
        ("first_names", names),
        ("birth_date", &french(born)),
        ("birth_country", "99100"),
        ("birth_commune", COMMUNES[rank % COMMUNES.len()]),
        ("birth_town", ""),
        ("identity_document", "CN"),
        ("email", &format!("person.{rank}@bench.invalid")),
        ("mobile", &format!("06{:08}", 10_000_000 + rank)),
        ("practice_name", "birth"),
        ("practice_first_name", first_name),
        ("establishment", establishment.as_str()),
        ("starts_on", &french(started)),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
        ("exactness", "oui"),
        ("met", "oui"),
        ("terms_version", terms::VERSION),
    ] {
        answers.set(field, answer);
    }
    answers
}
