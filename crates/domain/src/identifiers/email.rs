//! An e-mail address, in the form in which two of them are compared.

use super::text_value;
use std::str::FromStr;

const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;
const LOCAL_PUNCTUATION: &str = "!#$%&'*+/=?^_`{|}~-.";

/// First words of the addresses that several people read; this is a guess, the manager has the last word (rule R5).
const SHARED: [&str; 47] = [
    "accueil",
    "admin",
    "administratif",
    "administration",
    "association",
    "bonjour",
    "bureau",
    "cadres",
    "comptabilite",
    "compta",
    "contact",
    "contacts",
    "coordination",
    "courrier",
    "crip",
    "direction",
    "directeur",
    "directrice",
    "drh",
    "ehpad",
    "equipe",
    "esat",
    "foyer",
    "gestion",
    "ime",
    "info",
    "information",
    "infos",
    "infirmerie",
    "itep",
    "mail",
    "noreply",
    "personnel",
    "planning",
    "postmaster",
    "reception",
    "recrutement",
    "residence",
    "rh",
    "saad",
    "samsah",
    "secretariat",
    "service",
    "sessad",
    "siege",
    "ssiad",
    "standard",
];

/// Trimmed and in lower case: `R5` compares so. ASCII only, 254 characters at most.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);
text_value!(Email);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEmail {
    #[error("an e-mail address is missing")]
    Empty,
    #[error("an e-mail address has 254 characters at most, 64 before the @")]
    TooLong,
    #[error("an e-mail address holds no space")]
    Space,
    #[error("an e-mail address holds exactly one @")]
    At,
    #[error("an e-mail address holds no accent nor other special letter, such as {0:?}")]
    NotAscii(char),
    #[error("an e-mail address holds no {0:?}")]
    Character(char),
    #[error("dots neither start nor end an e-mail address, nor stand beside the @ or each other")]
    Dots,
    #[error("what follows the @ is not the name of a domain")]
    Domain,
}

impl Email {
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.parts().0
    }

    #[must_use]
    pub fn domain(&self) -> &str {
        self.parts().1
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('@').unwrap_or((&self.0, ""))
    }

    /// Whether the name looks like that of a mailbox read by several people: `contact@`, `accueil.site2@`.
    #[must_use]
    pub fn looks_shared(&self) -> bool {
        let first_word = self
            .local_part()
            .split(['.', '-', '_', '+'])
            .next()
            .unwrap_or_default();
        SHARED.contains(&first_word.trim_end_matches(|c: char| c.is_ascii_digit()))
            || self.local_part().starts_with("no-reply")
    }

    /// Whether the address is one of the secure mail of health professionals, which may be lost with a post.
    #[must_use]
    pub fn is_mssante(&self) -> bool {
        self.domain() == "mssante.fr" || self.domain().ends_with(".mssante.fr")
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidEmail::Empty);
        }
        if text.chars().any(char::is_whitespace) {
            return Err(InvalidEmail::Space);
        }
        if let Some(found) = text.chars().find(|c| !c.is_ascii()) {
            return Err(InvalidEmail::NotAscii(found));
        }
        if text.matches('@').count() != 1 {
            return Err(InvalidEmail::At);
        }
        let address = Self(text.to_ascii_lowercase());
        address.check()?;
        Ok(address)
    }
}

impl Email {
    fn check(&self) -> Result<(), InvalidEmail> {
        let (local, domain) = self.parts();
        if self.0.len() > LONGEST || local.len() > LONGEST_LOCAL {
            return Err(InvalidEmail::TooLong);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || LOCAL_PUNCTUATION.contains(c);
        if let Some(found) = local.chars().find(|&c| !allowed(c)) {
            return Err(InvalidEmail::Character(found));
        }
        if local.is_empty() || domain.is_empty() {
            return Err(InvalidEmail::At);
        }
        if [local, domain]
            .iter()
            .any(|part| part.split('.').any(str::is_empty))
        {
            return Err(InvalidEmail::Dots);
        }
        if !is_domain(domain) {
            return Err(InvalidEmail::Domain);
        }
        Ok(())
    }
}

/// Labels of letters, digits and inner hyphens; at least two, the last one being no number.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((_, last)) = text.rsplit_once('.') else {
        return false;
    };
    text.split('.').all(is_label)
        && last.len() >= 2
        && !last.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(text: &str) -> Option<InvalidEmail> {
        text.parse::<Email>().err()
    }

    #[test]
    fn r05_email_is_compared_in_lower_case() {
        let email: Email = " Marie.O'Neil+rpps@CCAS-Lyon.FR ".parse().unwrap();
        assert_eq!(email.as_str(), "marie.o'neil+rpps@ccas-lyon.fr");
        assert_eq!(
            (email.local_part(), email.domain()),
            ("marie.o'neil+rpps", "ccas-lyon.fr")
        );
    }

    #[test]
    fn each_mistake_has_its_error() {
        assert_eq!(error("  "), Some(InvalidEmail::Empty));
        assert_eq!(error("marie dupont@free.fr"), Some(InvalidEmail::Space));
        assert_eq!(error("hélène@free.fr"), Some(InvalidEmail::NotAscii('é')));
        assert_eq!(error("marie(free.fr"), Some(InvalidEmail::At));
        assert_eq!(error("marie@@free.fr"), Some(InvalidEmail::At));
        assert_eq!(error("@free.fr"), Some(InvalidEmail::At));
        assert_eq!(error("marie,d@free.fr"), Some(InvalidEmail::Character(',')));
        assert_eq!(
            error("marie\0@free.fr"),
            Some(InvalidEmail::Character('\0'))
        );
        for text in [
            "marie..d@free.fr",
            ".marie@free.fr",
            "marie.@free.fr",
            "marie@free..fr",
            "marie@free.fr.",
        ] {
            assert_eq!(error(text), Some(InvalidEmail::Dots), "{text}");
        }
        for text in [
            "marie@localhost",
            "marie@-free.fr",
            "marie@fr_ee.fr",
            "marie@free.f",
            "marie@10.0.0.1",
        ] {
            assert_eq!(error(text), Some(InvalidEmail::Domain), "{text}");
        }
        assert_eq!(
            error(&format!("{}@free.fr", "a".repeat(65))),
            Some(InvalidEmail::TooLong)
        );
        assert_eq!(
            error(&format!("a@{}fr", "abcd.".repeat(51))),
            Some(InvalidEmail::TooLong)
        );
    }

    #[test]
    fn r05_a_shared_looking_mailbox_is_noticed() {
        let shared = |text: &str| text.parse::<Email>().unwrap().looks_shared();
        for text in [
            "contact@a.fr",
            "Accueil.site2@a.fr",
            "rh@a.fr",
            "ehpad-les-lilas@a.fr",
            "secretariat2@a.fr",
        ] {
            assert!(shared(text), "{text}");
        }
        for text in [
            "marie.contact@a.fr",
            "rhonda@a.fr",
            "infante@a.fr",
            "c.direction@a.fr",
        ] {
            assert!(!shared(text), "{text}");
        }
    }

    #[test]
    fn r05_an_mssante_address_is_noticed() {
        let secure = |text: &str| text.parse::<Email>().unwrap().is_mssante();
        assert!(secure("marie@mssante.fr") && secure("marie@ehpad.idf.MSSANTE.fr"));
        assert!(!secure("marie@notmssante.fr") && !secure("mssante.fr@free.fr"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[A-Za-z0-9'+_-]{1,20}@[a-z0-9]{1,9}\\.[a-z]{2,6}") {
            let email: Email = text.parse().unwrap();
            prop_assert_eq!(email.to_string().parse(), Ok(email));
        }

        #[test]
        fn no_text_panics(text in ".{0,9}@?.{0,9}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.to_string().parse(), Ok(email));
            }
        }
    }
}
