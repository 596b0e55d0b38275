//! Liquidation: load → quote → apply the quote → compare → write off what is beyond rescue → pay → save → say. Another judge than
//! that of a user's message: the quote.

mod explain;
mod many;
mod one;
mod opened;
mod pro_rata;
mod steps;
mod write_off;

use explain::expect_debt;
pub use explain::{explain, in_context};
pub use many::{liquidate, liquidate_many};
pub use opened::Opened;
pub use pro_rata::{liquidate_pro_rata, Payment};
pub use write_off::write_off;
