//! Realised correlations beside governed ones: evidence, for people.

use crate::report::{Finding, PairLine};
use ballast_interface::oracle::CorrelationsResponse;
use ballast_risk::Move;

/// A week of hourly returns: with fewer nothing is concluded.
const ENOUGH: u16 = 168;
/// How far the realised one may lie from the governed one before it is said.
const FAR: i64 = 300_000_000_000_000_000;

/// Each pair once.
pub fn pairs(seen: Option<&CorrelationsResponse>, findings: &mut Vec<Finding>) -> Vec<PairLine> {
    let mut lines = Vec::new();
    let Some(seen) = seen else { return lines };
    for (row, first) in seen.assets.iter().enumerate() {
        for (column, second) in seen.assets.iter().enumerate().take(row) {
            let Some(realised) = at(&seen.matrix, row, column) else {
                continue;
            };
            let governed = seen.governed.as_ref();
            let line = PairLine {
                first: second.asset.clone(),
                second: first.asset.clone(),
                realised,
                returns: at(&seen.counts, row, column).unwrap_or_default(),
                governed: governed.and_then(|all| at(all, row, column)).flatten(),
            };
            findings.extend(apart(&line));
            lines.push(line);
        }
    }
    lines
}

fn at<T: Copy>(matrix: &[Vec<T>], row: usize, column: usize) -> Option<T> {
    matrix.get(row)?.get(column).copied()
}

fn apart(line: &PairLine) -> Option<Finding> {
    let governed: Move = line.governed?;
    let far = line.realised.raw().abs_diff(governed.raw()) > FAR.unsigned_abs();
    (far && line.returns >= ENOUGH).then(|| {
        Finding::warning(format!(
            "{} and {}: {} hours realised a correlation of {}, governed is {governed}; ask the risk desk",
            line.first, line.second, line.returns, line.realised
        ))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use ballast_interface::oracle::SampledAsset;
    use ballast_interface::AssetId;
    use ballast_risk::Ratio;

    /// BTC and ETH after so many hours.
    fn seen(realised: &str, returns: u16) -> CorrelationsResponse {
        let asset = |name: &str| SampledAsset {
            asset: AssetId::native(name),
            volatility: Ratio::percent(60),
            count: returns,
        };
        let one: Move = "1".parse().unwrap();
        let realised: Move = realised.parse().unwrap();
        let governed: Move = "0.85".parse().unwrap();
        CorrelationsResponse {
            assets: vec![asset("ubtc"), asset("ueth")],
            matrix: vec![vec![one, realised], vec![realised, one]],
            counts: vec![vec![returns; 2]; 2],
            governed: Some(vec![
                vec![Some(one), Some(governed)],
                vec![Some(governed), Some(one)],
            ]),
            sampled_at: 0,
        }
    }

    #[test]
    fn each_pair_stands_there_once() {
        let mut findings = Vec::new();
        let lines = pairs(Some(&seen("0.8", 200)), &mut findings);
        let names: Vec<&str> = lines.iter().map(|it| it.first.name()).collect();
        assert_eq!(names, ["ubtc"]);
        assert_eq!(findings, []);
        assert_eq!(pairs(None, &mut findings), []);
    }

    #[test]
    fn a_week_of_another_correlation_is_worth_a_look() {
        let mut findings = Vec::new();
        pairs(Some(&seen("0.5", 167)), &mut findings);
        assert_eq!(findings, []);
        pairs(Some(&seen("0.5", 168)), &mut findings);
        let said = "ubtc and ueth: 168 hours realised a correlation of 0.5, governed is 0.85; ask the risk desk";
        assert_eq!(findings, [Finding::warning(said.to_owned())]);
    }
}
