//! What the chain begins with.

use ballast_interface::lending::{InstantiateMsg, ListAsset};
use ballast_interface::oracle::{self, PriceQuote};
use ballast_interface::AssetId;
use ballast_lending::contract;
use ballast_risk::{
    AssetParams, Caps, CorrelationSpec, Group, LiquidationBonus, LiquidationConfig, Move,
    RateModel, Ratio,
};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Map;

pub fn instantiate(owner: &Addr, oracle: &Addr, people: &dyn Fn(&str) -> Addr) -> InstantiateMsg {
    InstantiateMsg {
        owner: owner.to_string(),
        guardian: Some(people("guardian").into()),
        steward: Some(people("steward").into()),
        oracle: oracle.to_string(),
        liquidation: LiquidationConfig {
            bonus_floor: "0.005".parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        },
        correlations: correlations([40, 3], "0", "0.75"),
    }
}

/// Groups `atom` and `usd` with their stresses in percent, their correlation and the credit.
pub fn correlations(stress: [u64; 2], rho: &str, credit: &str) -> CorrelationSpec {
    let [atom, usd] = stress.map(Ratio::percent);
    let group = |name: &str, stress| Group {
        name: name.into(),
        stress,
    };
    let one = Move::new(1_000_000_000_000_000_000);
    let rho = rho.parse().unwrap();
    CorrelationSpec {
        groups: vec![group("atom", atom), group("usd", usd)],
        rho: vec![vec![one, rho], vec![rho, one]],
        correlation_credit: credit.parse().unwrap(),
        min_margin: Ratio::percent(2),
    }
}

pub fn listing(asset: AssetId, risk: [&str; 3], group: &str) -> ListAsset {
    let [factor, threshold, weight] = risk.map(|text| text.parse().unwrap());
    // (1 + bonus_max) · LT stays below 1
    let bonus_max = if threshold > Ratio::percent(90) {
        2
    } else {
        10
    };
    ListAsset {
        asset,
        decimals: 6,
        risk: AssetParams {
            collateral_factor: factor,
            liquidation_threshold: threshold,
            borrow_weight: Some(weight),
            group: group.into(),
        },
        liquidation: LiquidationBonus {
            bonus_min: Ratio::percent(1),
            bonus_slope: Ratio::ONE,
            bonus_max: Ratio::percent(bonus_max),
            protocol_fee: Ratio::percent(10),
        },
        rates: rates("0.1", "3"),
        reserve_factor: Ratio::percent(10),
        caps: Caps::default(),
    }
}

/// No base; the kink at 70 %.
pub fn rates(slope1: &str, slope2: &str) -> RateModel {
    RateModel {
        base: Ratio::ZERO,
        slope1: slope1.parse().unwrap(),
        slope2: slope2.parse().unwrap(),
        optimal_utilisation: Ratio::percent(70),
    }
}

pub fn lending() -> Box<dyn Contract<Empty>> {
    crate::stage_lending(Box::new(ContractWrapper::new(
        contract::execute,
        contract::instantiate,
        contract::query,
    )))
}

pub fn cw20() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        cw20_base::contract::execute,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    ))
}

const BOARD: Map<String, PriceQuote> = Map::new("board");
/// An entry of this name kills the board.
pub const DEAD: &str = "dead";

/// Answers what it is told; what it was not told is missing.
pub fn price_board() -> Box<dyn Contract<Empty>> {
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(
        deps: DepsMut,
        _: Env,
        _: MessageInfo,
        (denom, quote): (String, PriceQuote),
    ) -> StdResult<Response> {
        BOARD.save(deps.storage, denom, &quote)?;
        Ok(Response::new())
    }
    fn query(deps: Deps, _: Env, msg: oracle::QueryMsg) -> StdResult<Binary> {
        if BOARD.has(deps.storage, DEAD.to_owned()) {
            return Err(StdError::generic_err("the oracle is dead"));
        }
        let oracle::QueryMsg::Prices { assets } = msg else {
            return to_json_binary(&Empty {});
        };
        let quote = |asset: AssetId| {
            let found = BOARD.load(deps.storage, asset.name().to_owned());
            found.unwrap_or(PriceQuote::MISSING)
        };
        to_json_binary(&assets.into_iter().map(quote).collect::<Vec<_>>())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
