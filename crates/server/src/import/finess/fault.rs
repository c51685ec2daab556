//! What is wrong with a file, or with one structure of it, in the words of who imports it.

use domain::identifiers::InvalidFiness;

/// Why a whole file is refused: nothing of it is written.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    #[error("le fichier ne peut pas être lu : {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("le fichier est vide. Téléchargez-le de nouveau")]
    Empty,
    #[error(
        "le fichier est en UTF-16. Reprenez l'export d'origine, ou enregistrez-le en UTF-8, puis recommencez"
    )]
    Utf16,
    #[error("le fichier est compressé. Décompressez-le, puis recommencez")]
    Compressed,
    #[error(
        "ce n'est pas un fichier FINESS. Sont lus : l'export des établissements (etalab-cs1100502 ou cs1100507), \
         celui des entités juridiques (etalab-cs1100501) et l'export FINESS+ (JSON)"
    )]
    NotFiness,
    #[error("le fichier FINESS ne contient aucune structure. Téléchargez-le de nouveau")]
    NoStructure,
    #[error(
        "le fichier est tronqué : il s'arrête au milieu de la ligne {line}. Téléchargez-le de nouveau"
    )]
    Truncated { line: u64 },
    #[error("la ligne {line} est trop longue pour un fichier FINESS")]
    LineTooLong { line: u64 },
    #[error(
        "le fichier n'est pas un JSON en UTF-8 bien formé (ligne {line}, colonne {column}). Téléchargez-le de nouveau"
    )]
    MalformedJson { line: usize, column: usize },
    #[error(
        "{rejected} lignes sont à rejeter pour {accepted} acceptables : ce n'est pas l'export attendu. \
         Première ligne à rejeter : {first}"
    )]
    MostlyRejected {
        rejected: u64,
        accepted: u64,
        first: Box<Rejection>,
    },
}

/// Why one structure is refused: the others are imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    #[error("{found} champs au lieu de {expected}")]
    FieldCount { expected: usize, found: usize },
    #[error("ligne d'un genre inattendu : « {0} »")]
    Label(String),
    #[error("le numéro FINESS {of} « {number} » {}", finess_fault(*.fault))]
    Finess {
        of: Owner,
        number: String,
        fault: InvalidFiness,
    },
    #[error("le nom manque")]
    NoName,
    #[error("un champ contient un caractère de contrôle")]
    ControlCharacter,
    #[error("la structure est fermée, sans date de fermeture")]
    ClosedWithoutDate,
    #[error("la structure figure déjà plus haut")]
    Twice,
    #[error("la structure n'a pas la forme attendue : {0}")]
    Shape(String),
}

/// Whose FINESS number is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Establishment,
    LegalEntity,
}

impl std::fmt::Display for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Establishment => "de l'établissement",
            Self::LegalEntity => "de l'entité juridique",
        })
    }
}

const fn finess_fault(fault: InvalidFiness) -> &'static str {
    match fault {
        InvalidFiness::Shape => "n'a pas neuf caractères : chiffres, ou 2A ou 2B puis chiffres",
        InvalidFiness::Key => "est faux : sa clé ne correspond pas",
    }
}

/// One structure that was refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub file: String,
    /// `ligne 12`, or the rank in a JSON file.
    pub place: String,
    /// As written in the file, perhaps empty.
    pub finess: String,
    pub fault: RowFault,
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.place.is_empty() {
            return write!(f, "FINESS {} : {}", self.finess, self.fault);
        }
        write!(f, "{}, {} : {}", self.file, self.place, self.fault)
    }
}
