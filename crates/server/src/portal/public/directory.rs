//! The public search of the directory: by name, number, place or establishment (A1).

use super::unlisted;
use crate::{
    portal::{
        components::{Column, Paging},
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    identifiers::{Finess, IdNatPs, InvalidRpps, Rpps, search_words},
    structure::Establishment,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::HashMap;
use store::directory::{self, Line};

const PER_PAGE: u64 = 25;
/// Results are counted and shown up to here: beyond, one asks for more.
const MOST: u64 = 1_000;
/// Characters of a box.
const LONGEST: usize = 100;

#[derive(Template)]
#[template(path = "public/directory.html")]
struct DirectoryPage {
    shell: Shell,
    form: Form,
    /// The establishment that the search keeps to.
    within: Option<Establishment>,
    /// The same search everywhere.
    everywhere: String,
    columns: Vec<Column>,
    results: Option<Results>,
}

struct Results {
    lines: Vec<Line>,
    paging: Paging,
}

pub async fn search(
    State(world): State<World>,
    visitor: Visitor,
    Query(asked): Query<HashMap<String, String>>,
) -> Page {
    let mut form = Form::filled("", asked.clone());
    let query = match understand(&form) {
        Ok(query) => query,
        Err(errors) => {
            form = form.with_errors(errors);
            directory::Query::default()
        }
    };
    let (within, results) = find(&world, &form, &query).await?;
    let status = form.status();
    let found = DirectoryPage {
        shell: visitor.shell(&world),
        everywhere: url(&form, &["q", "lieu"]),
        form,
        within,
        columns: columns(),
        results,
    };
    Ok(unlisted(page(status, &found)?))
}

/// What the boxes ask for, or the sentences beside those that ask for nothing that exists.
fn understand(form: &Form) -> Result<directory::Query, Errors> {
    let mut query = directory::Query::default();
    let mut errors = Errors::default();
    let [who, place, establishment] =
        ["q", "lieu", "etablissement"].map(|name| form.value(name).trim());
    for (name, text) in [("q", who), ("lieu", place)] {
        if text.chars().count() > LONGEST {
            errors.add(name, format!("Saisissez {LONGEST} caractères au plus."));
        } else if !text.is_empty() && search_words(text).is_empty() {
            errors.add(name, "Saisissez au moins une lettre ou un chiffre.");
        }
    }
    match (is_number(who), who.parse()) {
        (_, Ok(finess)) => query.establishment = Some(finess),
        (true, Err(_)) => match rpps(who) {
            Ok(rpps) => query.rpps = Some(rpps),
            Err(sentence) => errors.add("q", sentence),
        },
        (false, Err(_)) => who.clone_into(&mut query.words),
    }
    match place.parse::<Finess>() {
        Ok(finess) => query.establishment = Some(finess),
        Err(_) => place.clone_into(&mut query.place),
    }
    if !establishment.is_empty() {
        match establishment.parse() {
            Ok(finess) => query.establishment = Some(finess),
            Err(_) => errors.add("lieu", "Ce numéro FINESS n’existe pas\u{a0}: il compte neuf caractères, le dernier étant une clé. Cherchez l’établissement par son nom."),
        }
    }
    if errors.is_empty() {
        Ok(query)
    } else {
        Err(errors)
    }
}

fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '.')
}

/// An RPPS number, also behind the `8` of a national identification.
fn rpps(text: &str) -> Result<Rpps, String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if let Ok(id) = digits.parse::<IdNatPs>() {
        return Ok(id.rpps());
    }
    digits.parse().map_err(|error| match error {
        InvalidRpps::Shape => format!(
            "Un numéro RPPS compte 11\u{a0}chiffres\u{a0}; vous en avez saisi {}. Vérifiez-le, ou cherchez par le nom.",
            digits.len()
        ),
        InvalidRpps::Key => "Ce numéro RPPS n’existe pas\u{a0}: sa clé, le dernier chiffre, ne correspond pas aux dix premiers. Vérifiez chaque chiffre, ou cherchez par le nom.".to_owned(),
    })
}

async fn find(
    world: &World,
    form: &Form,
    query: &directory::Query,
) -> Result<(Option<Establishment>, Option<Results>), Problem> {
    if query.is_empty() {
        return Ok((None, None));
    }
    let mut tx = world.db().read().await?;
    let within = match &query.establishment {
        Some(finess) => store::structure::establishment(&mut tx, finess).await?,
        None => None,
    };
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let counted = directory::count(&mut tx, query, most + 1).await?;
    let url = url(form, &["q", "lieu", "etablissement"]);
    let asked = form.value("page").parse().unwrap_or(1);
    let counted = counted.try_into().unwrap_or_default();
    let paging = Paging::new(url, asked, PER_PAGE, counted).counted_up_to(MOST);
    let [offset, limit] = [paging.offset(), PER_PAGE].map(|n| i64::try_from(n).unwrap_or(most));
    let lines = directory::search(&mut tx, query, offset, limit).await?;
    Ok((within, Some(Results { lines, paging })))
}

fn columns() -> Vec<Column> {
    ["Nom", "Numéro RPPS", "Profession", "Établissement"]
        .map(|label| Column {
            label: label.to_owned(),
            ..Column::default()
        })
        .into()
}

/// The address of this search, with what these boxes hold.
fn url(form: &Form, names: &[&str]) -> String {
    let pairs: Vec<String> = names
        .iter()
        .filter(|name| !form.value(name).is_empty())
        .map(|name| {
            format!(
                "{name}={}",
                utf8_percent_encode(form.value(name), NON_ALPHANUMERIC)
            )
        })
        .collect();
    format!("/annuaire?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(q: &str) -> Result<directory::Query, Errors> {
        understand(&Form::filled("", [("q".to_owned(), q.to_owned())]))
    }

    #[test]
    fn a01_a_number_is_recognised_with_or_without_spaces() {
        for text in [
            "10000005479",
            "100 0000 5479",
            " 1000000547 9",
            "810000005479",
        ] {
            let rpps = understood(text).unwrap().rpps.unwrap();
            assert_eq!(rpps.as_str(), "10000005479", "{text}");
        }
        let finess = understood("01 078 005 4").unwrap().establishment.unwrap();
        assert_eq!(finess.as_str(), "010780054");
    }

    #[test]
    fn a01_a_wrong_number_is_told_what_is_wrong() {
        let sentence = |q| {
            understood(q)
                .unwrap_err()
                .iter()
                .next()
                .unwrap()
                .sentence
                .clone()
        };
        assert!(sentence("10000005478").contains("clé"));
        assert!(sentence("1000000547").contains("vous en avez saisi 10"));
        assert!(sentence("…").contains("au moins une lettre"));
        assert!(sentence(&"é".repeat(101)).contains("100 caractères"));
    }

    #[test]
    fn a01_names_are_words_even_with_a_figure() {
        assert_eq!(understood("Léa 3").unwrap().words, "Léa 3");
        assert!(understood("  ").unwrap().is_empty());
    }
}
