//! One situation of the scope, for the pages that change or end it.

use super::file;
use crate::{
    web::{Acting, Problem},
    world::World,
};
use domain::professional::Professional;
use store::professional::{Dates, Seen, SituationLine};

/// A situation with whose it is.
pub struct Held {
    pub professional: Professional,
    pub name: String,
    pub line: SituationLine,
    pub dates: Dates,
    /// Where the file is.
    pub file: String,
}

impl Held {
    /// Whose, and where.
    pub fn caption(&self) -> String {
        format!("{}, {}", self.name, self.line.establishment_name)
    }
}

/// The person and the situation of the URL; what is not of the scope is not found.
pub async fn open(
    world: &World,
    acting: &Acting,
    rpps: &str,
    situation: &str,
) -> Result<Held, Problem> {
    let (professional, lines) = person(world, acting, rpps).await?;
    let line = lines
        .into_iter()
        .find(|line| line.id.to_string() == situation);
    let line = line.ok_or_else(Problem::not_found)?;
    Ok(Held {
        name: name(&professional),
        file: format!("/professionnels/{}", professional.rpps),
        dates: line.dates.ok_or_else(Problem::not_found)?,
        professional,
        line,
    })
}

/// The person of the URL with their situations; outside the scope, not found.
pub async fn person(
    world: &World,
    acting: &Acting,
    rpps: &str,
) -> Result<(Professional, Vec<SituationLine>), Problem> {
    match file::open(world, acting, rpps).await? {
        Seen::Full {
            professional,
            situations,
        } => Ok((*professional, situations)),
        Seen::PublicPart { .. } => Err(Problem::not_found()),
    }
}

/// The practice name of someone.
pub fn name(professional: &Professional) -> String {
    let practice = &professional.practice;
    format!("{} {}", practice.first_name, practice.name)
}
