//! The departments and overseas collectivities.

use super::table::nomenclature;
use crate::identifiers::CommuneCode;

nomenclature!(
    /// `01`, `2A`, `971`: the code of INSEE. Collectivities without departments (`975`, `987` …) count as one.
    Department, "department.csv"
);

impl Department {
    /// From the code that FINESS files use, which has two characters overseas: `9A` is `971`.
    #[must_use]
    pub fn from_finess(code: &str) -> Option<Self> {
        let overseas = |department: &Self| !code.is_empty() && department.0.column(0) == code;
        code.parse().ok().or_else(|| Self::all().find(overseas))
    }

    /// Where a commune lies, by the code that it bears or bore; none for departments that are no more.
    #[must_use]
    pub fn of_commune(commune: &CommuneCode) -> Option<Self> {
        let code = commune.to_string();
        let length = if code.starts_with("97") || code.starts_with("98") {
            3
        } else {
            2
        };
        code.get(..length)?.parse().ok()
    }

    #[must_use]
    pub fn region(self) -> &'static str {
        self.0.column(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_begins_with_the_code_of_its_department() {
        let of = |code: &str| Department::of_commune(&code.parse().unwrap()).map(Department::label);
        assert_eq!(of("32389"), Some("Gers"));
        assert_eq!(of("97411"), Some("La Réunion"));
        assert_eq!(of("2A004"), Some("Corse-du-Sud"));
    }

    #[test]
    fn s03_finess_writes_departments_overseas_in_its_own_way() {
        let of = |code| Department::from_finess(code).map(Department::label);
        assert_eq!(of("9A"), Some("Guadeloupe"));
        assert_eq!(of("9F"), Some("Mayotte"));
        assert_eq!(of("2B"), Some("Haute-Corse"));
        assert_eq!(of("974"), Some("La Réunion"));
        assert_eq!((of(""), of("9Z")), (None, None));
    }
}
