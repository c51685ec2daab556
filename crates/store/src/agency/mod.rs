//! What the agency supervises, over the whole register: the only reads without a scope.

mod figures;
mod imports;
mod look_ups;
mod professionals;
mod promises;
mod watched;
mod weeks;

pub use figures::{Figures, figures};
pub use imports::{Imported, imports, report_of};
pub use look_ups::{LookUps, look_ups};
pub use professionals::{Found, count_named, id_of, named, other_bearer};
pub use promises::{Promised, promises};
pub use watched::{
    ClosedPlace, LatePromise, LateReview, OldRequest, OpenCase, Unmanaged, closed_places,
    contested, count, late_promises, late_reviews, old_requests_waiting, unmanaged,
};
pub use weeks::{Counted, by_hour};
