//! What the operator's settings ask for, checked against the market.

use crate::decide::{GasGuess, GasPrice, Means, Prefer, Rules, WriteOffs};
use crate::error::KeeperError;
use crate::judge::Judge;
use crate::link::Link;
use crate::mirror::{is_named, Expected};
use crate::settings::{FeeCoin, Settings};
use ballast_interface::liquidator::ConfigResponse;
use ballast_interface::AssetId;
use ballast_risk::{Amount, Value};
use serde_json::{json, Value as Json};
use std::collections::BTreeMap;

const LIQUIDATOR: &str = "ballast-liquidator";
/// Gas beyond what a simulation used, percent; and how far it is raised where that was too little.
const ALLOWANCE: u64 = 140;
const RAISE: u64 = 40;
const MOST_ALLOWANCE: u64 = 300;

/// What stays the same from block to block.
#[derive(Clone, Debug)]
pub struct Orders {
    pub lending: String,
    liquidator: Option<String>,
    pub minimum: Value,
    most: usize,
    prefer: Prefer,
    write_offs: WriteOffs,
    guess: GasGuess,
    fee_denom: String,
    per_million: Amount,
    fee_coin: Option<FeeCoin>,
    /// Percent of what a simulation used.
    allowance: u64,
    pub reread_after: u64,
    pub resend_after: u64,
}

impl Orders {
    pub fn of(settings: &Settings) -> Self {
        let price = &settings.gas_price;
        Self {
            lending: settings.lending.clone(),
            liquidator: settings.liquidator.clone(),
            minimum: settings.minimum_profit,
            most: settings.most_per_transaction,
            prefer: settings.prefer,
            write_offs: settings.write_offs,
            guess: settings.gas_guess,
            fee_denom: price.denom().to_owned(),
            per_million: Amount::new(price.cost_ceil(1_000_000)),
            fee_coin: settings.fee_coin.clone(),
            allowance: ALLOWANCE,
            reread_after: settings.reread_after_blocks,
            resend_after: settings.resend_after_blocks,
        }
    }

    /// The liquidator obeys this wallet and serves this market.
    pub async fn check<L: Link>(&self, link: &L) -> Result<(), KeeperError> {
        let Some(address) = &self.liquidator else {
            return Ok(());
        };
        let expected = Expected {
            key: "liquidator",
            address,
            name: LIQUIDATOR,
        };
        is_named(link, expected).await?;
        let config: ConfigResponse = link.smart(address, &json!({"config": {}})).await?;
        let refuse = |what: String| {
            let address = address.clone();
            Err(KeeperError::NotOurs { address, what })
        };
        if config.owner != link.own() {
            return refuse(format!(
                "obeys {} and the key is that of {}",
                config.owner,
                link.own()
            ));
        }
        if config.lending != self.lending {
            return refuse(format!("serves the market at {}", config.lending));
        }
        Ok(())
    }

    /// With the prices, and where it repays out of it the wallet, of now.
    pub async fn rules<L: Link>(
        &self,
        link: &L,
        judge: &Judge,
        refresh: Vec<AssetId>,
    ) -> Result<Rules, KeeperError> {
        let gas = self.gas(judge)?;
        let means = match &self.liquidator {
            Some(liquidator) => Means::FlashLoan {
                liquidator: liquidator.clone(),
            },
            None => Means::Inventory {
                coins: self.inventory(link, judge, &gas).await?,
            },
        };
        Ok(Rules {
            lending: self.lending.clone(),
            means,
            minimum: self.minimum,
            most: self.most,
            gas,
            guess: self.guess,
            refresh,
            write_offs: self.write_offs,
            prefer: self.prefer,
        })
    }

    /// The market's price of the fee coin, else the one in the settings.
    fn gas(&self, judge: &Judge) -> Result<GasPrice, KeeperError> {
        let denom = AssetId::native(&self.fee_denom);
        let mut markets = judge.markets();
        let listed = markets.find(|market| market.asset.asset == denom);
        let price = listed.and_then(|market| judge.price(market.index).ok());
        let (price, decimals) = match (listed, price, &self.fee_coin) {
            (Some(market), Some(price), _) if !price.spot.is_zero() => {
                (price.spot, market.asset.decimals)
            }
            (_, _, Some(coin)) => (coin.price, coin.decimals),
            _ => {
                let reason = format!(
                    "the market has no price of `{}`; write its decimals and what one costs",
                    self.fee_denom
                );
                let key = "fee_coin";
                return Err(KeeperError::Setting { key, reason });
            }
        };
        Ok(GasPrice {
            per_million: self.per_million,
            price,
            decimals,
        })
    }

    /// What there is of every listed asset; of the fee coin not what the next transaction costs.
    async fn inventory<L: Link>(
        &self,
        link: &L,
        judge: &Judge,
        gas: &GasPrice,
    ) -> Result<BTreeMap<AssetId, Amount>, KeeperError> {
        let mut coins = BTreeMap::new();
        for market in judge.markets() {
            let asset = market.asset.asset.clone();
            let mut there = match &asset {
                AssetId::Native(denom) => Amount::new(link.balance(denom).await?),
                AssetId::Cw20(token) => {
                    let asked = json!({"balance": {"address": link.own()}});
                    let found: Json = link.smart(token, &asked).await?;
                    let text = found.get("balance").and_then(Json::as_str);
                    let raw = text.and_then(|text| text.parse().ok());
                    Amount::new(raw.unwrap_or_default())
                }
            };
            if asset.name() == self.fee_denom {
                let guess = self.allowed(self.guess.of(self.most));
                there = there.saturating_sub(gas.fee_up(guess).unwrap_or(there));
            }
            coins.insert(asset, there);
        }
        Ok(coins)
    }

    /// Refuses to go on where the wallet cannot pay for this much gas.
    pub async fn check_wallet<L: Link>(
        &self,
        link: &L,
        gas: &GasPrice,
        used: u64,
    ) -> Result<(), KeeperError> {
        let needed = gas.fee_up(used).unwrap_or_default().raw();
        let found = link.balance(&self.fee_denom).await?;
        if found >= needed {
            return Ok(());
        }
        Err(KeeperError::NoGas {
            address: link.own().to_owned(),
            denom: self.fee_denom.clone(),
            found,
            needed,
        })
    }

    /// The limit of a transaction whose simulation used so much.
    pub fn allowed(&self, simulated: u64) -> u64 {
        simulated.saturating_mul(self.allowance).div_ceil(100)
    }

    /// After a transaction that ran out of gas.
    pub fn raise(&mut self) -> u64 {
        self.allowance = self.allowance.saturating_add(RAISE).min(MOST_ALLOWANCE);
        self.allowance
    }
}
