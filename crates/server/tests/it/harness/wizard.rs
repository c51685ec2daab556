//! Registering someone through the pages, step by step.

use super::{Answer, App, browser::NOTHING};
use domain::registration::Step;
use std::collections::BTreeMap;

/// A first name for each digit of a rank: people of other ranks do not resemble one another (R4).
const FIRST_NAMES: [&str; 10] = [
    "Garance",
    "Mahaut",
    "Capucine",
    "Blandine",
    "Suzon",
    "Quitterie",
    "Pénélope",
    "Victoire",
    "Fleur",
    "Odile",
];

/// What is typed into the four steps.
#[derive(Clone)]
pub struct Person(BTreeMap<&'static str, String>);

impl Person {
    /// The same with another answer.
    pub fn with(mut self, field: &'static str, answer: &str) -> Self {
        self.0.insert(field, answer.to_owned());
        self
    }

    /// The same without an answer.
    pub fn without(mut self, field: &'static str) -> Self {
        self.0.remove(field);
        self
    }

    /// What is typed in a field.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// The answers to one step.
    pub fn step(&self, step: Step) -> Vec<(&'static str, String)> {
        let answers = self.0.iter();
        answers
            .filter(|(field, _)| step.fields().contains(field))
            .map(|(field, answer)| (*field, answer.clone()))
            .collect()
    }
}

/// The id of the draft in a path such as `/enregistrements/{draft}/contact`.
pub fn draft_of(path: &str) -> String {
    path.split('/').nth(2).unwrap().to_owned()
}

impl App {
    /// Somebody who may be registered in the centralised contract; another rank, another person.
    #[expect(clippy::unused_self, reason = "a test reads `app.person(1)`")]
    pub fn person(&self, rank: u32) -> Person {
        let letters: String = rank
            .to_string()
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'A'))
            .collect();
        let first_names: Vec<&str> = rank
            .to_string()
            .bytes()
            .map(|digit| FIRST_NAMES[usize::from(digit - b'0')])
            .collect();
        let first_names = match rank {
            1 => "Zoé, Anne-Marie".to_owned(),
            _ => format!("{}, Zoé", first_names.join("-")),
        };
        let answers = [
            ("title", "MME".to_owned()),
            ("sex", "F".to_owned()),
            ("birth_name", format!("LEFEBVRE {letters}")),
            ("first_names", first_names),
            ("birth_date", "14/03/1985".to_owned()),
            ("birth_country", "99100".to_owned()),
            ("birth_commune", "14118".to_owned()),
            ("identity_document", "CN".to_owned()),
            ("email", format!("zoe.lefebvre{rank}@exemple.fr")),
            (
                "mobile",
                format!("06 39 98 {:02} {:02}", rank / 100, rank % 100),
            ),
            ("practice_name", "birth".to_owned()),
            ("practice_first_name", "Zoé".to_owned()),
            ("establishment", "140991019".to_owned()),
            ("starts_on", "01/11/2026".to_owned()),
            ("profession", "313".to_owned()),
            ("role", "GENR11".to_owned()),
            ("practice_mode", "S".to_owned()),
            ("exactness", "oui".to_owned()),
            ("met", "oui".to_owned()),
            ("terms_version", server::terms::VERSION.to_owned()),
        ];
        Person(answers.into_iter().collect())
    }

    /// Begin a draft; gives its id.
    pub async fn begin(&self) -> String {
        let begun = self
            .post("/enregistrements/nouveau", [("concernee", "social")])
            .await
            .expect(303);
        draft_of(begun.location())
    }

    /// Send one step of a draft.
    pub async fn answer(&self, draft: &str, step: Step, person: &Person) -> Answer {
        let path = format!("/enregistrements/{draft}/{}", step.code());
        self.post(&path, person.step(step)).await
    }

    /// Fill every step of a new draft, up to "vérifiez"; gives its id.
    pub async fn fill(&self, person: &Person) -> String {
        let draft = self.begin().await;
        for step in Step::ALL {
            self.answer(&draft, *step, person).await.expect(303);
        }
        draft
    }

    /// Press "enregistrer" on a draft.
    pub async fn confirm(&self, draft: &str) -> Answer {
        let path = format!("/enregistrements/{draft}/verifier");
        self.post(&path, NOTHING).await
    }

    /// The whole wizard; gives the number.
    pub async fn register(&self, person: &Person) -> String {
        let draft = self.fill(person).await;
        let done = self.confirm(&draft).await.expect(303);
        let rpps = done.location().split('/').nth(2).unwrap().to_owned();
        assert_eq!(rpps.len(), 11, "{}", done.location());
        rpps
    }

    /// One step of a new draft, after those before it, answered as `person` and refused.
    pub async fn refused(&self, step: Step, person: &Person) -> Answer {
        let draft = self.begin().await;
        for earlier in Step::ALL.iter().take_while(|earlier| **earlier != step) {
            self.answer(&draft, *earlier, person).await.expect(303);
        }
        self.answer(&draft, step, person).await.expect(422)
    }
}
