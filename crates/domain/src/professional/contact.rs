//! Changing a contact: by the professional, or by whoever registers in their scope (M2, R5).

use super::{
    CannotRegister, Contact, Professional,
    register::{email_problems, mobile_problem},
};
use crate::{
    access::Context,
    duplicate::Known,
    event::{Event, Link},
    id::Id,
    refusal::{Refusal, Refusals},
};
use jiff::{SignedDuration, Timestamp};

/// After a manager's change, the e-CPS waits so long, unless the contact that was confirms (M2).
const HOLD: SignedDuration = SignedDuration::from_hours(48);

/// One change of contact; its old and new values are kept apart (J2).
#[derive(Clone, Debug)]
pub struct ContactChange {
    pub id: Id<ContactChange>,
    pub old: Contact,
    pub new: Contact,
    /// Until when the e-CPS is not activated, and the link that confirms is good; none when the professional changed it.
    pub activation_not_before: Option<Timestamp>,
}

impl ContactChange {
    #[must_use]
    pub fn moves_email(&self) -> bool {
        self.old.email != self.new.email
    }
}

/// What somebody wants, and the state that they saw.
#[derive(Clone, Debug)]
pub struct ChangeContact {
    pub contact: Contact,
    /// Of the contact, when the form was shown (M4).
    pub version: i64,
}

/// The ids of what a change makes.
#[derive(Clone, Copy, Debug)]
pub struct ContactIds {
    pub change: Id<ContactChange>,
    /// The link by which the contact that was confirms a manager's change.
    pub confirm: Id<Link>,
}

/// What was loaded to decide. Holders are others than the person.
#[derive(Clone, Debug, Default)]
pub struct ContactFacts {
    pub version: i64,
    /// Is the file in the actor's scope (M2)? Of no matter to the professional.
    pub in_scope: bool,
    pub email_holder: Option<Known>,
    pub mobile_holder: Option<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChangeContact {
    NotAllowed,
    /// Outside the scope, or nobody.
    Unknown,
    /// Somebody else changed it since it was shown (M4).
    Changed,
    /// It is what is held already.
    Same,
    Wrong(CannotRegister),
}

impl Refusal for CannotChangeContact {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "professional_unknown",
            Self::Changed => "changed_meanwhile",
            Self::Same => "same_contact",
            Self::Wrong(problem) => problem.code(),
        }
    }
}

/// M2: change the contact of somebody; the professional's own change holds nothing back.
pub fn change_contact(
    context: &Context,
    ids: ContactIds,
    professional: &Professional,
    wanted: ChangeContact,
    facts: &ContactFacts,
) -> Result<(ContactChange, Event), Refusals<CannotChangeContact>> {
    use CannotChangeContact as No;
    let own = context.is_own_file(professional.id);
    if !own && !context.may_register() {
        return Err(No::NotAllowed.into());
    }
    if !own && !facts.in_scope {
        return Err(No::Unknown.into());
    }
    if wanted.version != facts.version {
        return Err(No::Changed.into());
    }
    let (old, mut new) = (professional.contact.clone(), wanted.contact);
    if old.email == new.email {
        if old.mobile == new.mobile {
            return Err(No::Same.into());
        }
        new.sole_reader = old.sole_reader;
    }
    Refusals::check(contact_problems(&old, &new, facts))?;
    let change = ContactChange {
        id: ids.change,
        old,
        new,
        activation_not_before: (!own).then(|| context.at + HOLD),
    };
    let event = Event::ContactChanged {
        professional: professional.id,
        change: ids.change,
        email: change.moves_email(),
        mobile: change.old.mobile != change.new.mobile,
        confirm: (!own).then_some(ids.confirm),
    };
    Ok((change, event))
}

/// R5: what is wrong with what changes; what stays is not judged again.
#[must_use]
pub fn contact_problems(
    old: &Contact,
    new: &Contact,
    facts: &ContactFacts,
) -> Vec<CannotChangeContact> {
    let mut problems = Vec::new();
    if old.email != new.email {
        problems = email_problems(&new.email, new.sole_reader, facts.email_holder.as_ref());
    }
    if old.mobile != new.mobile {
        problems.extend(mobile_problem(facts.mobile_holder.as_ref()));
    }
    problems
        .into_iter()
        .map(CannotChangeContact::Wrong)
        .collect()
}
