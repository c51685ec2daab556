//! The list of a scope as a file: one line a situation, read as they come.

use super::search::{Filter, push_person, push_situations_in_scope};
use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Scope,
    identifiers::{BirthDate, Finess, FirstNames, Rpps},
    nomenclature::{PracticeMode, Profession, Role},
};
use futures_util::TryStreamExt as _;
use jiff::civil::Date;

/// A situation of the scope with whose it is. Contact is not for lists.
#[derive(Clone, Debug)]
pub struct ExportLine {
    pub rpps: Rpps,
    pub practice_name: String,
    pub practice_first_name: String,
    pub birth_name: String,
    pub used_name: Option<String>,
    pub first_names: FirstNames,
    pub birth_date: BirthDate,
    pub establishment: Finess,
    pub establishment_name: String,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub ended_on: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct Row {
    rpps: String,
    practice_name: String,
    practice_first_name: String,
    birth_name: String,
    used_name: Option<String>,
    first_names: String,
    birth_date: String,
    establishment: String,
    establishment_name: String,
    profession: String,
    role: String,
    practice_mode: String,
    starts_on: String,
    planned_end: Option<String>,
    ended_on: Option<String>,
}

impl TryFrom<Row> for ExportLine {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            rpps: value(&row.rpps)?,
            practice_name: row.practice_name,
            practice_first_name: row.practice_first_name,
            birth_name: row.birth_name,
            used_name: row.used_name,
            first_names: value(&row.first_names)?,
            birth_date: value(&row.birth_date)?,
            establishment: value(&row.establishment)?,
            establishment_name: row.establishment_name,
            profession: value(&row.profession)?,
            role: value(&row.role)?,
            practice_mode: value(&row.practice_mode)?,
            starts_on: time::day(&row.starts_on)?,
            planned_end: row.planned_end.as_deref().map(time::day).transpose()?,
            ended_on: row.ended_on.as_deref().map(time::day).transpose()?,
        })
    }
}

/// Give each situation of the scope that matches, by name, to `each`.
pub async fn export(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    today: Date,
    mut each: impl FnMut(ExportLine),
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "SELECT p.rpps, p.practice_name, p.practice_first_name, p.birth_name, p.used_name, p.first_names, \
             p.birth_date, s.establishment, e.name AS establishment_name, s.profession, s.role, s.practice_mode, \
             s.starts_on, s.planned_end, s.ended_on FROM situation s \
             JOIN establishment e ON e.finess = s.establishment \
             JOIN professional p ON p.id = s.professional WHERE",
        );
        push_situations_in_scope!(sql, scope, filter, today);
        push_person!(sql, filter);
        sql.push(" ORDER BY p.name_key, p.id, s.starts_on, s.id");
        let mut rows = sql.build_query_as::<Row>().fetch(conn);
        while let Some(row) = rows.try_next().await? {
            each(row.try_into()?);
        }
    });
    Ok(())
}
