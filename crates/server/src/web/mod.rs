//! HTTP: who is asking, what they sent, and what they are shown.

pub mod address;
pub mod api;
pub mod attachment;
pub mod cookie;
pub mod fields;
pub mod guard;
pub mod headers;
pub mod kept;
pub mod observe;
pub mod page;
pub mod problem;
pub mod rate;
pub mod upload;
pub mod visitor;

pub use address::Asker;
pub use fields::Fields;
pub use guard::Who;
pub use page::{Page, page, see_other};
pub use problem::Problem;
pub use upload::Upload;
pub use visitor::{Acting, Owner, SignedIn, Visitor};
