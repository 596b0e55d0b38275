//! Liquidation: load → quote → apply the quote → write off what is beyond rescue → save → say → pay. Another judge than
//! that of a user's message: the quote.

mod explain;
mod many;
mod one;
mod write_off;

pub use explain::explain;
pub use many::{liquidate, liquidate_many};
pub use write_off::write_off;
