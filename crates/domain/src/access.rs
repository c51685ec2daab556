//! Who acts, by which right, over which establishments.

use crate::{
    card::Card, contract::Contract, id::Id, identifiers::Finess, professional::Professional,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A person known to the system, who may hold several credentials and several grants.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: Id<Account>,
    pub name: String,
    pub email: String,
}

/// What proves who someone is: a card, a passkey, a subject of Pro Santé Connect …
#[derive(Clone, Debug)]
pub struct Credential {
    pub id: Id<Credential>,
    pub account: Id<Account>,
    pub means: Means,
    /// What the means of sign-in knows the holder by, unique for that means: a card's number, an e-mail …
    pub subject: String,
    /// The card that it is, if it is one.
    pub card: Option<Id<Card>>,
}

/// An open sign-in, on one browser.
pub enum Session {}

/// A closed list that is stored and shown by its code.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::nomenclature::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::nomenclature::UnknownCode { table: stringify!($name), code: text.to_owned() }),
                }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// How someone signed in; the journal keeps it with every act.
    Means {
        Card = "card",
        Passkey = "passkey",
        ProSanteConnect = "pro_sante_connect",
        /// A one-time link sent to an e-mail: proves the mailbox, and gives no right under a contract.
        Link = "link",
        /// A one-time link to the registered e-mail, then a code by SMS (R13): opens one's own file, no health service.
        MailAndSms = "mail_and_sms",
        Persona = "persona",
        /// The program itself: clock, import, command line.
        System = "system",
    }
}

codes! {
    /// The capacities in which one may act (rules §0).
    GrantKind {
        LegalRepresentative = "legal_representative",
        Delegate = "delegate",
        Manager = "manager",
        Officer = "officer",
        /// Of one's own file (R13).
        Professional = "professional",
    }
}

impl Means {
    /// May a right of this kind be used by who signed in so (rules §0)? A card's contract is looked at apart.
    #[must_use]
    pub const fn opens(self, kind: GrantKind) -> bool {
        match self {
            Self::Persona => true,
            Self::Passkey => matches!(kind, GrantKind::Officer),
            Self::Card => !matches!(kind, GrantKind::Officer | GrantKind::Professional),
            Self::MailAndSms | Self::ProSanteConnect => matches!(kind, GrantKind::Professional),
            Self::Link | Self::System => false,
        }
    }
}

impl GrantKind {
    /// Those who register: the manager, and by right the delegate (H7) and the legal representative (H3).
    #[must_use]
    pub const fn may_register(self) -> bool {
        matches!(
            self,
            Self::LegalRepresentative | Self::Delegate | Self::Manager
        )
    }

    /// Those who give and withdraw habilitations (H1).
    #[must_use]
    pub const fn may_grant(self) -> bool {
        matches!(self, Self::LegalRepresentative | Self::Delegate)
    }
}

/// A right held by an account, under a contract but for the agency's and the professional's own.
#[derive(Clone, Debug)]
pub struct Grant {
    pub id: Id<Grant>,
    pub account: Id<Account>,
    pub kind: GrantKind,
    pub scope: Option<Scope>,
    /// Whose file it opens: of a professional's right alone.
    pub professional: Option<Id<Professional>>,
}

/// The establishments that a grant may act on: a predicate, never a stored list (C1, H5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub contract: Id<Contract>,
    pub legal_entity: Finess,
    /// The only one, under a decentralised contract.
    pub establishment: Option<Finess>,
    /// The grant whose list of establishments narrows the contract.
    pub narrowed_by: Option<Id<Grant>>,
}

/// The one who acts, in one of their capacities, by a verified means of sign-in.
#[derive(Clone, Debug)]
pub struct Actor {
    pub account: Id<Account>,
    pub grant: Grant,
    pub means: Means,
    pub session: Id<Session>,
}

/// Somebody signed in who acts by no right: who learns, or asks for a contract.
#[derive(Clone, Debug)]
pub struct Guest {
    pub account: Id<Account>,
    pub means: Means,
    pub session: Id<Session>,
}

/// What every decision may look at: who acts, and when.
#[derive(Clone, Debug)]
pub struct Context {
    /// Empty when a guest acts, or the system itself.
    pub actor: Option<Actor>,
    pub guest: Option<Guest>,
    pub at: Timestamp,
}

impl Context {
    /// The civil day in Europe/Paris.
    #[must_use]
    pub fn today(&self) -> Date {
        paris_day(self.at)
    }

    #[must_use]
    pub fn grant(&self) -> Option<&Grant> {
        self.actor.as_ref().map(|actor| &actor.grant)
    }

    #[must_use]
    pub fn scope(&self) -> Option<&Scope> {
        self.grant().and_then(|grant| grant.scope.as_ref())
    }

    /// Does the actor act on their own file?
    #[must_use]
    pub fn is_own_file(&self, professional: Id<Professional>) -> bool {
        self.grant()
            .is_some_and(|grant| grant.professional == Some(professional))
    }

    /// May the actor register professionals?
    #[must_use]
    pub fn may_register(&self) -> bool {
        self.grant().is_some_and(|grant| grant.kind.may_register())
    }
}

/// The civil day of an instant in Europe/Paris, in which every rule counts its days.
#[must_use]
pub fn paris_day(at: Timestamp) -> Date {
    at.to_zoned(paris()).date()
}

/// Europe/Paris; its rules are compiled in.
#[must_use]
pub fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_paris() {
        let summer: Timestamp = "2026-07-01T22:30:00Z".parse().unwrap();
        let winter: Timestamp = "2026-12-31T22:59:59Z".parse().unwrap();
        assert_eq!(paris_day(summer).to_string(), "2026-07-02");
        assert_eq!(paris_day(winter).to_string(), "2026-12-31");
    }
}
