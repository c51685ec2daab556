//! The professions, found by the names that the field gives them.

use super::table::nomenclature;
use jiff::civil::Date;

nomenclature!(
    /// What a professional does (`TRE_R85`): the *profession* of the portal. It gives no right: the role does.
    Profession, "profession.csv"
);

impl Profession {
    /// Whether structures may register someone in this profession on `day` (`JDV_J121`).
    #[must_use]
    pub fn is_registrable_on(self, day: Date) -> bool {
        self.0.column(0) == "1" && self.is_open_on(day)
    }

    /// What to choose now in place of a closed code.
    pub fn successors(self) -> impl Iterator<Item = Self> {
        self.0
            .column(1)
            .split(' ')
            .filter_map(|code| code.parse().ok())
    }

    /// Other names: acronyms, diplomas, feminine forms, jobs that have no code of their own.
    pub fn aliases(self) -> impl Iterator<Item = &'static str> {
        self.0.list(2)
    }

    /// The codes closed on `day` of which it is a successor: people still look for it by their names (R6).
    pub fn replaced_on(self, day: Date) -> impl Iterator<Item = Self> {
        Self::all().filter(move |closed| {
            !closed.is_open_on(day) && closed.successors().any(|next| next == self)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifiers::comparison_key;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn r06_sixty_or_so_codes_may_be_registered_and_closed_ones_no_longer() {
        assert_eq!(
            Profession::all()
                .filter(|profession| profession.is_registrable_on(TODAY))
                .count(),
            60
        );
        for code in ["318", "323"] {
            let closed: Profession = code.parse().unwrap();
            assert!(
                closed.is_registrable_on(date(2025, 12, 21))
                    && !closed.is_registrable_on(date(2025, 12, 22))
            );
        }
    }

    #[test]
    fn r15_professions_bear_the_names_of_the_field() {
        for (query, code) in [
            ("AES", "328"),
            ("cesf", "320"),
            ("CIP", "345"),
            ("MJPM", "307"),
            ("TISF", "319"),
            ("EJE", "325"),
            ("ES", "326"),
            ("ETS", "327"),
            ("AS", "313"),
            ("AP", "315"),
            ("ASG", "312"),
            ("AVDH", "312"),
            ("moniteur d’atelier", "345"),
            ("chef de service", "312"),
            ("directeur adjoint", "359"),
            ("veilleur de nuit", "367"),
            ("secrétaire", "331"),
            ("educatrice specialisee", "326"),
        ] {
            let profession: Profession = code.parse().unwrap();
            let mut names = profession.aliases().chain([profession.short_label()]);
            let wanted = comparison_key(query);
            assert!(
                names.any(|name| comparison_key(name).contains(&wanted)),
                "{query}: {profession}"
            );
        }
    }

    #[test]
    fn r06_a_successor_knows_the_codes_that_it_replaces() {
        for code in ["328", "371", "372"] {
            let successor: Profession = code.parse().unwrap();
            let replaced: Vec<_> = successor.replaced_on(TODAY).map(Profession::code).collect();
            assert!(
                replaced.starts_with(&["318", "323"]),
                "{code}: {replaced:?}"
            );
            assert_eq!(successor.replaced_on(date(2025, 12, 21)).count(), 0);
        }
    }
}
