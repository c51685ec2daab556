//! The numbers of cards that the workshop made: typed beside each, pasted, or in a CSV file (K2).

use super::{super::csv_file, holder, moving::Wanted};
use crate::web::{
    Fields,
    upload::{Kind, Sent},
};
use domain::{
    card::{CardNumber, Move},
    identifiers::comparison_key,
};
use store::card::Line;

/// One line of a list.
struct Made {
    /// Last and first name, in either order.
    holder: String,
    /// Of the structure; empty when the list does not say.
    finess: String,
    number: String,
}

/// What is to be done, by the field, the pasted list and the file; or why the file cannot be read at all.
pub fn wanted(
    fields: &Fields,
    file: Option<&Sent>,
    waiting: &[Line],
) -> Result<Vec<Wanted>, &'static str> {
    let typed = waiting.iter().filter_map(|line| {
        let number = fields.get(&format!("numero-{}", line.card.id));
        (!number.is_empty()).then(|| produce(line, number))
    });
    let pasted = fields.get("liste").lines().map(str::trim);
    let pasted = pasted
        .filter(|line| !line.is_empty())
        .map(|line| match line.split_once(';') {
            None => unclear(
                line,
                "Séparez le porteur et le numéro par un point-virgule.",
            ),
            Some((holder, number)) => find(
                &Made {
                    holder: holder.to_owned(),
                    finess: String::new(),
                    number: number.trim().to_owned(),
                },
                waiting,
            ),
        });
    let mut wanted: Vec<Wanted> = typed.chain(pasted).collect();
    if let Some(file) = file {
        let made = read(file)?;
        wanted.extend(made.iter().map(|made| find(made, waiting)));
    }
    Ok(wanted)
}

/// The lines of a file that have a number: the file of this queue with its numbers filled in, or two columns, holder
/// and number, without headers.
fn read(file: &Sent) -> Result<Vec<Made>, &'static str> {
    match file.kind {
        Kind::Text => parse(&file.bytes),
        Kind::TooLarge => Err("Ce fichier dépasse 1\u{a0}Mo. Partagez-le en plusieurs."),
        _ => Err(
            "Ce fichier n’est pas un fichier CSV. Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis le format CSV.",
        ),
    }
}

fn parse(bytes: &[u8]) -> Result<Vec<Made>, &'static str> {
    let text = csv_file::decode(bytes);
    let mut reader = csv_file::reader(&text);
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().map_err(
        |_| "Une ligne du fichier ne se lit pas. Vérifiez les guillemets, puis envoyez de nouveau.",
    )?;
    let Some(first) = records.first() else {
        return Ok(Vec::new());
    };
    let place = |name, others: &[&str]| csv_file::place(first, name, others);
    let number = place("numéro", &["NUMERO DE CARTE", "NUMERO DE LA CARTE"]);
    let last = place("nom", &["PORTEUR"]);
    let (first_name, finess) = (place("prénom", &[]), place("FINESS", &[]));
    let has_headers = number.is_some() && last.is_some();
    let made = |record: &csv::StringRecord| {
        let cell = |at| csv_file::cell(record, at);
        if has_headers {
            Made {
                holder: format!("{} {}", cell(last), cell(first_name)),
                finess: cell(finess).replace(' ', ""),
                number: cell(number).to_owned(),
            }
        } else {
            Made {
                holder: cell(Some(0)).to_owned(),
                finess: String::new(),
                number: cell(Some(1)).to_owned(),
            }
        }
    };
    let lines = records.iter().skip(usize::from(has_headers)).map(made);
    Ok(lines.filter(|made| !made.number.is_empty()).collect())
}

/// The card of a line, if one alone is meant.
fn find(made: &Made, waiting: &[Line]) -> Wanted {
    let name = comparison_key(&made.holder);
    let mut meant = waiting.iter().filter(|line| {
        let (last, first) = (&line.card.last_name, &line.card.first_name);
        let here = made.finess.is_empty() || made.finess.eq_ignore_ascii_case(&line.finess);
        here && [format!("{last} {first}"), format!("{first} {last}")]
            .iter()
            .any(|known| comparison_key(known) == name)
    });
    match (meant.next(), meant.next()) {
        (Some(line), None) => produce(line, &made.number),
        (Some(_), Some(_)) => unclear(
            &made.holder,
            "Plusieurs cartes à fabriquer portent ce nom\u{a0}: saisissez le numéro en face de la bonne.",
        ),
        (None, _) => unclear(&made.holder, "Aucune carte à fabriquer ne porte ce nom."),
    }
}

fn produce(line: &Line, typed: &str) -> Wanted {
    match typed.parse::<CardNumber>() {
        Ok(number) => Wanted::Do(line.card.id, holder(line), Move::Produce(number)),
        Err(_) => Wanted::Unclear(
            holder(line),
            "Ce numéro ne se lit pas\u{a0}: dix chiffres, une barre oblique, dix chiffres.",
        ),
    }
}

fn unclear(what: &str, why: &'static str) -> Wanted {
    Wanted::Unclear(what.trim().to_owned(), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, String, String)> {
        let made = parse(text.as_bytes()).unwrap();
        made.into_iter()
            .map(|made| (made.holder.trim().to_owned(), made.finess, made.number))
            .collect()
    }

    fn line(holder: &str, finess: &str, number: &str) -> (String, String, String) {
        (holder.to_owned(), finess.to_owned(), number.to_owned())
    }

    #[test]
    fn k02_the_file_of_the_queue_is_read_with_its_numbers() {
        let file =
            "Nom;Prénom;Fonction;Numéro;FINESS\nGirard;Paul;x;8/2;14 099 001 1\nNoël;Zoé;x;;\n";
        assert_eq!(lines(file), [line("Girard Paul", "140990011", "8/2")]);
    }

    #[test]
    fn k02_a_file_of_two_columns_needs_no_headers() {
        let file = "Girard Paul,8/2\n\nNoël Zoé,8/3\n";
        let read = [line("Girard Paul", "", "8/2"), line("Noël Zoé", "", "8/3")];
        assert_eq!(lines(file), read);
        assert!(parse(b"\"never ended\nA;B\n").is_ok_and(|made| made.is_empty()));
    }
}
