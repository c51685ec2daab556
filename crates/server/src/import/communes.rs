//! The import of the communes: the table compiled in, or INSEE's own file.

use domain::{
    event::Event,
    identifiers::CommuneCode,
    nomenclature::{Commune, builtin},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{BufReader, Read},
    path::Path,
};
use store::{Act, By, Store, StoreError, place};

/// Columns of INSEE's `v_commune_depuis_1943.csv` that are read.
const COLUMNS: [&str; 4] = ["COM", "LIBELLE", "DATE_DEBUT", "DATE_FIN"];

/// INSEE has had more since 1943 from the beginning: fewer lines are not the whole table.
const FEWEST: usize = 35_000;

/// Why the communes are not imported. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CommunesError {
    #[error("le fichier ne peut pas être lu")]
    Unreadable(#[from] std::io::Error),
    #[error("le fichier n'est pas un CSV en UTF-8")]
    NotCsv(#[from] csv::Error),
    #[error(
        "ce n'est pas le fichier des communes depuis 1943 : la colonne {0} manque. \
         Prenez v_commune_depuis_1943.csv du code officiel géographique, sur insee.fr."
    )]
    NoColumn(&'static str),
    #[error("ligne {line} : « {value} » n'est pas {expected}.")]
    Value {
        line: u64,
        value: String,
        expected: &'static str,
    },
    #[error(
        "le fichier n'a que {0} communes, moins que la France n'en compte : il est tronqué, ou n'est pas celui des \
         communes depuis 1943. Téléchargez-le de nouveau."
    )]
    TooFew(usize),
    #[error("la base de données a refusé l'import")]
    Store(#[from] StoreError),
}

/// Replace the table of communes by INSEE's file, or by the table compiled in. Returns how many lines it has.
pub async fn import_communes(store: &Store, file: Option<&Path>) -> Result<usize, CommunesError> {
    let communes = match file {
        Some(path) => {
            let communes = read(BufReader::new(File::open(path)?))?;
            if communes.len() < FEWEST {
                return Err(CommunesError::TooFew(communes.len()));
            }
            with_postal_codes(communes)
        }
        None => builtin().collect(),
    };
    place::replace_all(store, &communes).await?;
    let count = communes.len();
    let act = Act::begin(store, By::System).await?;
    act.commit([Event::CommunesImported { count }]).await?;
    Ok(count)
}

/// INSEE's file has no postal codes: those of the table compiled in are kept.
fn with_postal_codes(mut communes: Vec<Commune>) -> Vec<Commune> {
    let mut known: HashMap<CommuneCode, Vec<String>> = builtin()
        .filter(|commune| commune.until.is_none())
        .map(|commune| (commune.code, commune.postal_codes))
        .collect();
    for commune in communes
        .iter_mut()
        .filter(|commune| commune.until.is_none())
    {
        commune.postal_codes = known.remove(&commune.code).unwrap_or_default();
    }
    communes
}

fn read(file: impl Read) -> Result<Vec<Commune>, CommunesError> {
    let mut csv = csv::ReaderBuilder::new().from_reader(file);
    let mut headers = csv.headers()?.clone();
    headers.trim();
    let position = |name| {
        let is_it = |header: &str| header.trim_start_matches('\u{feff}') == name;
        let position = headers.iter().position(is_it);
        position.ok_or(CommunesError::NoColumn(name))
    };
    let [code, name, from, until] = COLUMNS.map(position);
    let columns = [code?, name?, from?, until?];
    // One code at one day is one line; a later line wins.
    let mut communes = BTreeMap::new();
    for record in csv.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let commune = commune(
            columns.map(|at| record.get(at).unwrap_or_default().trim()),
            line,
        )?;
        if commune.until != Some(commune.from) {
            communes.insert((commune.code.clone(), commune.from), commune);
        }
    }
    Ok(communes.into_values().collect())
}

fn commune([code, name, from, until]: [&str; 4], line: u64) -> Result<Commune, CommunesError> {
    let wrong = |value: &str, expected| CommunesError::Value {
        line,
        value: value.to_owned(),
        expected,
    };
    if name.is_empty() {
        return Err(wrong(name, "le nom d'une commune"));
    }
    let code: CommuneCode = code
        .parse()
        .map_err(|_| wrong(code, "le code d'une commune"))?;
    let day = |text: &str| {
        text.parse::<Date>()
            .map_err(|_| wrong(text, "une date AAAA-MM-JJ"))
    };
    let from = day(from)?;
    // The file dates the communes of Mayotte from the making of the department; they are older.
    let from = if code.department_code() == "976" {
        BEGINNING
    } else {
        from
    };
    let until = if until.is_empty() || until.starts_with("2999") {
        None
    } else {
        Some(day(until)?)
    };
    Ok(Commune {
        code,
        name: name.to_owned(),
        from,
        until,
        postal_codes: Vec::new(),
    })
}

/// "Or earlier" in INSEE's file.
const BEGINNING: Date = jiff::civil::date(1943, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN\n";

    fn refused(lines: &str) -> String {
        read(lines.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn r02_insee_s_own_file_is_read_with_its_dates() {
        let file = format!(
            "\u{feff}{HEADER}01001,5,ABERGEMENT CLEMENCIAT,Abergement-Clémenciat,L'Abergement-Clémenciat,1943-01-01,\n\
             01003,1,AMAREINS,Amareins,Amareins,1943-01-01,1974-01-01\n\
             2A004,1,AJACCIO,Ajaccio,Ajaccio,1976-01-01,\n\
             76095,0,X,X,Le même jour,2019-01-01,2019-01-01\n\
             97611,0,MAMOUDZOU,Mamoudzou,Mamoudzou,2011-03-31,\n"
        );
        let communes = read(file.as_bytes()).unwrap();
        let told: Vec<String> = communes
            .iter()
            .map(|c| format!("{} {} {} {:?}", c.code, c.name, c.from, c.until))
            .collect();
        assert_eq!(
            told,
            [
                "01001 L'Abergement-Clémenciat 1943-01-01 None",
                "01003 Amareins 1943-01-01 Some(1974-01-01)",
                "2A004 Ajaccio 1976-01-01 None",
                "97611 Mamoudzou 1943-01-01 None",
            ]
        );
        assert_eq!(with_postal_codes(communes)[0].postal_codes, ["01400"]);
    }

    #[test]
    fn what_is_not_such_a_file_is_refused_with_its_line() {
        assert!(refused("code;nom\n").contains("la colonne COM manque"));
        assert!(
            refused(&format!("{HEADER}99100,0,X,X,France,1943-01-01,\n"))
                .contains("ligne 2 : « 99100 » n'est pas le code d'une commune")
        );
        assert!(
            refused(&format!("{HEADER}01001,0,X,X,X,01/01/1943,\n"))
                .contains("une date AAAA-MM-JJ")
        );
        assert!(refused(&format!("{HEADER}01001,0\n")).contains("n'est pas un CSV"));
        assert!(read(&b"COM,LIBELLE,DATE_DEBUT,DATE_FIN\n01001,L\xE9,1943-01-01,\n"[..]).is_err());
    }
}
