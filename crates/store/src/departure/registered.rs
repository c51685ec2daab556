//! Every open situation of a scope with whose it is: what a staff list is compared with.

use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{access::Scope, staff::Registered};

#[derive(sqlx::FromRow)]
struct Row {
    situation: String,
    professional: String,
    rpps: String,
    birth_name: String,
    used_name: Option<String>,
    practice_name: String,
    practice_first_name: String,
    first_names: String,
    birth_date: String,
    establishment: String,
    establishment_name: String,
    profession: String,
    starts_on: String,
    planned_end: Option<String>,
}

impl TryFrom<Row> for Registered {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            situation: value(&row.situation)?,
            professional: value(&row.professional)?,
            rpps: value(&row.rpps)?,
            birth_name: row.birth_name,
            used_name: row.used_name,
            practice_name: row.practice_name,
            practice_first_name: row.practice_first_name,
            first_names: value(&row.first_names)?,
            birth_date: value(&row.birth_date)?,
            establishment: value(&row.establishment)?,
            establishment_name: row.establishment_name,
            profession: value(&row.profession)?,
            starts_on: time::day(&row.starts_on)?,
            planned_end: row.planned_end.as_deref().map(time::day).transpose()?,
        })
    }
}

/// In the order of names.
pub async fn registered(tx: &mut Tx, scope: &Scope) -> Result<Vec<Registered>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT s.id AS situation, s.professional, p.rpps, p.birth_name, p.used_name, p.practice_name, ",
            "p.practice_first_name, p.first_names, p.birth_date, s.establishment, e.name AS establishment_name, ",
            "s.profession, s.starts_on, s.planned_end FROM situation s ",
            "JOIN establishment e ON e.finess = s.establishment JOIN professional p ON p.id = s.professional ",
            "WHERE s.ended_on IS NULL AND ",
            in_scope!("$1", "$2", "$3"),
            " ORDER BY p.name_key, p.id, s.starts_on, s.id"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Registered::try_from).collect()
}
