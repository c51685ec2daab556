//! Who met people outside their scope, and how often (R5).

use crate::{StoreError, Tx, on, value};
use domain::access::GrantKind;
use jiff::{ToSpan, civil::Date};

/// The look-ups of one grant that met someone outside its scope.
#[derive(Clone, Debug)]
pub struct LookUps {
    pub name: String,
    pub kind: GrantKind,
    pub structure: String,
    pub today: i64,
    /// The last seven days, this one included.
    pub week: i64,
}

/// Those who met someone in the last seven days, who met most first, at most `limit`.
pub async fn look_ups(tx: &mut Tx, today: Date, limit: i64) -> Result<Vec<LookUps>, StoreError> {
    let rows: Vec<(String, String, String, i64, i64)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT a.name, g.kind, COALESCE(e.name, l.name, '') AS structure, \
             CAST(SUM(CASE WHEN d.day = $1 THEN d.count ELSE 0 END) AS BIGINT) AS today, \
             CAST(SUM(d.count) AS BIGINT) AS week \
             FROM daily_count d JOIN access_grant g ON 'outside ' || g.id = d.subject \
             JOIN account a ON a.id = g.account LEFT JOIN contract c ON c.id = g.contract \
             LEFT JOIN establishment e ON e.finess = c.establishment \
             LEFT JOIN legal_entity l ON l.finess = c.legal_entity \
             WHERE d.subject >= 'outside ' AND d.subject < 'outside!' AND d.day >= $2 \
             GROUP BY g.id, a.name, g.kind, e.name, l.name ORDER BY week DESC, a.name, g.id LIMIT $3",
        )
        .bind(today.to_string())
        .bind(today.saturating_sub(6.days()).to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(name, kind, structure, today, week)| {
            Ok(LookUps {
                name,
                kind: value(&kind)?,
                structure,
                today,
                week,
            })
        })
        .collect()
}
