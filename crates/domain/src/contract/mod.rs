//! The agreement that lets a structure register professionals (C1–C3).

mod application;
mod covering;
mod going_on;
mod moving;
mod preparing;

pub use application::{
    Accepted, Application, ApplicationKind, ApplicationState, CannotSettle, Held, Reference,
    Remark, accept, take, turn_down,
};
pub use covering::{
    CannotContract, ContractFacts, Signatory, SubmitContract, Wanted, check_cover, submit,
};
pub use going_on::{AskReplacement, CannotEnd, CannotReplace, ask_replacement, end, resubmit};
pub use moving::{CannotSettleMove, MoveOutcome, settle_move};
pub use preparing::{
    KIND, Prepared, Question, kind, may_ask, mode, next_question, prepared, questions,
    representative, structure,
};

use crate::{access::codes, id::Id, identifiers::Finess};
use jiff::Timestamp;

codes! {
    /// Centralised: signed by a legal entity, covers all its establishments. Decentralised: one establishment alone.
    ContractMode { Centralised = "centralised", Decentralised = "decentralised" }
}

codes! {
    /// Where a contract stands (C3). A draft is no contract yet.
    ContractState {
        Submitted = "submitted",
        Accepted = "accepted",
        /// From the first sign-in with the CDE.
        InForce = "in_force",
        Refused = "refused",
        Ended = "ended",
    }
}

#[derive(Clone, Debug)]
pub struct Contract {
    pub id: Id<Contract>,
    pub legal_entity: Finess,
    /// The one establishment of a decentralised contract.
    pub establishment: Option<Finess>,
    pub state: ContractState,
    /// When it was submitted: it covers its establishments from then on (C2).
    pub opened_at: Timestamp,
}

impl Contract {
    #[must_use]
    pub const fn mode(&self) -> ContractMode {
        match self.establishment {
            None => ContractMode::Centralised,
            Some(_) => ContractMode::Decentralised,
        }
    }

    /// The structure that signed.
    #[must_use]
    pub fn structure(&self) -> &Finess {
        self.establishment.as_ref().unwrap_or(&self.legal_entity)
    }

    /// Accepted by the agency, and not ended: rights may be given and used under it.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        matches!(self.state, ContractState::Accepted | ContractState::InForce)
    }
}
