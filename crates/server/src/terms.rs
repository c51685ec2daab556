//! The terms of use, by version: the one accepted is kept with each registration (R7).

/// The version in force: the day of its text, shown on `/cgu`.
pub const VERSION: &str = "2026-11-01";

/// Every version and its text in HTML, the newest first. A published text is never changed: a new one is added.
pub const TEXTS: [(&str, &str); 1] = [(
    VERSION,
    include_str!("../templates/public/terms/2026-11-01.html"),
)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r07_versions_are_days_from_the_newest_and_have_a_text() {
        for (version, text) in TEXTS {
            assert!(version.parse::<jiff::civil::Date>().is_ok(), "{version}");
            assert!(text.contains("<h2"), "{version}");
        }
        assert_eq!(TEXTS[0].0, VERSION);
        assert!(TEXTS.is_sorted_by(|a, b| a.0 > b.0));
    }
}
