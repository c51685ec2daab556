//! Where a structure stands before its first registration: contract, CDE, cards, course, habilitation (portal rule 1).

use crate::{card::CardState, contract::ContractState};
use jiff::civil::Date;

/// What was loaded to decide.
#[derive(Clone, Debug)]
pub struct Facts {
    pub contract: ContractState,
    pub submitted_on: Date,
    pub in_force_on: Option<Date>,
    /// The representative's card, if one is not over, and when it was ordered.
    pub cde: Option<(CardState, Date)>,
    /// CPE that are not over, and the first order of one.
    pub cards: (i64, Option<Date>),
    /// Of those, sent or active, and the first sending of one.
    pub usable: (i64, Option<Date>),
    /// Of the holders of CPE, those who passed the course, and when the first did.
    pub passed: (i64, Option<Date>),
    /// Managers and delegates in force, and since when the first.
    pub rights: (i64, Option<Date>),
    pub first_registered_on: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Contract,
    Cde,
    Cards,
    Course,
    Habilitation,
    Registration,
}

/// Who must act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Agency,
    Representative,
    /// The representative or a delegate.
    Granter,
    /// The holders of the cards.
    Holders,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Done(Option<Date>),
    /// Can be done now, by them.
    Todo(Next),
    /// Not before this step is done.
    NotBefore(Step),
}

/// The six steps in their order, each with where it stands.
#[must_use]
pub fn progress(facts: &Facts) -> [(Step, Standing); 6] {
    [
        (Step::Contract, contract(facts)),
        (Step::Cde, cde(facts)),
        (Step::Cards, cards(facts)),
        (Step::Course, course(facts)),
        (Step::Habilitation, habilitation(facts)),
        (Step::Registration, registration(facts)),
    ]
}

fn contract(facts: &Facts) -> Standing {
    match facts.contract {
        ContractState::Submitted => Standing::Todo(Next::Agency),
        _ => Standing::Done(Some(facts.submitted_on)),
    }
}

/// C3: the first sign-in with the CDE puts the contract into force.
fn cde(facts: &Facts) -> Standing {
    match (facts.contract, facts.cde) {
        (ContractState::Submitted, _) => Standing::NotBefore(Step::Contract),
        (_, Some((CardState::Active, _))) => Standing::Done(facts.in_force_on),
        (_, Some((CardState::Sent, _))) => Standing::Todo(Next::Representative),
        (_, _) => Standing::Todo(Next::Agency),
    }
}

fn cards(facts: &Facts) -> Standing {
    match (facts.cards.0, facts.usable) {
        (_, (usable, since)) if usable > 0 => Standing::Done(since),
        (0, _) if facts.contract == ContractState::Submitted => Standing::NotBefore(Step::Contract),
        (0, _) => Standing::Todo(Next::Granter),
        (_, _) => Standing::Todo(Next::Agency),
    }
}

/// T4: the course is open before the card.
fn course(facts: &Facts) -> Standing {
    match facts.passed {
        (passed, since) if passed > 0 => Standing::Done(since),
        _ if facts.cards.0 == 0 => Standing::NotBefore(Step::Cards),
        _ => Standing::Todo(Next::Holders),
    }
}

/// H2: a card and, since 1 April 2025, the course.
fn habilitation(facts: &Facts) -> Standing {
    match (facts.rights, facts.usable.0, facts.passed.0) {
        ((rights, since), ..) if rights > 0 => Standing::Done(since),
        (_, 0, _) => Standing::NotBefore(Step::Cards),
        (_, _, 0) => Standing::NotBefore(Step::Course),
        _ => Standing::Todo(Next::Granter),
    }
}

/// H3: the representative registers by right, as soon as the contract is in force.
fn registration(facts: &Facts) -> Standing {
    match (facts.first_registered_on, facts.contract) {
        (Some(day), _) => Standing::Done(Some(day)),
        (None, ContractState::InForce) => Standing::Todo(Next::Granter),
        (None, _) => Standing::NotBefore(Step::Cde),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 23);

    fn submitted() -> Facts {
        Facts {
            contract: ContractState::Submitted,
            submitted_on: DAY,
            in_force_on: None,
            cde: None,
            cards: (0, None),
            usable: (0, None),
            passed: (0, None),
            rights: (0, None),
            first_registered_on: None,
        }
    }

    fn standings(facts: &Facts) -> [Standing; 6] {
        progress(facts).map(|(_, standing)| standing)
    }

    #[test]
    fn at_first_only_the_agency_has_something_to_do() {
        use Standing::{NotBefore, Todo};
        assert_eq!(
            standings(&submitted()),
            [
                Todo(Next::Agency),
                NotBefore(Step::Contract),
                NotBefore(Step::Contract),
                NotBefore(Step::Cards),
                NotBefore(Step::Cards),
                NotBefore(Step::Cde),
            ]
        );
    }

    #[test]
    fn h03_the_representative_may_register_while_cards_are_on_their_way() {
        use Standing::{Done, NotBefore, Todo};
        let facts = Facts {
            contract: ContractState::InForce,
            in_force_on: Some(DAY),
            cde: Some((CardState::Active, DAY)),
            cards: (2, Some(DAY)),
            ..submitted()
        };
        assert_eq!(
            standings(&facts),
            [
                Done(Some(DAY)),
                Done(Some(DAY)),
                Todo(Next::Agency),
                Todo(Next::Holders),
                NotBefore(Step::Cards),
                Todo(Next::Granter),
            ]
        );
    }
}
