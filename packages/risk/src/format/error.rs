//! What is wrong with a Book from outside.

use crate::market::MAX_POSITIONS;
use crate::params::{CorrelationError, ParamError};
use crate::units::NumError;
use crate::valuation::BookError;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    #[error("there is no asset `{name}` in this book")]
    UnknownAsset { name: String },
    #[error("`{name}` is owed and has no borrow_weight; give it one")]
    NotBorrowable { name: String },
    #[error(
        "{found} assets are held, owed or asked about; at most {MAX_POSITIONS} and two more fit"
    )]
    TooManyAssets { found: usize },
    #[error("`{name}`: {error}")]
    Asset {
        name: String,
        error: Box<FormatError>,
    },
    #[error(transparent)]
    Param(#[from] ParamError),
    #[error(transparent)]
    Correlation(#[from] CorrelationError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Num(#[from] NumError),
}
