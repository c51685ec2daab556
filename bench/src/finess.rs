//! Made-up FINESS files in the official layouts, always the same.
//!
//! Numbers are in department 99, which does not exist; their keys are right. Communes are real, all else is invented.

use anyhow::Context as _;
use domain::{
    identifiers::Finess,
    nomenclature::{Commune, builtin},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Category, how it begins a name, and how many in a thousand establishments.
const KINDS: [(&str, &str, u64); 14] = [
    ("620", "PHARMACIE", 210),
    ("500", "EHPAD", 80),
    ("500", "RESIDENCE", 20),
    ("611", "LABORATOIRE", 45),
    ("355", "CENTRE HOSPITALIER", 40),
    ("355", "HOPITAL DE JOUR", 25),
    ("156", "CENTRE MEDICO-PSYCHOLOGIQUE", 60),
    ("124", "CENTRE DE SANTE", 40),
    ("183", "INSTITUT MEDICO-EDUCATIF", 30),
    ("182", "SESSAD", 45),
    ("246", "ESAT", 40),
    ("252", "FOYER D'HEBERGEMENT", 60),
    ("255", "MAISON D'ACCUEIL SPECIALISEE", 25),
    ("460", "SERVICE D'AIDE A DOMICILE", 280),
];

const NAMES: [&str; 24] = [
    "SAINT JOSEPH",
    "ST MICHEL",
    "SAINTE ANNE",
    "STE MARIE",
    "SAINT VINCENT",
    "LES LILAS",
    "LES TILLEULS",
    "LA ROSERAIE",
    "LES ACACIAS",
    "LE PARC",
    "BEL AIR",
    "LES CEDRES",
    "LA FONTAINE",
    "JEAN MOULIN",
    "JULES FERRY",
    "LOUIS PASTEUR",
    "MARIE CURIE",
    "LES GLYCINES",
    "LA VALLEE",
    "LE CHATEAU",
    "DE L'ÉTOILE",
    "DU CENTRE",
    "DE LA GARE",
    "DES PINS",
];

const STREETS: [(&str, &str); 6] = [
    ("R", "DE LA RÉPUBLIQUE"),
    ("AV", "JEAN JAURES"),
    ("BD", "VICTOR HUGO"),
    ("PL", "DE L'EGLISE"),
    ("CHE", "DES VIGNES"),
    ("R", "DU GENERAL DE GAULLE"),
];

/// Write `count` establishments and a fifth as many legal entities; gives the files.
pub fn generate(folder: &Path, count: u64) -> anyhow::Result<[PathBuf; 2]> {
    let mut invention = Invention {
        state: 1,
        communes: builtin()
            .filter(|commune| !commune.postal_codes.is_empty())
            .collect(),
    };
    let files =
        ["1", "2"].map(|table| folder.join(format!("etalab-cs110050{table}-synthetic.csv")));
    invention.legal_entities(&files[0], count)?;
    invention.establishments(&files[1], count)?;
    Ok(files)
}

/// The number of this rank: `99`, six digits, the key.
fn finess(rank: u64) -> anyhow::Result<Finess> {
    (0..10)
        .find_map(|key| format!("99{rank:06}{key}").parse().ok())
        .with_context(|| format!("no FINESS number of rank {rank}"))
}

/// Legal entities have the ranks from here on.
const FIRST_LEGAL_ENTITY: u64 = 500_000;

/// Draws everything from one seed (splitmix64).
struct Invention {
    state: u64,
    communes: Vec<Commune>,
}

impl Invention {
    fn draw(&mut self, below: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % below
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.draw(list.len() as u64)).unwrap_or_default()]
    }

    fn kind(&mut self) -> (&'static str, &'static str) {
        let mut rank = self.draw(1_000);
        for (category, name, share) in KINDS {
            if rank < share {
                return (category, name);
            }
            rank -= share;
        }
        (KINDS[0].0, KINDS[0].1)
    }

    /// Three digits of the commune, department as FINESS writes it, postal code and town.
    fn place(&mut self) -> [String; 3] {
        let rank = usize::try_from(self.draw(self.communes.len() as u64)).unwrap_or_default();
        let commune = &self.communes[rank];
        let department = match commune.code.department_code() {
            "971" => "9A",
            "972" => "9B",
            "973" => "9C",
            "974" => "9D",
            "976" => "9F",
            department => department,
        };
        let town = commune.name.to_uppercase().replace('-', " ");
        [
            commune.code.as_str()[2..].to_owned(),
            department.to_owned(),
            format!("{} {town}", commune.postal_codes[0]),
        ]
    }

    /// Only nine in ten are in the file: the others are known by their number alone.
    fn legal_entities(&mut self, path: &Path, count: u64) -> anyhow::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        writeln!(file, "finess;etalab;110;2026-11-01")?;
        for rank in 0..count / 5 {
            if rank % 10 == 9 {
                continue;
            }
            let number = finess(FIRST_LEGAL_ENTITY + rank)?;
            let name = format!("ASSOCIATION {} {rank}", self.one_of(&NAMES));
            let [commune, department, line] = self.place();
            let (way, street) = self.one_of(&STREETS);
            let house = self.draw(200) + 1;
            writeln!(
                file,
                "structureej;{number};{name};{name};;{house};{way};{street};;;;{commune};{line};{department};;\
                 0100000000;60;Association Loi 1901 non Reconnue d'Utilité Publique;;;;8899B;1990-01-01"
            )?;
        }
        Ok(file.flush()?)
    }

    fn establishments(&mut self, path: &Path, count: u64) -> anyhow::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        writeln!(file, "finess;etalab;111;2026-11-01")?;
        for rank in 0..count {
            let number = finess(rank)?;
            let owner = finess(FIRST_LEGAL_ENTITY + self.draw((count / 5).max(1)))?;
            let (category, kind) = self.kind();
            let name = format!("{kind} {}", self.one_of(&NAMES));
            let [commune, department, line] = self.place();
            let (way, street) = self.one_of(&STREETS);
            let house = self.draw(200) + 1;
            writeln!(
                file,
                "structureet;{number};{owner};{kind};{name};;;{house};{way};{street};;;{commune};{department};;{line};\
                 0100000000;;{category};;;;;;;;;;2001-01-01;2001-01-01;2020-02-04;"
            )?;
        }
        Ok(file.flush()?)
    }
}
