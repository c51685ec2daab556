//! The fields of a situation, in the wizard and on the file of someone registered (R6, R15).

use super::{
    components::Choice,
    documents::{self, RoleDocuments},
    form::Form,
    picker::{self, Shows},
    search,
};
use crate::{
    web::{Acting, Problem},
    world::World,
};
use domain::{
    access::paris_day,
    identifiers::comparison_key,
    nomenclature::{PracticeMode, Profession, Role},
    registration::Answers,
};
use jiff::civil::Date;
use std::iter;
use store::professional::SituationLine;

/// A scope of so many establishments is shown whole, without a search.
const FEW: i64 = 8;

/// What `registration/situation_fields.html` draws, as the page's field `situation`.
pub struct SituationFields {
    /// The name of an establishment that does not change; empty when it is to be chosen.
    pub fixed: String,
    pub few: bool,
    pub establishments: Vec<Choice>,
    /// Why the search found none.
    pub nothing: String,
    pub professions: Vec<Choice>,
    pub roles: Vec<Choice>,
    pub modes: Vec<Choice>,
    pub documents: Vec<RoleDocuments>,
}

impl SituationFields {
    pub async fn load(
        world: &World,
        acting: &Acting,
        answers: &Answers,
        shows: Shows,
    ) -> Result<Self, Problem> {
        let today = paris_day(world.store.clock.now());
        let mut tx = world.db().read().await?;
        let scope = store::structure::in_scope(&mut tx, &acting.scope, FEW + 1).await?;
        drop(tx);
        let few = scope.len() <= FEW.try_into().unwrap_or_default();
        let establishments = if few {
            scope.iter().map(search::establishment_choice).collect()
        } else {
            picker::establishments(world, acting, answers, shows).await?
        };
        let typed = answers.get("establishment_recherche");
        let nothing = if establishments.is_empty() && !typed.is_empty() {
            search::why_none(world, acting, typed).await?
        } else {
            String::new()
        };
        Ok(Self {
            few,
            nothing,
            ..Self::of(establishments, today)
        })
    }

    /// With the establishments of a search.
    #[must_use]
    pub fn of(establishments: Vec<Choice>, today: Date) -> Self {
        Self {
            fixed: String::new(),
            few: false,
            establishments,
            nothing: String::new(),
            professions: professions(today),
            roles: roles(today),
            modes: modes(),
            documents: documents::by_role(today),
        }
    }

    /// The fields of a situation that is open: its establishment stays, and a profession or a role that has closed since
    /// may be kept.
    pub fn fix(&mut self, line: &SituationLine) {
        self.fixed.clone_from(&line.establishment_name);
        let is_offered = |choices: &[Choice], code| choices.iter().any(|one| one.value == code);
        if !is_offered(&self.professions, line.profession.code()) {
            let label = line.profession.short_label();
            self.professions
                .insert(0, Choice::new(line.profession.code(), label));
        }
        if !is_offered(&self.roles, line.role.code()) {
            self.roles
                .insert(0, Choice::new(line.role.code(), line.role.label()));
        }
    }

    /// Tick the establishment when the scope has only one.
    pub fn choose_the_only(&self, form: &mut Form) {
        if let ([only], "") = (self.establishments.as_slice(), form.value("establishment"))
            && self.few
        {
            form.set("establishment", only.value.clone());
        }
    }
}

/// Each mode of practice with what it means.
fn modes() -> Vec<Choice> {
    PracticeMode::all()
        .map(|mode| {
            let hint = match mode.code() {
                "S" => "Un contrat de travail ou un emploi public lie la personne à l’établissement.",
                "L" => "À son compte.",
                "B" => "Sans rémunération.",
                "I" => "Aucun des autres\u{a0}: par exemple, mise à disposition par un autre employeur. La nomenclature nationale ne le définit pas davantage.",
                _ => "",
            };
            Choice::new(mode.code(), mode.label()).hint(hint)
        })
        .collect()
}

/// R15: by the field's names too, which are beside each label.
fn professions(today: Date) -> Vec<Choice> {
    let mut open: Vec<Profession> = Profession::all()
        .filter(|profession| profession.is_registrable_on(today))
        .collect();
    open.sort_by_cached_key(|profession| comparison_key(profession.short_label()));
    open.into_iter()
        .map(|profession| {
            let label = profession.short_label();
            Choice::new(profession.code(), label).hint(other_names(profession, today))
        })
        .collect()
}

/// Its other names, and those of the professions that it replaces (R6).
fn other_names(profession: Profession, today: Date) -> String {
    let names: Vec<_> = profession.aliases().collect();
    let old: Vec<_> = profession
        .replaced_on(today)
        .flat_map(|closed| iter::once(closed.short_label()).chain(closed.aliases()))
        .filter(|old| *old != profession.short_label() && !names.contains(old))
        .collect();
    let hint = names.join(", ");
    if old.is_empty() {
        return hint;
    }
    format!("{hint}\u{a0}; remplace {}", old.join(", "))
}

/// R15: each role with what it is and examples of jobs.
fn roles(today: Date) -> Vec<Choice> {
    Role::all()
        .filter(|role| role.is_registrable_on(today))
        .map(|role| {
            let examples: Vec<_> = role.examples().collect();
            let opens = if role.opens_documents() {
                ""
            } else {
                " N’ouvre aucun document du dossier médical partagé."
            };
            let jobs = if examples.is_empty() {
                String::new()
            } else {
                format!(" Exemples\u{a0}: {}.", examples.join(", "))
            };
            Choice::new(role.code(), role.label()).hint(format!(
                "{}.{jobs}{opens}",
                role.definition().trim_end_matches('.')
            ))
        })
        .collect()
}
