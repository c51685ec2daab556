//! Where a structure is, from the several ways in which the files write it.

use domain::{
    identifiers::{CommuneCode, Finess},
    nomenclature::Department,
};

/// The INSEE code of the department: from that of the file, which has its own codes overseas, else from the number.
pub fn department(code: &str, finess: &Finess) -> String {
    Department::from_finess(code).map_or_else(
        || finess.department_code().to_owned(),
        |department| department.code().to_owned(),
    )
}

/// The INSEE code of the commune: whole, or its three last digits after a department. Empty when it is neither.
pub fn commune(code: &str, department: &str) -> String {
    let Some(department) = Department::from_finess(department) else {
        return whole_commune(code);
    };
    // Overseas the third digit of the department is the first of the three: Les Abymes is 101 in 971, 97101.
    let prefix = &department.code()[..2];
    if code.len() == 3 {
        whole_commune(&format!("{prefix}{code}"))
    } else {
        whole_commune(code)
    }
}

fn whole_commune(code: &str) -> String {
    code.parse::<CommuneCode>()
        .map_or_else(|_| String::new(), |code| code.to_string())
}

/// `01440 VIRIAT` as postal code and town.
pub fn postal_code_and_town(line: &str) -> (String, String) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_postal_code = first.len() == 5 && first.bytes().all(|byte| byte.is_ascii_digit());
    if is_postal_code {
        (first.to_owned(), rest.trim().to_owned())
    } else {
        (String::new(), line.to_owned())
    }
}

/// The street (`900 RTE DE PARIS`), then what completes it.
pub fn street(way: [&str; 4], complements: [&str; 2]) -> String {
    let street = joined(&way, " ");
    joined(&[street.as_str(), complements[0], complements[1]], ", ")
}

/// The parts that are not empty.
pub fn joined(parts: &[&str], separator: &str) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(separator)
}

/// A day as `2011-01-01`, perhaps with an hour after it; empty when it is none.
pub fn day(text: &str) -> String {
    let day = text.get(..10).unwrap_or(text);
    day.parse::<jiff::civil::Date>()
        .map_or_else(|_| String::new(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s03_the_commune_is_the_department_and_three_digits() {
        assert_eq!(commune("451", "01"), "01451");
        assert_eq!(commune("004", "2A"), "2A004");
        assert_eq!(commune("101", "9A"), "97101");
        assert_eq!(commune("611", "9F"), "97611");
        assert_eq!(commune("735", "987"), "98735");
        assert_eq!(commune("85029", ""), "85029");
        assert_eq!(commune("003", "00"), "");
        assert_eq!(commune("", "01"), "");
        assert_eq!(commune("é1", "01"), "");
    }

    #[test]
    fn s03_an_unknown_department_is_that_of_the_number() {
        let finess = "970100012".parse().unwrap();
        assert_eq!(department("9A", &finess), "971");
        assert_eq!(department("00", &finess), "971");
        assert_eq!(department("01", &finess), "01");
    }

    #[test]
    fn s03_postal_code_and_town_are_told_apart() {
        let parts = |line| {
            let (postal_code, town) = postal_code_and_town(line);
            format!("{postal_code}|{town}")
        };
        assert_eq!(parts("01440 VIRIAT"), "01440|VIRIAT");
        assert_eq!(parts("20303 AJACCIO CEDEX 1"), "20303|AJACCIO CEDEX 1");
        assert_eq!(parts("LA ROCHELLE"), "|LA ROCHELLE");
        assert_eq!(parts(""), "|");
    }

    #[test]
    fn an_address_skips_what_is_missing() {
        assert_eq!(
            street(["900", "", "RTE", "DE PARIS"], ["", "BP 12"]),
            "900 RTE DE PARIS, BP 12"
        );
        assert_eq!(street(["", "", "", ""], ["", ""]), "");
    }

    #[test]
    fn a_day_may_have_an_hour() {
        assert_eq!(day("2011-03-16 00:00:00"), "2011-03-16");
        assert_eq!((day(""), day("2011-02-30"), day("é")), Default::default());
    }
}
