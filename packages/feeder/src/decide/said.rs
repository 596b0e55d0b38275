//! Decisions, and the line that each is.

use ballast_pricing::Report;
use ballast_risk::Price;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Report { report: Report, why: Why },
    Skip(Skip),
}

/// Why it is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    First,
    Moved {
        from: Price,
    },
    Heartbeat {
        /// Seconds.
        age: u64,
    },
}

/// Why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    TooFewSources {
        found: usize,
        needed: usize,
        /// Answers that came and do not count.
        refused: usize,
    },
    Apart {
        agreeing: usize,
        of: usize,
        median: Price,
    },
    BigStep {
        from: Price,
        to: Price,
    },
    NothingNewer {
        time: u64,
    },
    Unmoved {
        reported: Price,
        seen: Price,
        /// Seconds.
        age: u64,
    },
}

impl Skip {
    /// Is it that nothing has to be said, or that what was said is not believed?
    pub fn is_mistrust(&self) -> bool {
        match self {
            Self::TooFewSources { .. } | Self::Apart { .. } | Self::BigStep { .. } => true,
            Self::NothingNewer { .. } | Self::Unmoved { .. } => false,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => f.write_str("the first report"),
            Self::Moved { from } => write!(f, "moved from {from}"),
            Self::Heartbeat { age } => write!(f, "the last report is {age} s old"),
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewSources {
                found,
                needed,
                refused,
            } => write!(
                f,
                "{found} of at least {needed} sources count ({refused} are too old, early or zero)"
            ),
            Self::Apart {
                agreeing,
                of,
                median,
            } => write!(
                f,
                "{agreeing} of {of} sources are near their median {median}, it takes more than half"
            ),
            Self::BigStep { from, to } => write!(
                f,
                "a step from {from} to {to} takes a second source that agrees"
            ),
            Self::NothingNewer { time } => write!(f, "nothing was seen after {time}"),
            Self::Unmoved {
                reported,
                seen,
                age,
            } => write!(f, "{seen} is near {reported}, reported {age} s ago"),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report { report, why } => {
                write!(f, "{}, seen at {}: {why}", report.price, report.time)
            }
            Self::Skip(skip) => skip.fmt(f),
        }
    }
}
