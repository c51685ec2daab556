//! The lines of a review, with what speaks for leaving and who answered.

use super::on_the_list;
use crate::{StoreError, Tx, on, time, value};
use domain::{
    id::Id,
    identifiers::Rpps,
    nomenclature::{Profession, Role},
    professional::Professional,
    review::{Ecps, Line, Review, Signs, Standing},
};
use jiff::Timestamp;

/// A line as pages and documents show it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub line: Line,
    pub professional: Id<Professional>,
    pub rpps: Rpps,
    pub profession: Profession,
    pub role: Role,
    pub signs: Signs,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    professional: String,
    rpps: String,
    practice_name: String,
    practice_first_name: String,
    profession: String,
    role: String,
    starts_on: String,
    planned_end: Option<String>,
    ended_on: Option<String>,
    closed_at: Option<String>,
    closed_by: Option<String>,
    place_closed_on: Option<String>,
    ecps: Option<String>,
    prepared_at: Option<String>,
    confirmed_at: Option<String>,
    confirmed_by: Option<String>,
    rest_at: Option<String>,
    rest_by: Option<String>,
}

impl Row {
    fn standing(&self, until: Option<Timestamp>) -> Result<Standing, StoreError> {
        let instant = |text: &Option<String>| text.as_deref().map(time::instant).transpose();
        let name = |text: &Option<String>| text.clone().unwrap_or_default();
        let closed_at = instant(&self.closed_at)?;
        let in_time = |at: Timestamp| until.is_none_or(|until| at <= until);
        if let (Some(on), Some(true)) = (&self.ended_on, closed_at.map(in_time)) {
            return Ok(Standing::Closed {
                by: name(&self.closed_by),
                on: time::day(on)?,
            });
        }
        if let Some(at) = instant(&self.confirmed_at)? {
            return Ok(Standing::Confirmed {
                by: name(&self.confirmed_by),
                at,
            });
        }
        Ok(match instant(&self.rest_at)? {
            Some(at) => Standing::Confirmed {
                by: name(&self.rest_by),
                at,
            },
            None => Standing::Open,
        })
    }

    fn ecps(&self) -> Result<Option<Ecps>, StoreError> {
        let (Some(state), Some(at)) = (&self.ecps, &self.prepared_at) else {
            return Ok(None);
        };
        Ok(Some(match state.as_str() {
            "prepared" => Ecps::Prepared(time::instant(at)?),
            _ => Ecps::Stopped,
        }))
    }

    fn kept(self, until: Option<Timestamp>) -> Result<Kept, StoreError> {
        let day = |text: &Option<String>| text.as_deref().map(time::day).transpose();
        Ok(Kept {
            line: Line {
                situation: value(&self.id)?,
                name: format!("{} {}", self.practice_name, self.practice_first_name),
                starts_on: time::day(&self.starts_on)?,
                standing: self.standing(until)?,
            },
            professional: value(&self.professional)?,
            rpps: value(&self.rpps)?,
            profession: value(&self.profession)?,
            role: value(&self.role)?,
            signs: Signs {
                planned_end: day(&self.planned_end)?,
                place_closed_on: day(&self.place_closed_on)?,
                ecps: self.ecps()?,
            },
        })
    }
}

/// All the lines of a review of the scope, by name: as they stand, or stood when it ended. Costs the situations of the
/// establishment, not those of the register.
pub async fn lines(tx: &mut Tx, review: &Review) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT s.id, s.professional, p.rpps, p.practice_name, p.practice_first_name, s.profession, s.role, ",
            "s.starts_on, s.planned_end, s.ended_on, s.closed_at, ca.name AS closed_by, e.closed_on AS place_closed_on, ",
            "x.state AS ecps, x.prepared_at, k.confirmed_at, ka.name AS confirmed_by, r.rest_at, ra.name AS rest_by ",
            "FROM review r JOIN establishment e ON e.finess = r.establishment JOIN situation s ON ",
            on_the_list!(),
            " JOIN professional p ON p.id = s.professional LEFT JOIN ecps x ON x.professional = p.id ",
            "LEFT JOIN review_confirmation k ON k.review = r.id AND k.situation = s.id ",
            "LEFT JOIN access_grant kg ON kg.id = k.confirmed_by LEFT JOIN account ka ON ka.id = kg.account ",
            "LEFT JOIN access_grant cg ON cg.id = s.closed_by LEFT JOIN account ca ON ca.id = cg.account ",
            "LEFT JOIN access_grant rg ON rg.id = r.rest_by LEFT JOIN account ra ON ra.id = rg.account ",
            "WHERE r.id = $1 ORDER BY p.name_key, s.id"
        ))
        .bind(review.id.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|row| row.kept(review.ended_at))
        .collect()
}
