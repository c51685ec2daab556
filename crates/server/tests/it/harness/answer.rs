//! What the service answered.

use axum::http::{HeaderMap, StatusCode, header};

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// What was asked, for messages.
    pub asked: String,
}

impl Answer {
    /// The number of the status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body, its no-break spaces read as spaces: `typography.rs` watches over them.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        text.replace("&nbsp;", " ").replace('\u{a0}', " ")
    }

    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Where a redirection leads; empty without one.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The lines that set cookies.
    pub fn cookies(&self) -> Vec<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE);
        lines.iter().map(|line| line.to_str().unwrap()).collect()
    }

    /// The same; fails with all that the page has when its status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status(),
            status,
            "{}: {} {}",
            self.asked,
            self.location(),
            self.main()
        );
        self
    }

    /// Fails unless the page has this text.
    #[track_caller]
    pub fn expect_text(self, text: &str) -> Self {
        assert!(
            self.has(text),
            "{} lacks {text:?}:\n{}",
            self.asked,
            self.main()
        );
        self
    }

    /// The content of the page, apart from its frame; the whole body when it is no page.
    pub fn main(&self) -> String {
        let text = self.text();
        let inside = text
            .split_once("<main")
            .and_then(|(_, rest)| rest.split_once("</main>"));
        inside.map_or(text.clone(), |(main, _)| format!("<main{main}</main>"))
    }

    /// What the page says, one text a line.
    pub fn words(&self) -> String {
        let main = self.main();
        let texts = main.split('<').filter_map(|part| part.split_once('>'));
        let texts = texts
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The value of the hidden form token, when the page has one.
    pub fn token(&self) -> Option<String> {
        let text = self.text();
        let (_, rest) = text.split_once("name=\"jeton\" value=\"")?;
        rest.split_once('"').map(|(token, _)| token.to_owned())
    }
}
