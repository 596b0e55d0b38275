//! Messages of owner, steward and guardian.

use crate::message::{Message, Messages};
use ballast_interface::lending::{
    AssetUpdate, CorrelationsUpdate, ExecuteMsg, ListAsset, PausableAction, RoleChange, SteerRamp,
    StewardLimits,
};
use ballast_risk::governance::{
    AssetParams, CorrelationSpec, LiquidationConfig, RampCourse, Scenario,
};
use cosmwasm_std::Addr;

/// Collateral factor, liquidation threshold and borrow weight.
#[track_caller]
pub fn risk(numbers: [&str; 3], group: &str) -> AssetParams {
    let [factor, threshold, weight] = numbers.map(|text| text.parse().unwrap());
    AssetParams {
        collateral_factor: factor,
        liquidation_threshold: threshold,
        borrow_weight: Some(weight),
        group: group.to_owned(),
    }
}

impl Messages<'_> {
    /// Lists an asset of this chain as its listing says, but for the change.
    #[track_caller]
    pub fn list(&self, ticker: &str, change: impl FnOnce(&mut ListAsset)) -> Message {
        let mut listing = self.suite.listing(ticker).message(self.suite.id(ticker));
        change(&mut listing);
        Message::free(ExecuteMsg::ListAsset(listing))
    }

    /// Changes what the change names; all else is absent.
    #[track_caller]
    pub fn update(&self, ticker: &str, change: impl FnOnce(&mut AssetUpdate)) -> Message {
        let mut update = AssetUpdate::of(self.suite.id(ticker));
        change(&mut update);
        Message::free(ExecuteMsg::UpdateAsset(update))
    }

    /// Sends risk numbers on their way.
    #[track_caller]
    pub fn ramp(&self, ticker: &str, risk: AssetParams, seconds: u64) -> Message {
        self.update(ticker, |update| {
            update.risk = Some(risk);
            update.ramp_seconds = Some(seconds);
        })
    }

    /// Without a length what does not change stays as it is.
    pub fn correlate(&self, spec: CorrelationSpec, seconds: Option<u64>) -> Message {
        Message::free(ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
            correlations: Some(spec),
            ramp_seconds: seconds,
            scenarios: None,
        }))
    }

    pub fn scenarios(&self, scenarios: Vec<Scenario>) -> Message {
        Message::free(ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
            correlations: None,
            ramp_seconds: None,
            scenarios: Some(scenarios),
        }))
    }

    /// What the ramp of an asset, or of the correlations, is to do; at the pace it has where none is named.
    #[track_caller]
    pub fn steer(&self, ticker: Option<&str>, to: RampCourse, seconds: Option<u64>) -> Message {
        Message::free(ExecuteMsg::Ramp(SteerRamp {
            asset: ticker.map(|ticker| self.suite.id(ticker)),
            to,
            ramp_seconds: seconds,
        }))
    }

    /// Holds the ramp of an asset where it is.
    #[track_caller]
    pub fn hold(&self, ticker: &str) -> Message {
        self.steer(Some(ticker), RampCourse::Hold, None)
    }

    pub fn hold_correlations(&self) -> Message {
        self.steer(None, RampCourse::Hold, None)
    }

    #[track_caller]
    pub fn pause(&self, ticker: &str, actions: &[PausableAction], until: Option<u64>) -> Message {
        Message::free(ExecuteMsg::Pause {
            asset: self.suite.id(ticker),
            actions: actions.to_vec(),
            until,
        })
    }

    #[track_caller]
    pub fn unpause(&self, ticker: &str, actions: &[PausableAction]) -> Message {
        Message::free(ExecuteMsg::Unpause {
            asset: self.suite.id(ticker),
            actions: actions.to_vec(),
        })
    }

    pub fn use_oracle(&self, oracle: &Addr) -> Message {
        Message::free(ExecuteMsg::UpdateConfig {
            oracle: Some(oracle.to_string()),
            swap: None,
            liquidation: None,
        })
    }

    /// Without a liquidation config it changes nothing.
    pub fn config(&self, liquidation: Option<LiquidationConfig>) -> Message {
        let oracle = None;
        Message::free(ExecuteMsg::UpdateConfig {
            oracle,
            swap: None,
            liquidation,
        })
    }

    /// The same person in both roles, or nobody.
    pub fn set_roles(&self, name: Option<&str>, limits: Option<StewardLimits>) -> Message {
        let change = name.map_or(RoleChange::Vacant, |name| {
            RoleChange::Set(self.suite.who(name).to_string())
        });
        Message::free(ExecuteMsg::SetRoles {
            guardian: Some(change.clone()),
            steward: Some(change),
            steward_limits: limits,
        })
    }

    /// To the named person, or to the owner.
    #[track_caller]
    pub fn withdraw_reserves(&self, coins: &str, recipient: Option<&str>) -> Message {
        let (asset, amount) = self.suite.part(coins);
        Message::free(ExecuteMsg::WithdrawReserves {
            asset,
            amount,
            recipient: recipient.map(|name| self.suite.who(name).to_string()),
        })
    }

    pub fn ownership(&self, action: cw_ownable::Action) -> Message {
        Message::free(ExecuteMsg::UpdateOwnership(action))
    }

    pub fn hand_over(&self, name: &str) -> Message {
        self.ownership(cw_ownable::Action::TransferOwnership {
            new_owner: self.suite.who(name).into(),
            expiry: None,
        })
    }
}
