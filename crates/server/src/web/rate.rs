//! How often one address may ask.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{net::IpAddr, num::NonZeroU32};

/// Counts the requests of each address on this node.
pub struct Rates(DefaultKeyedRateLimiter<IpAddr>);

impl Rates {
    /// At most `per_minute` requests of one address in a minute; 0 stands for 1.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        Self(RateLimiter::keyed(quota))
    }

    /// May this address ask once more now?
    #[must_use]
    pub fn admits(&self, address: IpAddr) -> bool {
        self.0.check_key(&address).is_ok()
    }

    /// Forget the addresses that have been quiet.
    pub fn forget_quiet(&self) {
        self.0.retain_recent();
    }
}
