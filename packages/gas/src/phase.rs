//! What gas is spent for: the phases of a message (ARCHITECTURE.md), by who is on the stack.

/// A function belongs to the phase of its nearest caller, itself included, that is named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Reading the message, and who sent it, out of JSON.
    Decode,
    Load,
    Accrue,
    Oracle,
    /// The Book and all its tests; of a liquidation, the quote.
    Health,
    /// What no other phase claims: dispatch, checks, the change in memory.
    Decide,
    Save,
    /// Events, transfers, and writing the answer as JSON.
    Respond,
}

impl Phase {
    pub const ALL: [Self; 8] = [
        Self::Decode,
        Self::Load,
        Self::Accrue,
        Self::Oracle,
        Self::Health,
        Self::Decide,
        Self::Save,
        Self::Respond,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Load => "load",
            Self::Accrue => "accrue",
            Self::Oracle => "oracle",
            Self::Health => "health",
            Self::Decide => "decide",
            Self::Save => "save",
            Self::Respond => "respond",
        }
    }

    /// Of a function that is called within this phase.
    pub fn within(self, function: &str) -> Self {
        let known = NAMED.iter().find(|(start, _)| function.starts_with(start));
        match known {
            Some((_, phase)) => *phase,
            // part of loading and of saving alike
            None if function.starts_with("ballast_ledger::records::") => match self {
                Self::Save => Self::Save,
                _ => Self::Load,
            },
            // outside all phases this is the message or the answer
            None if self == Self::Decide => outside(function),
            None => self,
        }
    }
}

fn outside(function: &str) -> Phase {
    match function {
        "cosmwasm_std::serde::from_json" => Phase::Decode,
        "cosmwasm_std::serde::to_json_vec" => Phase::Respond,
        _ => Phase::Decide,
    }
}

/// By how a function's name starts; the first that fits. The example `phases` stops where the build has no such function.
pub const NAMED: [(&str, Phase); 19] = [
    ("ballast_ledger::ledger::Changes::commit", Phase::Save),
    ("ballast_ledger::markets::Markets::save", Phase::Save),
    ("ballast_ledger::ledger::Ledger::open", Phase::Load),
    ("ballast_ledger::ledger::Ledger::load", Phase::Load),
    ("ballast_ledger::markets::Markets::load", Phase::Load),
    ("ballast_ledger::valuation::Valuation::load", Phase::Load),
    // what it spends beyond reading and decoding is interest
    ("ballast_ledger::markets::LoadedMarket::load", Phase::Accrue),
    (PRICES, Phase::Oracle),
    ("ballast_interface::handle::OracleContract", Phase::Oracle),
    ("ballast_ledger::valuation::Valuation::ask", Phase::Oracle),
    ("ballast_ledger::valuation::", Phase::Health),
    (
        "ballast_lending::liquidate::write_off::if_beyond_rescue",
        Phase::Health,
    ),
    ("ballast_risk::valuation::", Phase::Health),
    ("ballast_risk::health::", Phase::Health),
    ("ballast_risk::liquidation::", Phase::Health),
    ("ballast_lending::event::", Phase::Respond),
    ("ballast_lending::transfer::pay", Phase::Respond),
    ("cosmwasm_std::results::events::Event", Phase::Respond),
    ("cosmwasm_std::results::response::Response", Phase::Respond),
];

const PRICES: &str =
    "<cosmwasm_std::traits::QuerierWrapper as ballast_ledger::reader::PriceSource>::prices";
