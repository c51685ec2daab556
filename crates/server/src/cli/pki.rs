//! A test authority: cards, revocation lists and a server certificate, for trials and demonstrations.

use crate::pki::{Authority, KeySize, Kind, Order, Profile};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use store::Clock;

#[derive(Args)]
pub struct Pki {
    /// The folder of the authority.
    #[arg(long, default_value = "var/pki", global = true)]
    folder: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the authorities, with their keys and first revocation lists.
    Init,
    /// Issue a certificate for the card port.
    Server {
        #[arg(default_value = "localhost")]
        host: String,
    },
    /// Issue the certificate of a card: PEM, key, and PKCS#12 under a password.
    Issue(Box<Issue>),
    /// Revoke a certificate, by its serial or its file, and write the lists.
    Revoke { which: String },
    /// Write the revocation lists again.
    Crl {
        /// How long they are good for.
        #[arg(long, default_value_t = 7)]
        days: i64,
    },
}

#[derive(Args)]
struct Issue {
    #[arg(long)]
    kind: Kind,
    /// Issuer and card number: 8025000001/2600301752.
    #[arg(long)]
    number: String,
    /// FINESS number of the structure, for a CDE or a CPE.
    #[arg(long, default_value = "10B005788")]
    finess: String,
    /// Name of the structure.
    #[arg(long, default_value = "STRUCTURE DE TEST")]
    structure: String,
    #[arg(long, default_value = "Paris (75)")]
    department: String,
    /// What the card knows its holder by: CPET0002, or the 12 digits of a professional.
    #[arg(long, default_value = "CPET0002")]
    holder: String,
    #[arg(long)]
    last_name: String,
    #[arg(long)]
    first_name: String,
    /// The signature certificate of the card, which signs in nowhere.
    #[arg(long)]
    signature: bool,
    /// A software certificate, category 03.
    #[arg(long, conflicts_with = "category")]
    software: bool,
    /// Category, in hexadecimal: 00 for a card, 80 for a test card.
    #[arg(long, default_value = "00")]
    category: String,
    #[arg(long, default_value_t = 1095)]
    days: i64,
    /// Valid until yesterday.
    #[arg(long, conflicts_with = "days")]
    expired: bool,
    /// Protects the PKCS#12 file.
    #[arg(long, default_value = "")]
    password: String,
}

pub fn run(pki: Pki) -> anyhow::Result<()> {
    let (authority, now) = (Authority::at(&pki.folder), Clock::System.now());
    let told = match pki.command {
        Command::Init => {
            authority.init(KeySize::Rsa4096, now)?;
            format!("The authority is in {}.\n", pki.folder.display())
        }
        Command::Server { host } => {
            authority.issue_server(&host, now)?;
            let [certificate, key] = authority.server();
            format!("{}\n{}\n", certificate.display(), key.display())
        }
        Command::Issue(issue) => {
            let password = issue.password.clone();
            let issued = authority.issue(&issue.order(now)?, &password)?;
            let file = issued.file.display();
            format!(
                "{file}.pem\n{file}.key\n{file}.p12\nserial {}\n",
                issued.serial
            )
        }
        Command::Revoke { which } => {
            let serial = authority.revoke(&which, now)?;
            authority.write_lists(now, days(7))?;
            format!("{serial} is revoked; the lists are written.\n")
        }
        Command::Crl { days: life } => {
            authority.write_lists(now, days(life))?;
            "The lists are written.\n".to_owned()
        }
    };
    super::print(&told)
}

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

impl Issue {
    fn order(self, now: Timestamp) -> anyhow::Result<Order> {
        let (from, until) = if self.expired {
            (now - days(1096), now - days(1))
        } else {
            (now - days(1), now + days(self.days))
        };
        Ok(Order {
            kind: self.kind,
            number: self.number,
            holder: self.holder,
            finess: self.finess,
            structure: self.structure,
            department: self.department,
            last_name: self.last_name,
            first_name: self.first_name,
            profile: if self.signature {
                Profile::Signature
            } else {
                Profile::Authentication
            },
            category: if self.software {
                3
            } else {
                u8::from_str_radix(&self.category, 16)?
            },
            from,
            until,
        })
    }
}
