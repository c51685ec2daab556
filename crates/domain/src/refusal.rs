//! What the rules say no to: every reason at once.

/// The reasons of one refusal; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals<R>(Vec<R>);

impl<R> Refusals<R> {
    /// `Err` with the reasons when there is one, else `Ok`.
    pub fn check(reasons: Vec<R>) -> Result<(), Self> {
        if reasons.is_empty() {
            return Ok(());
        }
        Err(Self(reasons))
    }

    pub fn iter(&self) -> impl Iterator<Item = &R> {
        self.0.iter()
    }

    /// The same reasons in the words of a wider act.
    #[must_use]
    pub fn map<S>(self, wider: impl Fn(R) -> S) -> Refusals<S> {
        Refusals(self.0.into_iter().map(wider).collect())
    }
}

impl<R> From<R> for Refusals<R> {
    fn from(reason: R) -> Self {
        Self(vec![reason])
    }
}

/// A typed reason, with a code that never changes: for the journal and for machines.
pub trait Refusal: std::fmt::Debug + Send + Sync + 'static {
    fn code(&self) -> &'static str;
}

impl Refusal for std::convert::Infallible {
    fn code(&self) -> &'static str {
        match *self {}
    }
}
