//! The outside format of a [`Book`]: what the contract's `book` query answers, `evaluate` reads and tests store.
//!
//! All numbers but `decimals` are strings; unknown fields are an error.

use crate::account::MAX_POSITIONS;
use crate::book::{Book, BookError, Holding, PriceStatus, Quote};
use crate::correlation::{
    check_scenarios, CorrelationError, CorrelationSpec, Correlations, Group, Scenario, Structure,
};
use crate::num::{Amount, Move, NumError, Price, Ratio};
use crate::params::{AssetRisk, LiquidationBonus, LiquidationConfig, ParamError};
use crate::ramp::{Ramp, Step};
use crate::terms::{AssetPoint, Forces, Terms};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum WireError {
    #[error("there is no asset `{name}` in this book")]
    UnknownAsset { name: String },
    #[error(
        "{found} assets are held, owed or asked about; at most {MAX_POSITIONS} and two more fit"
    )]
    TooManyAssets { found: usize },
    #[error(transparent)]
    Param(#[from] ParamError),
    #[error(transparent)]
    Correlation(#[from] CorrelationError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Num(#[from] NumError),
}

/// One account with everything its health depends on.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct BookJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub config: ConfigJson,
    /// By denom or token address.
    pub assets: BTreeMap<String, AssetJson>,
    pub liquidation: LiquidationConfig,
    /// What is owned after accrual, lent and protected together, in base units.
    #[serde(default)]
    pub collateral: BTreeMap<String, Amount>,
    /// What is owed after accrual, in base units.
    #[serde(default)]
    pub debt: BTreeMap<String, Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<MaxJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteJson>,
    /// The lowest equity per debt at a liquidation of the present episode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Ratio>,
    /// The fraction of a holding that counts at Initial, where its asset is above its collateral cap.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub collateral_share: BTreeMap<String, Ratio>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ConfigJson {
    pub correlation_credit: Ratio,
    pub min_margin: Ratio,
    pub groups: Vec<Group>,
    pub rho: Vec<Vec<Move>>,
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    /// Where the structure comes from, while it moves: either stresses, or matrix, credit and margin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampJson<StructurePointJson>>,
    /// The ramp of the stresses, where one was stopped midway and `ramp` is that of the matrix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stress_ramp: Option<RampJson<StructurePointJson>>,
}

/// A state on its way: the fields beside it are the target. A `from` that was itself on its way carries its own ramp.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct RampJson<F> {
    pub from: F,
    /// Seconds gone of the duration.
    pub elapsed: Amount,
    pub duration: Amount,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct StructurePointJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rho: Option<Vec<Vec<Move>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_credit: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_margin: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<Box<RampJson<StructurePointJson>>>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetPointJson {
    pub liquidation_threshold: Ratio,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<Box<RampJson<AssetPointJson>>>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AssetJson {
    pub decimals: u8,
    pub collateral_factor: Ratio,
    pub liquidation_threshold: Ratio,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_weight: Option<Ratio>,
    pub group: String,
    pub price: PriceJson,
    pub liquidation: LiquidationBonus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp: Option<RampJson<AssetPointJson>>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct PriceJson {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    #[serde(default)]
    pub status: PriceStatus,
}

/// Which asset `max_borrow` and `max_withdraw` are asked for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct MaxJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<String>,
}

/// The liquidation that is asked for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct QuoteJson {
    pub debt: String,
    pub collateral: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_repay: Option<Amount>,
}

impl BookJson {
    /// The assets that are held, owed or asked about, in the order of their ids in the Book.
    pub fn names(&self) -> Vec<&str> {
        let max = self.max.iter();
        let asked = max.flat_map(|m| m.borrow.iter().chain(m.withdraw.iter()));
        let pair = self.quote.iter().flat_map(|q| [&q.debt, &q.collateral]);
        let mut names: Vec<&str> = Vec::new();
        let held = self.collateral.iter().chain(&self.debt);
        let held = held.filter(|(_, amount)| !amount.is_zero());
        for name in held.map(|(name, _)| name).chain(asked).chain(pair) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// Checks everything and makes it into numbers.
    pub fn book(&self) -> Result<Book, WireError> {
        let correlations = self.config.correlations()?;
        check_scenarios(&self.config.scenarios)?;
        let forces = Forces::new(&correlations, 0)?;
        for (name, asset) in &self.assets {
            asset.check(name, &correlations)?;
        }
        for name in self.collateral.keys().chain(self.debt.keys()) {
            self.asset(name)?;
        }
        let names = self.names();
        if names.len() > MAX_POSITIONS.saturating_add(2) {
            return Err(WireError::TooManyAssets { found: names.len() });
        }
        let mut holdings = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            let id = u8::try_from(at).unwrap_or(u8::MAX);
            holdings.push(self.holding(id, name, &correlations, &forces)?);
        }
        Ok(Book {
            forces,
            rules: self.liquidation.clone(),
            scenarios: self.config.scenarios.len(),
            holdings,
            episode: self.episode,
        })
    }

    fn asset(&self, name: &str) -> Result<&AssetJson, WireError> {
        let unknown = || WireError::UnknownAsset {
            name: name.to_owned(),
        };
        self.assets.get(name).ok_or_else(unknown)
    }

    fn holding(
        &self,
        id: u8,
        name: &str,
        correlations: &Correlations,
        forces: &Forces,
    ) -> Result<Holding, WireError> {
        let asset = self.asset(name)?;
        let group = correlations.group(&asset.group)?;
        let amount = |of: &BTreeMap<String, Amount>| of.get(name).copied().unwrap_or_default();
        let scenarios = self.config.scenarios.iter();
        Ok(Holding {
            asset: id,
            decimals: asset.decimals,
            terms: Terms::new(asset.collateral_factor, &asset.points()?, group, forces, 0)?,
            bonus: asset.liquidation.clone(),
            quote: Quote {
                spot: asset.price.spot,
                low: asset.price.low,
                high: asset.price.high,
                status: asset.price.status,
            },
            collateral: amount(&self.collateral),
            debt: amount(&self.debt),
            counted_share: self
                .collateral_share
                .get(name)
                .copied()
                .unwrap_or(Ratio::ONE),
            moves: scenarios
                .map(|s| s.moves.get(name).map_or(0, |by| by.raw()))
                .collect(),
        })
    }
}

impl ConfigJson {
    /// What a structure looks like from outside at `now`.
    pub fn of(correlations: &Correlations, scenarios: Vec<Scenario>, now: u64) -> Self {
        let stress = stress_json(correlations, correlations.stress.target());
        let target = correlations.structure.target();
        let stress_ramp = ramp_json(&correlations.stress, now, |point, ramp| {
            StructurePointJson {
                groups: Some(stress_json(correlations, point)),
                ramp: ramp.map(Box::new),
                ..StructurePointJson::default()
            }
        });
        let ramp = ramp_json(&correlations.structure, now, |point: &Structure, ramp| {
            StructurePointJson {
                rho: Some(point.matrix.rows()),
                correlation_credit: Some(point.correlation_credit),
                min_margin: Some(point.min_margin),
                ramp: ramp.map(Box::new),
                groups: None,
            }
        });
        let (ramp, stress_ramp) = match (ramp, stress_ramp) {
            (None, stress) => (stress, None),
            both => both,
        };
        Self {
            correlation_credit: target.correlation_credit,
            min_margin: target.min_margin,
            groups: stress,
            rho: target.matrix.rows(),
            scenarios,
            ramp,
            stress_ramp,
        }
    }

    fn correlations(&self) -> Result<Correlations, WireError> {
        let mut correlations = Correlations::new(&self.spec())?;
        for ramp in self.ramp.iter().chain(&self.stress_ramp) {
            self.add_ramp(&mut correlations, ramp, 0)?;
        }
        Ok(correlations)
    }

    fn spec(&self) -> CorrelationSpec {
        CorrelationSpec {
            groups: self.groups.clone(),
            rho: self.rho.clone(),
            correlation_credit: self.correlation_credit,
            min_margin: self.min_margin,
        }
    }

    /// Puts a ramp before the target, its own past first. Depth is bounded: JSON readers stop at 128 levels.
    fn add_ramp(
        &self,
        correlations: &mut Correlations,
        ramp: &RampJson<StructurePointJson>,
        depth: usize,
    ) -> Result<(), WireError> {
        let from = &ramp.from;
        let or = |found: Option<Ratio>, target| found.unwrap_or(target);
        let point = Correlations::new(&CorrelationSpec {
            groups: from.groups.clone().unwrap_or(self.groups.clone()),
            rho: from.rho.clone().unwrap_or(self.rho.clone()),
            correlation_credit: or(from.correlation_credit, self.correlation_credit),
            min_margin: or(from.min_margin, self.min_margin),
        })?;
        if point.groups != correlations.groups {
            let name = correlations.groups.first().cloned().unwrap_or_default();
            return Err(CorrelationError::GroupsMoved { name }.into());
        }
        let structure_moves =
            from.rho.is_some() || from.correlation_credit.is_some() || from.min_margin.is_some();
        if from.groups.is_some() && structure_moves {
            return Err(CorrelationError::BothChange.into());
        }
        if from.groups.is_some() {
            correlations
                .stress
                .precede(point.stress.start, step_of(ramp, depth)?);
        } else {
            correlations
                .structure
                .precede(point.structure.start, step_of(ramp, depth)?);
        }
        match &from.ramp {
            Some(earlier) => self.add_ramp(correlations, earlier, depth.saturating_add(1)),
            None => Ok(()),
        }
    }
}

impl AssetJson {
    fn check(&self, name: &str, correlations: &Correlations) -> Result<(), WireError> {
        let group = correlations.group(&self.group)?;
        let stress = correlations.highest_stress(group);
        if self.decimals > 18 {
            return Err(ParamError::out_of_range("decimals", self.decimals, "0 to 18").into());
        }
        let risk = |factor, point: &AssetPoint| {
            AssetRisk {
                collateral_factor: factor,
                liquidation_threshold: point.liquidation_threshold,
                borrow_weight: point.borrow_weight,
                group: self.group.clone(),
            }
            .checked(name, stress)
        };
        let points = self.points()?;
        risk(
            self.collateral_factor
                .min(points.target().liquidation_threshold),
            points.target(),
        )?;
        risk(Ratio::ZERO, &points.start)?;
        for step in &points.steps {
            risk(Ratio::ZERO, &step.target)?;
        }
        Ok(())
    }

    fn points(&self) -> Result<Ramp<AssetPoint>, WireError> {
        let mut points = Ramp::fixed(AssetPoint {
            liquidation_threshold: self.liquidation_threshold,
            borrow_weight: self.borrow_weight,
        });
        let mut next = self.ramp.as_ref();
        let mut depth = 0;
        // At most as many as a ramp remembers.
        while let Some(ramp) = next {
            let from = AssetPoint {
                liquidation_threshold: ramp.from.liquidation_threshold,
                borrow_weight: ramp.from.borrow_weight.or(self.borrow_weight),
            };
            points.precede(from, step_of(ramp, depth)?);
            next = ramp.from.ramp.as_deref();
            depth = depth.saturating_add(1);
        }
        Ok(points)
    }
}

impl RampJson<AssetPointJson> {
    /// Where an asset comes from, while it moves or after it was stopped midway.
    pub fn of(points: &Ramp<AssetPoint>, now: u64) -> Option<Self> {
        ramp_json(points, now, |point: &AssetPoint, ramp| AssetPointJson {
            liquidation_threshold: point.liquidation_threshold,
            borrow_weight: point.borrow_weight,
            ramp: ramp.map(Box::new),
        })
    }
}

fn stress_json(correlations: &Correlations, stress: &[Ratio]) -> Vec<Group> {
    let groups = correlations.groups.iter().zip(stress);
    groups
        .map(|(name, stress)| Group {
            name: name.clone(),
            stress: *stress,
        })
        .collect()
}

/// The steps of a ramp as nested JSON, the newest outside; what has ended is left out.
fn ramp_json<P: Clone + PartialEq, F>(
    ramp: &Ramp<P>,
    now: u64,
    point: impl Fn(&P, Option<RampJson<F>>) -> F,
) -> Option<RampJson<F>> {
    let mut ramp = ramp.clone();
    ramp.settle(now);
    let mut past = None;
    let mut from = &ramp.start;
    for step in &ramp.steps {
        let elapsed = step.elapsed(now);
        past = Some(RampJson {
            from: point(from, past),
            elapsed: Amount::new(elapsed.into()),
            duration: Amount::new(step.duration.into()),
        });
        from = &step.target;
    }
    past
}

/// Elapsed and duration of one step.
fn step_of<F>(ramp: &RampJson<F>, depth: usize) -> Result<(u64, u64), WireError> {
    let seconds = |found: Amount, field| {
        u64::try_from(found.raw())
            .ok()
            .filter(|s| *s <= crate::params::MAX_RAMP_SECONDS)
            .ok_or_else(|| ParamError::out_of_range(field, found, "0 to 2592000"))
    };
    let elapsed = seconds(ramp.elapsed, "elapsed")?;
    let duration = seconds(ramp.duration, "duration")?;
    if duration == 0 || depth >= crate::ramp::MAX_STEPS {
        return Err(
            ParamError::out_of_range("ramp", depth, "a duration, and at most 4 deep").into(),
        );
    }
    Ok((elapsed, duration))
}

impl<P: Clone> Ramp<P> {
    /// Puts a point and the way from it to the present start before everything else.
    fn precede(&mut self, from: P, (elapsed, duration): (u64, u64)) {
        let target = std::mem::replace(&mut self.start, from);
        self.steps.insert(
            0,
            Step {
                target,
                since: 0,
                duration,
                stopped: Some(elapsed),
            },
        );
    }
}
