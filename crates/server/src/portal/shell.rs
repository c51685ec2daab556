//! What every page needs around its content: who is signed in, where, and what to tell them.

/// The frame of a page; `base.html` reads it as the page's field `shell`.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The operator's name of the service: wordmark and end of the title.
    pub service: String,
    /// The operator's help e-mail.
    pub contact: String,
    pub demo: bool,
    /// Path of the page, to mark the current entry of the navigation.
    pub path: String,
    /// Form token bound to the session.
    pub csrf: String,
    pub signed: Option<SignedIn>,
    pub notice: Option<Notice>,
}

impl Shell {
    /// True for the navigation entry of this page, or of the nearest page above it.
    #[must_use]
    pub fn is_under(&self, href: &str) -> bool {
        let mut nearer = self
            .signed
            .iter()
            .flat_map(|signed| &signed.nav)
            .filter(|item| item.href.len() > href.len());
        is_below(&self.path, href) && !nearer.any(|item| is_below(&self.path, item.href))
    }
}

/// Is the path that of this page, or of one below it?
fn is_below(path: &str, href: &str) -> bool {
    path.strip_prefix(href)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// As whom, and for which structure, the visitor acts.
#[derive(Clone, Debug, Default)]
pub struct SignedIn {
    pub name: String,
    /// In words: "Gestionnaire RPPS+".
    pub role: String,
    pub structure: String,
    pub may_switch: bool,
    pub nav: Vec<NavItem>,
    /// End of the session, RFC 3339; the page warns two minutes before. Empty: no warning.
    pub expires: String,
}

/// An entry of the service navigation; `count` is what waits there.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub href: &'static str,
    pub label: String,
    pub count: Option<u64>,
}

/// What just happened, told once on top of the next page.
#[derive(Clone, Debug)]
pub struct Notice {
    pub title: String,
    pub text: String,
    pub tone: Tone,
}

/// The weight of a message or a tag; never told by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Success,
    Warning,
    Error,
}

impl Tone {
    /// The suffix of the CSS class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The ARIA role of a notice: what went well or wrong is announced at once.
    #[must_use]
    pub fn aria_role(self) -> &'static str {
        match self {
            Self::Success | Self::Error => "alert",
            Self::Neutral | Self::Info | Self::Warning => "region",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_entry_covers_the_pages_below_it_only() {
        let shell = Shell {
            path: "/professionnels/10003456789".into(),
            ..Shell::default()
        };
        assert!(shell.is_under("/professionnels"));
        assert!(shell.is_under("/professionnels/10003456789"));
        assert!(!shell.is_under("/pro"));
        assert!(!shell.is_under("/espace"));
    }

    #[test]
    fn of_two_entries_above_a_page_the_nearest_is_current() {
        let nav = ["/agence", "/agence/messages"].map(|href| NavItem {
            href,
            label: String::new(),
            count: None,
        });
        let shell = Shell {
            path: "/agence/messages".into(),
            signed: Some(SignedIn {
                nav: nav.into(),
                ..SignedIn::default()
            }),
            ..Shell::default()
        };
        assert!(shell.is_under("/agence/messages") && !shell.is_under("/agence"));
    }
}
