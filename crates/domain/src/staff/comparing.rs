//! A staff list compared with who is registered: who is new, who is gone, who changed, and what is unsure (L4).

use super::{
    Difference, Line, List, Proposal, Registered, Why, Written, Wrong,
    meeting::{Index, Met},
};
use crate::identifiers::{BirthDate, Finess, Rpps};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    pub list: &'a [Written],
    /// Every open situation of the scope.
    pub registered: &'a [Registered],
    /// The establishments that the list is of.
    pub establishments: &'a [Finess],
    pub today: Date,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    pub proposals: Vec<Proposal>,
    /// People registered at these establishments.
    pub here: usize,
    /// Of them, those whom the list has.
    pub met: usize,
    /// In both, without a difference.
    pub agreed: usize,
    /// Lines that say again what another one says.
    pub repeated: usize,
    /// Lines of other establishments than these.
    pub elsewhere: usize,
}

impl Compared {
    /// Less than half of the people here are in the list: it may be another establishment's.
    #[must_use]
    pub const fn is_doubtful(&self) -> bool {
        self.met * 2 < self.here
    }
}

/// Of a hundred people here, so many in the list make it look complete.
const COMPLETE: usize = 80;

/// The lines about one person.
#[derive(Default)]
struct About {
    lines: Vec<usize>,
    by_name: bool,
}

/// What tells somebody unknown here from another: number, names, first names, birth date.
type Unknown = (Option<Rpps>, Vec<String>, Vec<String>, Option<BirthDate>);

struct Work<'a> {
    what: Comparison<'a>,
    here: HashSet<&'a Finess>,
    index: Index,
    lines: Vec<Line>,
    about: HashMap<usize, About>,
    /// People whom an unsure line may be about.
    maybe: HashSet<usize>,
    /// Those whom nobody knows here, each once.
    new: HashSet<Unknown>,
    done: Compared,
}

/// L4: compare. Nothing is ticked that is not sure.
#[must_use]
pub fn compare(what: Comparison<'_>) -> Compared {
    let mut work = Work {
        what,
        here: what.establishments.iter().collect(),
        index: Index::of(what.registered),
        lines: what.list.iter().map(Line::read).collect(),
        about: HashMap::new(),
        maybe: HashSet::new(),
        new: HashSet::new(),
        done: Compared::default(),
    };
    for rank in 0..work.lines.len() {
        work.place(rank);
    }
    let mut met: Vec<(usize, About)> = work.about.drain().collect();
    met.sort_unstable_by_key(|(_, about)| about.lines[0]);
    let present: HashSet<usize> = met.iter().map(|(person, _)| *person).collect();
    let mut listed = HashSet::new();
    for (person, about) in met {
        work.met(person, &about, &mut listed);
    }
    work.absent(&present, &listed);
    work.done
}

impl Work<'_> {
    fn is_here(&self, rank: usize) -> bool {
        self.here
            .contains(&self.what.registered[rank].establishment)
    }

    fn propose(&mut self, proposal: Proposal) {
        self.done.proposals.push(proposal);
    }

    /// Whom a line is about; what is unsure or new is proposed at once.
    fn place(&mut self, rank: usize) {
        let (line, written) = (&self.lines[rank], &self.what.list[rank]);
        let here = &self.here;
        if line
            .establishment
            .as_ref()
            .is_some_and(|own| !here.contains(own))
        {
            self.done.elsewhere += 1;
            return;
        }
        let unsure = |why| Proposal::new(List::Unsure, why).on(written);
        let (why, maybe) = match self.index.meet(line) {
            Met::Surely(person) => return self.note(person, rank, false),
            Met::ByName(person) => return self.note(person, rank, true),
            Met::Several(people) => (Why::Several, people),
            Met::OtherBirthDate(people) => (Why::OtherBirthDate, people),
            Met::OtherNumber(person) => {
                let registered = self.index.people[person].rpps.clone();
                (Why::OtherNumber { registered }, vec![person])
            }
            Met::OtherName(person) => {
                let registered = name(self.first(person));
                (Why::OtherName { registered }, vec![person])
            }
            Met::Nobody if line.wrong.is_empty() => {
                if let Some(on) = self.left(&[rank]) {
                    return self.propose(unsure(Why::Left { on }));
                }
                let number = line.number.as_ref().map(|number| number.rpps.clone());
                let (names, first_names) = (line.names.clone(), line.first_names.clone());
                if !self
                    .new
                    .insert((number, names, first_names, line.birth_date))
                {
                    self.done.repeated += 1;
                    return;
                }
                let mut new = Proposal::new(List::New, Why::Unregistered).on(written);
                new.look_up = line.number.as_ref().map(|number| number.rpps.clone());
                return self.propose(new);
            }
            Met::Nobody => {
                let wrong = line.wrong.clone();
                (Why::Unreadable { wrong }, Vec::new())
            }
        };
        let mut proposal = unsure(why);
        proposal.registered = maybe
            .first()
            .filter(|_| maybe.len() == 1)
            .map(|person| self.index.people[*person].situations[0]);
        self.maybe.extend(maybe);
        self.propose(proposal);
    }

    fn first(&self, person: usize) -> &Registered {
        &self.what.registered[self.index.people[person].situations[0]]
    }

    fn left(&self, lines: &[usize]) -> Option<Date> {
        let lines = lines.iter().map(|rank| &self.lines[*rank]);
        Line::leaving(lines).filter(|on| *on < self.what.today)
    }

    fn note(&mut self, person: usize, rank: usize, by_name: bool) {
        let about = self.about.entry(person).or_default();
        about.by_name |= by_name;
        about.lines.push(rank);
    }

    /// Somebody of the list who is registered: new here, leaving, changed, or as known.
    fn met(&mut self, person: usize, about: &About, listed: &mut HashSet<usize>) {
        let all = self.index.people[person].situations.clone();
        let here: Vec<usize> = all
            .iter()
            .copied()
            .filter(|rank| self.is_here(*rank))
            .collect();
        let first = about.lines[0];
        if here.is_empty() {
            if let Some(on) = self.left(&about.lines) {
                let gone = Proposal::new(List::Unsure, Why::Left { on });
                return self.propose(gone.on(&self.what.list[first]).about(all[0]));
            }
            let establishment = self.what.registered[all[0]].establishment_name.clone();
            let new = Proposal::new(List::New, Why::InScope { establishment });
            return self.propose(new.on(&self.what.list[first]).about(all[0]));
        }
        self.told_again(about);
        let named: HashSet<&Finess> = about
            .lines
            .iter()
            .filter_map(|rank| self.lines[*rank].establishment.as_ref())
            .collect();
        let at = |rank: &usize| named.contains(&self.what.registered[*rank].establishment);
        let theirs: Vec<usize> = if here.iter().any(at) {
            here.into_iter().filter(at).collect()
        } else {
            here
        };
        for rank in theirs {
            listed.insert(rank);
            self.one(rank, about);
        }
    }

    /// Lines that repeat one another are counted, those that do not are told.
    fn told_again(&mut self, about: &About) {
        let first = about.lines[0];
        for &rank in &about.lines[1..] {
            let key = |rank: usize| {
                let line = &self.lines[rank];
                (
                    line.starts_on,
                    line.ends_on,
                    line.profession,
                    line.establishment.clone(),
                )
            };
            if key(rank) == key(first) {
                self.done.repeated += 1;
                continue;
            }
            let line = self.what.list[first].number;
            let twice = Proposal::new(List::Unsure, Why::Twice { line });
            self.propose(twice.on(&self.what.list[rank]));
        }
    }

    /// One situation of somebody whom the list has.
    fn one(&mut self, rank: usize, about: &About) {
        let written = &self.what.list[about.lines[0]];
        let lines: Vec<&Line> = about.lines.iter().map(|rank| &self.lines[*rank]).collect();
        // An end that cannot be read is no reason to stay.
        let telling = [Wrong::EndsOn, Wrong::UnsavedFormula];
        let wrong: Vec<Wrong> = telling
            .into_iter()
            .filter(|why| lines.iter().any(|line| line.has(*why)))
            .collect();
        if !wrong.is_empty() {
            let unsure = Proposal::new(List::Unsure, Why::Unreadable { wrong });
            return self.propose(unsure.on(written).about(rank));
        }
        let registered = &self.what.registered[rank];
        let leaving = Line::leaving(lines.iter().copied());
        if let Some(on) = leaving.filter(|on| registered.planned_end != Some(*on)) {
            let by_name = about.by_name;
            let why = if by_name {
                Why::LeavesByName { on }
            } else {
                Why::Leaves { on }
            };
            let mut gone = Proposal::new(List::Gone, why).on(written).about(rank);
            gone.is_ticked = !by_name && on >= registered.starts_on;
            gone.ends_on = Some(on);
            gone.reason = lines.iter().find_map(|line| line.reason);
            return self.propose(gone);
        }
        let differences = differences(registered, &lines);
        if differences.is_empty() {
            self.done.agreed += 1;
            return;
        }
        let changed = Proposal::new(List::Changed, Why::Differs { differences });
        self.propose(changed.on(written).about(rank));
    }

    /// Those who are here and not in the list. They are ticked when the list looks complete, each line of it has a number,
    /// and no line may be theirs.
    fn absent(&mut self, present: &HashSet<usize>, listed: &HashSet<usize>) {
        let here = |person: &usize| {
            let ranks = &self.index.people[*person].situations;
            ranks.iter().any(|rank| self.is_here(*rank))
        };
        let people: Vec<usize> = (0..self.index.people.len()).filter(here).collect();
        self.done.here = people.len();
        self.done.met = people
            .iter()
            .filter(|person| present.contains(person) || self.maybe.contains(person))
            .count();
        let is_complete = self.done.met * 100 >= self.done.here * COMPLETE;
        let is_numbered = self.lines.iter().all(|line| line.number.is_some());
        for person in people {
            if self.maybe.contains(&person) {
                continue;
            }
            for rank in self.index.people[person].situations.clone() {
                if !self.is_here(rank) || listed.contains(&rank) {
                    continue;
                }
                let (why, is_ticked) = match (present.contains(&person), is_complete) {
                    (true, _) => (Why::ListedElsewhere, false),
                    (false, false) => (Why::AbsentFromPartial, false),
                    (false, true) if is_numbered => (Why::Absent, true),
                    (false, true) => (Why::AbsentUnnumbered, false),
                };
                let mut gone = Proposal::new(List::Gone, why).about(rank);
                gone.is_ticked = is_ticked;
                self.done.proposals.push(gone);
            }
        }
    }
}

/// What every line about somebody says otherwise.
fn differences(registered: &Registered, lines: &[&Line]) -> Vec<Difference> {
    let mut differences = Vec::new();
    let told: Vec<_> = lines.iter().filter_map(|line| line.profession).collect();
    if let Some(listed) = told
        .first()
        .filter(|_| !told.contains(&registered.profession))
    {
        differences.push(Difference::profession(*listed));
    }
    let told: Vec<_> = lines.iter().filter_map(|line| line.starts_on).collect();
    if let Some(listed) = told
        .first()
        .filter(|_| !told.contains(&registered.starts_on))
    {
        differences.push(Difference::StartsOn { listed: *listed });
    }
    let born = lines.iter().find_map(|line| line.birth_date);
    if let Some(born) = born.filter(|born| *born != registered.birth_date) {
        differences.push(Difference::BirthDate {
            listed: born.display_french(),
        });
    }
    differences
}

fn name(registered: &Registered) -> String {
    format!(
        "{} {}",
        registered.practice_first_name, registered.practice_name
    )
}

#[cfg(test)]
mod tests;
