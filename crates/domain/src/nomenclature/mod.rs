//! Code tables with their dates of validity, compiled in from `data/`: see its README for their producers.

mod access_matrix;
mod commune;
mod country;
mod department;
mod plain;
mod profession;
mod role;
mod table;

pub use access_matrix::{AccessMatrix, DocumentType};
pub use commune::{Commune, builtin};
pub use country::Country;
pub use department::Department;
pub use plain::{
    Authority, EndReason, EstablishmentCategory, IdentityDocument, PracticeMode, Sex, Title,
};
pub use profession::Profession;
pub use role::Role;
pub use table::{Entry, UnknownCode};
