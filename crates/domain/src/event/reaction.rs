//! What a fact calls for: messages to send, work to do. All of it may wait.

use super::{Code, Event, Link, Message};
use crate::{
    access::{Grant, codes},
    card::Card,
    contract::{Application, Contract},
    id::Id,
    professional::{ContactChange, DeathNotice, Professional},
    request::Request,
    staff::Plan,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Write to whom it is about, at the address known at that moment.
    Tell {
        about: About,
        template: Template,
    },
    Do(Job),
}

/// What a message is about, which also says to whom it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// To the professional.
    Professional(Id<Professional>),
    /// To the representative that the request names.
    Application(Id<Application>),
    /// To the representative in office.
    Contract(Id<Contract>),
    /// To the holder of the right, in force or just ended.
    Grant(Id<Grant>),
    /// To the holder of the card.
    Card(Id<Card>),
    /// To the mailbox that the link proves.
    Link(Id<Link>),
    /// To the candidate.
    Request(Id<Request>),
    /// To the representative of a structure where the person worked.
    Death(Id<DeathNotice>),
    /// To the mobile that the code goes to.
    Code(Id<Code>),
    /// To the address that was.
    ContactChange(Id<ContactChange>),
}

impl About {
    /// The kind and the id, as stored.
    #[must_use]
    pub fn stored(self) -> (&'static str, String) {
        match self {
            Self::Professional(id) => ("professional", id.to_string()),
            Self::Application(id) => ("application", id.to_string()),
            Self::Contract(id) => ("contract", id.to_string()),
            Self::Grant(id) => ("grant", id.to_string()),
            Self::Card(id) => ("card", id.to_string()),
            Self::Link(id) => ("link", id.to_string()),
            Self::Request(id) => ("request", id.to_string()),
            Self::Death(id) => ("death", id.to_string()),
            Self::Code(id) => ("code", id.to_string()),
            Self::ContactChange(id) => ("contact_change", id.to_string()),
        }
    }

    /// Read what `stored` gave; none of anything else.
    #[must_use]
    pub fn read(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "professional" => Self::Professional(id.parse().ok()?),
            "application" => Self::Application(id.parse().ok()?),
            "contract" => Self::Contract(id.parse().ok()?),
            "grant" => Self::Grant(id.parse().ok()?),
            "card" => Self::Card(id.parse().ok()?),
            "link" => Self::Link(id.parse().ok()?),
            "request" => Self::Request(id.parse().ok()?),
            "death" => Self::Death(id.parse().ok()?),
            "code" => Self::Code(id.parse().ok()?),
            "contact_change" => Self::ContactChange(id.parse().ok()?),
            _ => return None,
        })
    }
}

/// Work done after the fact, at least once; handlers are idempotent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    SendMessage { message: Id<Message> },
    PrepareEcps { professional: Id<Professional> },
    ApplyDepartures { plan: Id<Plan> },
}

impl Job {
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::SendMessage { .. } => "send_message",
            Self::PrepareEcps { .. } => "prepare_ecps",
            Self::ApplyDepartures { .. } => "apply_departures",
        }
    }
}

codes! {
    /// The texts that the system sends.
    Template {
        RegistrationMail = "registration_mail",
        RegistrationSms = "registration_sms",
        SituationOpenedMail = "situation_opened_mail",
        SituationClosedMail = "situation_closed_mail",
        SituationEndedMail = "situation_ended_mail",
        SituationEndPlannedMail = "situation_end_planned_mail",
        SituationReopenedMail = "situation_reopened_mail",
        SituationChangedMail = "situation_changed_mail",
        IdentityCorrectedMail = "identity_corrected_mail",
        DeathNoticeMail = "death_notice_mail",
        ApplicationSubmittedMail = "application_submitted_mail",
        ApplicationReturnedMail = "application_returned_mail",
        ApplicationResubmittedMail = "application_resubmitted_mail",
        ApplicationRefusedMail = "application_refused_mail",
        ApplicationAcceptedMail = "application_accepted_mail",
        ContractInForceMail = "contract_in_force_mail",
        ContractFoldedMail = "contract_folded_mail",
        ContractEndedMail = "contract_ended_mail",
        RepresentativeReplacedMail = "representative_replaced_mail",
        DelegateNamedMail = "delegate_named_mail",
        HabilitationGrantedMail = "habilitation_granted_mail",
        HabilitationChangedMail = "habilitation_changed_mail",
        HabilitationWithdrawnMail = "habilitation_withdrawn_mail",
        CardOrderedMail = "card_ordered_mail",
        CardProducedMail = "card_produced_mail",
        CardSentMail = "card_sent_mail",
        CardRevokedMail = "card_revoked_mail",
        CardExpiresSoonMail = "card_expires_soon_mail",
        CardExpiredMail = "card_expired_mail",
        LinkMail = "link_mail",
        RequestSentMail = "request_sent_mail",
        RequestReturnedMail = "request_returned_mail",
        RequestRefusedMail = "request_refused_mail",
        RequestExpiredMail = "request_expired_mail",
        RequestWithdrawnMail = "request_withdrawn_mail",
        RequestsWaitMail = "requests_wait_mail",
        ReviewsOpenedMail = "reviews_opened_mail",
        ReviewsReminderMail = "reviews_reminder_mail",
        ReviewsOverdueMail = "reviews_overdue_mail",
        DeparturesAppliedMail = "departures_applied_mail",
        OwnFileLinkMail = "own_file_link_mail",
        CodeSms = "code_sms",
        NewEmailMail = "new_email_mail",
        /// To the address in force.
        ContactChangedMail = "contact_changed_mail",
        /// To the address that was, after the professional's own change.
        FormerContactMail = "former_contact_mail",
        /// To the address that was, after a manager's change: with the link that confirms it.
        ContactConfirmMail = "contact_confirm_mail",
        PracticeNameChangedMail = "practice_name_changed_mail",
    }
}

codes! {
    Channel { Mail = "mail", Sms = "sms" }
}

codes! {
    /// Where a message stands.
    MessageState {
        Waiting = "waiting",
        Sent = "sent",
        /// The recipient's server said no for good.
        Refused = "refused",
        GivenUp = "given_up",
    }
}

impl Template {
    #[must_use]
    pub const fn channel(self) -> Channel {
        match self {
            Self::RegistrationSms | Self::CodeSms => Channel::Sms,
            _ => Channel::Mail,
        }
    }
}

impl Event {
    /// The whole table of what follows from a fact and may wait.
    #[must_use]
    pub fn reactions(&self) -> Vec<Reaction> {
        use Template as T;
        let tell = |about, template| vec![Reaction::Tell { about, template }];
        if let Some((professional, template)) = self.told_to_the_professional() {
            return tell(About::Professional(professional), template);
        }
        match *self {
            Self::ProfessionalRegistered { professional, .. } => registered(professional),
            Self::DeathNoticed { notice } => tell(About::Death(notice), T::DeathNoticeMail),
            Self::ApplicationSubmitted { application, .. } => {
                tell(About::Application(application), T::ApplicationSubmittedMail)
            }
            Self::ApplicationReturned { application, .. } => {
                tell(About::Application(application), T::ApplicationReturnedMail)
            }
            Self::ApplicationResubmitted { application, .. } => tell(
                About::Application(application),
                T::ApplicationResubmittedMail,
            ),
            Self::ApplicationRefused { application, .. } => {
                tell(About::Application(application), T::ApplicationRefusedMail)
            }
            Self::ApplicationAccepted { application, .. } => {
                tell(About::Application(application), T::ApplicationAcceptedMail)
            }
            Self::ContractInForce { contract } => {
                tell(About::Contract(contract), T::ContractInForceMail)
            }
            Self::ContractFolded { contract, .. } => {
                tell(About::Contract(contract), T::ContractFoldedMail)
            }
            Self::ContractEnded { contract } => {
                tell(About::Contract(contract), T::ContractEndedMail)
            }
            Self::LegalRepresentativeReplaced { grant, .. } => {
                tell(About::Grant(grant), T::RepresentativeReplacedMail)
            }
            Self::DelegateNamed { grant, .. } => tell(About::Grant(grant), T::DelegateNamedMail),
            Self::HabilitationGranted { grant, .. } => {
                tell(About::Grant(grant), T::HabilitationGrantedMail)
            }
            Self::HabilitationChanged { grant, .. } => {
                tell(About::Grant(grant), T::HabilitationChangedMail)
            }
            Self::HabilitationWithdrawn { grant, .. } => {
                tell(About::Grant(grant), T::HabilitationWithdrawnMail)
            }
            Self::CardOrdered { card, .. } => tell(About::Card(card), T::CardOrderedMail),
            Self::CardProduced { card, .. } => tell(About::Card(card), T::CardProducedMail),
            Self::CardSent { card, .. } => tell(About::Card(card), T::CardSentMail),
            Self::CardRevoked { card, .. } => tell(About::Card(card), T::CardRevokedMail),
            Self::CardExpiresSoon { card, .. } => tell(About::Card(card), T::CardExpiresSoonMail),
            Self::CardExpired { card, .. } => tell(About::Card(card), T::CardExpiredMail),
            Self::DeparturesConfirmed { departure_plan, .. } => {
                let plan = departure_plan;
                vec![Reaction::Do(Job::ApplyDepartures { plan })]
            }
            Self::DeparturesApplied { grant, .. } => {
                tell(About::Grant(grant), T::DeparturesAppliedMail)
            }
            Self::LinkAsked { link } => tell(About::Link(link), T::LinkMail),
            Self::ReviewsAnnounced { grant, .. } => tell(About::Grant(grant), T::ReviewsOpenedMail),
            Self::ReviewsReminded { grant, .. } => {
                tell(About::Grant(grant), T::ReviewsReminderMail)
            }
            Self::ReviewsEscalated { grant, .. } => {
                tell(About::Grant(grant), T::ReviewsOverdueMail)
            }
            Self::MessageRestarted { message } => vec![Reaction::Do(Job::SendMessage { message })],
            _ => self.of_own_file(),
        }
    }

    /// What follows from what somebody does to enter their own file, and from a change of contact (M2, R13).
    fn of_own_file(&self) -> Vec<Reaction> {
        use Template as T;
        let tell = |about, template| vec![Reaction::Tell { about, template }];
        match *self {
            Self::OwnFileAsked { link } => tell(About::Link(link), T::OwnFileLinkMail),
            Self::NewEmailAsked { link } => tell(About::Link(link), T::NewEmailMail),
            Self::ContactChanged {
                professional,
                change,
                email,
                confirm,
                ..
            } => contact_changed(professional, change, email, confirm),
            Self::CodeAsked { code } => tell(About::Code(code), T::CodeSms),
            _ => self.of_request(),
        }
    }

    /// D2, D3: the candidate is told of each change, the managers of what waits. An acceptance has the mails of the
    /// registration, or of the situation.
    fn of_request(&self) -> Vec<Reaction> {
        use Template as T;
        let (about, template) = match *self {
            Self::RequestSent { request, .. } | Self::RequestSentAgain { request, .. } => {
                (About::Request(request), T::RequestSentMail)
            }
            Self::RequestReturned { request, .. } => {
                (About::Request(request), T::RequestReturnedMail)
            }
            Self::RequestRefused { request, .. } => {
                (About::Request(request), T::RequestRefusedMail)
            }
            Self::RequestExpired { request, .. } => {
                (About::Request(request), T::RequestExpiredMail)
            }
            Self::RequestWithdrawn { request } => {
                (About::Request(request), T::RequestWithdrawnMail)
            }
            Self::RequestsWait { grant, .. } => (About::Grant(grant), T::RequestsWaitMail),
            _ => return Vec::new(),
        };
        vec![Reaction::Tell { about, template }]
    }

    /// M3: every change of a file is mailed to the person, but what a death ends.
    fn told_to_the_professional(&self) -> Option<(Id<Professional>, Template)> {
        use Template as T;
        Some(match *self {
            Self::SituationOpened { professional, .. } => (professional, T::SituationOpenedMail),
            Self::SituationClosed { professional, .. } => (professional, T::SituationClosedMail),
            Self::SituationEnded { professional, .. } => (professional, T::SituationEndedMail),
            Self::SituationEndPlanned { professional, .. } => {
                (professional, T::SituationEndPlannedMail)
            }
            Self::SituationReopened { professional, .. } => {
                (professional, T::SituationReopenedMail)
            }
            Self::SituationChanged { professional, .. } => (professional, T::SituationChangedMail),
            Self::IdentityCorrected { professional, .. } => {
                (professional, T::IdentityCorrectedMail)
            }
            Self::PracticeNameChanged { professional, .. } => {
                (professional, T::PracticeNameChangedMail)
            }
            _ => return None,
        })
    }
}

fn registered(professional: Id<Professional>) -> Vec<Reaction> {
    let about = About::Professional(professional);
    let tell = |template| Reaction::Tell { about, template };
    vec![
        tell(Template::RegistrationMail),
        tell(Template::RegistrationSms),
        Reaction::Do(Job::PrepareEcps { professional }),
    ]
}

/// M2: the old address and the new one are both told; one alone when the address stays.
fn contact_changed(
    professional: Id<Professional>,
    change: Id<ContactChange>,
    email: bool,
    confirm: Option<Id<Link>>,
) -> Vec<Reaction> {
    let tell = |about, template| Reaction::Tell { about, template };
    let new = tell(
        About::Professional(professional),
        Template::ContactChangedMail,
    );
    match (confirm, email) {
        (Some(link), true) => vec![tell(About::Link(link), Template::ContactConfirmMail), new],
        (Some(link), false) => vec![tell(About::Link(link), Template::ContactConfirmMail)],
        (None, true) => {
            let old = tell(About::ContactChange(change), Template::FormerContactMail);
            vec![old, new]
        }
        (None, false) => vec![new],
    }
}
