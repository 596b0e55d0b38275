//! Assets by ticker, amounts as people write them.

use ballast_interface::AssetId;
use ballast_risk::{Amount, Price};

/// How an asset lives on the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Native,
    Cw20,
    /// A token that does not do what cw20 says: see [`crate::hostile`].
    Hostile,
}

/// An asset of the embedded chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestAsset {
    pub ticker: String,
    pub kind: Kind,
    pub id: AssetId,
    pub decimals: u8,
}

impl TestAsset {
    /// What a base unit is called in a text: `uusdc` for USDC.
    pub fn base_unit(&self) -> String {
        format!("u{}", self.ticker.to_lowercase())
    }

    /// `"1.5"` in base units. More decimals than the asset has are refused.
    pub fn parse(&self, text: &str) -> Option<Amount> {
        if text.is_empty() {
            return None;
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let zeros = usize::from(self.decimals).checked_sub(fraction.len())?;
        let whole = whole.replace('_', "");
        format!("{whole}{fraction}{}", "0".repeat(zeros))
            .parse()
            .ok()
    }

    /// Base units as people write them.
    pub fn show(&self, amount: Amount) -> String {
        // a price in USD has 18 decimals; the same text serves any scale of at most 18
        let missing = 18u32.saturating_sub(u32::from(self.decimals));
        let scaled = 10u128
            .checked_pow(missing)
            .and_then(|by| amount.raw().checked_mul(by));
        match scaled {
            Some(scaled) => format!("{} {}", Price::new(scaled), self.ticker),
            None => format!("{amount} base units of {}", self.ticker),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom() -> TestAsset {
        TestAsset {
            ticker: "ATOM".into(),
            kind: Kind::Native,
            id: AssetId::native("uatom"),
            decimals: 6,
        }
    }

    #[test]
    fn human_amounts_become_base_units() {
        for (text, base) in [("1", 1_000_000), ("1.5", 1_500_000), ("0.000001", 1)] {
            assert_eq!(atom().parse(text), Some(Amount::new(base)), "{text}");
        }
        assert_eq!(atom().parse("10_000"), Some(Amount::new(10_000_000_000)));
    }

    #[test]
    fn more_decimals_than_the_asset_has_are_no_amount() {
        for text in ["0.0000001", "-1", "one", "1.2.3", ""] {
            assert_eq!(atom().parse(text), None, "{text}");
        }
    }

    #[test]
    fn base_units_are_shown_as_people_write_them() {
        assert_eq!(atom().show(Amount::new(1_500_000)), "1.5 ATOM");
    }
}
