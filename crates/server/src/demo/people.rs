//! Made-up professionals: frequent names of France, mobiles of the range kept for fiction.

use super::draw::Draw;
use jiff::{ToSpan, civil::Date};

/// Someone to register, as the four steps ask.
pub struct Person {
    pub title: &'static str,
    pub sex: &'static str,
    pub birth_name: &'static str,
    pub used_name: &'static str,
    pub first_names: String,
    pub birth_date: Date,
    /// An INSEE code, or a country and a town.
    pub commune: &'static str,
    pub country: &'static str,
    pub town: &'static str,
    pub document: &'static str,
    pub email: String,
    pub mobile: String,
    pub profession: &'static str,
    pub role: &'static str,
    pub mode: &'static str,
}

const NAMES: [&str; 48] = [
    "Perrin",
    "Robin",
    "Clément",
    "Morin",
    "Henry",
    "Nicolas",
    "Roussel",
    "Gautier",
    "Mathieu",
    "Masson",
    "Duval",
    "Marchand",
    "Denis",
    "Lemaire",
    "Dumont",
    "Noël",
    "Meyer",
    "Dufour",
    "Meunier",
    "Martinez",
    "Blanchard",
    "Brun",
    "Rivière",
    "Lucas",
    "Joly",
    "Giraud",
    "Brunet",
    "Gaillard",
    "Barbier",
    "Arnaud",
    "Renard",
    "Roche",
    "Schmitt",
    "Leroux",
    "Caron",
    "Vidal",
    "Picard",
    "Fabre",
    "Aubert",
    "Lemoine",
    "Dumas",
    "Payet",
    "Le Goff",
    "Benali",
    "Diallo",
    "N'Diaye",
    "Da Silva",
    "Haddad",
];
const WOMEN: [&str; 32] = [
    "Marie",
    "Nathalie",
    "Isabelle",
    "Sylvie",
    "Anne",
    "Martine",
    "Hélène",
    "Christine",
    "Valérie",
    "Sophie",
    "Sandrine",
    "Stéphanie",
    "Céline",
    "Véronique",
    "Julie",
    "Annie",
    "Patricia",
    "Lucie",
    "Brigitte",
    "Camille",
    "Léa",
    "Alice",
    "Émilie",
    "Aurélie",
    "Laurence",
    "Cécile",
    "Virginie",
    "Sarah",
    "Manon",
    "Anne-Sophie",
    "Fatima",
    "Inès",
];
const MEN: [&str; 24] = [
    "Pierre",
    "Philippe",
    "Alain",
    "Daniel",
    "Paul",
    "Nicolas",
    "François",
    "Christophe",
    "Julien",
    "Laurent",
    "Frédéric",
    "David",
    "Stéphane",
    "Sébastien",
    "Alexandre",
    "Thierry",
    "Olivier",
    "Thomas",
    "Antoine",
    "Vincent",
    "Jean-Pierre",
    "Maxime",
    "Karim",
    "Mamadou",
];
const COMMUNES: [&str; 14] = [
    "14118", "14366", "14047", "50129", "61001", "76540", "67482", "67180", "75112", "69383",
    "13205", "33063", "97411", "59350",
];
const ABROAD: [(&str, &str); 5] = [
    ("99352", "Oran"),
    ("99350", "Casablanca"),
    ("99139", "Porto"),
    ("99341", "Dakar"),
    ("99131", "Namur"),
];
/// Profession, role, and how many in a hundred.
const JOBS: [(&str, &str, usize); 12] = [
    ("313", "GENR11", 26),
    ("328", "GENR10", 22),
    ("326", "GENR10", 10),
    ("324", "GENR10", 7),
    ("372", "GENR10", 9),
    ("371", "GENR10", 5),
    ("331", "GENR09", 5),
    ("330", "GENR08", 3),
    ("359", "GENR12", 3),
    ("320", "GENR10", 4),
    ("368", "GENR10", 3),
    ("367", "GENR11", 3),
];

/// Everyone, always the same, without end.
pub fn draw() -> impl Iterator<Item = Person> {
    let mut chance = Draw::seeded(0x0099_7000_0001);
    (0..).map(move |rank| person(&mut chance, rank))
}

fn person(chance: &mut Draw, rank: usize) -> Person {
    let is_woman = chance.below(10) < 8;
    let firsts: &[&str] = if is_woman { &WOMEN } else { &MEN };
    let (first, second) = (chance.one(firsts), chance.one(firsts));
    let birth_name = chance.one(&NAMES);
    let used_name = if is_woman && chance.below(10) < 3 {
        chance.one(&NAMES)
    } else {
        ""
    };
    let (country, town) = if chance.below(100) < 8 {
        chance.one(&ABROAD)
    } else {
        ("99100", "")
    };
    let (profession, role, _) = job(chance.below(100));
    let born = Date::constant(1961, 1, 1).saturating_add(
        i64::try_from(chance.below(43 * 365))
            .unwrap_or_default()
            .days(),
    );
    Person {
        title: if is_woman { "MME" } else { "M" },
        sex: if is_woman { "F" } else { "M" },
        birth_name,
        used_name: if used_name == birth_name {
            ""
        } else {
            used_name
        },
        first_names: if first == second {
            first.to_owned()
        } else {
            format!("{first}, {second}")
        },
        birth_date: born,
        commune: if town.is_empty() {
            chance.one(&COMMUNES)
        } else {
            ""
        },
        country,
        town,
        document: chance.one(&["CN", "CN", "CN", "PA", "CS"]),
        email: format!("personne{:03}@demo.invalid", rank + 1),
        mobile: format!("063998{:04}", rank + 1),
        profession,
        role,
        mode: if chance.below(20) == 0 { "B" } else { "S" },
    }
}

fn job(mut share: usize) -> (&'static str, &'static str, usize) {
    for job in JOBS {
        if share < job.2 {
            return job;
        }
        share -= job.2;
    }
    JOBS[0]
}
