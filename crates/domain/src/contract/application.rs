//! A request that the agency settles: a contract, a new representative, a transition (C3, C4, C6).

use super::{Contract, Signatory};
use crate::{
    access::{Account, Context, Grant, GrantKind, codes},
    card::{Card, CardKind, CardOrigin, CardState},
    event::Event,
    habilitation::name_legal_representative,
    id::Id,
    refusal::Refusal,
    turn_down::{Settlement, TurnDown},
};
use jiff::Timestamp;

codes! {
    ApplicationKind {
        Contract = "contract",
        /// Another representative, of a contract that goes on (C6).
        Representative = "representative",
        /// A centralised contract that takes in the decentralised ones of its legal entity (C2).
        Transition = "transition",
    }
}

codes! {
    ApplicationState {
        Submitted = "submitted",
        /// Sent back to be completed; may be submitted again.
        Returned = "returned",
        Accepted = "accepted",
        Refused = "refused",
    }
}

codes! {
    /// Why the agency sends a request back, or refuses it.
    Remark {
        ProofMissing = "proof_missing",
        ProofUnreadable = "proof_unreadable",
        ProofOutdated = "proof_outdated",
        ProofOfAnother = "proof_of_another",
        FormMissing = "form_missing",
        FormUnsigned = "form_unsigned",
        WrongStructure = "wrong_structure",
        NotRepresentative = "not_representative",
        ContactWrong = "contact_wrong",
        Other = "other",
    }
}

/// What a request is called by people: ten capital letters and digits, of which none is taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// From random bits: fifty of them count.
    #[must_use]
    pub fn from_bits(mut bits: u64) -> Self {
        let mut text = String::with_capacity(10);
        for _ in 0..10 {
            text.push(char::from(Self::LETTERS[(bits % 32) as usize]));
            bits /= 32;
        }
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Reference {
    type Err = crate::nomenclature::UnknownCode;
    /// Spaces and hyphens are dropped, small letters enlarged; O is read as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .collect();
        let ours = read.len() == 10 && read.bytes().all(|byte| Self::LETTERS.contains(&byte));
        ours.then_some(Self(read)).ok_or_else(|| Self::Err {
            table: "Reference",
            code: text.to_owned(),
        })
    }
}

#[derive(Clone, Debug)]
pub struct Application {
    pub id: Id<Application>,
    pub reference: Reference,
    pub kind: ApplicationKind,
    pub contract: Id<Contract>,
    pub applicant: Option<Id<Account>>,
    pub signatory: Signatory,
    pub state: ApplicationState,
    pub submitted_at: Timestamp,
    /// When the signed form came, or its arrival was recorded (C4).
    pub form_came_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSettle {
    /// Officers alone settle.
    NotAllowed,
    /// Somebody settled it first.
    AlreadySettled(ApplicationState),
    /// It was sent back and has not come again.
    WithTheApplicant,
    /// It is being looked at: nothing is to be corrected now.
    WithTheAgency,
    /// Another officer took it in hand meanwhile.
    TakenByAnother,
    ProofMissing,
    FormMissing,
    /// Nothing says why.
    ReasonMissing,
}

impl Refusal for CannotSettle {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::AlreadySettled(_) => "already_settled",
            Self::WithTheApplicant => "with_the_applicant",
            Self::WithTheAgency => "with_the_agency",
            Self::TakenByAnother => "taken_by_another",
            Self::ProofMissing => "proof_missing",
            Self::FormMissing => "form_missing",
            Self::ReasonMissing => "reason_missing",
        }
    }
}

/// What is held under the contract of a request that is accepted.
pub struct Held {
    /// The account of the representative: one already known to represent, by the same e-mail, or a new one.
    pub account: Account,
    /// The proof of appointment is there.
    pub has_proof: bool,
    /// The representative whom the new one replaces, with the CDE in use and one on its way (C6).
    pub replaced: Option<(Id<Grant>, Vec<Id<Card>>)>,
    /// The contracts that a transition takes in.
    pub folded: Vec<Id<Contract>>,
}

/// All that an acceptance does.
pub struct Accepted {
    pub representative: Grant,
    /// The CDE, ordered at once (K1).
    pub card: Card,
    pub events: Vec<Event>,
}

fn may_settle(context: &Context, application: &Application) -> Result<(), CannotSettle> {
    let officer = context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer);
    match application.state {
        _ if !officer => Err(CannotSettle::NotAllowed),
        ApplicationState::Submitted => Ok(()),
        ApplicationState::Returned => Err(CannotSettle::WithTheApplicant),
        state => Err(CannotSettle::AlreadySettled(state)),
    }
}

/// An officer takes a request in hand. `owner` is who has it, `seen` whom the officer saw there: somebody else's
/// is taken over knowingly, never by chance.
pub fn take(
    context: &Context,
    application: &Application,
    owner: Option<Id<Account>>,
    seen: Option<Id<Account>>,
) -> Result<Event, CannotSettle> {
    may_settle(context, application)?;
    if owner != seen {
        return Err(CannotSettle::TakenByAnother);
    }
    Ok(Event::ApplicationTaken {
        application: application.id,
        contract: application.contract,
    })
}

/// C3, C6: an officer accepts; the representative is named, and their CDE ordered. `ids` are those of the grant
/// and of the card.
pub fn accept(
    context: &Context,
    (grant, card): (Id<Grant>, Id<Card>),
    (application, contract): (&Application, &Contract),
    held: &Held,
) -> Result<Accepted, CannotSettle> {
    may_settle(context, application)?;
    if !held.has_proof {
        return Err(CannotSettle::ProofMissing);
    }
    if application.form_came_at.is_none() {
        return Err(CannotSettle::FormMissing);
    }
    let (representative, named) = name_legal_representative(grant, held.account.id, contract);
    let mut events = vec![Event::ApplicationAccepted {
        application: application.id,
        contract: contract.id,
    }];
    if let Some((grant, cards)) = &held.replaced {
        events.push(Event::LegalRepresentativeReplaced {
            grant: *grant,
            contract: contract.id,
        });
        events.extend(cards.iter().map(|&card| Event::CardRevoked {
            card,
            contract: contract.id,
        }));
    }
    events.extend(held.folded.iter().map(|&folded| Event::ContractFolded {
        contract: folded,
        into: contract.id,
    }));
    events.push(named);
    events.push(Event::CardOrdered {
        card,
        contract: contract.id,
    });
    let card = Card {
        id: card,
        contract: contract.id,
        kind: CardKind::Cde,
        account: held.account.id,
        last_name: application.signatory.person.last_name.clone(),
        first_name: application.signatory.person.first_name.clone(),
        job: application.signatory.person.job.clone(),
        origin: CardOrigin::Form,
        state: CardState::Ordered,
        number: None,
        readers: 0,
        ordered_at: context.at,
        // The F101 orders the CDE too.
        form_came_at: application.form_came_at,
        sent_at: None,
        expires_on: None,
        version: 1,
    };
    Ok(Accepted {
        representative,
        card,
        events,
    })
}

/// C3: an officer returns or refuses a request. Gives its new state.
pub fn turn_down(
    context: &Context,
    application: &Application,
    command: &TurnDown<Remark>,
) -> Result<(ApplicationState, Event), CannotSettle> {
    may_settle(context, application)?;
    if !command.is_reasoned(&Remark::Other) {
        return Err(CannotSettle::ReasonMissing);
    }
    let (application, contract) = (application.id, application.contract);
    Ok(match command.settlement {
        Settlement::Returned => (
            ApplicationState::Returned,
            Event::ApplicationReturned {
                application,
                contract,
            },
        ),
        Settlement::Refused => (
            ApplicationState::Refused,
            Event::ApplicationRefused {
                application,
                contract,
            },
        ),
    })
}
