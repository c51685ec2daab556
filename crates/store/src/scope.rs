//! The SQL of a scope: a predicate on an establishment, never a stored list.

use domain::access::{Actor, GrantKind, Scope};

/// True of an establishment `e` that the scope covers: one that moved elsewhere still counts until that is settled
/// (C9). Takes three parameters, in this order: the legal
/// entity, the only establishment or '', the narrowing grant or ''.
macro_rules! in_scope {
    ($legal_entity:literal, $establishment:literal, $grant:literal) => {
        concat!(
            "(e.covered_under = ",
            $legal_entity,
            " AND (",
            $establishment,
            " = '' OR e.finess = ",
            $establishment,
            ")",
            " AND (",
            $grant,
            " = '' OR EXISTS (SELECT 1 FROM access_grant_establishment n",
            " WHERE n.access_grant = ",
            $grant,
            " AND n.establishment = e.finess)))"
        )
    };
}
pub(crate) use in_scope;

/// The three parameters of `in_scope!`.
pub(crate) fn parameters(scope: &Scope) -> [String; 3] {
    [
        scope.legal_entity.to_string(),
        scope
            .establishment
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        scope
            .narrowed_by
            .map(|grant| grant.to_string())
            .unwrap_or_default(),
    ]
}

/// Of what is prepared by somebody: the right that owns it, and the contract whose owners are all the actor's, or ''.
/// A legal representative sees all of its contract (R1).
pub(crate) fn owner(actor: &Actor) -> [String; 2] {
    let represents = actor.grant.kind == GrantKind::LegalRepresentative;
    let contract = actor.grant.scope.as_ref().filter(|_| represents);
    [
        actor.grant.id.to_string(),
        contract
            .map(|scope| scope.contract.to_string())
            .unwrap_or_default(),
    ]
}
