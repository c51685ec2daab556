//! What happened, and what must follow: every side effect of the system is in `reactions`.

use crate::{
    access::{Account, Grant, Session},
    contract::Contract,
    duplicate::ContestedIdentity,
    id::Id,
    identifiers::Finess,
    professional::{Professional, Situation},
};
use serde::{Deserialize, Serialize};

/// A fact of the journal. Holds identifiers, never personal data (J2).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    StructuresImported {
        import: Id<StructureImport>,
    },
    CommunesImported {
        count: usize,
    },
    ContractOpened {
        contract: Id<Contract>,
        structure: Finess,
    },
    AccountOpened {
        account: Id<Account>,
    },
    LegalRepresentativeNamed {
        grant: Id<Grant>,
        contract: Id<Contract>,
    },
    DelegateNamed {
        grant: Id<Grant>,
        contract: Id<Contract>,
    },
    HabilitationGranted {
        grant: Id<Grant>,
        contract: Id<Contract>,
    },
    OfficerNamed {
        grant: Id<Grant>,
    },
    SignedIn {
        session: Id<Session>,
        account: Id<Account>,
    },
    SignedOut {
        session: Id<Session>,
        account: Id<Account>,
    },
    ProfessionalRegistered {
        professional: Id<Professional>,
        situation: Id<Situation>,
        contract: Id<Contract>,
    },
    SituationOpened {
        professional: Id<Professional>,
        situation: Id<Situation>,
        contract: Id<Contract>,
    },
    /// Someone read a professional's file (R12): once per grant, file and day.
    FileOpened {
        professional: Id<Professional>,
    },
    /// A look-up met someone outside the actor's scope (R5).
    OutsideScopeMet {
        professional: Id<Professional>,
        by: LookUp,
    },
    IdentityContested {
        contested: Id<ContestedIdentity>,
        professional: Id<Professional>,
    },
    ContestedIdentitySettled {
        contested: Id<ContestedIdentity>,
        professional: Id<Professional>,
    },
    EcpsPrepared {
        professional: Id<Professional>,
    },
    /// An officer sent again a message that was refused or given up (N1).
    MessageRestarted {
        message: Id<Message>,
    },
    /// An officer put a parked job back in the queue.
    JobRestarted {
        job: Id<Job>,
    },
    /// An act of consequence that the rules refused (J1).
    Refused {
        act: String,
        reasons: Vec<String>,
    },
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

/// What a fact calls for: work that may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Write to a professional, at the address known at that moment.
    Tell {
        professional: Id<Professional>,
        template: Template,
    },
    Do(Job),
}

/// Work done after the fact, at least once; handlers are idempotent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    SendMessage { message: Id<Message> },
    PrepareEcps { professional: Id<Professional> },
}

impl Job {
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::SendMessage { .. } => "send_message",
            Self::PrepareEcps { .. } => "prepare_ecps",
        }
    }
}

crate::access::codes! {
    /// The texts that the system sends.
    Template {
        RegistrationMail = "registration_mail",
        RegistrationSms = "registration_sms",
        SituationOpenedMail = "situation_opened_mail",
    }
}

crate::access::codes! {
    Channel { Mail = "mail", Sms = "sms" }
}

crate::access::codes! {
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
            Self::RegistrationMail | Self::SituationOpenedMail => Channel::Mail,
            Self::RegistrationSms => Channel::Sms,
        }
    }
}

impl Event {
    /// The whole table of what follows from a fact and may wait.
    #[must_use]
    pub fn reactions(&self) -> Vec<Reaction> {
        match *self {
            Self::ProfessionalRegistered { professional, .. } => vec![
                Reaction::Tell {
                    professional,
                    template: Template::RegistrationMail,
                },
                Reaction::Tell {
                    professional,
                    template: Template::RegistrationSms,
                },
                Reaction::Do(Job::PrepareEcps { professional }),
            ],
            Self::SituationOpened { professional, .. } => vec![Reaction::Tell {
                professional,
                template: Template::SituationOpenedMail,
            }],
            Self::MessageRestarted { message } => {
                vec![Reaction::Do(Job::SendMessage { message })]
            }
            _ => Vec::new(),
        }
    }

    /// What the fact is about, so that the history of each is one read.
    #[must_use]
    pub fn subjects(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::StructuresImported { import } => vec![("structure_import", import.to_string())],
            Self::CommunesImported { .. } | Self::Refused { .. } => Vec::new(),
            Self::ContractOpened {
                contract,
                structure,
            } => {
                vec![
                    ("contract", contract.to_string()),
                    ("structure", structure.to_string()),
                ]
            }
            Self::AccountOpened { account } => vec![("account", account.to_string())],
            Self::LegalRepresentativeNamed { grant, contract }
            | Self::DelegateNamed { grant, contract }
            | Self::HabilitationGranted { grant, contract } => {
                vec![
                    ("grant", grant.to_string()),
                    ("contract", contract.to_string()),
                ]
            }
            Self::OfficerNamed { grant } => vec![("grant", grant.to_string())],
            Self::SignedIn { account, .. } | Self::SignedOut { account, .. } => {
                vec![("account", account.to_string())]
            }
            Self::ProfessionalRegistered {
                professional,
                contract,
                ..
            }
            | Self::SituationOpened {
                professional,
                contract,
                ..
            } => {
                vec![
                    ("professional", professional.to_string()),
                    ("contract", contract.to_string()),
                ]
            }
            Self::FileOpened { professional }
            | Self::OutsideScopeMet { professional, .. }
            | Self::IdentityContested { professional, .. }
            | Self::ContestedIdentitySettled { professional, .. }
            | Self::EcpsPrepared { professional } => {
                vec![("professional", professional.to_string())]
            }
            Self::MessageRestarted { message } => vec![("message", message.to_string())],
            Self::JobRestarted { job } => vec![("job", job.to_string())],
        }
    }

    /// The name of the fact, as stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StructuresImported { .. } => "structures_imported",
            Self::CommunesImported { .. } => "communes_imported",
            Self::ContractOpened { .. } => "contract_opened",
            Self::AccountOpened { .. } => "account_opened",
            Self::LegalRepresentativeNamed { .. } => "legal_representative_named",
            Self::DelegateNamed { .. } => "delegate_named",
            Self::HabilitationGranted { .. } => "habilitation_granted",
            Self::OfficerNamed { .. } => "officer_named",
            Self::SignedIn { .. } => "signed_in",
            Self::SignedOut { .. } => "signed_out",
            Self::ProfessionalRegistered { .. } => "professional_registered",
            Self::SituationOpened { .. } => "situation_opened",
            Self::FileOpened { .. } => "file_opened",
            Self::OutsideScopeMet { .. } => "outside_scope_met",
            Self::IdentityContested { .. } => "identity_contested",
            Self::ContestedIdentitySettled { .. } => "contested_identity_settled",
            Self::EcpsPrepared { .. } => "ecps_prepared",
            Self::MessageRestarted { .. } => "message_restarted",
            Self::JobRestarted { .. } => "job_restarted",
            Self::Refused { .. } => "refused",
        }
    }
}
