//! Why a Book cannot be judged.

use super::price::PriceStatus;
use crate::market::MAX_POSITIONS;
use crate::units::{AssetIndex, NumError};
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum BookError {
    #[error("the price of asset {asset} is {status:?}; a fresh one is needed for this")]
    PriceNotUsable {
        asset: AssetIndex,
        status: PriceStatus,
    },
    #[error("asset {asset} is not in this book")]
    NotInBook { asset: AssetIndex },
    #[error("a book holds at most {MAX_POSITIONS} assets besides the one asked about")]
    TooManyAssets,
    #[error(transparent)]
    Num(#[from] NumError),
}
