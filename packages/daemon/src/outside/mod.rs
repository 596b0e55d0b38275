//! Outside answers: a command or URL that the operator names is asked one question in JSON and gives one answer in JSON.
//! `docs/outside-answers.md` defines it for whoever writes one.

mod ask;
mod error;
mod fixed;
mod question;

pub use ask::{Outside, OutsideSettings};
pub use error::OutsideError;
pub use fixed::{FixedAnswers, FixedError};
pub use question::{
    check_time, NamedPrice, PricesAnswer, PricesQuestion, Question, Route, RouteAnswer,
    RouteQuestion,
};

/// Bytes of an answer that are read; one that has more is none.
pub const MAX_ANSWER: usize = 64 << 10;
