use ballast_lending::ContractError;
use cw_multi_test::AppResponse;
use thiserror::Error;

/// What came of a message.
pub type Outcome = Result<AppResponse, Refused>;

/// A message or query that a contract refused; nothing has changed then. It reads as the contract's reason alone, without
/// the message, in which a story might find the words that it looks for.
#[derive(Error, Debug)]
#[error("{}", .0.root_cause())]
pub struct Refused(pub anyhow::Error);

impl Refused {
    pub(crate) fn new(error: impl Into<anyhow::Error>) -> Self {
        Self(error.into())
    }

    /// The lending contract's own error, where it was the one that refused.
    pub fn lending(&self) -> Option<&ContractError> {
        self.0.downcast_ref()
    }

    /// The liquidator's own error, where it was the one that refused.
    pub fn liquidator(&self) -> Option<&ballast_liquidator::ContractError> {
        self.0.downcast_ref()
    }

    /// The oracle contract's own error, where it was the one that refused.
    pub fn oracle(&self) -> Option<&ballast_oracle::ContractError> {
        self.0.downcast_ref()
    }
}

/// A property that does not hold. The id is that of `docs/spec.md`, section 9.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("{id} is broken for {asset}: {found}")]
pub struct Broken {
    pub id: &'static str,
    pub asset: String,
    pub found: String,
}
