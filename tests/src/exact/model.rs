//! An account, what it is worth to the pool, and how far its debts could grow.

use super::asset::{Asset, Terms, View};
use super::format::{BookLine, EpisodeLine, LiquidationConfig};
use super::{Exposure, Num, Structure, Surplus};
use num_bigint::BigInt;
use num_traits::Zero;
use std::collections::BTreeMap;

/// Why no statement is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A debt whose price may not be used at this level.
    DebtPrice(String),
    NotBorrowable(String),
}

/// Base units by index of the asset; zero where nothing is held.
#[derive(Debug, Clone)]
pub struct Account {
    pub collateral: Vec<BigInt>,
    pub debt: Vec<BigInt>,
}

#[derive(Debug)]
pub struct Model {
    pub structure: Structure,
    pub assets: Vec<Asset>,
    pub account: Account,
    pub liquidation: LiquidationRules,
    pub episode: Option<Episode>,
    /// `[asset][scenario]`.
    moves: Vec<Vec<Num>>,
}

#[derive(Debug)]
pub struct LiquidationRules {
    pub bonus_floor: Num,
    pub target_health: Num,
    pub min_position_value: Num,
}

/// What earlier liquidations leave to the bonus.
#[derive(Debug)]
pub struct Episode {
    lowest: Num,
    k: Num,
}

impl Episode {
    fn read(line: &EpisodeLine) -> Result<Self, String> {
        Ok(Self {
            lowest: number(&line.lowest)?,
            k: number(&line.k)?,
        })
    }

    /// q = min(x, max(k·(1 + x) − 1, lowest)) at x = E/D now.
    pub fn cap(&self, x: &Num) -> Num {
        let one = Num::one();
        let unliquidated = &self.k.mul(&(&one + x)) - &one;
        unliquidated.max(&self.lowest).min(x)
    }
}

/// No collateral counts as more: 1e24 USD.
pub fn largest() -> Num {
    Num::lit("1000000000000000000000000")
}

fn number(text: &str) -> Result<Num, String> {
    Num::parse(text).ok_or_else(|| format!("not a decimal: {text}"))
}

impl LiquidationRules {
    fn read(line: &LiquidationConfig) -> Result<Self, String> {
        Ok(Self {
            bonus_floor: number(&line.bonus_floor)?,
            target_health: number(&line.target_health)?,
            min_position_value: number(&line.min_position_value)?,
        })
    }
}

fn amounts(
    names: &BTreeMap<String, usize>,
    held: &BTreeMap<String, String>,
) -> Result<Vec<BigInt>, String> {
    let mut amounts = vec![BigInt::zero(); names.len()];
    for (name, amount) in held {
        let index = *names.get(name).ok_or_else(|| format!("no asset {name}"))?;
        amounts[index] = amount
            .parse()
            .map_err(|_| format!("not an amount: {amount}"))?;
    }
    Ok(amounts)
}

fn moves_of(name: &str, line: &BookLine) -> Result<Vec<Num>, String> {
    let one = |moves: &BTreeMap<String, String>| {
        moves.get(name).map_or(Ok(Num::zero()), |text| number(text))
    };
    line.config
        .scenarios
        .iter()
        .map(|scenario| one(&scenario.moves))
        .collect()
}

impl Model {
    pub fn read(line: &BookLine) -> Result<Self, String> {
        let structure = Structure::read(&line.config)?;
        let names = line.assets.keys().cloned().zip(0..).collect();
        let asset = |(name, asset): (&String, _)| {
            let asset: &super::format::AssetLine = asset;
            let group = structure.group(&asset.group)?;
            Asset::read(name, asset, group, &structure.sigma[group])
        };
        Ok(Self {
            assets: line
                .assets
                .iter()
                .map(asset)
                .collect::<Result<_, String>>()?,
            account: Account {
                collateral: amounts(&names, &line.collateral)?,
                debt: amounts(&names, &line.debt)?,
            },
            liquidation: LiquidationRules::read(&line.liquidation)?,
            episode: line.episode.as_ref().map(Episode::read).transpose()?,
            moves: line
                .assets
                .keys()
                .map(|name| moves_of(name, line))
                .collect::<Result<_, String>>()?,
            structure,
        })
    }

    pub fn parse(json: &str) -> Result<Self, String> {
        Self::read(&serde_json::from_str(json).map_err(|error| error.to_string())?)
    }

    pub fn index(&self, name: &str) -> Option<usize> {
        self.assets.iter().position(|asset| asset.name == name)
    }

    fn nothing(&self, terms: Terms) -> Exposure {
        let scenarios = self.moves.first().map_or(0, Vec::len);
        Exposure::nothing(
            self.structure.groups.len(),
            if terms == Terms::Collateral {
                scenarios
            } else {
                0
            },
        )
    }

    /// What `amount` of collateral adds; of more than the largest value no more counts.
    pub fn long(&self, index: usize, amount: &BigInt, terms: Terms, view: View) -> Exposure {
        let (asset, mut exposure) = (&self.assets[index], self.nothing(terms));
        if let Some(price) = asset.long_price(view) {
            let value = asset.value(amount, &price).min(&largest());
            exposure.add_long(asset.group, asset.long(terms), &value, &self.moves[index]);
        }
        exposure
    }

    /// What `amount` of debt adds.
    pub fn short(
        &self,
        index: usize,
        amount: &BigInt,
        terms: Terms,
        view: View,
    ) -> Result<Exposure, Refusal> {
        let (asset, mut exposure) = (&self.assets[index], self.nothing(terms));
        if !asset.borrowable {
            return Err(Refusal::NotBorrowable(asset.name.clone()));
        }
        let price = asset
            .short_price(view)
            .ok_or_else(|| Refusal::DebtPrice(asset.name.clone()))?;
        exposure.add_short(
            asset.group,
            &asset.short,
            &asset.value(amount, &price),
            &self.moves[index],
        );
        Ok(exposure)
    }

    pub fn all_long(&self, account: &Account, terms: Terms, view: View) -> Exposure {
        let held = account
            .collateral
            .iter()
            .enumerate()
            .filter(|(_, amount)| !amount.is_zero());
        held.fold(self.nothing(terms), |sum, (index, amount)| {
            sum.plus(&self.long(index, amount, terms, view))
        })
    }

    pub fn all_short(
        &self,
        account: &Account,
        terms: Terms,
        view: View,
    ) -> Result<Exposure, Refusal> {
        let owed = account
            .debt
            .iter()
            .enumerate()
            .filter(|(_, amount)| !amount.is_zero());
        owed.map(|(index, amount)| self.short(index, amount, terms, view))
            .try_fold(self.nothing(terms), |sum, one| Ok(sum.plus(&one?)))
    }

    fn surplus(&self, account: &Account, terms: Terms, view: View) -> Result<Surplus, Refusal> {
        let all = self
            .all_long(account, terms, view)
            .plus(&self.all_short(account, terms, view)?);
        Ok(Surplus {
            value: all.surplus(&self.structure),
            scale: &all.counted + &all.owed,
        })
    }

    /// S at Maintenance, at liquidation prices.
    pub fn maintenance(&self, account: &Account) -> Result<Surplus, Refusal> {
        self.surplus(account, Terms::Threshold, View::Liquidation)
    }

    /// S at Initial: the lesser of its own term and of Maintenance at the same prices.
    pub fn initial(&self, account: &Account) -> Result<Surplus, Refusal> {
        let own = self.surplus(account, Terms::Collateral, View::Risk)?;
        let other = self.surplus(account, Terms::Threshold, View::Risk)?;
        Ok(Surplus {
            value: own.value.min(&other.value),
            scale: own.scale.max(&other.scale),
        })
    }

    pub fn owes(&self, account: &Account) -> bool {
        account.debt.iter().any(|amount| !amount.is_zero())
    }

    /// So many units of a collateral may go before it counts less, since only so much of it counts.
    pub fn uncounted(&self, index: usize, view: View) -> Num {
        let (asset, held) = (&self.assets[index], &self.account.collateral[index]);
        let Some(price) = asset.long_price(view).filter(Num::surely_positive) else {
            return Num::zero();
        };
        let unit = asset.value(&BigInt::from(1), &price);
        (&Num::int(held) - &largest().div(&unit)).max(&Num::zero())
    }

    /// C and D at liquidation prices; a debt without a price counts nothing.
    pub fn totals(&self) -> (Num, Num) {
        self.totals_of(&self.account)
    }

    pub fn totals_of(&self, account: &Account) -> (Num, Num) {
        let (terms, view) = (Terms::Threshold, View::Liquidation);
        let short = self.all_short(account, terms, view);
        let owed = short.map_or_else(|_| Num::zero(), |short| short.owed);
        (self.all_long(account, terms, view).counted, owed)
    }

    /// D at liquidation prices; what has none counts nothing.
    pub fn debt_value(&self) -> Num {
        self.totals().1
    }

    /// S at Maintenance when every debt is t times as large.
    pub fn maintenance_at(&self, account: &Account, t: &Num) -> Result<Surplus, Refusal> {
        let long = self.all_long(account, Terms::Threshold, View::Liquidation);
        let short = self.all_short(account, Terms::Threshold, View::Liquidation)?;
        let all = long.plus_times(&short, t);
        Ok(Surplus {
            value: all.surplus(&self.structure),
            scale: &all.counted + &all.owed,
        })
    }
}

/// HF stops here.
pub const HEALTH_CEILING: u64 = 1_000_000_000;

impl Model {
    /// The largest t with S(c, t·d) ≥ 0, enclosed to 1e-25; `None` without debt.
    pub fn health_factor(&self, account: &Account) -> Result<Option<Num>, Refusal> {
        if !self.owes(account) {
            return Ok(None);
        }
        let long = self.all_long(account, Terms::Threshold, View::Liquidation);
        let short = self.all_short(account, Terms::Threshold, View::Liquidation)?;
        Ok(Some(health_factor(&self.structure, &long, &short)))
    }
}

/// The largest t with S(long + t·short) ≥ 0, up to the ceiling.
pub fn health_factor(structure: &Structure, long: &Exposure, short: &Exposure) -> Num {
    let surplus = |t: &Num| long.plus_times(short, t).surplus(structure);
    let ceiling = Num::int(&BigInt::from(HEALTH_CEILING));
    if short.owed.is_zero() {
        return ceiling;
    }
    if long.counted.is_zero() {
        return Num::zero();
    }
    if surplus(&ceiling).surely_not_negative() {
        return ceiling;
    }
    // S ≤ C − t·D, so twice C/D surely fails.
    let failed = long
        .counted
        .times(&BigInt::from(2))
        .div(&short.owed)
        .min(&ceiling);
    let bracket = super::Bracket {
        held: Num::zero(),
        failed,
    };
    super::last_not_negative(surplus, bracket, &Num::lit("0.0000000000000000000000001")).held
}
