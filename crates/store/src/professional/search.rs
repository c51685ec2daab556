//! Finding professionals: those of a scope for its pages (M1), those that a registration may meet (R4, R5).

use super::read::recently;
use crate::{StoreError, Tx, on, scope, scope::in_scope, value};
use domain::{
    access::Scope,
    duplicate::{IdentityKey, Known},
    id::Id,
    identifiers::{BirthDate, Email, Finess, Mobile, Rpps},
    professional::Professional,
};
use jiff::civil::Date;

/// Who is in the scope: an open situation in it, or one closed less than 12 months ago (M1). Takes the three
/// parameters of the scope and the first day that counts.
macro_rules! has_situation_in_scope {
    ($since:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM situation s JOIN establishment e ON e.finess = s.establishment ",
            "WHERE s.professional = p.id AND (s.ended_on IS NULL OR s.ended_on >= ",
            $since,
            ") AND ",
            in_scope!("$1", "$2", "$3"),
            ")"
        )
    };
}

/// The situations `s`, at establishments `e`, by which someone is in the scope and in the filter.
macro_rules! push_situations_in_scope {
    ($sql:ident, $scope:expr, $filter:expr, $today:expr) => {{
        let [legal_entity, establishment, grant] = $crate::scope::parameters($scope);
        $sql.push(" e.covered_under = ").push_bind(legal_entity);
        $sql.push(" AND (s.ended_on IS NULL OR s.ended_on >= ");
        $sql.push_bind($crate::professional::read::recently($today).to_string()).push(")");
        if !establishment.is_empty() {
            $sql.push(" AND e.finess = ").push_bind(establishment);
        }
        if !grant.is_empty() {
            $sql.push(" AND EXISTS (SELECT 1 FROM access_grant_establishment n WHERE n.establishment = e.finess AND n.access_grant = ");
            $sql.push_bind(grant).push(")");
        }
        if $filter.in_closed_places {
            $sql.push(" AND s.ended_on IS NULL AND e.closed_on <= ").push_bind($today.to_string());
        }
        if let Some(establishment) = &$filter.establishment {
            $sql.push(" AND e.finess = ").push_bind(establishment.to_string());
        }
    }};
}
pub(super) use push_situations_in_scope;

/// The conditions of a filter on the person `p`.
macro_rules! push_person {
    ($sql:ident, $filter:expr) => {{
        if let Some(rpps) = &$filter.rpps {
            $sql.push(" AND p.rpps = ").push_bind(rpps.to_string());
        }
        if let Some(born) = $filter.birth_date {
            $sql.push(" AND p.birth_date = ").push_bind(born.to_string());
        }
        for word in domain::identifiers::search_words(&$filter.words) {
            $sql.push(" AND EXISTS (SELECT 1 FROM professional_word w WHERE w.professional = p.id AND w.word >= ");
            $sql.push_bind(word.clone()).push(" AND w.word < ").push_bind($crate::after(&word)).push(")");
        }
    }};
}
pub(super) use push_person;

/// The persons of a scope that match a filter: `FROM …` and its conditions, pushed on a query builder.
macro_rules! push_matches {
    ($sql:ident, $scope:expr, $filter:expr, $today:expr) => {{
        $sql.push("FROM (SELECT s.professional, SUM(CASE WHEN s.ended_on IS NULL THEN 1 ELSE 0 END) AS open_situations ");
        $sql.push("FROM situation s JOIN establishment e ON e.finess = s.establishment WHERE");
        push_situations_in_scope!($sql, $scope, $filter, $today);
        $sql.push(" GROUP BY s.professional) x JOIN professional p ON p.id = x.professional WHERE 1 = 1");
        push_person!($sql, $filter);
    }};
}

/// The query behind every `known_by_…`, on one condition over `$5`. Of two persons of one identity, the one in
/// the scope comes first.
macro_rules! known_where {
    ($condition:literal) => {
        concat!(
            "SELECT p.id, p.rpps, p.practice_name, p.practice_first_name, ",
            has_situation_in_scope!("$4"),
            " AS in_scope FROM professional p WHERE ",
            $condition,
            " ORDER BY in_scope DESC, p.id LIMIT 1"
        )
    };
}

/// What a list of professionals is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of names, in any order; each matches a beginning.
    pub words: String,
    pub rpps: Option<Rpps>,
    pub birth_date: Option<BirthDate>,
    pub establishment: Option<Finess>,
    /// Those who have a situation open in an establishment that is closed (S4).
    pub in_closed_places: bool,
    pub order: Order,
}

/// How a list of professionals is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Practice name, then practice first name.
    #[default]
    Name,
    NameDescending,
    BirthDate,
    BirthDateDescending,
}

impl Order {
    const fn sql(self) -> &'static str {
        match self {
            Self::Name => " ORDER BY p.name_key, p.id LIMIT ",
            Self::NameDescending => " ORDER BY p.name_key DESC, p.id DESC LIMIT ",
            Self::BirthDate => " ORDER BY p.birth_date, p.id LIMIT ",
            Self::BirthDateDescending => " ORDER BY p.birth_date DESC, p.id DESC LIMIT ",
        }
    }
}

/// One line of the list: only of someone in the scope.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Id<Professional>,
    pub rpps: Rpps,
    pub name: String,
    pub first_name: String,
    pub birth_name: String,
    pub birth_date: BirthDate,
    /// Open situations in the scope.
    pub open_situations: i64,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: String,
    rpps: String,
    practice_name: String,
    practice_first_name: String,
    birth_name: String,
    birth_date: String,
    open_situations: i64,
}

impl TryFrom<LineRow> for Line {
    type Error = StoreError;
    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            rpps: value(&row.rpps)?,
            name: row.practice_name,
            first_name: row.practice_first_name,
            birth_name: row.birth_name,
            birth_date: value(&row.birth_date)?,
            open_situations: row.open_situations,
        })
    }
}

/// The professionals of a scope in the order asked for, `limit` of them after the first `offset`. Costs the situations of
/// the scope, not those of the register.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    today: Date,
    page: (i64, i64),
) -> Result<Vec<Line>, StoreError> {
    let (offset, limit) = page;
    let rows: Vec<LineRow> = on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "SELECT p.id, p.rpps, p.practice_name, p.practice_first_name, p.birth_name, p.birth_date, x.open_situations ",
        );
        push_matches!(sql, scope, filter, today);
        sql.push(filter.order.sql()).push_bind(limit);
        sql.push(" OFFSET ").push_bind(offset);
        sql.build_query_as().fetch_all(conn).await?
    });
    rows.into_iter().map(Line::try_from).collect()
}

/// How many professionals `list` would give in all.
pub async fn count(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    today: Date,
) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        push_matches!(sql, scope, filter, today);
        sql.build_query_scalar().fetch_one(conn).await?
    }))
}

/// Someone already registered with this number.
pub async fn known_by_rpps(
    tx: &mut Tx,
    scope: &Scope,
    rpps: &Rpps,
    today: Date,
) -> Result<Option<Known>, StoreError> {
    known(tx, scope, today, known_where!("p.rpps = $5"), rpps.as_str()).await
}

/// R5: who has this address.
pub async fn known_by_email(
    tx: &mut Tx,
    scope: &Scope,
    email: &Email,
    today: Date,
) -> Result<Option<Known>, StoreError> {
    known(
        tx,
        scope,
        today,
        known_where!("p.email = $5"),
        email.as_str(),
    )
    .await
}

/// R5: who has this mobile.
pub async fn known_by_mobile(
    tx: &mut Tx,
    scope: &Scope,
    mobile: &Mobile,
    today: Date,
) -> Result<Option<Known>, StoreError> {
    known(
        tx,
        scope,
        today,
        known_where!("p.mobile = $5"),
        mobile.as_str(),
    )
    .await
}

/// R4: the certain duplicate.
pub async fn known_by_identity(
    tx: &mut Tx,
    scope: &Scope,
    key: &IdentityKey,
    today: Date,
) -> Result<Option<Known>, StoreError> {
    known(
        tx,
        scope,
        today,
        known_where!("p.identity_key = $5"),
        key.as_str(),
    )
    .await
}

async fn known(
    tx: &mut Tx,
    scope: &Scope,
    today: Date,
    sql: &'static str,
    value_of: &str,
) -> Result<Option<Known>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let row: Option<(String, String, String, String, bool)> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(recently(today).to_string())
            .bind(value_of)
            .fetch_optional(conn)
            .await?
    });
    row.map(|(id, rpps, name, first_name, in_scope)| {
        Ok(Known {
            professional: value(&id)?,
            rpps: value(&rpps)?,
            practice_name: format!("{first_name} {name}"),
            in_scope,
        })
    })
    .transpose()
}
