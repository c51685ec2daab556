//! What the agency watches over: each list a page at a time, each count of the same lines.

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::paris_day,
    duplicate::ContestedIdentity,
    id::Id,
    identifiers::{Finess, Rpps},
    promise::Promise,
    review::{Review, escalated},
    supervision::{REQUEST_OLD_AFTER, Watch},
};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// Promises are looked at over so long: messages, which prove that they were kept, are erased after a year (J3).
const LOOKED_AT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// `FROM … WHERE …` of each list: `$1` to `$4` are instants or days.
macro_rules! promises {
    () => {
        "FROM (SELECT p.rpps, 'mail' AS promise, p.registered_at FROM professional p \
         WHERE p.registered_at >= $1 AND p.registered_at < $2 AND NOT EXISTS (SELECT 1 FROM message m \
         WHERE m.professional = p.id AND m.template = 'registration_mail' AND m.state = 'sent') \
         UNION ALL SELECT p.rpps, 'directory', p.registered_at FROM professional p \
         WHERE p.registered_at >= $1 AND p.registered_at < $3 \
         AND NOT EXISTS (SELECT 1 FROM directory_version d WHERE d.professional = p.id) \
         UNION ALL SELECT p.rpps, 'ecps', p.registered_at FROM professional p \
         WHERE p.registered_at >= $1 AND p.registered_at < $4 \
         AND NOT EXISTS (SELECT 1 FROM ecps x WHERE x.professional = p.id)) y"
    };
}

macro_rules! requests {
    () => {
        "FROM request q JOIN establishment e ON e.finess = q.establishment WHERE q.state = 'waiting' \
         AND q.waits_since <= $1"
    };
}

macro_rules! unmanaged {
    () => {
        "FROM contract c LEFT JOIN establishment e ON e.finess = c.establishment \
         LEFT JOIN legal_entity l ON l.finess = c.legal_entity WHERE c.state = 'in_force' AND c.ended_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.contract = c.id AND g.kind IN ('manager', 'delegate') \
         AND g.ended_at IS NULL)"
    };
}

macro_rules! closed_places {
    () => {
        "FROM establishment e WHERE e.closed_on IS NOT NULL AND e.closed_on <= $1 \
         AND EXISTS (SELECT 1 FROM situation s WHERE s.establishment = e.finess AND s.ended_on IS NULL)"
    };
}

macro_rules! late_reviews {
    () => {
        "FROM review r JOIN establishment e ON e.finess = r.establishment WHERE r.state = 'open' AND r.opened_at <= $1"
    };
}

macro_rules! contested {
    () => {
        "FROM contested_identity i JOIN access_grant g ON g.id = i.asked_by JOIN account a ON a.id = g.account \
         JOIN contract c ON c.id = i.contract LEFT JOIN establishment e ON e.finess = c.establishment \
         LEFT JOIN legal_entity l ON l.finess = c.legal_entity WHERE i.outcome IS NULL"
    };
}

/// The parameters of the promises: since when, then for each promise before when it was due.
fn promised(now: Timestamp) -> [String; 4] {
    let before = |promise: Promise| time::text(now - promise.delay());
    [
        time::text(now - LOOKED_AT),
        before(Promise::Mail),
        before(Promise::Directory),
        before(Promise::Ecps),
    ]
}

/// How many lines a list has.
pub async fn count(tx: &mut Tx, watch: Watch, now: Timestamp) -> Result<i64, StoreError> {
    let (sql, parameters) = match watch {
        Watch::Promises => (
            concat!("SELECT COUNT(*) ", promises!()),
            promised(now).to_vec(),
        ),
        Watch::Requests => (
            concat!("SELECT COUNT(*) ", requests!()),
            vec![time::text(old_requests(now))],
        ),
        Watch::Unmanaged => (concat!("SELECT COUNT(*) ", unmanaged!()), Vec::new()),
        Watch::ClosedPlaces => (
            concat!("SELECT COUNT(*) ", closed_places!()),
            vec![paris_day(now).to_string()],
        ),
        Watch::Reviews => (
            concat!("SELECT COUNT(*) ", late_reviews!()),
            vec![time::text(escalated(now))],
        ),
        Watch::Contested => (concat!("SELECT COUNT(*) ", contested!()), Vec::new()),
    };
    Ok(on!(tx, |conn| {
        let mut query = sqlx::query_scalar(sql);
        for parameter in parameters {
            query = query.bind(parameter);
        }
        query.fetch_one(conn).await?
    }))
}

/// A promise whose time is over.
#[derive(Clone, Debug)]
pub struct LatePromise {
    pub rpps: Rpps,
    pub promise: Promise,
    pub registered_at: Timestamp,
}

/// Those of the last 90 days, the oldest first. Costs the registrations of these days.
pub async fn late_promises(
    tx: &mut Tx,
    now: Timestamp,
    (offset, limit): (i64, i64),
) -> Result<Vec<LatePromise>, StoreError> {
    let [since, mail, directory, ecps] = promised(now);
    let rows: Vec<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT y.rpps, y.promise, y.registered_at ",
            promises!(),
            " ORDER BY y.registered_at, y.rpps, y.promise LIMIT $5 OFFSET $6"
        ))
        .bind(since)
        .bind(mail)
        .bind(directory)
        .bind(ecps)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(rpps, promise, at)| {
            Ok(LatePromise {
                rpps: value(&rpps)?,
                promise: match promise.as_str() {
                    "mail" => Promise::Mail,
                    "directory" => Promise::Directory,
                    _ => Promise::Ecps,
                },
                registered_at: time::instant(&at)?,
            })
        })
        .collect()
}

/// Requests that wait since this instant or before are old.
fn old_requests(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * REQUEST_OLD_AFTER)
}

/// A request that managers left waiting; of nobody's name.
#[derive(Clone, Debug)]
pub struct OldRequest {
    pub finess: Finess,
    pub name: String,
    pub town: String,
    pub waits_since: Timestamp,
}

/// Those, waiting since the longest first. Costs the requests that wait.
pub async fn old_requests_waiting(
    tx: &mut Tx,
    now: Timestamp,
    (offset, limit): (i64, i64),
) -> Result<Vec<OldRequest>, StoreError> {
    let rows: Vec<(String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT q.establishment, e.name, e.town, q.waits_since ",
            requests!(),
            " ORDER BY q.waits_since, q.id LIMIT $2 OFFSET $3"
        ))
        .bind(time::text(old_requests(now)))
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(finess, name, town, waits_since)| {
            Ok(OldRequest {
                finess: value(&finess)?,
                name,
                town,
                waits_since: time::instant(&waits_since)?,
            })
        })
        .collect()
}

/// A contract in force under which nobody but the representative may act.
#[derive(Clone, Debug)]
pub struct Unmanaged {
    pub contract: String,
    pub finess: Finess,
    pub structure: String,
    /// Empty when there is none either.
    pub representative: String,
    pub since: Timestamp,
}

/// Those without manager nor delegate, since the longest first. Costs the contracts in force.
pub async fn unmanaged(
    tx: &mut Tx,
    (offset, limit): (i64, i64),
) -> Result<Vec<Unmanaged>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT c.id, COALESCE(c.establishment, c.legal_entity), COALESCE(e.name, l.name, ''), ",
            "COALESCE((SELECT a.name FROM access_grant g JOIN account a ON a.id = g.account WHERE g.contract = c.id ",
            "AND g.kind = 'legal_representative' AND g.ended_at IS NULL), '') AS representative, ",
            "COALESCE((SELECT MAX(g.ended_at) FROM access_grant g WHERE g.contract = c.id ",
            "AND g.kind IN ('manager', 'delegate')), c.in_force_at, c.opened_at) AS since ",
            unmanaged!(),
            " ORDER BY since, c.id LIMIT $1 OFFSET $2"
        ))
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(contract, finess, structure, representative, since)| {
            Ok(Unmanaged {
                contract,
                finess: value(&finess)?,
                structure,
                representative,
                since: time::instant(&since)?,
            })
        })
        .collect()
}

/// A closed establishment where somebody still works, as far as the register knows.
#[derive(Clone, Debug)]
pub struct ClosedPlace {
    pub finess: Finess,
    pub name: String,
    pub town: String,
    pub closed_on: Date,
    pub open_situations: i64,
}

/// Those, closed since the longest first. Costs the closed establishments.
pub async fn closed_places(
    tx: &mut Tx,
    today: Date,
    (offset, limit): (i64, i64),
) -> Result<Vec<ClosedPlace>, StoreError> {
    let rows: Vec<(String, String, String, String, i64)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT e.finess, e.name, e.town, e.closed_on, ",
            "(SELECT COUNT(*) FROM situation s WHERE s.establishment = e.finess AND s.ended_on IS NULL) ",
            closed_places!(),
            " ORDER BY e.closed_on, e.finess LIMIT $2 OFFSET $3"
        ))
        .bind(today.to_string())
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(finess, name, town, closed_on, open_situations)| {
            Ok(ClosedPlace {
                finess: value(&finess)?,
                name,
                town,
                closed_on: time::day(&closed_on)?,
                open_situations,
            })
        })
        .collect()
}

/// A review that nobody finished in time.
#[derive(Clone, Debug)]
pub struct LateReview {
    pub review: Id<Review>,
    pub finess: Finess,
    pub name: String,
    pub town: String,
    pub opened_at: Timestamp,
}

/// Those, the oldest first. Costs the open reviews.
pub async fn late_reviews(
    tx: &mut Tx,
    now: Timestamp,
    (offset, limit): (i64, i64),
) -> Result<Vec<LateReview>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT r.id, r.establishment, e.name, e.town, r.opened_at ",
            late_reviews!(),
            " ORDER BY r.opened_at, r.id LIMIT $2 OFFSET $3"
        ))
        .bind(time::text(escalated(now)))
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(review, finess, name, town, opened_at)| {
            Ok(LateReview {
                review: value(&review)?,
                finess: value(&finess)?,
                name,
                town,
                opened_at: time::instant(&opened_at)?,
            })
        })
        .collect()
}

/// An identity that waits for an officer; of nobody's name.
#[derive(Clone, Debug)]
pub struct OpenCase {
    pub contested: Id<ContestedIdentity>,
    pub structure: String,
    pub asked_by: String,
    pub asked_at: Timestamp,
}

/// Those, the oldest first. Costs the open cases.
pub async fn contested(
    tx: &mut Tx,
    (offset, limit): (i64, i64),
) -> Result<Vec<OpenCase>, StoreError> {
    let rows: Vec<(String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT i.id, COALESCE(e.name, l.name, ''), a.name, i.asked_at ",
            contested!(),
            " ORDER BY i.asked_at, i.id LIMIT $1 OFFSET $2"
        ))
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(contested, structure, asked_by, asked_at)| {
            Ok(OpenCase {
                contested: value(&contested)?,
                structure,
                asked_by,
                asked_at: time::instant(&asked_at)?,
            })
        })
        .collect()
}
