//! Requests that the agency settles: kept as handed in.

mod lists;
mod remark;

pub use lists::{
    Filter, Listed, Order, Owner, Reader, count, counts, followed, for_reader, of_contract,
    of_draft, open_of, queue,
};
pub use remark::{Said, insert_remark, remarks};

use crate::{
    StoreError, Tx, file::File, housekeeping::contract_draft::ContractDraft, on, time, value,
};
use domain::{
    access::Account,
    contract::{Application, ApplicationState, Reference, Signatory},
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
    /// The officer who has it in hand.
    pub officer: Option<Id<Account>>,
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
    officer: Option<String>,
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
                phone: value(&row.phone)?,
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
            officer: row.officer.as_deref().map(value).transpose()?,
            version: row.version,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, reference, kind, contract, applicant, last_name, first_name, job, email, phone, proof, ",
            "signed_form, form_came_at, terms_version, state, submitted_at, officer, version FROM application ",
            $rest
        )
    };
}
use select;

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

/// What a request is handed in with.
#[derive(Clone, Copy, Debug, Default)]
pub struct HandedIn {
    /// The act of appointment (C4).
    pub proof: Option<Id<File>>,
    /// The draft that it was made of: handed in twice, it is one request.
    pub draft: Option<Id<ContractDraft>>,
}

pub async fn insert(
    tx: &mut Tx,
    application: &Application,
    handed: HandedIn,
) -> Result<(), StoreError> {
    let Signatory {
        person,
        phone,
        terms_version,
    } = &application.signatory;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO application (id, reference, kind, contract, applicant, last_name, first_name, job, email, \
             phone, proof, form_came_at, terms_version, state, submitted_at, draft) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
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
        .bind(phone.as_str())
        .bind(handed.proof.map(|file| file.to_string()))
        .bind(application.form_came_at.map(time::text))
        .bind(terms_version)
        .bind(application.state.code())
        .bind(time::text(application.submitted_at))
        .bind(handed.draft.map(|draft| draft.to_string()))
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

/// Note who has a request in hand.
pub async fn set_officer(
    tx: &mut Tx,
    id: Id<Application>,
    officer: Id<Account>,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE application SET officer = $1 WHERE id = $2")
            .bind(officer.to_string())
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Write a request that comes again: what was corrected, and another proof if one was handed in (C3).
pub async fn correct(
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
            "UPDATE application SET last_name = $1, first_name = $2, job = $3, email = $4, phone = $5, \
             terms_version = $6, state = $7, form_came_at = $8, proof = COALESCE($9, proof), settled_at = NULL, \
             signed_form = CASE WHEN $8 IS NULL THEN NULL ELSE signed_form END WHERE id = $10",
        )
        .bind(person.last_name.as_str())
        .bind(person.first_name.as_str())
        .bind(&person.job)
        .bind(person.email.as_str())
        .bind(phone.as_str())
        .bind(terms_version)
        .bind(application.state.code())
        .bind(application.form_came_at.map(time::text))
        .bind(proof.map(|file| file.to_string()))
        .bind(application.id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}
