//! The two names that occur everywhere: an asset and an account.

use crate::null_is_default;
use cosmwasm_schema::cw_serde;
use std::fmt;

/// An asset, the same type for lending and oracle.
///
/// ```json
/// {"native": "uatom"}
/// ```
/// ```json
/// {"cw20": "wasm1…"}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq, PartialOrd, Ord)]
pub enum AssetId {
    /// A coin of the bank module, by denom.
    Native(String),
    /// A cw20 token, by the address of its contract.
    Cw20(String),
}

impl AssetId {
    pub fn native(denom: impl Into<String>) -> Self {
        Self::Native(denom.into())
    }

    pub fn cw20(address: impl Into<String>) -> Self {
        Self::Cw20(address.into())
    }

    /// Has a coin's name the form that the bank module gives to names? A token's is its address, which the chain validates.
    pub fn is_denom(name: &str) -> bool {
        let mut rest = name.bytes();
        let first = rest.next().is_some_and(|byte| byte.is_ascii_alphabetic());
        let other = |byte: u8| byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte);
        first && (3..=128).contains(&name.len()) && rest.all(other)
    }

    /// The denom or the address: how the asset is called inside a Book.
    pub fn name(&self) -> &str {
        match self {
            Self::Native(name) | Self::Cw20(name) => name,
        }
    }
}

impl fmt::Display for AssetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An account: an owner and the number of one of its sub-accounts, which share nothing.
///
/// ```json
/// {"owner": "wasm1…", "id": 1}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq, PartialOrd, Ord)]
pub struct AccountId {
    pub owner: String,
    /// 0 if absent.
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<u8>")]
    pub id: u8,
}

impl AccountId {
    /// The main account of `owner`.
    pub fn main(owner: impl Into<String>) -> Self {
        Self::sub(owner, 0)
    }

    pub fn sub(owner: impl Into<String>, id: u8) -> Self {
        Self {
            owner: owner.into(),
            id,
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.id)
    }
}
