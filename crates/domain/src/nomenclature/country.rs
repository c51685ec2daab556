//! The countries of birth, and those that no longer exist.

use super::table::nomenclature;
use crate::identifiers::{CountryCode, comparison_key, search_words};
use jiff::civil::Date;

nomenclature!(
    /// A country by its INSEE code. Territories that share the code of a country are other names of it.
    Country, "../pays.csv"
);

impl Country {
    #[must_use]
    pub fn of(code: &CountryCode) -> Option<Self> {
        code.as_str().parse().ok()
    }

    #[must_use]
    pub fn country_code(self) -> Option<CountryCode> {
        self.code().parse().ok()
    }

    /// Territories and former names that have the same code: `Groenland` has its own, `Jersey` that of the United Kingdom.
    pub fn aliases(self) -> impl Iterator<Item = &'static str> {
        self.0.list(0)
    }

    /// The countries that existed on `day` and have every word of the query at the start of a word of one same name,
    /// those of that exact name first; nothing for an empty query.
    #[must_use]
    pub fn search(query: &str, day: Date) -> Vec<Self> {
        let (key, query) = (comparison_key(query), search_words(query));
        if query.is_empty() {
            return Vec::new();
        }
        let answers = |name: &str| {
            let words = search_words(name);
            query
                .iter()
                .all(|word| words.iter().any(|own| own.starts_with(word.as_str())))
        };
        let names = |country: Self| [country.label()].into_iter().chain(country.aliases());
        let mut found: Vec<Self> = Self::all()
            .filter(|country| country.is_open_on(day) && names(*country).any(answers))
            .collect();
        found.sort_by_key(|country| {
            (
                !names(*country).any(|name| comparison_key(name) == key),
                comparison_key(country.label()),
            )
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(query: &str, day: Date) -> Vec<&'static str> {
        Country::search(query, day)
            .into_iter()
            .map(Country::label)
            .collect()
    }

    #[test]
    fn r02_countries_are_found_by_any_of_their_names() {
        let day = date(1990, 6, 1);
        assert_eq!(found("cote d'iv", day), ["Côte d'Ivoire"]);
        assert_eq!(found("Jersey", day), ["Royaume-Uni"]);
        assert_eq!(
            found("congo", day),
            ["Congo", "République démocratique du Congo"]
        );
        assert_eq!(found("niger", day)[0], "Niger");
        assert!(found(" ", day).is_empty());
    }

    #[test]
    fn r02_a_country_is_offered_for_the_time_when_it_existed() {
        assert_eq!(
            found("tchecoslovaquie", date(1992, 12, 31)),
            ["Tchécoslovaquie"]
        );
        assert!(found("tchecoslovaquie", date(1993, 1, 1)).is_empty());
        assert_eq!(
            found("algerie oran", date(1958, 5, 2)),
            ["Algérie française (département d'Oran)"]
        );
        assert_eq!(found("algerie", date(1970, 5, 2)), ["Algérie"]);
    }

    #[test]
    fn every_code_is_that_of_a_country() {
        for country in Country::all() {
            assert_eq!(
                country.country_code().as_ref().and_then(Country::of),
                Some(country)
            );
        }
        assert_eq!(
            Country::of(&CountryCode::france()).map(Country::label),
            Some("France")
        );
    }
}
