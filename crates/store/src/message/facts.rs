//! What the text of a message may say, read when it leaves (N2: name, number, structure).

use crate::{StoreError, Tx, on, value};
use domain::{
    card::CardKind, contract::ContractMode, ecps::EcpsState, event::About, identifiers::Rpps,
};
use jiff::civil::Date;

/// Empty or none where the message is about something else.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Whom it is written to.
    pub name: String,
    pub rpps: Option<Rpps>,
    /// Name of the structure.
    pub structure: String,
    /// FINESS of the structure.
    pub finess: String,
    pub mode: Option<ContractMode>,
    /// Of the request.
    pub reference: String,
    pub card: Option<CardKind>,
    pub expires_on: Option<Date>,
    /// Path that a link leads to.
    pub destination: String,
    /// The professional whom a message to somebody else is about.
    pub professional: String,
    /// What the act that called for the message made of the e-CPS, if anything.
    pub ecps: Option<EcpsState>,
}

#[derive(sqlx::FromRow, Default)]
struct Row {
    name: String,
    rpps: Option<String>,
    structure: Option<String>,
    finess: Option<String>,
    mode: Option<String>,
    reference: Option<String>,
    card: Option<String>,
    expires_on: Option<String>,
    destination: Option<String>,
}

macro_rules! about_contract {
    ($name:literal, $reference:literal, $card:literal, $expires_on:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $name,
            " AS name, NULL AS rpps, COALESCE(e.name, l.name) AS structure, ",
            "COALESCE(c.establishment, c.legal_entity) AS finess, c.mode, ",
            $reference,
            " AS reference, ",
            $card,
            " AS card, ",
            $expires_on,
            " AS expires_on, NULL AS destination FROM ",
            $from,
            " LEFT JOIN establishment e ON e.finess = c.establishment ",
            "LEFT JOIN legal_entity l ON l.finess = c.legal_entity WHERE x.id = $1"
        )
    };
}

/// What can be said of what a message is about; none when it is gone.
pub async fn facts(tx: &mut Tx, about: About) -> Result<Option<Facts>, StoreError> {
    let sql = match about {
        About::Professional(_) => {
            "SELECT x.practice_first_name || ' ' || x.practice_name AS name, x.rpps, NULL AS structure, NULL AS finess, \
             NULL AS mode, NULL AS reference, NULL AS card, NULL AS expires_on, NULL AS destination \
             FROM professional x WHERE x.id = $1"
        }
        About::Link(_) => {
            // An address that nobody has proven yet is told neither name nor number.
            "SELECT COALESCE(p.practice_first_name || ' ' || p.practice_name, '') AS name, p.rpps, NULL AS structure, \
             NULL AS finess, NULL AS mode, NULL AS reference, NULL AS card, NULL AS expires_on, x.destination \
             FROM link x LEFT JOIN professional p ON p.id = x.professional AND x.purpose <> 'new_email' WHERE x.id = $1"
        }
        About::ContactChange(_) => {
            "SELECT p.practice_first_name || ' ' || p.practice_name AS name, p.rpps, NULL AS structure, NULL AS finess, \
             NULL AS mode, NULL AS reference, NULL AS card, NULL AS expires_on, NULL AS destination \
             FROM contact_change x JOIN professional p ON p.id = x.professional WHERE x.id = $1"
        }
        About::Code(_) => {
            "SELECT '' AS name, NULL AS rpps, NULL AS structure, NULL AS finess, NULL AS mode, NULL AS reference, \
             NULL AS card, NULL AS expires_on, NULL AS destination FROM one_time_code x WHERE x.id = $1"
        }
        About::Request(_) => {
            "SELECT x.name, NULL AS rpps, e.name AS structure, e.finess, NULL AS mode, NULL AS reference, \
             NULL AS card, NULL AS expires_on, NULL AS destination \
             FROM request x JOIN establishment e ON e.finess = x.establishment WHERE x.id = $1"
        }
        About::Death(_) => return of_death(tx, about).await,
        About::Application(_) => about_contract!(
            "x.first_name || ' ' || x.last_name",
            "x.reference",
            "NULL",
            "NULL",
            "application x JOIN contract c ON c.id = x.contract"
        ),
        About::Contract(_) => about_contract!(
            "COALESCE((SELECT a.name FROM access_grant g JOIN account a ON a.id = g.account \
             WHERE g.contract = x.id AND g.kind = 'legal_representative' ORDER BY g.granted_at DESC, g.id DESC LIMIT 1), '')",
            "NULL",
            "NULL",
            "NULL",
            "contract x JOIN contract c ON c.id = x.id"
        ),
        About::Grant(_) => about_contract!(
            "a.name",
            "NULL",
            "NULL",
            "NULL",
            "access_grant x JOIN account a ON a.id = x.account JOIN contract c ON c.id = x.contract"
        ),
        About::Card(_) => about_contract!(
            "x.first_name || ' ' || x.last_name",
            "NULL",
            "x.kind",
            "x.expires_on",
            "card x JOIN contract c ON c.id = x.contract"
        ),
    };
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind(about.stored().1)
            .fetch_optional(conn)
            .await?
    });
    row.map(Facts::try_from).transpose()
}

impl TryFrom<Row> for Facts {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.name,
            rpps: row.rpps.as_deref().map(value).transpose()?,
            structure: row.structure.unwrap_or_default(),
            finess: row.finess.unwrap_or_default(),
            mode: row.mode.as_deref().map(value).transpose()?,
            reference: row.reference.unwrap_or_default(),
            card: row.card.as_deref().map(value).transpose()?,
            expires_on: row.expires_on.as_deref().map(value).transpose()?,
            destination: row.destination.unwrap_or_default(),
            professional: String::new(),
            ecps: None,
        })
    }
}

/// Name and number of who died, and the structure that is told (N2).
async fn of_death(tx: &mut Tx, about: About) -> Result<Option<Facts>, StoreError> {
    let row: Option<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT COALESCE((SELECT a.name FROM access_grant g JOIN account a ON a.id = g.account \
             WHERE g.contract = c.id AND g.kind = 'legal_representative' ORDER BY g.granted_at DESC, g.id DESC LIMIT 1), ''), \
             p.rpps, p.practice_first_name || ' ' || p.practice_name, COALESCE(e.name, l.name, ''), \
             COALESCE(c.establishment, c.legal_entity) FROM death_notice n JOIN death d ON d.id = n.death \
             JOIN professional p ON p.id = d.professional JOIN contract c ON c.id = n.contract \
             LEFT JOIN establishment e ON e.finess = c.establishment LEFT JOIN legal_entity l ON l.finess = c.legal_entity \
             WHERE n.id = $1",
        )
        .bind(about.stored().1)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(name, rpps, professional, structure, finess)| {
        Ok(Facts {
            name,
            rpps: Some(value(&rpps)?),
            structure,
            finess,
            professional,
            ..Facts::default()
        })
    })
    .transpose()
}
