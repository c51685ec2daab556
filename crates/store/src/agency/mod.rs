//! What the agency supervises, over the whole register: the only reads without a scope.

mod figures;
mod imports;
mod look_ups;
mod promises;

pub use figures::{Figures, figures, registrations_by_hour};
pub use imports::{Imported, imports, report_of};
pub use look_ups::{LookUps, look_ups};
pub use promises::{Promised, promises};
