//! An exchange that takes one coin, or one token, and pays another at the rate that its owner set: what a liquidator's bot
//! sells to on a local chain, where there is no market.

use ballast_interface::handle::pay;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    entry_point, from_json, Addr, Binary, Decimal, Deps, DepsMut, Empty, Env, MessageInfo,
    Response, StdError, StdResult, Uint128,
};
use cw20::Cw20ReceiveMsg;
use cw_storage_plus::{Item, Map};

const OWNER: Item<Addr> = Item::new("owner");
/// Base units of what is wanted for one of what is offered.
const RATES: Map<(&str, &str), Decimal> = Map::new("rates");

/// ```json
/// {"rate": {"offer": {"native": "uatom"}, "want": {"native": "uusdc"}, "rate": "8"}}
/// ```
#[cw_serde]
pub enum ExecuteMsg {
    /// Owner only.
    Rate {
        offer: AssetId,
        want: AssetId,
        rate: Decimal,
    },
    /// With the one coin that is sold; a token is sold by its `send`.
    Swap {
        want: AssetId,
    },
    Receive(Cw20ReceiveMsg),
}

struct Offer {
    asset: AssetId,
    amount: Uint128,
}

#[entry_point]
pub fn instantiate(deps: DepsMut, _: Env, info: MessageInfo, _: Empty) -> StdResult<Response> {
    OWNER.save(deps.storage, &info.sender)?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    match msg {
        ExecuteMsg::Rate { offer, want, rate } => {
            if info.sender != OWNER.load(deps.storage)? {
                return Err(StdError::generic_err("only the owner sets rates"));
            }
            RATES.save(deps.storage, (offer.name(), want.name()), &rate)?;
            Ok(Response::new())
        }
        ExecuteMsg::Swap { want } => match info.funds.as_slice() {
            [coin] => {
                let (asset, amount) = (AssetId::native(&coin.denom), coin.amount);
                swap(deps.as_ref(), &info.sender, &Offer { asset, amount }, &want)
            }
            _ => Err(StdError::generic_err("send the one coin that is sold")),
        },
        ExecuteMsg::Receive(sent) => {
            let ExecuteMsg::Swap { want } = from_json(&sent.msg)? else {
                return Err(StdError::generic_err("tokens are swapped"));
            };
            let trader = deps.api.addr_validate(&sent.sender)?;
            let (asset, amount) = (AssetId::cw20(info.sender), sent.amount);
            swap(deps.as_ref(), &trader, &Offer { asset, amount }, &want)
        }
    }
}

fn swap(deps: Deps<'_>, trader: &Addr, offer: &Offer, want: &AssetId) -> StdResult<Response> {
    let rate = RATES.load(deps.storage, (offer.asset.name(), want.name()))?;
    let paid = offer.amount.checked_mul_floor(rate);
    let paid = paid.map_err(|error| StdError::generic_err(error.to_string()))?;
    Ok(Response::new().add_message(pay(want, trader, Amount::new(paid.u128()))?))
}

#[entry_point]
pub fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}
