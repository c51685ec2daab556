//! A file to import, and which of the official ones it is, told by what it holds.

use super::{etalab, fault::FileFault, plus, reading::Item};
use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Which official file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `etalab-cs1100502`, `etalab-cs1100507`.
    Establishments,
    /// `etalab-cs1100501`.
    LegalEntities,
    /// The JSON of FINESS+.
    Plus,
}

impl Kind {
    /// Does such a file list establishments, so that those it lacks are gone?
    #[must_use]
    pub const fn lists_establishments(self) -> bool {
        !matches!(self, Self::LegalEntities)
    }
}

/// A file that looks like one of FINESS.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: PathBuf,
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
}

/// Bytes that are looked at to tell the kind.
const HEAD: u64 = 64 * 1024;

impl Source {
    /// Look at the beginning of a file.
    pub fn open(path: &Path) -> Result<Self, FileFault> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head)?;
        Ok(Self {
            path: path.to_owned(),
            kind: kind(&head)?,
            size,
        })
    }

    /// The name of the file, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// Read every structure of the file, counting the bytes read.
    pub fn read(
        &self,
        read: &Arc<AtomicU64>,
        emit: &mut dyn FnMut(Item) -> io::Result<()>,
    ) -> Result<(), FileFault> {
        let file = Counted(File::open(&self.path)?, Arc::clone(read));
        let reader = BufReader::with_capacity(256 * 1024, file);
        match self.kind {
            Kind::Establishments => {
                etalab::read(reader, &etalab::ESTABLISHMENTS, &self.name(), emit)
            }
            Kind::LegalEntities => {
                etalab::read(reader, &etalab::LEGAL_ENTITIES, &self.name(), emit)
            }
            Kind::Plus => plus::read(reader, &self.name(), emit),
        }
    }
}

/// A reader that tells how far it is.
struct Counted(File, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

fn kind(head: &[u8]) -> Result<Kind, FileFault> {
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii();
    match text {
        [] => Err(FileFault::Empty),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] => Err(FileFault::Utf16),
        [b'P', b'K', 3, 4, ..] | [0x1F, 0x8B, ..] => Err(FileFault::Compressed),
        [b'{', ..] => Ok(Kind::Plus),
        _ => kind_of_lines(text),
    }
}

fn kind_of_lines(text: &[u8]) -> Result<Kind, FileFault> {
    let mut labels = text
        .split(|&byte| byte == b'\n')
        .map(|line| line.split(|&byte| byte == b';').next().unwrap_or_default());
    let has_header = text.starts_with(b"finess;");
    labels
        .find_map(|label| match label {
            b"structureet" => Some(Kind::Establishments),
            b"structureej" => Some(Kind::LegalEntities),
            _ => None,
        })
        .ok_or(if has_header {
            FileFault::NoStructure
        } else {
            FileFault::NotFiness
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s03_the_kind_is_told_by_the_content() {
        let of = |text: &str| kind(text.as_bytes()).unwrap();
        assert_eq!(
            of("finess;etalab;110;2026-05-12\nstructureej;010000024;"),
            Kind::LegalEntities
        );
        assert_eq!(of("\u{feff}structureet;010000024;"), Kind::Establishments);
        assert_eq!(
            of("finess;finess-plus;v1.0.0;\r\ngeolocalisation;1\r\nstructureet;1"),
            Kind::Establishments
        );
        assert_eq!(of(" \n{\"pmej\": []}"), Kind::Plus);
    }

    #[test]
    fn s03_what_is_not_finess_is_told_apart() {
        let refused = |bytes: &[u8]| kind(bytes).unwrap_err().to_string();
        assert!(refused(b"").contains("vide"));
        assert!(refused(b"\xFF\xFEf\0i\0").contains("UTF-16"));
        assert!(refused(b"f\0i\0n\0").contains("UTF-16"));
        assert!(refused(b"PK\x03\x04...").contains("compressé"));
        assert!(refused(b"nom;prenom\n").contains("pas un fichier FINESS"));
        assert!(refused(b"\x89PNG\r\n\x1a\n\0").contains("pas un fichier FINESS"));
        assert!(refused(b"finess;etalab;110;2026-05-12\n").contains("aucune structure"));
    }
}
