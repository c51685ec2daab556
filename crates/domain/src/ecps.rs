//! The e-CPS of a professional, as far as situations command it (L1, L2).

use crate::{access::codes, event::Event, id::Id, professional::Professional};

codes! {
    EcpsState {
        /// Ready to be activated.
        Prepared = "prepared",
        /// No situation is left: taken up again as it was when one opens.
        Suspended = "suspended",
        /// Ended for good: another one has to be activated.
        Revoked = "revoked",
    }
}

/// What is told once an e-CPS stands so, after situations opened or ended.
#[must_use]
pub const fn moved(professional: Id<Professional>, now: EcpsState) -> Event {
    match now {
        EcpsState::Prepared => Event::EcpsResumed { professional },
        EcpsState::Suspended => Event::EcpsSuspended { professional },
        EcpsState::Revoked => Event::EcpsRevoked { professional },
    }
}
