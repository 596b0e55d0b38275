//! A market in the types that the contracts run, each valid by construction.

use super::{Market, MarketAsset, MarketError};
use ballast_risk::governance::{
    AssetParams, AssetPoint, Caps, Correlations, LiquidationBonus, LiquidationConfig, Ramp,
    RateModel, Scenario,
};
use ballast_risk::{
    Amount, AssetIndex, AssetWeights, CorrelationsInForce, Holding, Move, PriceBand, Ratio,
};

/// Checked parameters of a market at rest.
#[derive(Clone, Debug)]
pub struct Parameters {
    pub correlations: Correlations,
    pub in_force: CorrelationsInForce,
    pub rules: LiquidationConfig,
    /// How many scenarios there are; each asset has its move in each.
    pub scenarios: usize,
    /// In the order of their tickers; the place of one is its id in a `Book`.
    pub assets: Vec<AssetParameters>,
}

/// Checked parameters of one asset.
#[derive(Clone, Debug)]
pub struct AssetParameters {
    pub id: AssetIndex,
    pub ticker: String,
    pub decimals: u8,
    pub params: AssetParams,
    pub weights: AssetWeights,
    pub bonus: LiquidationBonus,
    pub caps: Caps,
    pub rates: Option<RateModel>,
    pub reserve_factor: Option<Ratio>,
    /// Its relative move in each scenario, 1e-18.
    pub moves: Vec<i64>,
}

/// What an account has of an asset, in base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub collateral: Amount,
    pub debt: Amount,
}

impl Parameters {
    pub(super) fn new(market: &Market) -> Result<Self, MarketError> {
        let correlations = Correlations::new(&market.correlations())?;
        let in_force = CorrelationsInForce::new(&correlations, 0)?;
        let rules = market
            .liquidation
            .clone()
            .checked(market.min_margin)
            .map_err(MarketError::Rules)?;
        Scenario::check_all(&market.scenarios)?;
        for scenario in &market.scenarios {
            if let Some(asset) = scenario
                .moves
                .keys()
                .find(|asset| !market.assets.contains_key(*asset))
            {
                let (scenario, asset) = (scenario.name.clone(), asset.clone());
                return Err(MarketError::ScenarioAsset { scenario, asset });
            }
        }
        let count = MarketError::AssetCount {
            found: market.assets.len(),
        };
        if market.assets.is_empty() {
            return Err(count);
        }
        let mut assets = Vec::with_capacity(market.assets.len());
        for (at, (ticker, asset)) in market.assets.iter().enumerate() {
            let id = u8::try_from(at).map_err(|_| count.clone())?;
            let id = AssetIndex::new(id);
            let named = Named { id, ticker, asset };
            let mut checked = named.checked(&correlations, &in_force, &rules)?;
            checked.moves = market
                .scenarios
                .iter()
                .map(|s| s.moves.get(ticker).map_or(0, |by: &Move| by.raw()))
                .collect();
            assets.push(checked);
        }
        Ok(Self {
            correlations,
            in_force,
            rules,
            scenarios: market.scenarios.len(),
            assets,
        })
    }

    pub fn asset(&self, ticker: &str) -> Option<&AssetParameters> {
        self.assets.iter().find(|asset| asset.ticker == ticker)
    }
}

impl AssetParameters {
    /// As a position of an account.
    pub fn holding(&self, price: PriceBand, held: Held) -> Holding {
        Holding {
            asset: self.id,
            decimals: self.decimals,
            weights: self.weights.clone(),
            bonus: self.bonus.clone(),
            price,
            liquidation_paused: false,
            collateral: held.collateral,
            debt: held.debt,
            moves: self.moves.clone(),
        }
    }
}

struct Named<'a> {
    id: AssetIndex,
    ticker: &'a str,
    asset: &'a MarketAsset,
}

impl Named<'_> {
    fn check_decimals(&self) -> Result<(), MarketError> {
        let found = self.asset.decimals;
        if found > 18 {
            return Err(MarketError::Decimals {
                asset: self.ticker.to_owned(),
                found,
            });
        }
        Ok(())
    }

    fn checked(
        &self,
        correlations: &Correlations,
        in_force: &CorrelationsInForce,
        rules: &LiquidationConfig,
    ) -> Result<AssetParameters, MarketError> {
        let name = || self.ticker.to_owned();
        let param = |error| MarketError::Asset {
            asset: name(),
            error,
        };
        let asset = self.asset;
        self.check_decimals()?;
        let group = correlations
            .group(&asset.group)
            .map_err(|error| MarketError::Group {
                asset: name(),
                error,
            })?;
        let params = asset
            .params()
            .checked(self.ticker, correlations.highest_stress(group, 0))
            .map_err(param)?;
        let bonus = asset
            .bonus
            .clone()
            .checked(params.liquidation_threshold, rules.bonus_floor)
            .map_err(param)?;
        let rates = asset
            .rates
            .map(RateModel::checked)
            .transpose()
            .map_err(param)?;
        let point = AssetPoint {
            liquidation_threshold: params.liquidation_threshold,
            borrow_weight: params.borrow_weight,
        };
        Ok(AssetParameters {
            id: self.id,
            ticker: name(),
            decimals: asset.decimals,
            weights: AssetWeights::new(
                params.collateral_factor,
                &Ramp::at_rest(point),
                group,
                in_force,
                0,
            )?,
            params,
            bonus,
            caps: Caps {
                supply_cap: asset.supply_cap,
                borrow_cap: asset.borrow_cap,
            },
            rates,
            reserve_factor: asset.reserve_factor,
            moves: Vec::new(),
        })
    }
}
