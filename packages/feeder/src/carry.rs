//! How reports get to the oracle: by the feeder's own transaction, or signed and brought by somebody.

use crate::error::FeederError;
use crate::oracle::Oracle;
use crate::settings::{Settings, Way};
use crate::sign::{Decided, ReportKey, SignError};
use ballast_chain::{Fees, KeySource, Message, TxResult, Wallet};
use ballast_daemon::SecretSource;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, FeederResponse};
use ballast_interface::AssetId;
use ballast_pricing::ReportContext;
use cosmwasm_std::Binary;
use std::time::Duration;

/// How long a transaction is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What reports need on their way.
#[derive(Debug)]
pub struct Carrier {
    chain_id: String,
    number: u8,
    key: Option<ReportKey>,
    payer: Option<Payer>,
}

#[derive(Debug)]
struct Payer {
    wallet: Wallet,
    fees: Fees,
}

/// What became of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The transaction; absent where it was printed.
    pub hash: Option<String>,
    pub gas: u64,
    /// What the oracle did not take, and why.
    pub refused: Vec<Refused>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Absent: the report as a whole.
    pub asset: Option<String>,
    pub reason: String,
}

impl Carrier {
    /// Reads the secrets and holds them against what the oracle knows of the feeder.
    pub fn open(settings: &Settings, feeder: &FeederResponse) -> Result<Self, FeederError> {
        let report = &settings.report;
        let key = report
            .signing_key
            .as_ref()
            .map(ReportKey::read)
            .transpose()?;
        if let Some(key) = &key {
            check_key(key, feeder)?;
        }
        let payer = match (&report.wallet, &report.gas_price) {
            (Some(wallet), Some(gas_price)) => Some(Payer {
                wallet: Wallet::read(&source_of(wallet)?, prefix_of(&settings.feeder))?,
                fees: Fees::new(gas_price.parse()?),
            }),
            _ => None,
        };
        if let (Way::Own, Some(payer)) = (report.way, &payer) {
            if payer.wallet.address() != settings.feeder {
                return Err(FeederError::OtherWallet {
                    found: payer.wallet.address().to_owned(),
                    feeder: settings.feeder.clone(),
                });
            }
        }
        Ok(Self {
            chain_id: settings.chain_id.clone(),
            number: feeder.number,
            key,
            payer,
        })
    }

    /// Brings prices to the oracle and waits for what becomes of them.
    pub async fn carry(&self, oracle: &Oracle, prices: &[Decided]) -> Result<Carried, FeederError> {
        let msg = self.message(oracle, prices)?;
        let msg = serde_json::to_value(msg).map_err(|_| SignError::Unsigned)?;
        let Some(payer) = &self.payer else {
            println!("{msg}");
            return Ok(Carried::default());
        };
        let messages = [Message::execute(
            payer.wallet.address(),
            &oracle.address,
            msg,
        )];
        let sent = oracle.node.send(&payer.wallet, &messages, &payer.fees);
        let ticket = sent.await?;
        tracing::debug!(hash = %ticket.hash, "sent");
        let result = oracle.node.wait(&ticket.hash, PATIENCE).await?;
        Ok(read_result(result))
    }

    fn message(&self, oracle: &Oracle, prices: &[Decided]) -> Result<ExecuteMsg, FeederError> {
        let Some(key) = &self.key else {
            return Ok(ExecuteMsg::Report {
                prices: prices.iter().map(Decided::entry).collect(),
            });
        };
        let context = ReportContext {
            chain_id: &self.chain_id,
            contract: &oracle.address,
            feeder: self.number,
        };
        Ok(ExecuteMsg::ReportSigned {
            reports: vec![key.sign(&context, prices)?],
        })
    }
}

fn check_key(key: &ReportKey, feeder: &FeederResponse) -> Result<(), FeederError> {
    let found = Binary::from(key.public_key());
    match &feeder.key {
        Some(registered) if *registered == found => Ok(()),
        other => Err(FeederError::OtherKey {
            found: found.to_base64(),
            registered: other.as_ref().map_or("none".to_owned(), Binary::to_base64),
        }),
    }
}

/// The wallet's own reader takes it from there; what others may read is refused here first.
fn source_of(secret: &SecretSource) -> Result<KeySource, SignError> {
    secret.read()?;
    Ok(match secret {
        SecretSource::File(path) => KeySource::File(path.clone()),
        SecretSource::Env(name) => KeySource::Environment(name.clone()),
    })
}

/// What addresses of the chain begin with: the part before the last 1.
fn prefix_of(address: &str) -> &str {
    address
        .rsplit_once('1')
        .map_or(address, |(prefix, _)| prefix)
}

fn read_result(result: TxResult) -> Carried {
    let kinds = [event::SKIP, event::SKIP_REPORT].map(|kind| format!("wasm-{kind}"));
    let skips = result.events.iter().filter(|it| kinds.contains(&it.kind));
    let refused = skips.map(|skip| {
        let said = |name: &str| {
            let mut all = skip.attributes.iter();
            let found = all.find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone())
        };
        Refused {
            asset: said(key::ASSET),
            reason: said(key::ERROR).unwrap_or_default(),
        }
    });
    Carried {
        refused: refused.collect(),
        gas: result.gas_used,
        hash: Some(result.hash),
    }
}

impl Carried {
    /// Why the oracle did not take this asset's price; nothing where it did.
    pub fn refusal(&self, asset: &AssetId) -> Option<&Refused> {
        let mut all = self.refused.iter();
        all.find(|it| {
            it.asset
                .as_ref()
                .is_none_or(|name| *name == asset.to_string())
        })
    }
}
