//! The made-up content of the style guide.

use crate::portal::components::{
    Bar, Choice, Column, Crumb, Door, Moment, Sort, Stat, StepState, SummaryRow, TaskItem,
    TaskState, TimelineStep,
};
use crate::portal::form::{Errors, Form};
use crate::portal::shell::Tone;

pub(super) fn filled(token: &str) -> Form {
    let values = [
        ("r-nom", "LEFÈVRE"),
        ("r-rpps", "1000 3456 789"),
        ("r-role", "GENR08"),
        ("r-etablissement", "1"),
        ("r-etablissement_recherche", "EHPAD Les Tilleuls"),
        (
            "nom",
            "Lefèvre-D’Hœuvre de la Tour-du-Pin Saint-Christophe-en-Brionnais",
        ),
        ("courriel", "camille.lefevre@exemple"),
        ("mobile", "01 23 45 67 89"),
        ("rpps", "0100 3456 789"),
        ("naissance", "30/02/1990"),
        ("motif", "Le contrat commence plus tôt que prévu."),
        ("role", "GENR09"),
        ("roles", "GENR08"),
        ("roles", "GENR10"),
        ("exact", "oui"),
        ("pays", "3"),
        ("etablissement_recherche", "Tilleuls"),
        ("commune_recherche", "Villeneuve"),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Form::filled(token, values)
}

pub(super) fn errors() -> Errors {
    let mut errors = Errors::default();
    for (field, sentence) in [
        ("nom", "Le nom ne doit pas dépasser 60 caractères."),
        ("courriel", "L’adresse doit ressembler à nom@exemple.fr."),
        (
            "mobile",
            "Indiquez un numéro de mobile\u{a0}: il commence par 06 ou 07.",
        ),
        (
            "rpps",
            "Ce numéro RPPS est mal recopié\u{a0}: vérifiez chaque chiffre.",
        ),
        (
            "naissance",
            "Le 30/02/1990 n’existe pas. Indiquez la date de la pièce d’identité.",
        ),
        ("motif", "Indiquez le motif en une phrase complète."),
        (
            "fichier",
            "Choisissez un fichier XLSX ou CSV de moins de 10 Mo.",
        ),
        ("role", "Choisissez le rôle."),
        ("roles", "Choisissez au moins un rôle."),
        (
            "exact",
            "Confirmez l’exactitude des informations pour continuer.",
        ),
        ("pays", "Choisissez le pays de naissance."),
        ("etablissement", "Choisissez l’établissement dans la liste."),
        ("commune", "Choisissez la commune dans la liste."),
    ] {
        errors.add(field, sentence);
    }
    errors
}

pub(super) fn roles() -> Vec<Choice> {
    vec![
        Choice::new("GENR08", "Accompagnement et soins").hint(
            "Aide à la vie quotidienne, soins de proximité. Par exemple\u{a0}: AES, aide-soignant.",
        ),
        Choice::new("GENR09", "Coordination du parcours").hint(
            "Le rôle le plus large\u{a0}: donnez-le seulement à qui organise le parcours de la \
             personne. Par exemple\u{a0}: coordinateur, référent de parcours.",
        ),
        Choice::new("GENR10", "Accompagnement social"),
    ]
}

pub(super) fn countries() -> Vec<Choice> {
    let names = "Algérie Allemagne Belgique Bénin Brésil Cameroun Comores Congo Espagne Haïti \
                 Italie Liban Madagascar Mali Maroc Portugal Roumanie Sénégal Tunisie Ukraine";
    names
        .split_whitespace()
        .enumerate()
        .map(|(rank, name)| Choice::new(rank.to_string(), name))
        .collect()
}

pub(super) fn found() -> Vec<Choice> {
    vec![
        Choice::new("1", "EHPAD Les Tilleuls").hint("12 rue des Écoles, 38000 Grenoble"),
        Choice::new("2", "Résidence autonomie Les Tilleuls argentés").hint("69003 Lyon"),
    ]
}

pub(super) fn tones() -> Vec<(&'static str, Tone)> {
    vec![
        ("Brouillon", Tone::Neutral),
        ("En cours", Tone::Info),
        ("Validé", Tone::Success),
        ("À compléter", Tone::Warning),
        ("Refusé", Tone::Error),
    ]
}

pub(super) fn crumbs() -> Vec<Crumb> {
    [
        ("/espace", "Mon espace"),
        ("/professionnels", "Professionnels"),
    ]
    .map(|(href, label)| Crumb {
        href: href.into(),
        label: label.into(),
    })
    .into()
}

pub(super) fn answers() -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Nom de naissance", "LEFÈVRE").change("#verifier"),
        SummaryRow::new("Prénoms", "Camille, Anne, Louise").change("#verifier"),
        SummaryRow::new(
            "Établissement",
            "EHPAD Les Tilleuls\n12 rue des Écoles\n38000 Grenoble",
        )
        .change("#verifier"),
        SummaryRow::new("Nom d’usage", "").change("#verifier"),
        SummaryRow::new("Numéro RPPS", "10003456789"),
    ]
}

pub(super) fn tasks() -> Vec<TaskItem> {
    let task = |label: &str, href: &str, state| TaskItem {
        label: label.into(),
        hint: String::new(),
        href: href.into(),
        state,
    };
    vec![
        TaskItem {
            hint: "Signé le 02/11/2026.".into(),
            ..task("Signer le contrat", "#taches", TaskState::Done)
        },
        task("Commander les cartes", "#taches", TaskState::Todo),
        task(
            "Habiliter un gestionnaire",
            "",
            TaskState::NotYet("La carte du gestionnaire n’est pas encore remise.".into()),
        ),
    ]
}

pub(super) fn columns() -> Vec<Column> {
    let column = |label: &str, sort| Column {
        label: label.into(),
        href: "#tableau".into(),
        sort,
    };
    vec![
        column("Nom", Sort::Ascending),
        column("RPPS", Sort::Unsorted),
        column("Établissement", Sort::Unsorted),
        Column {
            label: "État".into(),
            ..Column::default()
        },
    ]
}

fn step(label: &str, detail: &str, at: &str, state: StepState) -> TimelineStep {
    let moment = |time: &str| Moment {
        iso: format!("2026-11-12T{time}:00+01:00"),
        text: format!("12/11/2026 à {}", time.replace(':', "\u{a0}h\u{a0}")),
    };
    TimelineStep {
        label: label.into(),
        detail: detail.into(),
        at: (!at.is_empty()).then(|| moment(at)),
        state,
    }
}

pub(super) fn running() -> Vec<TimelineStep> {
    vec![
        step(
            "Numéro envoyé par courriel",
            "À camille.lefevre@exemple.fr.",
            "14:05",
            StepState::Done,
        ),
        step(
            "Publié dans l’annuaire",
            "Dans 24 heures au plus.",
            "",
            StepState::Current,
        ),
        step(
            "e\u{2011}CPS prête à activer",
            "Dans 48 heures au plus.",
            "",
            StepState::Waiting,
        ),
    ]
}

pub(super) fn late() -> Vec<TimelineStep> {
    let detail = "Attendu le 12/11/2026 à 14 h 35. L’agence est prévenue.";
    vec![
        step("Numéro envoyé par courriel", detail, "", StepState::Late),
        step("Publié dans l’annuaire", "", "14:06", StepState::Done),
    ]
}

pub(super) fn doors() -> Vec<Door> {
    let door = |label: &str, text: &str, count| Door {
        href: "#portes".into(),
        label: label.into(),
        text: text.into(),
        count,
    };
    vec![
        door(
            "Demandes à traiter",
            "Accepter, retourner ou refuser les demandes des professionnels.",
            Some(4),
        ),
        door(
            "Enregistrer un professionnel",
            "Il reçoit son numéro RPPS en moins de 30 minutes.",
            None,
        ),
        door(
            "Modifier ou fermer une situation",
            "Retrouver un professionnel par son numéro ou son nom.",
            Some(0),
        ),
    ]
}

pub(super) fn stats() -> Vec<Stat> {
    let stat = |label: &str, value: &str, note: &str| Stat {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        href: String::new(),
    };
    vec![
        stat("Professionnels", "1\u{a0}204", "dans 12 établissements"),
        Stat {
            href: "#chiffres".into(),
            ..stat(
                "Demandes en attente",
                "4",
                "la plus ancienne\u{a0}: 3 jours",
            )
        },
        stat(
            "Numéro envoyé en moins de 30 min",
            "99,8\u{a0}%",
            "sur 30 jours",
        ),
    ]
}

pub(super) fn bars() -> Vec<Bar> {
    [
        ("e\u{2011}CPS activées", 322),
        ("Situations confirmées", 412),
        ("Cartes en opposition", 0),
    ]
    .map(|(label, value)| Bar {
        label: label.into(),
        value,
        of: 412,
    })
    .into()
}
