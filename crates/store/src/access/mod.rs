//! Accounts, credentials, grants, and the actor behind a session.

mod account;

pub use account::{
    account, account_under, by_credential, email_of, holders, insert_account, insert_credential,
    name_of, representative, set_name,
};

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Account, Actor, Grant, Guest, Means, Scope, Session},
    contract::Contract,
    id::Id,
    identifiers::Finess,
};
use jiff::Timestamp;

/// A grant with the structure that it is about, for pages.
#[derive(Clone, Debug)]
pub struct Held {
    pub grant: Grant,
    /// Name of the structure that signed the contract; empty for the agency.
    pub structure: String,
}

#[derive(sqlx::FromRow)]
pub(crate) struct GrantRow {
    id: String,
    account: String,
    kind: String,
    narrowed: bool,
    contract: Option<String>,
    legal_entity: Option<String>,
    establishment: Option<String>,
    structure: Option<String>,
    professional: Option<String>,
}

impl TryFrom<GrantRow> for Held {
    type Error = StoreError;
    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        let id = value(&row.id)?;
        let scope = match (&row.contract, &row.legal_entity) {
            (Some(contract), Some(legal_entity)) => Some(Scope {
                contract: value(contract)?,
                legal_entity: value(legal_entity)?,
                establishment: row.establishment.as_deref().map(value).transpose()?,
                narrowed_by: row.narrowed.then_some(id),
            }),
            _ => None,
        };
        let grant = Grant {
            id,
            account: value(&row.account)?,
            kind: value(&row.kind)?,
            scope,
            professional: row.professional.as_deref().map(value).transpose()?,
        };
        Ok(Self {
            grant,
            structure: row.structure.unwrap_or_default(),
        })
    }
}

/// Grants in force, under contracts in force.
macro_rules! grants {
    ($columns:literal, $joins:literal, $condition:literal) => {
        concat!(
            "SELECT g.id, g.account, g.kind, g.narrowed, g.contract, g.professional, c.legal_entity, c.establishment, ",
            "COALESCE(e.name, l.name) AS structure",
            $columns,
            " FROM access_grant g LEFT JOIN contract c ON c.id = g.contract ",
            "LEFT JOIN establishment e ON e.finess = c.establishment ",
            "LEFT JOIN legal_entity l ON l.finess = c.legal_entity ",
            $joins,
            " WHERE ",
            $condition,
            " AND g.ended_at IS NULL AND c.ended_at IS NULL"
        )
    };
}

#[derive(sqlx::FromRow)]
struct ActorRow {
    #[sqlx(flatten)]
    grant: GrantRow,
    means: String,
}

impl ActorRow {
    fn of(self, session: Id<Session>) -> Result<Actor, StoreError> {
        let Held { grant, .. } = self.grant.try_into()?;
        Ok(Actor {
            account: grant.account,
            grant,
            means: value(&self.means)?,
            session,
        })
    }
}

/// Who acts by a session, with the right chosen in it; none when any of them ended (H4, K4).
pub(crate) async fn actor(tx: &mut Tx, session: Id<Session>) -> Result<Option<Actor>, StoreError> {
    let row: Option<ActorRow> = on!(tx, |conn| {
        sqlx::query_as(grants!(
            ", k.means",
            "JOIN session s ON s.access_grant = g.id JOIN credential k ON k.id = s.credential",
            "s.id = $1 AND s.ended_at IS NULL AND k.ended_at IS NULL"
        ))
        .bind(session.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(|row| row.of(session)).transpose()
}

/// Who gave an order by this right in a session, whether or not that one ended since; none when the right did (H4).
pub(crate) async fn ordered_by(
    tx: &mut Tx,
    grant: Id<Grant>,
    session: Id<Session>,
) -> Result<Option<Actor>, StoreError> {
    let row: Option<ActorRow> = on!(tx, |conn| {
        sqlx::query_as(grants!(
            ", k.means",
            "JOIN session s ON s.account = g.account JOIN credential k ON k.id = s.credential",
            "s.id = $1 AND g.id = $2"
        ))
        .bind(session.to_string())
        .bind(grant.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(|row| row.of(session)).transpose()
}

/// Who is signed in by a session, whatever their rights; none when it or its credential ended.
pub(crate) async fn guest(tx: &mut Tx, session: Id<Session>) -> Result<Option<Guest>, StoreError> {
    let row: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT s.account, k.means FROM session s JOIN credential k ON k.id = s.credential \
             WHERE s.id = $1 AND s.ended_at IS NULL AND k.ended_at IS NULL",
        )
        .bind(session.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(|(account, means)| {
        Ok(Guest {
            account: value(&account)?,
            means: value(&means)?,
            session,
        })
    })
    .transpose()
}

/// How somebody signed in, and the contract of their card: it opens no right of another (rules §0).
#[derive(Clone, Copy, Debug)]
pub struct SignedBy {
    pub means: Means,
    pub card_contract: Option<Id<Contract>>,
}

impl SignedBy {
    /// May this right be used by who signed in so?
    #[must_use]
    pub fn opens(self, held: &Held) -> bool {
        let contract = held.grant.scope.as_ref().map(|scope| scope.contract);
        self.means.opens(held.grant.kind)
            && self.card_contract.is_none_or(|card| contract == Some(card))
    }
}

/// The grants in force of an account that this sign-in opens, oldest first.
pub async fn opened_by(
    tx: &mut Tx,
    account: Id<Account>,
    by: SignedBy,
) -> Result<Vec<Held>, StoreError> {
    let held = grants_of(tx, account).await?;
    Ok(held.into_iter().filter(|held| by.opens(held)).collect())
}

/// The grants in force of an account, oldest first.
pub async fn grants_of(tx: &mut Tx, account: Id<Account>) -> Result<Vec<Held>, StoreError> {
    let rows: Vec<GrantRow> = on!(tx, |conn| {
        sqlx::query_as(concat!(grants!("", "", "g.account = $1"), " ORDER BY g.id"))
            .bind(account.to_string())
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Held::try_from).collect()
}

/// A grant in force, by its id.
pub async fn grant(tx: &mut Tx, id: Id<Grant>) -> Result<Option<Held>, StoreError> {
    let row: Option<GrantRow> = on!(tx, |conn| {
        sqlx::query_as(grants!("", "", "g.id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Held::try_from).transpose()
}

/// Insert a grant, narrowed to `establishments` unless that is empty (H5).
pub async fn insert_grant(
    tx: &mut Tx,
    grant: &Grant,
    establishments: &[Finess],
    by: Option<Id<Grant>>,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO access_grant (id, account, kind, contract, narrowed, granted_at, granted_by, professional) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(grant.id.to_string())
        .bind(grant.account.to_string())
        .bind(grant.kind.code())
        .bind(grant.scope.as_ref().map(|scope| scope.contract.to_string()))
        .bind(!establishments.is_empty())
        .bind(time::text(at))
        .bind(by.map(|by| by.to_string()))
        .bind(grant.professional.map(|professional| professional.to_string()))
        .execute(conn)
        .await?;
    });
    for establishment in establishments {
        on!(&mut *tx, |conn| {
            sqlx::query("INSERT INTO access_grant_establishment (access_grant, establishment) VALUES ($1, $2)")
                .bind(grant.id.to_string())
                .bind(establishment.as_str())
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}

/// The right of the representative in office, if there is one.
pub async fn representative_of(
    tx: &mut Tx,
    contract: Id<Contract>,
) -> Result<Option<Grant>, StoreError> {
    let row: Option<GrantRow> = on!(tx, |conn| {
        sqlx::query_as(grants!(
            "",
            "",
            "g.contract = $1 AND g.kind = 'legal_representative'"
        ))
        .bind(contract.to_string())
        .fetch_optional(conn)
        .await?
    });
    Ok(row.map(Held::try_from).transpose()?.map(|held| held.grant))
}

/// End a right, with the sessions that act by it (H4). `false` when it had ended.
pub async fn end_grant(tx: &mut Tx, grant: Id<Grant>, at: Timestamp) -> Result<bool, StoreError> {
    let ended = on!(&mut *tx, |conn| {
        sqlx::query("UPDATE access_grant SET ended_at = $1, version = version + 1 WHERE id = $2 AND ended_at IS NULL")
            .bind(time::text(at))
            .bind(grant.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    });
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE session SET ended_at = $1 WHERE access_grant = $2 AND ended_at IS NULL",
        )
        .bind(time::text(at))
        .bind(grant.to_string())
        .execute(conn)
        .await?;
    });
    Ok(ended == 1)
}
