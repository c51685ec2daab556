//! What we tell people: every refusal and every wrong answer in a French sentence that says what to do.

mod answer;
mod card;
mod contract;
mod own_file;
mod refusal;
mod request;
mod review;
mod rights;
mod situation;

pub use answer::{date, email, mobile, name, rpps, sentence};
pub use card::{CardTold, told_of_card, told_of_certificate};
pub use refusal::{Told, step_of};
pub use situation::DEATH_IN_BULK;
