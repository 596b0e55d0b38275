//! What gas is spent for: the beats of a message (ARCHITECTURE.md), by who is on the stack.

/// A function belongs to the beat of its nearest caller, itself included, that is named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beat {
    /// Reading the message, and who sent it, out of JSON.
    Take,
    Load,
    Accrue,
    Oracle,
    /// The Book and all its tests; of a liquidation, the quote.
    Health,
    /// What no other beat claims: dispatch, checks, the change in memory.
    Decide,
    Save,
    /// Events, transfers, and writing the answer as JSON.
    Say,
}

impl Beat {
    pub const ALL: [Self; 8] = [
        Self::Take,
        Self::Load,
        Self::Accrue,
        Self::Oracle,
        Self::Health,
        Self::Decide,
        Self::Save,
        Self::Say,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Load => "load",
            Self::Accrue => "accrue",
            Self::Oracle => "oracle",
            Self::Health => "health",
            Self::Decide => "decide",
            Self::Save => "save",
            Self::Say => "say",
        }
    }

    /// Of a function that is called within this beat.
    pub fn within(self, function: &str) -> Self {
        let known = NAMED.iter().find(|(start, _)| function.starts_with(start));
        match known {
            Some((_, beat)) => *beat,
            // part of loading and of saving alike
            None if function.starts_with("ballast_lending::state::") => match self {
                Self::Save => Self::Save,
                _ => Self::Load,
            },
            // outside all beats this is the message or the answer
            None if self == Self::Decide => outside(function),
            None => self,
        }
    }
}

fn outside(function: &str) -> Beat {
    match function {
        "cosmwasm_std::serde::from_json" => Beat::Take,
        "cosmwasm_std::serde::to_json_vec" => Beat::Say,
        _ => Beat::Decide,
    }
}

/// By how a function's name starts; the first that fits.
const NAMED: [(&str, Beat); 26] = [
    ("ballast_lending::state::account::save", Beat::Save),
    ("ballast_lending::state::market::save", Beat::Save),
    ("ballast_lending::state::codec::Writer", Beat::Save),
    ("ballast_lending::book::State::save", Beat::Save),
    ("ballast_lending::book::Markets::save", Beat::Save),
    ("ballast_lending::book::State::load", Beat::Load),
    ("ballast_lending::book::Markets::load", Beat::Load),
    ("ballast_lending::scene::Scene::load", Beat::Load),
    // what it spends beyond reading and decoding is interest
    ("ballast_lending::book::Listed::load", Beat::Accrue),
    ("ballast_risk::market::totals::Market::accrue", Beat::Accrue),
    ("ballast_lending::scene::Scene::ask", Beat::Oracle),
    ("ballast_interface::handle::OracleContract", Beat::Oracle),
    ("ballast_lending::book::State::book", Beat::Health),
    ("ballast_lending::scene::Scene::price", Beat::Health),
    ("ballast_lending::execute::healthy", Beat::Health),
    ("ballast_lending::limits::", Beat::Health),
    (
        "ballast_lending::execute::write_off::if_beyond_rescue",
        Beat::Health,
    ),
    ("ballast_risk::valuation::", Beat::Health),
    ("ballast_risk::health::", Beat::Health),
    ("ballast_risk::liquidation::", Beat::Health),
    ("ballast_lending::event::", Beat::Say),
    ("ballast_lending::execute::respond", Beat::Say),
    ("ballast_lending::transfer::pay", Beat::Say),
    ("ballast_lending::book::Markets::accruals", Beat::Say),
    ("cosmwasm_std::results::events::Event", Beat::Say),
    ("cosmwasm_std::results::response::Response", Beat::Say),
];
