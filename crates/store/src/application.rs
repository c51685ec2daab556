//! Requests that the agency settles: kept as handed in.

use crate::{Act, StoreError, Tx, file::File, on, time, value};
use domain::{
    contract::{Application, ApplicationState, Reference, Remark, Signatory, TurnDown},
    id::Id,
    person::Person,
};
use jiff::Timestamp;

/// A request with what came with it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub application: Application,
    pub proof: Option<Id<File>>,
    pub signed_form: Option<Id<File>>,
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    reference: String,
    kind: String,
    contract: String,
    applicant: Option<String>,
    last_name: String,
    first_name: String,
    job: String,
    email: String,
    phone: String,
    proof: Option<String>,
    signed_form: Option<String>,
    form_came_at: Option<String>,
    terms_version: String,
    state: String,
    submitted_at: String,
    version: i64,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let application = Application {
            id: value(&row.id)?,
            reference: value(&row.reference)?,
            kind: value(&row.kind)?,
            contract: value(&row.contract)?,
            applicant: row.applicant.as_deref().map(value).transpose()?,
            signatory: Signatory {
                person: Person {
                    last_name: value(&row.last_name)?,
                    first_name: value(&row.first_name)?,
                    job: row.job,
                    email: value(&row.email)?,
                },
                phone: row.phone,
                terms_version: row.terms_version,
            },
            state: value(&row.state)?,
            submitted_at: time::instant(&row.submitted_at)?,
            form_came_at: row.form_came_at.as_deref().map(time::instant).transpose()?,
        };
        Ok(Self {
            application,
            proof: row.proof.as_deref().map(value).transpose()?,
            signed_form: row.signed_form.as_deref().map(value).transpose()?,
            version: row.version,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, reference, kind, contract, applicant, last_name, first_name, job, email, phone, proof, ",
            "signed_form, form_came_at, terms_version, state, submitted_at, version FROM application ",
            $rest
        )
    };
}

pub async fn by_id(tx: &mut Tx, id: Id<Application>) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// The request that people call so: printed on the F101, and in its QR code.
pub async fn by_reference(tx: &mut Tx, reference: &Reference) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE reference = $1"))
            .bind(reference.as_str())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// The same, locked by its version until the act ends: two officers cannot settle it at once.
pub async fn lock(tx: &mut Tx, id: Id<Application>) -> Result<Option<Kept>, StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query("UPDATE application SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    by_id(tx, id).await
}

pub async fn insert(
    tx: &mut Tx,
    application: &Application,
    proof: Option<Id<File>>,
) -> Result<(), StoreError> {
    let Signatory {
        person,
        phone,
        terms_version,
    } = &application.signatory;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO application (id, reference, kind, contract, applicant, last_name, first_name, job, email, \
             phone, proof, form_came_at, terms_version, state, submitted_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        )
        .bind(application.id.to_string())
        .bind(application.reference.as_str())
        .bind(application.kind.code())
        .bind(application.contract.to_string())
        .bind(application.applicant.map(|account| account.to_string()))
        .bind(person.last_name.as_str())
        .bind(person.first_name.as_str())
        .bind(&person.job)
        .bind(person.email.as_str())
        .bind(phone)
        .bind(proof.map(|file| file.to_string()))
        .bind(application.form_came_at.map(time::text))
        .bind(terms_version)
        .bind(application.state.code())
        .bind(time::text(application.submitted_at))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Give a request another state.
pub async fn set_state(
    tx: &mut Tx,
    id: Id<Application>,
    state: ApplicationState,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE application SET state = $1, settled_at = $2 WHERE id = $3")
            .bind(state.code())
            .bind((state != ApplicationState::Submitted).then(|| time::text(at)))
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Note that the signed form came: uploaded, or on paper when there is no file (C4).
pub async fn form_came(
    tx: &mut Tx,
    id: Id<Application>,
    file: Option<Id<File>>,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE application SET form_came_at = $1, signed_form = $2 WHERE id = $3")
            .bind(time::text(at))
            .bind(file.map(|file| file.to_string()))
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What an officer said when turning a request down.
#[derive(Clone, Debug)]
pub struct Said {
    pub at: Timestamp,
    /// Name of the officer.
    pub officer: String,
    pub outcome: ApplicationState,
    pub reasons: Vec<Remark>,
    pub remark: String,
}

/// Keep what the officer who acts says.
pub async fn insert_remark(
    act: &mut Act,
    id: Id<Said>,
    (application, outcome): (Id<Application>, ApplicationState),
    command: &TurnDown,
) -> Result<(), StoreError> {
    let officer = act.context.actor.as_ref().ok_or(StoreError::SignedOut)?;
    let officer = officer.account.to_string();
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.code()).collect();
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO application_remark (id, application, at, officer, outcome, reasons, remark) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(application.to_string())
        .bind(at)
        .bind(officer)
        .bind(outcome.code())
        .bind(reasons.join(" "))
        .bind(command.remark.trim())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// What was said of a request, the latest first.
pub async fn remarks(tx: &mut Tx, application: Id<Application>) -> Result<Vec<Said>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT r.at, a.name, r.outcome, r.reasons, r.remark FROM application_remark r \
             JOIN account a ON a.id = r.officer WHERE r.application = $1 ORDER BY r.at DESC, r.id DESC",
        )
        .bind(application.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(at, officer, outcome, reasons, remark)| {
            Ok(Said {
                at: time::instant(&at)?,
                officer,
                outcome: value(&outcome)?,
                reasons: reasons
                    .split_whitespace()
                    .map(value)
                    .collect::<Result<_, _>>()?,
                remark,
            })
        })
        .collect()
}
