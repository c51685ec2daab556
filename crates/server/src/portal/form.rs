//! What a page with a form needs: what was typed, and what is wrong with it.

use axum::http::StatusCode;

/// A form as the visitor left it. Fields may repeat (checkboxes).
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Errors,
    /// Form token, sent back in the hidden field `jeton`.
    pub csrf: String,
}

impl Form {
    /// A form with nothing typed.
    pub fn empty(csrf: impl Into<String>) -> Self {
        Self::filled(csrf, [])
    }

    /// A form with what was typed or stored, field by field.
    pub fn filled(
        csrf: impl Into<String>,
        values: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        Self {
            values: values.into_iter().collect(),
            errors: Errors::default(),
            csrf: csrf.into(),
        }
    }

    #[must_use]
    pub fn with_errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }

    /// Replaces what a field holds.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(field, _)| field != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Every field with what it holds.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What was typed, as typed; empty when nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// True when this choice of the field is ticked.
    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.values
            .iter()
            .any(|(field, ticked)| field == name && ticked == value)
    }

    /// The first error of a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|error| error.field == name)
            .map(|error| error.sentence.as_str())
    }

    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// That of the page: 422 with errors.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.errors.status()
    }

    /// All errors, in the order of the page.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors.0
    }

    /// What the title of the page starts with: said first by a screen reader.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        if self.has_errors() {
            "Erreur\u{a0}: "
        } else {
            ""
        }
    }

    /// The text typed in the search of a picker; its choice is in the field itself.
    #[must_use]
    pub fn searched(&self, name: &str) -> &str {
        self.value(&format!("{name}_recherche"))
    }

    /// The value of `aria-describedby` for a field, from what it has beside it.
    #[must_use]
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        let mut ids = Vec::new();
        if !hint.is_empty() {
            ids.push(format!("{name}-hint"));
        }
        if self.error(name).is_some() {
            ids.push(format!("{name}-error"));
        }
        ids.join(" ")
    }
}

/// One sentence about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, which is also the id that the summary links to.
    pub field: String,
    pub sentence: String,
}

/// The errors of a form, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    pub fn add(&mut self, field: &str, sentence: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            sentence: sentence.into(),
        });
    }

    /// Keeps the value, or notes why there is none.
    pub fn check<T, E: Message>(&mut self, field: &str, parsed: Result<T, E>) -> Option<T> {
        parsed
            .map_err(|error| self.add(field, error.message()))
            .ok()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// That of a page which shows them: 422 if there are any.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

/// What we tell the user: a French sentence that says what to do.
pub trait Message {
    fn message(&self) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Wrong;

    impl Message for Wrong {
        fn message(&self) -> String {
            "Indiquez le nom.".into()
        }
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn what_was_typed_is_kept_as_typed() {
        let form = Form::filled(
            "j",
            [
                pair("rpps", " 0100 "),
                pair("vide", ""),
                pair("lieu_recherche", "Gre"),
            ],
        );
        assert_eq!(form.value("rpps"), " 0100 ");
        assert_eq!(form.value("vide"), "");
        assert_eq!(form.value("absent"), "");
        assert_eq!(form.searched("lieu"), "Gre");
        assert_eq!(form.csrf, "j");
    }

    #[test]
    fn a_repeated_field_holds_all_its_ticks() {
        let mut form = Form::filled("", [pair("lieu", "a"), pair("lieu", "b")]);
        assert!(form.is("lieu", "a") && form.is("lieu", "b"));
        assert!(!form.is("lieu", "c") && !form.is("autre", "a"));
        form.set("lieu", "c");
        assert!(form.is("lieu", "c") && !form.is("lieu", "a"));
    }

    #[test]
    fn errors_keep_their_order_and_a_field_shows_its_first() {
        let mut errors = Errors::default();
        assert_eq!(errors.check("nom", Ok::<_, Wrong>(7)), Some(7));
        assert!(errors.is_empty());
        assert_eq!(errors.check("nom", Err::<u8, _>(Wrong)), None);
        errors.add("date", "Indiquez la date.");
        errors.add("nom", "Le nom est trop long.");
        let form = Form::empty("").with_errors(errors);
        let fields: Vec<_> = form.errors().iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["nom", "date", "nom"]);
        assert_eq!(form.error("nom"), Some("Indiquez le nom."));
        assert_eq!(form.error("prenom"), None);
        assert!(form.has_errors());
        assert_eq!(form.prefix(), "Erreur\u{a0}: ");
        assert_eq!(Form::empty("").prefix(), "");
    }

    #[test]
    fn hint_and_error_both_describe_the_field() {
        let mut errors = Errors::default();
        errors.add("nom", "Indiquez le nom.");
        let form = Form::empty("").with_errors(errors);
        assert_eq!(form.described_by("nom", "x"), "nom-hint nom-error");
        assert_eq!(form.described_by("nom", ""), "nom-error");
        assert_eq!(form.described_by("autre", ""), "");
    }
}
