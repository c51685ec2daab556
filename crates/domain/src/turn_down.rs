//! What is said of an application or a request that is not accepted (C3, D2).

/// Whether it may come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    Returned,
    Refused,
}

/// Send it back, or refuse it, with the reasons.
#[derive(Clone, Debug)]
pub struct TurnDown<R> {
    pub settlement: Settlement,
    pub reasons: Vec<R>,
    /// In the own words of who settles it; needed when the only reason is `other`.
    pub remark: String,
}

impl<R: PartialEq> TurnDown<R> {
    /// Does it say why? The reason `other` says nothing by itself.
    pub fn is_reasoned(&self, other: &R) -> bool {
        self.reasons.iter().any(|reason| reason != other) || !self.remark.trim().is_empty()
    }
}
