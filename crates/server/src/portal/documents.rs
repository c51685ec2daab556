//! Which documents of the shared medical record each role opens, for the pages that explain roles (R15, X3).

use domain::nomenclature::{AccessMatrix, DocumentType, Role};
use jiff::civil::Date;

/// One role, and the types of documents that it may read today.
#[derive(Clone, Debug)]
pub struct RoleDocuments {
    pub code: &'static str,
    pub label: &'static str,
    pub definition: &'static str,
    pub examples: Vec<&'static str>,
    pub documents: Vec<&'static str>,
}

/// The roles that open documents, by the matrix in force.
#[must_use]
pub fn by_role(today: Date) -> Vec<RoleDocuments> {
    let Some(matrix) = AccessMatrix::in_force_on(today) else {
        return Vec::new();
    };
    Role::all()
        .filter(|role| role.opens_documents())
        .map(|role| RoleDocuments {
            code: role.code(),
            label: role.label(),
            definition: role.definition(),
            examples: role.examples().collect(),
            documents: matrix
                .documents(role)
                .filter(|kind| kind.is_open_on(today))
                .map(DocumentType::label)
                .collect(),
        })
        .collect()
}
