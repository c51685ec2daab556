//! A code table compiled into the program, and what every code of it can tell.

use jiff::civil::Date;
use std::hash::{Hash, Hasher};

/// One line of a table. Text columns beyond the five common ones are read with [`Entry::column`].
#[derive(Debug)]
pub struct Entry {
    pub code: &'static str,
    pub label: &'static str,
    /// Empty when the label itself is fit to be read.
    pub short: &'static str,
    from: Option<Date>,
    /// The last day on which the code is open.
    until: Option<Date>,
    more: Vec<&'static str>,
}

impl Entry {
    fn read(line: &'static str) -> Self {
        let mut columns = line.split(';');
        let mut next = || columns.next().unwrap_or_default();
        let (code, label, short, from, until) = (next(), next(), next(), next(), next());
        Self {
            code,
            label,
            short,
            from: day(from),
            until: day(until),
            more: columns.collect(),
        }
    }

    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The n-th column after the common ones; empty when the table has none.
    pub(super) fn column(&self, rank: usize) -> &'static str {
        self.more.get(rank).copied().unwrap_or_default()
    }

    /// The same, where it holds several texts with `|` between them.
    pub(super) fn list(&self, rank: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.column(rank).split('|').filter(|text| !text.is_empty())
    }
}

/// A table names a code once: two entries with the same code are the same entry.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}
impl Eq for Entry {}
impl Hash for Entry {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code.cmp(other.code)
    }
}

/// Reads `code;label;short;from;until;…` after a line of headers. Quotes are not special, for no text holds `;`.
pub(super) fn read(csv: &'static str) -> Vec<Entry> {
    csv.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(Entry::read)
        .collect()
}

/// A day of a compiled-in file: the tests of each table check that none is malformed.
pub(super) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A code that its table does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is not a code of the table {table}")]
pub struct UnknownCode {
    pub table: &'static str,
    pub code: String,
}

/// A small `Copy` type over one table. `FromStr` finds closed codes too: what was recorded stays readable.
macro_rules! nomenclature {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(&'static $crate::nomenclature::Entry);
        $crate::identifiers::through_text!($name);

        impl $name {
            fn table() -> &'static [$crate::nomenclature::Entry] {
                static TABLE: std::sync::LazyLock<Vec<$crate::nomenclature::Entry>> = std::sync::LazyLock::new(|| {
                    $crate::nomenclature::table::read(include_str!(concat!("../../../../data/nomenclature/", $file)))
                });
                &TABLE
            }

            /// Every code, closed ones too, in the order in which the table shows them.
            pub fn all() -> impl Iterator<Item = Self> {
                Self::table().iter().map(Self)
            }

            #[must_use]
            pub fn code(self) -> &'static str {
                self.0.code
            }

            /// The full label, which machines exchange; the README of the data says whose it is.
            #[must_use]
            pub fn label(self) -> &'static str {
                self.0.label
            }

            /// What people read: our shorter or better spelt label if the table has one, else the label.
            #[must_use]
            pub fn short_label(self) -> &'static str {
                if self.0.short.is_empty() { self.0.label } else { self.0.short }
            }

            #[must_use]
            pub fn is_open_on(self, day: jiff::civil::Date) -> bool {
                self.0.is_open_on(day)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::nomenclature::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                let found = Self::table().iter().find(|entry| entry.code == code).map(Self);
                found.ok_or_else(|| $crate::nomenclature::UnknownCode {
                    table: stringify!($name),
                    code: code.to_owned(),
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

pub(super) use nomenclature;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const CSV: &str =
        "code;label;short;from;until;more\nA;Alpha;;2020-01-01;2020-12-31;x|y\nB;Bêta;B.;;;\n";

    #[test]
    fn a_code_is_open_from_its_first_to_its_last_day() {
        let [alpha, beta] = &read(CSV)[..] else {
            panic!("two lines")
        };
        assert!(!alpha.is_open_on(date(2019, 12, 31)) && alpha.is_open_on(date(2020, 1, 1)));
        assert!(alpha.is_open_on(date(2020, 12, 31)) && !alpha.is_open_on(date(2021, 1, 1)));
        assert!(beta.is_open_on(date(1900, 1, 1)) && beta.is_open_on(date(2100, 1, 1)));
    }

    #[test]
    fn a_cell_may_hold_several_texts() {
        let entries = read(CSV);
        assert_eq!(entries[0].list(0).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(entries[1].list(0).count() + entries[1].list(7).count(), 0);
    }
}
