//! Where a structure stands before its first registration, counted in one query.

use crate::{StoreError, Tx, on, time, value};
use domain::{access::paris_day, contract::Contract, id::Id, progress::Facts};
use jiff::civil::Date;

#[derive(sqlx::FromRow)]
struct Row {
    state: String,
    opened_at: String,
    in_force_at: Option<String>,
    cde: Option<String>,
    cde_at: Option<String>,
    cards: i64,
    cards_at: Option<String>,
    usable: i64,
    usable_at: Option<String>,
    passed: i64,
    passed_on: Option<String>,
    rights: i64,
    rights_at: Option<String>,
    registered_at: Option<String>,
}

/// The facts of a contract; none when there is no such contract.
pub async fn facts(tx: &mut Tx, contract: Id<Contract>) -> Result<Option<Facts>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT c.state, c.opened_at, c.in_force_at, \
             (SELECT k.state FROM card k WHERE k.contract = c.id AND k.kind = 'cde' AND k.ended_at IS NULL \
             ORDER BY CASE k.state WHEN 'active' THEN 0 ELSE 1 END, k.ordered_at DESC, k.id DESC LIMIT 1) AS cde, \
             (SELECT MAX(k.ordered_at) FROM card k WHERE k.contract = c.id AND k.kind = 'cde' AND k.ended_at IS NULL) AS cde_at, \
             (SELECT COUNT(*) FROM card k WHERE k.contract = c.id AND k.kind = 'cpe' AND k.ended_at IS NULL) AS cards, \
             (SELECT MIN(k.ordered_at) FROM card k WHERE k.contract = c.id AND k.kind = 'cpe' AND k.ended_at IS NULL) AS cards_at, \
             (SELECT COUNT(*) FROM card k WHERE k.contract = c.id AND k.kind = 'cpe' AND k.state IN ('sent', 'active')) AS usable, \
             (SELECT MIN(k.sent_at) FROM card k WHERE k.contract = c.id AND k.kind = 'cpe' AND k.state IN ('sent', 'active')) AS usable_at, \
             (SELECT COUNT(DISTINCT a.id) FROM card k JOIN account a ON a.id = k.account \
             WHERE k.contract = c.id AND k.kind = 'cpe' AND k.ended_at IS NULL \
             AND EXISTS (SELECT 1 FROM completion t WHERE t.email = a.email)) AS passed, \
             (SELECT MIN(t.passed_on) FROM card k JOIN account a ON a.id = k.account JOIN completion t ON t.email = a.email \
             WHERE k.contract = c.id AND k.kind = 'cpe' AND k.ended_at IS NULL) AS passed_on, \
             (SELECT COUNT(*) FROM access_grant g WHERE g.contract = c.id AND g.ended_at IS NULL \
             AND g.kind IN ('manager', 'delegate')) AS rights, \
             (SELECT MIN(g.granted_at) FROM access_grant g WHERE g.contract = c.id AND g.ended_at IS NULL \
             AND g.kind IN ('manager', 'delegate')) AS rights_at, \
             (SELECT MIN(p.registered_at) FROM professional p WHERE p.contract = c.id) AS registered_at \
             FROM contract c WHERE c.id = $1",
        )
        .bind(contract.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Facts::try_from).transpose()
}

impl TryFrom<Row> for Facts {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let day = |text: Option<String>| -> Result<Option<Date>, StoreError> {
            let at = text.as_deref().map(time::instant).transpose()?;
            Ok(at.map(paris_day))
        };
        let cde_on = day(row.cde_at)?;
        let cde = row.cde.as_deref().map(value).transpose()?;
        Ok(Self {
            contract: value(&row.state)?,
            submitted_on: paris_day(time::instant(&row.opened_at)?),
            in_force_on: day(row.in_force_at)?,
            cde: cde.zip(cde_on),
            cards: (row.cards, day(row.cards_at)?),
            usable: (row.usable, day(row.usable_at)?),
            passed: (
                row.passed,
                row.passed_on.as_deref().map(time::day).transpose()?,
            ),
            rights: (row.rights, day(row.rights_at)?),
            first_registered_on: day(row.registered_at)?,
        })
    }
}
