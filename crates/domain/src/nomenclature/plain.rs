//! The tables that are codes and labels, and nothing more.

use super::table::nomenclature;

nomenclature!(
    /// How one practises: salaried, liberal, voluntary, indirect (`TRE_R23`, those of `JDV_J117`).
    PracticeMode, "practice-mode.csv"
);
nomenclature!(
    /// Madame or Monsieur (`TRE_R81`, those of `JDV_J113`).
    Title, "title.csv"
);
nomenclature!(
    /// The sex in the civil status, `F` or `M`.
    Sex, "sex.csv"
);
nomenclature!(
    /// Why a situation ended (`TRE_R25`); the end of a contract is `AUT`.
    EndReason, "end-reason.csv"
);
nomenclature!(
    /// Who registered a professional (`TRE_R60`); structures are `ENREG`.
    Authority, "authority.csv"
);
nomenclature!(
    /// The kind of identity document seen (FR Core, those that rule R2 accepts). Its number is never kept.
    IdentityDocument, "identity-document.csv"
);
nomenclature!(
    /// The category of an establishment in FINESS: the medico-social ones, and the hospitals.
    EstablishmentCategory, "establishment-category.csv"
);

impl EndReason {
    const OTHER: &str = "AUT";
    const DEATH: &str = "DCD";

    /// The end of a contract, and what nothing else says.
    #[must_use]
    pub fn other() -> Self {
        Self::of(Self::OTHER)
    }

    #[must_use]
    pub fn death() -> Self {
        Self::of(Self::DEATH)
    }

    #[must_use]
    pub fn is_death(self) -> bool {
        self.code() == Self::DEATH
    }

    /// A code that the table holds, which a test checks; else its first one.
    fn of(code: &str) -> Self {
        let table = Self::table();
        let found = table.iter().find(|entry| entry.code == code);
        Self(found.unwrap_or(&table[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nomenclature::{Country, Department, DocumentType, Profession, Role};
    use std::collections::HashSet;

    /// What every table promises: a header of its own form, well-formed dates, codes once, all of them read back.
    macro_rules! sound {
        ($($name:ident $file:literal $count:literal;)+) => {$(
            let csv = include_str!(concat!("../../../../data/nomenclature/", $file));
            assert!(csv.starts_with("code;label;short;from;until"), $file);
            let width = csv.lines().next().unwrap().split(';').count();
            for line in csv.lines().skip(1) {
                let columns: Vec<&str> = line.split(';').collect();
                assert_eq!(columns.len(), width, "{}: {line}", $file);
                for day in &columns[3..5] {
                    assert!(day.is_empty() || day.parse::<jiff::civil::Date>().is_ok(), "{}: {line}", $file);
                }
            }
            let codes: HashSet<&str> = $name::all().map($name::code).collect();
            assert_eq!((codes.len(), $name::all().count()), ($count, $count), $file);
            for entry in $name::all() {
                assert_eq!(entry.to_string().parse(), Ok(entry));
                assert!(!entry.label().is_empty() && entry.label().trim() == entry.label(), "{}: {entry}", $file);
            }
        )+};
    }

    #[test]
    fn every_table_is_sound() {
        sound! {
            PracticeMode "practice-mode.csv" 4;
            Title "title.csv" 2;
            Sex "sex.csv" 2;
            EndReason "end-reason.csv" 9;
            Authority "authority.csv" 28;
            IdentityDocument "identity-document.csv" 4;
            EstablishmentCategory "establishment-category.csv" 75;
            Role "role.csv" 14;
            Profession "profession.csv" 78;
            Department "department.csv" 109;
            DocumentType "document-type.csv" 39;
            Country "../pays.csv" 243;
        }
    }

    #[test]
    fn a_code_is_found_and_an_unknown_one_is_named() {
        let category: EstablishmentCategory = "500".parse().unwrap();
        assert_eq!(category.short_label(), "EHPAD");
        assert_eq!(
            "S".parse::<PracticeMode>().unwrap().short_label(),
            "Salarié"
        );
        assert_eq!(
            (EndReason::other().code(), EndReason::death().code()),
            ("AUT", "DCD")
        );
        let error = "X".parse::<PracticeMode>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"X\" is not a code of the table PracticeMode"
        );
    }
}
