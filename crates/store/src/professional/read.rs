//! Reading one file: whole inside the scope, its public part outside (M1, J4).

use super::{Row, columns};
use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Account, Scope},
    id::Id,
    identifiers::{Finess, Rpps},
    nomenclature::{EndReason, PracticeMode, Profession, Role, Title},
    professional::{Professional, Situation},
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// What the reader may see of someone.
#[derive(Clone, Debug)]
pub enum Seen {
    Full {
        professional: Box<Professional>,
        situations: Vec<SituationLine>,
    },
    /// What the directory publishes (A1), and nothing else.
    PublicPart {
        rpps: Rpps,
        title: Title,
        name: String,
        situations: Vec<SituationLine>,
    },
}

/// A situation as a page shows it.
#[derive(Clone, Debug)]
pub struct SituationLine {
    pub id: Id<Situation>,
    pub establishment: Finess,
    pub establishment_name: String,
    pub town: String,
    pub establishment_closed_on: Option<Date>,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
    /// Start, planned end and end: only of a situation in the scope.
    pub dates: Option<Dates>,
}

#[derive(Clone, Copy, Debug)]
pub struct Dates {
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub ended_on: Option<Date>,
    /// Why it ended.
    pub reason: Option<EndReason>,
    pub closed_at: Option<Timestamp>,
    /// None when the clock closed it.
    pub closed_by: Option<Id<Account>>,
}

/// A whole professional: for an act that has decided on the right to it, and for jobs.
pub async fn by_id(tx: &mut Tx, id: Id<Professional>) -> Result<Option<Professional>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM professional p WHERE p.id = $1"
        ))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Professional::try_from).transpose()
}

/// Whole professionals born on one of two days, or whose identity key is in a range: for comparing identities (R4).
pub(crate) async fn born_or_named(
    tx: &mut Tx,
    [born, exchanged]: &[String; 2],
    (from, until): (&str, &str),
) -> Result<Vec<Professional>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM professional p WHERE p.id IN (SELECT id FROM professional WHERE birth_date = $1 OR birth_date = $2 ",
            "UNION SELECT id FROM professional WHERE identity_key >= $3 AND identity_key < $4) ORDER BY p.id"
        ))
        .bind(born)
        .bind(exchanged)
        .bind(from)
        .bind(until)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Professional::try_from).collect()
}

/// A situation closed for less than this keeps the file in scope (M1).
const MONTHS_IN_SCOPE: i32 = 12;

/// The first day of an end that still keeps a file in scope.
pub(crate) fn recently(today: Date) -> Date {
    today.saturating_sub(MONTHS_IN_SCOPE.months())
}

/// The file as the scope may see it; outside it, its public part.
pub async fn see(
    tx: &mut Tx,
    scope: &Scope,
    id: Id<Professional>,
    today: Date,
) -> Result<Option<Seen>, StoreError> {
    let Some(professional) = by_id(tx, id).await? else {
        return Ok(None);
    };
    let since = recently(today);
    let situations = situations(tx, scope, id).await?;
    let keeps_in_scope = |dates: Dates| dates.ended_on.is_none_or(|end| end >= since);
    if situations
        .iter()
        .any(|line| line.dates.is_some_and(keeps_in_scope))
    {
        return Ok(Some(Seen::Full {
            professional: Box::new(professional),
            situations,
        }));
    }
    Ok(Some(Seen::PublicPart {
        rpps: professional.rpps,
        title: professional.identity.title,
        name: format!(
            "{} {}",
            professional.practice.first_name, professional.practice.name
        ),
        situations: situations
            .into_iter()
            .filter(|line| line.dates.is_none())
            .collect(),
    }))
}

#[derive(sqlx::FromRow)]
struct SituationRow {
    id: String,
    establishment: String,
    name: String,
    town: String,
    closed_on: Option<String>,
    profession: String,
    role: String,
    practice_mode: String,
    starts_on: String,
    planned_end: Option<String>,
    ended_on: Option<String>,
    end_reason: Option<String>,
    closed_at: Option<String>,
    closed_by: Option<String>,
    covered: bool,
}

impl TryFrom<SituationRow> for SituationLine {
    type Error = StoreError;
    fn try_from(row: SituationRow) -> Result<Self, StoreError> {
        let dates = Dates {
            starts_on: time::day(&row.starts_on)?,
            planned_end: row.planned_end.as_deref().map(time::day).transpose()?,
            ended_on: row.ended_on.as_deref().map(time::day).transpose()?,
            reason: row.end_reason.as_deref().map(value).transpose()?,
            closed_at: row.closed_at.as_deref().map(time::instant).transpose()?,
            closed_by: row.closed_by.as_deref().map(value).transpose()?,
        };
        Ok(Self {
            id: value(&row.id)?,
            establishment: value(&row.establishment)?,
            establishment_name: row.name,
            town: row.town,
            establishment_closed_on: row.closed_on.as_deref().map(time::day).transpose()?,
            profession: value(&row.profession)?,
            role: value(&row.role)?,
            practice_mode: value(&row.practice_mode)?,
            dates: row.covered.then_some(dates),
        })
    }
}

/// Every situation of someone with its dates, newest first: for the agency, and for the person whose they are.
pub async fn all_situations(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<Vec<SituationLine>, StoreError> {
    let rows: Vec<SituationRow> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT s.id, s.establishment, e.name, e.town, e.closed_on, s.profession, s.role, s.practice_mode, s.starts_on, \
             s.planned_end, s.ended_on, s.end_reason, s.closed_at, g.account AS closed_by, TRUE AS covered FROM situation s \
             JOIN establishment e ON e.finess = s.establishment LEFT JOIN access_grant g ON g.id = s.closed_by WHERE s.professional = $1 ORDER BY s.starts_on DESC, s.id",
        )
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(SituationLine::try_from).collect()
}

/// All situations inside the scope, and those open outside it, newest first.
async fn situations(
    tx: &mut Tx,
    scope: &Scope,
    id: Id<Professional>,
) -> Result<Vec<SituationLine>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<SituationRow> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT * FROM (SELECT s.id, s.establishment, e.name, e.town, e.closed_on, s.profession, s.role, s.practice_mode, ",
            "s.starts_on, s.planned_end, s.ended_on, s.end_reason, s.closed_at, g.account AS closed_by, ",
            in_scope!("$1", "$2", "$3"),
            " AS covered FROM situation s JOIN establishment e ON e.finess = s.establishment ",
            "LEFT JOIN access_grant g ON g.id = s.closed_by WHERE s.professional = $4) x WHERE x.covered OR x.ended_on IS NULL ORDER BY x.starts_on DESC, x.id"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(SituationLine::try_from).collect()
}
