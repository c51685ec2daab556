//! The roles, which carry the rights of access to documents.

use super::table::nomenclature;
use jiff::civil::Date;

nomenclature!(
    /// What kind of activity a situation is (`TRE_R22`): the *rôle RPPS+* of the portal.
    Role, "role.csv"
);

impl Role {
    /// What the role consists of, in a sentence.
    #[must_use]
    pub fn definition(self) -> &'static str {
        self.0.column(1)
    }

    /// Jobs that usually have this role.
    pub fn examples(self) -> impl Iterator<Item = &'static str> {
        self.0.list(2)
    }

    /// One of the five roles of the social and medico-social sector, `GENR08` to `GENR12`.
    #[must_use]
    pub fn is_rpps_plus(self) -> bool {
        matches!(
            self.code(),
            "GENR08" | "GENR09" | "GENR10" | "GENR11" | "GENR12"
        )
    }

    /// Whether structures may register someone in this role on `day` (`JDV_J116`).
    #[must_use]
    pub fn is_registrable_on(self, day: Date) -> bool {
        self.0.column(0) == "1" && self.is_open_on(day)
    }

    /// Whether the role opens documents at all; which ones is for the [`AccessMatrix`](super::AccessMatrix) to say.
    #[must_use]
    pub fn opens_documents(self) -> bool {
        self.is_rpps_plus()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r06_structures_register_in_eight_roles() {
        let codes = |day| {
            Role::all()
                .filter(|role| role.is_registrable_on(day))
                .map(Role::code)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            codes(date(2026, 11, 23)),
            [
                "GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR01", "GENR13", "GENR99"
            ]
        );
        assert_eq!(codes(date(2022, 2, 24)), ["GENR01"]);
    }

    #[test]
    fn r15_a_role_is_offered_with_its_definition_and_examples() {
        for role in Role::all().filter(|role| role.is_registrable_on(date(2026, 11, 23))) {
            assert!(
                !role.definition().is_empty() && role.examples().next().is_some(),
                "{role}"
            );
        }
    }

    #[test]
    fn r06_only_the_five_roles_open_documents() {
        assert_eq!(Role::all().filter(|role| role.opens_documents()).count(), 5);
        assert!(!"GENR01".parse::<Role>().unwrap().opens_documents());
    }
}
