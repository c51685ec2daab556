//! How long each PDF document takes to make, and how large it is.

use crate::{machine, table};
use anyhow::Context as _;
use domain::contract::ContractMode;
use server::documents::{
    self, Attestation, DocumentError, F101, F301, F501, F502, Holder, Letterhead, Person, Structure,
};
use std::{path::PathBuf, time::Instant};

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// How often each is made.
    #[arg(long, default_value_t = 100)]
    count: usize,
    /// Write the documents into this folder, to look at them.
    #[arg(long)]
    into: Option<PathBuf>,
}

type Make = fn() -> Result<Vec<u8>, DocumentError>;

const DOCUMENTS: [(&str, Make); 6] = [
    ("f101", || documents::f101(&f101())),
    ("f301", || documents::f301(&f301(3))),
    ("f301-40-porteurs", || documents::f301(&f301(40))),
    ("f501", || documents::f501(&f501())),
    ("f502", || documents::f502(&f502())),
    ("attestation", || documents::attestation(&attestation())),
];

pub fn measure(options: &Options) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for (name, make) in DOCUMENTS {
        let file = make()?;
        let mut times = Vec::new();
        for _ in 0..options.count {
            let start = Instant::now();
            make()?;
            times.push(start.elapsed());
        }
        let [p50, _, p99] = table::percentiles(&mut times);
        rows.push([
            name.to_owned(),
            file.len().div_ceil(1024).to_string(),
            table::cell(p50),
            table::cell(p99),
        ]);
        if let Some(folder) = &options.into {
            let path = folder.join(format!("{name}.pdf"));
            std::fs::write(&path, file)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    table::print(["document", "KiB", "p50 ms", "p99 ms"], &rows);
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

fn letterhead() -> Letterhead {
    Letterhead {
        service: "RPPS+ ouvert".to_owned(),
        contact: "assistance@exemple.fr".to_owned(),
    }
}

fn structure() -> Structure {
    Structure {
        finess: "14 099 101 9".to_owned(),
        name: "EHPAD Les Tilleuls".to_owned(),
        address: "12 rue de l’Église, 14000 Caen".to_owned(),
        legal_entity: "Association Les Tilleuls de Normandie (14 099 100 1)".to_owned(),
        siren: "732 829 320".to_owned(),
    }
}

fn person(last_name: &str, first_names: &str, function: &str) -> Person {
    Person {
        last_name: last_name.to_owned(),
        first_names: first_names.to_owned(),
        function: function.to_owned(),
        email: "prenom.nom@exemple.fr".to_owned(),
        phone: "02 31 99 00 00".to_owned(),
    }
}

fn f101() -> F101 {
    F101 {
        letterhead: letterhead(),
        reference: "2026-000123".to_owned(),
        made_on: "23/11/2026".to_owned(),
        structure: structure(),
        mode: ContractMode::Centralised,
        representative: person("VASSEUR", "Claire, Hélène", "Directrice générale"),
        send_to: "assistance@exemple.fr".to_owned(),
        link: "https://rpps.exemple.fr/contractualiser/0199f0c0-7a10-7000-8000-000000000001"
            .to_owned(),
    }
}

fn f301(holders: usize) -> F301 {
    let holders = (1..=holders).map(|rank| Holder {
        last_name: format!("MARTIN {rank}"),
        first_names: "Zoé, Anne-Marie".to_owned(),
        function: "Cheffe de service".to_owned(),
        email: format!("zoe.martin{rank}@exemple.fr"),
    });
    F301 {
        letterhead: letterhead(),
        contract: "2026-000045".to_owned(),
        made_on: "23/11/2026".to_owned(),
        structure: structure(),
        holders: holders.collect(),
        readers: 2,
        ordered_by: person("VASSEUR", "Claire, Hélène", "Directrice générale"),
        send_to: "assistance@exemple.fr".to_owned(),
    }
}

fn f501() -> F501 {
    F501 {
        letterhead: letterhead(),
        made_on: "23/11/2026".to_owned(),
        structure: structure(),
        holder_last_name: "MARTIN".to_owned(),
        holder_first_names: "Zoé, Anne-Marie".to_owned(),
        card_number: "2600301752".to_owned(),
        reason: "Carte perdue".to_owned(),
        since: "20/11/2026".to_owned(),
        asked_by: person("VASSEUR", "Claire, Hélène", "Directrice générale"),
        send_to: "assistance@exemple.fr".to_owned(),
    }
}

fn f502() -> F502 {
    F502 {
        letterhead: letterhead(),
        contract: "2026-000045".to_owned(),
        made_on: "23/11/2026".to_owned(),
        structure: structure(),
        representative: person("VASSEUR", "Claire, Hélène", "Directrice générale"),
        delegate: person("LEMAIRE", "Hugo", "Directeur adjoint"),
        send_to: "assistance@exemple.fr".to_owned(),
    }
}

fn attestation() -> Attestation {
    Attestation {
        letterhead: letterhead(),
        name: "Nadia BENALI".to_owned(),
        course: "Gestionnaire RPPS+".to_owned(),
        version: "2026-1".to_owned(),
        passed_on: "23/11/2026".to_owned(),
        score: 93,
        code: "K7QM-2DXA-94TR-HEWB".to_owned(),
        link: "https://rpps.exemple.fr/verifier/K7QM-2DXA-94TR-HEWB".to_owned(),
    }
}
