//! What just happened, told once on top of the next page: the code is in its address.

use super::shell::{Notice, Tone};

/// Code, title, text.
const NOTICES: &[(&str, &str, &str)] = &[
    (
        "brouillon",
        "Brouillon enregistré",
        "Vous le retrouverez ici pendant 30 jours après votre dernière saisie.",
    ),
    ("brouillon-supprime", "Brouillon supprimé", ""),
    (
        "deconnecte",
        "Vous êtes déconnecté",
        "Retirez votre carte du lecteur si vous quittez votre poste.",
    ),
    (
        "session-fermee",
        "Session fermée",
        "L’appareil concerné devra se connecter de nouveau.",
    ),
    (
        "situation-ajoutee",
        "Situation ajoutée",
        "Le professionnel en est informé par courriel\u{a0}; l’annuaire est à jour.",
    ),
    (
        "situation-fermee",
        "Situation fermée",
        "L’annuaire est à jour, et la personne en est informée par courriel. Vous pouvez la rétablir pendant 24 heures.",
    ),
    (
        "fin-prevue",
        "Fin prévue notée",
        "La situation se fermera d’elle-même le lendemain de son dernier jour\u{a0}; la personne en est informée par courriel.",
    ),
    (
        "situation-retablie",
        "Situation rétablie",
        "L’annuaire est à jour, et la personne en est informée par courriel.",
    ),
    (
        "situation-modifiee",
        "Situation modifiée",
        "L’annuaire est à jour, et la personne en est informée par courriel.",
    ),
    (
        "deces-signale",
        "Décès signalé",
        "Les situations de votre périmètre sont closes. L’agence et les autres structures concernées sont prévenues.",
    ),
    (
        "etat-civil-corrige",
        "État civil mis à jour",
        "L’annuaire est à jour, et la personne en est informée par courriel.",
    ),
    (
        "contestation-demande",
        "Question transmise à l’agence",
        "Un agent comparera les deux identités. La demande attend sa réponse, que cette page montrera.",
    ),
    (
        "contestation",
        "Demande transmise à l’agence",
        "Un agent comparera les deux identités. Le brouillon reste dans vos enregistrements jusqu’à sa réponse.",
    ),
    (
        "demande",
        "Demande transmise à l’agence",
        "Il reste à signer le formulaire F101. Un courriel le rappelle au représentant légal.",
    ),
    (
        "f101",
        "Formulaire reçu",
        "L’agence examine maintenant la demande\u{a0}; la réponse viendra par courriel.",
    ),
    (
        "renvoyee",
        "Demande renvoyée à l’agence",
        "Si le représentant légal a changé, signez de nouveau le formulaire F101.",
    ),
    (
        "horloge",
        "L’horloge a avancé",
        "Ce que le temps apporte se fait dans les secondes qui viennent.",
    ),
    (
        "trop-de-brouillons",
        "Vous avez déjà vingt brouillons",
        "Reprenez-en un, ou supprimez ceux qui ne servent plus.",
    ),
    (
        "demande-envoyee",
        "Demande envoyée",
        "Un courriel vous le confirme. Vous en recevrez un autre dès que le gestionnaire aura répondu.",
    ),
    (
        "demande-retiree",
        "Demande retirée",
        "Ses données seront effacées dans 30 jours.",
    ),
    (
        "demande-retournee",
        "Demande retournée",
        "La personne en est prévenue par courriel\u{a0}; elle lit vos motifs en ligne, et peut corriger puis renvoyer.",
    ),
    (
        "demande-refusee",
        "Demande refusée",
        "La personne en est prévenue par courriel, et lit vos motifs en ligne.",
    ),
    ("dossier-pris", "Dossier pris en charge", ""),
    ("f101-note", "Arrivée du formulaire notée", ""),
    (
        "dossier-accepte",
        "Demande acceptée",
        "Le représentant légal est prévenu par courriel, et sa carte CDE est commandée.",
    ),
    (
        "dossier-retourne",
        "Demande retournée à la structure",
        "Elle lit vos motifs en ligne, et peut corriger puis renvoyer.",
    ),
    (
        "dossier-refuse",
        "Demande refusée",
        "La structure en est prévenue par courriel.",
    ),
    (
        "contrat-termine",
        "Contrat terminé",
        "Ses habilitations et ses cartes ont pris fin\u{a0}; les professionnels restent enregistrés.",
    ),
    ("mouvement", "Transfert réglé", ""),
    (
        "carte-commandee",
        "Carte commandée",
        "La personne en est informée par courriel. La commande est à l’agence, ou attend son formulaire signé.",
    ),
    (
        "formulaire-depose",
        "Formulaire déposé",
        "L’agence peut fabriquer les cartes\u{a0}; leurs porteurs sont prévenus à chaque étape.",
    ),
    (
        "carte-declaree",
        "Carte déclarée",
        "Elle devient active à la première connexion de son porteur.",
    ),
    (
        "cde-commandee",
        "Nouvelle carte CDE commandée",
        "L’agence la fabrique et l’envoie\u{a0}; son porteur est prévenu par courriel à chaque étape.",
    ),
    (
        "carte-bloquee",
        "Carte bloquée",
        "Plus personne ne peut se connecter avec elle\u{a0}; ses sessions ont pris fin.",
    ),
    (
        "habilitation-donnee",
        "Habilitation donnée",
        "La personne en est informée par courriel et peut se connecter avec sa carte.",
    ),
    (
        "habilitation-modifiee",
        "Établissements enregistrés",
        "Le changement vaut dès maintenant\u{a0}; la personne en est informée par courriel.",
    ),
    (
        "mandataire-designe",
        "Mandataire désigné",
        "La personne en est informée par courriel et peut agir avec sa carte.",
    ),
    (
        "aucun-message",
        "Rien n’est coché",
        "Cochez d’abord les messages à relancer.",
    ),
    (
        "message-en-cours",
        "Un essai est encore en cours",
        "Le relancer maintenant pourrait l’envoyer deux fois. Attendez deux minutes, puis recommencez s’il n’est pas parti.",
    ),
    (
        "message-abandonne",
        "Message abandonné",
        "Il ne partira plus, sauf si vous le relancez d’ici.",
    ),
    (
        "revue-ouverte",
        "Revue ouverte",
        "Confirmez chaque personne de la liste, ou fermez sa situation.",
    ),
    (
        "cases-gardees",
        "Cases gardées",
        "Vous les retrouverez cochées, aujourd’hui ou un autre jour. Rien n’est encore confirmé ni fermé.",
    ),
    (
        "rien-de-coche",
        "Rien n’est coché",
        "Cochez d’abord, dans la liste, les personnes dont la situation est à fermer.",
    ),
    (
        "relance",
        "Relance enregistrée",
        "L’essai a lieu dans les secondes qui viennent\u{a0}; rechargez la page pour en voir le résultat.",
    ),
    ("cle-ajoutee", "Clé ajoutée", "Elle ouvre dès maintenant."),
    (
        "cle-retiree",
        "Clé retirée",
        "Elle n’ouvre plus, et les sessions qu’elle avait ouvertes sont fermées.",
    ),
    (
        "departs-gardes",
        "Choix enregistrés",
        "Vous pouvez quitter cette page\u{a0}: le plan se retrouve dans les départs pendant 30 jours.",
    ),
    (
        "departs-confirmes",
        "Départs confirmés",
        "Les situations sont closes l’une après l’autre, même si vous quittez cette page.",
    ),
    (
        "departs-abandonnes",
        "Plan abandonné",
        "Ce qu’il contenait de votre liste est effacé.",
    ),
    (
        "coordonnees-changees",
        "Coordonnées changées",
        "L’ancienne et la nouvelle adresse en sont informées. L’e-CPS attend 48 heures, sauf si la personne confirme.",
    ),
    (
        "nom-exercice-change",
        "Nom d’exercice changé",
        "L’annuaire le montre déjà\u{a0}; un courriel le confirme à la personne.",
    ),
    (
        "adresse-changee",
        "Adresse changée",
        "L’ancienne et la nouvelle en sont informées. Vous entrerez désormais avec la nouvelle.",
    ),
    (
        "mobile-change",
        "Mobile changé",
        "Les codes arriveront désormais sur ce numéro\u{a0}; un courriel le confirme.",
    ),
    (
        "tranche",
        "Décision enregistrée",
        "Le gestionnaire la voit sur son brouillon.",
    ),
];

/// What the query's `avis` says was done; an unknown code says nothing.
#[must_use]
pub fn notice(code: &str) -> Option<Notice> {
    let (_, title, text) = NOTICES.iter().find(|(known, _, _)| *known == code)?;
    Some(Notice {
        title: (*title).to_owned(),
        text: (*text).to_owned(),
        tone: Tone::Success,
    })
}
