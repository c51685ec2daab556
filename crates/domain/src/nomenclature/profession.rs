//! The professions, found by the names that the field gives them.

use super::table::nomenclature;
use crate::identifiers::{comparison_key, search_words};
use jiff::civil::Date;

nomenclature!(
    /// What a professional does (`TRE_R85`): the *profession* of the portal. It gives no right: the role does.
    Profession, "profession.csv"
);

/// A profession that may be registered, found by a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfessionHit {
    pub profession: Profession,
    /// The closed profession whose name was met, and of which `profession` is a successor.
    pub instead_of: Option<Profession>,
}

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

    /// The professions that may be registered on `day` and answer to `query`, best first; nothing for an empty query.
    ///
    /// Every word of the query must start a word of one same name, or be the code.
    #[must_use]
    pub fn search(query: &str, day: Date) -> Vec<ProfessionHit> {
        let query = Query {
            key: comparison_key(query),
            words: search_words(query),
        };
        if query.words.is_empty() {
            return Vec::new();
        }
        let mut met: Vec<(Closeness, Self)> = Self::all()
            .filter_map(|profession| Some((query.closeness(profession)?, profession)))
            .collect();
        met.sort_by_key(|(closeness, _)| *closeness);
        let mut hits: Vec<ProfessionHit> = Vec::new();
        for hit in met
            .into_iter()
            .flat_map(|(_, profession)| profession.leads_to(day))
        {
            if hits.iter().all(|known| known.profession != hit.profession) {
                hits.push(hit);
            }
        }
        hits
    }

    /// Itself when it may be registered, else its successors.
    fn leads_to(self, day: Date) -> Vec<ProfessionHit> {
        if self.is_registrable_on(day) {
            return vec![ProfessionHit {
                profession: self,
                instead_of: None,
            }];
        }
        let successors = self
            .successors()
            .filter(|successor| successor.is_registrable_on(day));
        successors
            .map(|profession| ProfessionHit {
                profession,
                instead_of: Some(self),
            })
            .collect()
    }
}

struct Query {
    key: String,
    words: Vec<String>,
}

/// From the closest to the farthest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Same,
    Beginning,
    WholeWords,
    StartsOfWords,
}

impl Query {
    fn closeness(&self, profession: Profession) -> Option<Closeness> {
        let names = [
            profession.code(),
            profession.label(),
            profession.short_label(),
        ]
        .into_iter();
        names
            .chain(profession.aliases())
            .filter_map(|name| self.closeness_of_name(name))
            .min()
    }

    fn closeness_of_name(&self, name: &str) -> Option<Closeness> {
        let key = comparison_key(name);
        if key == self.key {
            return Some(Closeness::Same);
        }
        if key.starts_with(&self.key) {
            return Some(Closeness::Beginning);
        }
        let words = search_words(name);
        if self.words.iter().all(|word| words.contains(word)) {
            return Some(Closeness::WholeWords);
        }
        let starts = |word: &String| words.iter().any(|own| own.starts_with(word.as_str()));
        self.words
            .iter()
            .all(starts)
            .then_some(Closeness::StartsOfWords)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn found(query: &str) -> Vec<&'static str> {
        Profession::search(query, TODAY)
            .into_iter()
            .map(|hit| hit.profession.code())
            .collect()
    }

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
    fn r15_professions_are_found_by_the_names_of_the_field() {
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
            ("313", "313"),
        ] {
            assert_eq!(
                found(query).first(),
                Some(&code),
                "{query}: {:?}",
                found(query)
            );
        }
    }

    #[test]
    fn r06_a_closed_name_leads_to_its_successors_and_says_so() {
        let names = |query: &str| -> Vec<_> {
            let hits = Profession::search(query, TODAY).into_iter();
            hits.map(|hit| (hit.profession.code(), hit.instead_of.map(Profession::code)))
                .collect()
        };
        assert_eq!(
            names("AVS"),
            [
                ("328", Some("318")),
                ("371", Some("318")),
                ("372", Some("318"))
            ]
        );
        assert_eq!(names("aide médico")[0], ("328", Some("323")));
        assert_eq!(names("auxiliaire de vie sociale")[0], ("328", Some("318")));
        assert_eq!(names("auxiliaire de vie").len(), 3);
        assert_eq!(
            Profession::search("AVS", date(2025, 1, 1))[0]
                .profession
                .code(),
            "318"
        );
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

    #[test]
    fn r15_the_best_answer_is_first_and_each_comes_once() {
        assert_eq!(found("educateur")[..2], ["325", "326"]);
        let all = found("autre professionnel");
        assert_eq!(all[0], "312");
        let mut once = all.clone();
        once.dedup();
        assert_eq!(once, all);
        assert!(found("").is_empty() && found("…").is_empty() && found("astronaute").is_empty());
    }

    proptest! {
        #[test]
        fn no_query_panics_and_every_hit_may_be_registered(query in any::<String>()) {
            for hit in Profession::search(&query, TODAY) {
                prop_assert!(hit.profession.is_registrable_on(TODAY));
            }
        }
    }
}
