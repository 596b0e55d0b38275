//! Why there is no answer.

use thiserror::Error;

/// Each names whom was asked, what came, and what would work.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum OutsideError {
    #[error("{name}: cannot start `{program}`: {reason}; name a program by its path or as PATH finds it")]
    NotStarted {
        name: String,
        program: String,
        reason: String,
    },
    #[error("{name}: ended with {code}, and an answer ends with 0; it said: {said}")]
    Failed {
        name: String,
        code: String,
        said: String,
    },
    #[error("{name}: cannot be reached: {reason}")]
    Unreachable { name: String, reason: String },
    #[error("{name}: answered with HTTP status {status}, and an answer has 200; it said: {said}")]
    Status {
        name: String,
        status: u16,
        said: String,
    },
    #[error("{name}: no answer within {seconds} s; make it faster, or raise `timeout_seconds`")]
    Late { name: String, seconds: u64 },
    #[error("{name}: answered more than {limit} bytes")]
    TooLong { name: String, limit: usize },
    #[error("{name}: {reason}; found `{found}`, docs/outside-answers.md shows an answer")]
    Garbage {
        name: String,
        reason: String,
        found: String,
    },
    #[error("{name}: has no answer: {reason}")]
    Refused { name: String, reason: String },
    #[error(
        "{name}: answered what held {age} s ago, and after {max_age} s it is too old; now is {now}"
    )]
    Old {
        name: String,
        age: u64,
        max_age: u64,
        now: u64,
    },
    #[error("{name}: answered what holds {ahead} s from now, which is {now}; set the clock there or here")]
    Early { name: String, ahead: u64, now: u64 },
}
