//! Loans that are repaid within the transaction.

use crate::AssetId;
use ballast_risk::{Amount, Ratio};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

/// Lends to the sender, which is a contract: it gets the tokens, then is called with a [`FlashReceiverMsg`] and the coins.
/// By the end of that call everything must have come back by `return_flash`, with the fees.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct FlashLoan {
    /// 1 to 16 assets, each once.
    pub loans: Vec<FlashAsset>,
    /// Handed to the receiver as it is.
    pub msg: Binary,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct FlashAsset {
    pub asset: AssetId,
    /// Above 0, at most the market's cash.
    pub amount: Amount,
}

/// What a contract that asked for a flash loan is called with. Only a call from lending is one: ask for the sender.
///
/// ```json
/// {"on_flash_loan": {"initiator": "wasm1…", "loans": [{"asset": {"native": "uusdc"}, "amount": "250000000", "fee": "25000"}],
///   "msg": "e30="}}
/// ```
#[cw_serde]
pub enum FlashReceiverMsg {
    OnFlashLoan(OnFlashLoan),
}

#[cw_serde]
pub struct OnFlashLoan {
    /// Who asked for the loan: the receiver itself.
    pub initiator: String,
    pub loans: Vec<FlashLent>,
    /// What came with `flash_loan`.
    pub msg: Binary,
}

/// `settle_flash` of the contract's messages, as lending sends it to itself. Alone, so that the contract does not carry the
/// writer of all its messages.
#[cw_serde]
pub enum SettleMsg {
    SettleFlash {},
}

/// What was lent of one asset; `amount + fee` must come back.
#[cw_serde]
pub struct FlashLent {
    pub asset: AssetId,
    pub amount: Amount,
    pub fee: Amount,
}

/// What becomes of the flash loans of an asset.
///
/// ```json
/// {"set": "0.0009"}
/// ```
/// ```json
/// "off"
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum FlashFeeChange {
    /// They cost this part of what is lent, 0 to 0.01.
    Set(Ratio),
    /// There are none.
    Off,
}
