//! The SQL of a scope: a predicate on an establishment, never a stored list.

use domain::access::Scope;

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
