//! Leavers in bulk: a staff list read line by line, compared with who is registered, and the plan that comes of it (L4).

mod comparing;
mod day;
mod line;
mod meeting;
mod number;
mod plan;
mod proposal;

pub use comparing::{Compared, Comparison, compare};
pub use line::{Line, UNSAVED_FORMULA, Written, Wrong};
pub use meeting::Registered;
pub use number::Number;
pub use plan::{CannotConfirm, Gathered, LineOutcome, Plan, PlanKind, PlanState, confirm, lacking};
pub use proposal::{Difference, List, Proposal, Why, leavers};
