//! How the database fails, in the words of the store.

use sqlx::migrate::MigrateError;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique index refused the row: the action knows which rule that is.
    #[error("{0:?} is already taken")]
    Taken(Constraint),
    /// Another transaction came first: the whole act can be run again.
    #[error("the database is busy")]
    Busy(#[source] sqlx::Error),
    /// The row was changed since it was read.
    #[error("the data changed meanwhile")]
    Changed,
    /// It cannot be reached, is read-only, or has no room left: nothing was written, and it may pass.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] sqlx::Error),
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
    #[error("the schema cannot be brought up to date: {0}")]
    Migration(#[from] MigrateError),
    #[error("a stored document cannot be read: {0}")]
    Document(#[from] serde_json::Error),
    #[error("a stored value is not what it should be: {0}")]
    Value(String),
    /// The session, the grant or the credential ended: sign in again.
    #[error("nobody is signed in by this session any more")]
    SignedOut,
    /// Many acts drew numbers at once: the act can be run again, after a block is reserved.
    #[error("no reserved RPPS number is left")]
    NumbersToReserve,
    /// The range of RPPS numbers is used up.
    #[error("no RPPS number is left in the range")]
    NoNumberLeft,
}

/// The unique indexes that stand for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    ProfessionalRpps,
    ProfessionalEmail,
    ProfessionalMobile,
    ProfessionalIdentity,
    SituationOnce,
    SubmissionOnce,
    ContestedIdentityOnce,
    ContractCentralisedOnce,
    ContractDecentralisedOnce,
    GrantOnce,
    LegalRepresentativeOnce,
    CredentialSubject,
    ApplicationOpenOnce,
    ApplicationDraftOnce,
    ApplicationReference,
    EstablishmentMoveOnce,
    CardNumberOnce,
    CardOnItsWayOnce,
    ClockJobOnce,
    CompletionOnce,
    ApiKeyName,
    RequestOnce,
    ReviewOpenOnce,
    ReviewConfirmationOnce,
    RegistrationAttestationOnce,
}

/// PostgreSQL names the constraint; SQLite lists the columns.
const CONSTRAINTS: [(Constraint, &str, &str); 28] = {
    use Constraint as C;
    [
        (
            C::ProfessionalRpps,
            "professional_rpps",
            "professional.rpps",
        ),
        (
            C::ProfessionalEmail,
            "professional_email",
            "professional.email",
        ),
        (
            C::ProfessionalMobile,
            "professional_mobile",
            "professional.mobile",
        ),
        (
            C::ProfessionalIdentity,
            "professional_identity",
            "professional.identity_key, professional.identity_rank",
        ),
        (
            C::SituationOnce,
            "situation_once",
            "situation.professional, situation.establishment, situation.profession, situation.role",
        ),
        (
            C::SubmissionOnce,
            "submission_once",
            "submission.access_grant, submission.idempotency",
        ),
        (
            C::ContestedIdentityOnce,
            "contested_identity_once",
            "contested_identity.draft, contested_identity.identity_key",
        ),
        (
            C::ContractCentralisedOnce,
            "contract_centralised_once",
            "contract.legal_entity",
        ),
        (
            C::ContractDecentralisedOnce,
            "contract_decentralised_once",
            "contract.establishment",
        ),
        (
            C::GrantOnce,
            "access_grant_once",
            "access_grant.account, access_grant.kind, access_grant.contract",
        ),
        (
            C::GrantOnce,
            "access_grant_agency_once",
            "access_grant.account, access_grant.kind",
        ),
        (
            C::GrantOnce,
            "access_grant_professional_once",
            "access_grant.professional",
        ),
        (
            C::RegistrationAttestationOnce,
            "registration_attestation_once",
            "registration_attestation.professional, registration_attestation.issued_on",
        ),
        (
            C::LegalRepresentativeOnce,
            "access_grant_legal_representative_once",
            "access_grant.contract",
        ),
        (
            C::CredentialSubject,
            "credential_subject",
            "credential.means, credential.subject",
        ),
        (
            C::ApplicationOpenOnce,
            "application_open_once",
            "application.contract",
        ),
        (
            C::ApplicationDraftOnce,
            "application_draft_once",
            "application.draft",
        ),
        (
            C::ApplicationReference,
            "application_reference",
            "application.reference",
        ),
        (
            C::EstablishmentMoveOnce,
            "establishment_move_open_once",
            "establishment_move.establishment",
        ),
        (C::CardNumberOnce, "card_number_once", "card.number"),
        (
            C::CardOnItsWayOnce,
            "card_on_its_way_once",
            "card.contract, card.account",
        ),
        (
            C::ClockJobOnce,
            "clock_job_once",
            "clock_job.rule, clock_job.slot",
        ),
        (
            C::CompletionOnce,
            "completion_once",
            "completion.course, completion.email",
        ),
        (C::ApiKeyName, "api_key_name", "api_key.name"),
        (
            C::RequestOnce,
            "request_person_once",
            "request.establishment, request.identity_key",
        ),
        (
            C::RequestOnce,
            "request_mailbox_once",
            "request.establishment, request.email",
        ),
        (
            C::ReviewOpenOnce,
            "review_open_once",
            "review.establishment",
        ),
        (
            C::ReviewConfirmationOnce,
            "review_confirmation_pkey",
            "review_confirmation.review, review_confirmation.situation",
        ),
    ]
};

impl StoreError {
    /// May the whole act be run again, with hope?
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::NumbersToReserve)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        let Some(cause) = error.as_database_error() else {
            return match error {
                E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => {
                    Self::Unavailable(error)
                }
                _ => Self::Database(error),
            };
        };
        if cause.is_unique_violation()
            && let Some(constraint) = constraint(cause.constraint(), cause.message())
        {
            return Self::Taken(constraint);
        }
        match cause.code().as_deref() {
            // SQLITE_BUSY and its extended codes; PostgreSQL's serialization failure and deadlock.
            Some("5" | "261" | "517" | "40001" | "40P01") => Self::Busy(error),
            // SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN; PostgreSQL's read-only transaction.
            Some("8" | "10" | "13" | "14" | "25006") => Self::Unavailable(error),
            // PostgreSQL's classes: connection, resources, operator's intervention, system.
            Some(code)
                if ["08", "53", "57", "58"]
                    .iter()
                    .any(|class| code.len() == 5 && code.starts_with(class)) =>
            {
                Self::Unavailable(error)
            }
            _ => Self::Database(error),
        }
    }
}

fn constraint(name: Option<&str>, message: &str) -> Option<Constraint> {
    let columns = message
        .split_once("UNIQUE constraint failed: ")
        .map(|(_, columns)| columns);
    CONSTRAINTS
        .iter()
        .find(|(_, postgres, sqlite)| name == Some(postgres) || columns == Some(sqlite))
        .map(|(constraint, _, _)| *constraint)
}
