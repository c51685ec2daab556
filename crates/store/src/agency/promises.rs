//! What was promised to each registered person, and when it was done (R9).

use crate::{StoreError, Tx, on, time, value};
use domain::{identifiers::Rpps, promise::Done};
use jiff::Timestamp;

/// A registration with the instants of its three promises.
#[derive(Clone, Debug)]
pub struct Promised {
    pub rpps: Rpps,
    pub registered_at: Timestamp,
    pub done: Done,
}

#[derive(sqlx::FromRow)]
struct Row {
    rpps: String,
    registered_at: String,
    mailed_at: Option<String>,
    published_at: Option<String>,
    prepared_at: Option<String>,
}

impl TryFrom<Row> for Promised {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let instant = |text: Option<String>| text.as_deref().map(time::instant).transpose();
        Ok(Self {
            rpps: value(&row.rpps)?,
            registered_at: time::instant(&row.registered_at)?,
            done: Done {
                mailed: instant(row.mailed_at)?,
                published: instant(row.published_at)?,
                prepared: instant(row.prepared_at)?,
            },
        })
    }
}

/// The registrations since an instant, the latest first.
pub async fn promises(tx: &mut Tx, since: Timestamp) -> Result<Vec<Promised>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT p.rpps, p.registered_at, c.prepared_at, d.at AS published_at, \
             (SELECT MIN(m.settled_at) FROM message m WHERE m.professional = p.id \
             AND m.template = 'registration_mail' AND m.state = 'sent') AS mailed_at \
             FROM professional p LEFT JOIN ecps c ON c.professional = p.id \
             LEFT JOIN directory_version d ON d.professional = p.id AND d.version = 1 \
             WHERE p.registered_at >= $1 ORDER BY p.registered_at DESC, p.id DESC",
        )
        .bind(time::text(since))
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Promised::try_from).collect()
}
