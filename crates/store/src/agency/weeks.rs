//! What happened hour by hour, for the charts of weeks.

use crate::{StoreError, Tx, on, time};
use jiff::Timestamp;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Registrations,
    /// Contracts that came into force.
    Contracts,
    /// Cards ordered or declared.
    Cards,
    /// Managers and delegates.
    Habilitations,
}

macro_rules! by_hour {
    ($instant:literal, $from:literal) => {
        concat!(
            "SELECT SUBSTR(",
            $instant,
            ", 1, 13) AS hour, COUNT(*) FROM ",
            $from,
            " WHERE ",
            $instant,
            " >= $1 ",
            "GROUP BY SUBSTR(",
            $instant,
            ", 1, 13) ORDER BY 1"
        )
    };
}

/// How many in each hour since an instant; empty hours are left out. Costs what happened since.
pub async fn by_hour(
    tx: &mut Tx,
    counted: Counted,
    since: Timestamp,
) -> Result<Vec<(Timestamp, i64)>, StoreError> {
    let sql = match counted {
        Counted::Registrations => by_hour!("registered_at", "professional"),
        Counted::Contracts => by_hour!("in_force_at", "contract"),
        Counted::Cards => by_hour!("ordered_at", "card"),
        Counted::Habilitations => by_hour!(
            "granted_at",
            "(SELECT granted_at FROM access_grant WHERE kind IN ('manager', 'delegate')) x"
        ),
    };
    let rows: Vec<(String, i64)> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind(time::text(since))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(hour, count)| Ok((time::instant(&format!("{hour}:00:00Z"))?, count)))
        .collect()
}
