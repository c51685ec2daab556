//! What happened, and what must follow: every side effect of the system is in `reactions`.

mod reaction;

pub use reaction::{About, Channel, Job, MessageState, Reaction, Template};

use crate::{
    access::{Account, Grant, Session},
    card::Card,
    contract::{Application, Contract},
    duplicate::ContestedIdentity,
    id::Id,
    identifiers::Finess,
    professional::{
        ContactChange, Correction, Death, DeathNotice, PracticeChange, Professional, Situation,
        SituationChange,
    },
    request::Request,
    review::Review,
    staff::Plan,
    training::Completion,
};
use serde::{Deserialize, Serialize};

/// Declare each fact with its stored name, then the fields that it is about (each a subject of the journal, under
/// the field's name), then, after a semicolon, those that it only tells.
macro_rules! events {
    ($($(#[$meta:meta])* $name:ident = $kind:literal {
        $($subject:ident: $type:ty),* $(; $($told:ident: $told_type:ty),+)?
    })+) => {
        /// A fact of the journal. Holds identifiers, never personal data (J2).
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Event {
            $($(#[$meta])* #[serde(rename = $kind)] $name { $($subject: $type,)* $($($told: $told_type,)+)? },)+
        }

        impl Event {
            /// The name of the fact, as stored.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$name { .. } => $kind),+ }
            }

            /// What the fact is about, so that the history of each is one read.
            #[must_use]
            pub fn subjects(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$name { $($subject,)* .. } => {
                        vec![$((stringify!($subject), $subject.to_string())),*]
                    })+
                }
            }
        }
    };
}

events! {
    StructuresImported = "structures_imported" { structure_import: Id<StructureImport> }
    CommunesImported = "communes_imported" { ; count: usize }
    /// A request of the kind was handed in: the contract covers its establishments from now on (C2).
    ApplicationSubmitted = "application_submitted" {
        application: Id<Application>, contract: Id<Contract>, structure: Finess
    }
    ApplicationReturned = "application_returned" { application: Id<Application>, contract: Id<Contract> }
    ApplicationResubmitted = "application_resubmitted" { application: Id<Application>, contract: Id<Contract> }
    ApplicationRefused = "application_refused" { application: Id<Application>, contract: Id<Contract> }
    ApplicationAccepted = "application_accepted" { application: Id<Application>, contract: Id<Contract> }
    /// The signed form came, or its arrival was recorded (C4).
    ApplicationFormCame = "application_form_came" { application: Id<Application>, contract: Id<Contract> }
    /// An officer took a request in hand.
    ApplicationTaken = "application_taken" { application: Id<Application>, contract: Id<Contract> }
    /// The first sign-in with the CDE (C3).
    ContractInForce = "contract_in_force" { contract: Id<Contract> }
    /// A decentralised contract taken in by a centralised one (C2).
    ContractFolded = "contract_folded" { contract: Id<Contract>; into: Id<Contract> }
    ContractEnded = "contract_ended" { contract: Id<Contract> }
    /// FINESS says that an establishment under contract has another legal entity (C9).
    EstablishmentMoved = "establishment_moved" { establishment: Finess }
    EstablishmentMoveSettled = "establishment_move_settled" { establishment: Finess }
    AccountOpened = "account_opened" { account: Id<Account> }
    /// Who entered by a mailbox said their name.
    AccountNamed = "account_named" { account: Id<Account> }
    LegalRepresentativeNamed = "legal_representative_named" { grant: Id<Grant>, contract: Id<Contract> }
    LegalRepresentativeReplaced = "legal_representative_replaced" { grant: Id<Grant>, contract: Id<Contract> }
    DelegateNamed = "delegate_named" { grant: Id<Grant>, contract: Id<Contract> }
    HabilitationGranted = "habilitation_granted" { grant: Id<Grant>, contract: Id<Contract> }
    /// Narrowed to some establishments, or widened (H5).
    HabilitationChanged = "habilitation_changed" { grant: Id<Grant>, contract: Id<Contract> }
    /// A manager's or a delegate's right ended: its sessions with it (H4, H7).
    HabilitationWithdrawn = "habilitation_withdrawn" { grant: Id<Grant>, contract: Id<Contract>; drafts: u64 }
    OfficerNamed = "officer_named" { grant: Id<Grant> }
    CardOrdered = "card_ordered" { card: Id<Card>, contract: Id<Contract> }
    /// The structure held it already (K6).
    CardDeclared = "card_declared" { card: Id<Card>, contract: Id<Contract> }
    CardFormCame = "card_form_came" { card: Id<Card>, contract: Id<Contract> }
    CardProduced = "card_produced" { card: Id<Card>, contract: Id<Contract> }
    CardSent = "card_sent" { card: Id<Card>, contract: Id<Contract> }
    /// The first accepted sign-in.
    CardActivated = "card_activated" { card: Id<Card>, contract: Id<Contract> }
    CardRevoked = "card_revoked" { card: Id<Card>, contract: Id<Contract> }
    CardExpired = "card_expired" { card: Id<Card>, contract: Id<Contract> }
    /// The holder is reminded so many days before the end.
    CardExpiresSoon = "card_expires_soon" { card: Id<Card>, contract: Id<Contract>; days: i64 }
    /// Somebody asked for a one-time link.
    LinkAsked = "link_asked" { link: Id<Link> }
    /// A professional asked to enter their own file (R13).
    OwnFileAsked = "own_file_asked" { link: Id<Link> }
    /// The first time that a professional entered their own file.
    OwnFileGranted = "own_file_granted" { grant: Id<Grant>; professional: Id<Professional> }
    /// A code is to be sent by SMS.
    CodeAsked = "code_asked" { code: Id<Code> }
    /// What it was and what it is are kept apart (J2). After a manager's change, the contact that was may confirm by
    /// the link.
    ContactChanged = "contact_changed" {
        professional: Id<Professional>;
        change: Id<ContactChange>, email: bool, mobile: bool, confirm: Option<Id<Link>>
    }
    /// The contact that was confirmed a manager's change: the e-CPS waits no longer (M2).
    ContactConfirmed = "contact_confirmed" { professional: Id<Professional> }
    /// A professional asked for a link to the address that they want to have.
    NewEmailAsked = "new_email_asked" { link: Id<Link> }
    PracticeNameChanged = "practice_name_changed" {
        professional: Id<Professional>; change: Id<PracticeChange>
    }
    /// Drawn up at the person's own wish (R12).
    RegistrationAttested = "registration_attested" { professional: Id<Professional> }
    CoursePassed = "course_passed" { completion: Id<Completion> }
    /// Passed elsewhere: reported by a file of the agency, or by software with its key (T3).
    CompletionsImported = "completions_imported" { ; count: usize }
    CompletionsReported = "completions_reported" { api_key: Id<ApiKey>; count: usize }
    ApiKeyMade = "api_key_made" { api_key: Id<ApiKey> }
    ApiKeyRevoked = "api_key_revoked" { api_key: Id<ApiKey> }
    PasskeyRegistered = "passkey_registered" { account: Id<Account> }
    PasskeyRemoved = "passkey_removed" { account: Id<Account> }
    SignedIn = "signed_in" { account: Id<Account>; session: Id<Session> }
    SignedOut = "signed_out" { account: Id<Account>; session: Id<Session> }
    ProfessionalRegistered = "professional_registered" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>
    }
    SituationOpened = "situation_opened" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>
    }
    /// A situation ended (L1).
    SituationClosed = "situation_closed" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>
    }
    /// The lines ticked of a plan are to end, one act after another (L4).
    DeparturesConfirmed = "departures_confirmed" {
        departure_plan: Id<Plan>, contract: Id<Contract>; ticked: i64
    }
    /// All of them were dealt with.
    DeparturesApplied = "departures_applied" {
        departure_plan: Id<Plan>, contract: Id<Contract>; grant: Id<Grant>, ended: i64, refused: i64
    }
    /// Its planned end was past: the clock closed it (L1).
    SituationEnded = "situation_ended" { professional: Id<Professional>; situation: Id<Situation> }
    /// The person died: nothing is written to them.
    SituationEndedByDeath = "situation_ended_by_death" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>
    }
    /// Its last day, still to come, was noted (L1).
    SituationEndPlanned = "situation_end_planned" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>, change: Id<SituationChange>
    }
    /// A closing was undone (L1).
    SituationReopened = "situation_reopened" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>
    }
    SituationChanged = "situation_changed" {
        professional: Id<Professional>, contract: Id<Contract>; situation: Id<Situation>, change: Id<SituationChange>
    }
    DeathReported = "death_reported" {
        professional: Id<Professional>, contract: Id<Contract>; death: Id<Death>
    }
    /// Another structure is told of a death.
    DeathNoticed = "death_noticed" { ; notice: Id<DeathNotice> }
    /// What ended by a death that was none opened again.
    DeathWithdrawn = "death_withdrawn" { professional: Id<Professional>, contract: Id<Contract> }
    /// No situation was left, or one opened again (L2).
    EcpsSuspended = "ecps_suspended" { professional: Id<Professional> }
    EcpsResumed = "ecps_resumed" { professional: Id<Professional> }
    EcpsRevoked = "ecps_revoked" { professional: Id<Professional> }
    /// An officer corrected the civil identity, or recorded a change of it (R10).
    IdentityCorrected = "identity_corrected" {
        professional: Id<Professional>; correction: Id<Correction>
    }
    /// Someone read a professional's file (R12): once per grant, file and day.
    FileOpened = "file_opened" { professional: Id<Professional> }
    /// A look-up met someone outside the actor's scope (R5).
    OutsideScopeMet = "outside_scope_met" { professional: Id<Professional>; by: LookUp }
    IdentityContested = "identity_contested" {
        professional: Id<Professional>; contested: Id<ContestedIdentity>
    }
    ContestedIdentitySettled = "contested_identity_settled" {
        professional: Id<Professional>; contested: Id<ContestedIdentity>
    }
    /// A manager said why somebody who resembles a registered person is another one (R4).
    DuplicateSetAside = "duplicate_set_aside" { professional: Id<Professional>, known: Id<Professional> }
    /// Somebody asks to be registered (D1–D4). `own` marks a manager who settled a request of theirs (H3).
    RequestSent = "request_sent" { request: Id<Request>, establishment: Finess }
    RequestSentAgain = "request_sent_again" { request: Id<Request>, establishment: Finess }
    RequestWithdrawn = "request_withdrawn" { request: Id<Request> }
    RequestReturned = "request_returned" { request: Id<Request>, contract: Id<Contract>; own: bool }
    RequestRefused = "request_refused" { request: Id<Request>, contract: Id<Contract>; own: bool }
    RequestAccepted = "request_accepted" {
        request: Id<Request>, professional: Id<Professional>, contract: Id<Contract>; own: bool
    }
    RequestExpired = "request_expired" { request: Id<Request>, establishment: Finess }
    /// Who may settle requests is reminded that some wait (D3).
    RequestsWait = "requests_wait" { grant: Id<Grant>, contract: Id<Contract> }
    EcpsPrepared = "ecps_prepared" { professional: Id<Professional> }
    /// An officer sent again a message that was refused or given up (N1).
    MessageRestarted = "message_restarted" { message: Id<Message> }
    /// An officer put a parked job back in the queue.
    JobRestarted = "job_restarted" { job: Id<Job> }
    /// An officer stopped a message for good (N1).
    MessageGivenUp = "message_given_up" { message: Id<Message> }
    /// The list of an establishment is to be confirmed (L5).
    ReviewOpened = "review_opened" { review: Id<Review>, establishment: Finess }
    ReviewAnswered = "review_answered" {
        review: Id<Review>, establishment: Finess, contract: Id<Contract>; confirmed: usize, closed: usize
    }
    /// Each line is answered.
    ReviewDone = "review_done" { review: Id<Review>, establishment: Finess }
    /// No contract covers the establishment any more.
    ReviewLapsed = "review_lapsed" { review: Id<Review>, establishment: Finess }
    /// Reviews opened, and this person may answer them.
    ReviewsAnnounced = "reviews_announced" { grant: Id<Grant>, contract: Id<Contract>; reviews: usize }
    ReviewsReminded = "reviews_reminded" { grant: Id<Grant>, contract: Id<Contract>; reviews: usize }
    /// Late reviews go to the representative.
    ReviewsEscalated = "reviews_escalated" { grant: Id<Grant>, contract: Id<Contract>; reviews: usize }
    /// An act of consequence that the rules refused (J1).
    Refused = "refused" { ; act: String, reasons: Vec<String> }
}

/// By which question someone outside the scope was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUp {
    Rpps,
    Identity,
    Contact,
}

/// One import of the FINESS files.
pub enum StructureImport {}

/// A mail or an SMS, kept until it is delivered or given up.
pub enum Message {}

/// A one-time link to a page.
pub enum Link {}

/// A code of six digits, sent by SMS.
pub enum Code {}

/// What lets one software call the service.
pub enum ApiKey {}
