//! Whether the repayment of a quote is the one that section 7 asks for.

use super::quote::Offer;
use super::Findings;
use crate::exact::format::PairRequest;
use crate::exact::{Aim, Num, Pair, Wanted};
use num_bigint::BigInt;
use num_traits::Zero;

#[derive(Debug)]
pub struct Repayment<'a> {
    pub(super) pair: &'a Pair<'a>,
    pub(super) sent: BigInt,
    /// 1e-6 USD + 1e-15·(C + D).
    pub(super) near: Num,
    pub(super) least: Num,
}

impl<'a> Repayment<'a> {
    pub fn new(pair: &'a Pair<'a>, asked: &PairRequest) -> Self {
        let near = &Num::lit("0.000001") + &Num::lit("0.000000000000001").mul(&pair.scale());
        let sent: BigInt = asked.max_repay.parse().expect("a generated amount");
        let least = pair.model.liquidation.min_position_value.clone();
        Self {
            pair,
            sent: sent.min(pair.owed.clone()),
            near,
            least,
        }
    }

    pub(super) fn worth(&self, repay: &Num) -> Num {
        self.pair.debt_unit.mul(repay)
    }

    pub(super) fn target(&self) -> &Num {
        &self.pair.model.liquidation.target_health
    }

    pub fn check_offer(&self, offer: &Offer, findings: &mut Findings) {
        if offer.repay.is_zero()
            || offer.seize.is_zero()
            || offer.repay > self.sent
            || offer.seize > self.pair.held
        {
            return findings.push(format!(
                "quote out of bounds: {offer:?}, sent {}",
                self.sent
            ));
        }
        self.check_seizure(offer, findings);
        self.check_healing(offer, findings);
        if let Err(finding) = self.explain(offer) {
            findings.push(finding);
        }
    }

    /// Value seized ≤ r·(1+ℓ), and less by roundings only.
    fn check_seizure(&self, offer: &Offer, findings: &mut Findings) {
        let pair = self.pair;
        let seized = pair.collateral_unit.times(&offer.seize);
        let growth = &Num::one() + &offer.bonus;
        let paid = pair.debt_unit.times(&offer.repay).mul(&growth);
        let shown = paid.mul(&Num::lit("0.000000000000000002"));
        if seized.surely_above(&(&paid + &shown)) {
            findings.push(format!(
                "seized {seized} USD for {paid} USD of repayment with bonus"
            ));
        }
        let roundings =
            &(&pair.debt_unit + &Num::lit("0.000000000004")).mul(&growth) + &pair.collateral_unit;
        let least = &(&paid - &shown) - &roundings;
        if least.surely_above(&seized) && offer.seize < pair.held {
            findings.push(format!(
                "seized only {seized} USD for {paid} USD of repayment with bonus"
            ));
        }
    }

    /// P-21: S at the old HF is positive on the new account.
    fn check_healing(&self, offer: &Offer, findings: &mut Findings) {
        let after = self.after(&self.pair.factor(), offer);
        if !offer.close_out && (-&self.near).surely_above(&after) {
            findings.push(format!(
                "P-21: the health factor falls; S of the new account at the old one is {after}"
            ));
        }
    }

    pub(super) fn after(&self, t: &Num, offer: &Offer) -> Num {
        self.pair
            .surplus(t, &Num::int(&offer.repay), &Num::int(&offer.seize))
    }

    /// Which sentence of section 7 gives this repayment.
    fn explain(&self, offer: &Offer) -> Result<(), String> {
        let wanted = if offer.close_out {
            Wanted {
                aim: Aim::HighestFactor,
                repay: self.pair.most(&offer.bonus),
            }
        } else {
            self.pair.wanted(&offer.bonus)
        };
        self.check_small(offer, &wanted)?;
        if self.is_base(offer, &wanted) {
            return self.check_leftovers(offer, &wanted);
        }
        let base = wanted.repay.min(&Num::int(&self.sent));
        if self.is_leftover_rule(offer, &base) || self.is_best_in_whole_units(offer, &wanted, &base)
        {
            return Ok(());
        }
        Err(format!(
            "P-22: repay {} is not the repayment {base} ({:?}), nor one that leftovers explain; bonus {}",
            offer.repay, wanted.aim, offer.bonus
        ))
    }

    /// The base repayment, judged by what it does where S is flat.
    fn is_base(&self, offer: &Offer, wanted: &Wanted) -> bool {
        let repay = Num::int(&offer.repay);
        let one = Num::one();
        let base = wanted.repay.min(&Num::int(&self.sent));
        // Values are rounded to 1e-12 USD before they become units.
        let room = &one + &Num::lit("0.000000000004").div(&self.pair.debt_unit);
        let room = &room + &base.mul(&Num::lit("0.000000000000000004"));
        if !(&repay - &base).abs().surely_above(&room) {
            return true;
        }
        if offer.close_out {
            return false;
        }
        let bonus = &offer.bonus;
        let reached = |t: &Num| !(-&self.near).surely_above(&self.after(t, offer));
        let least = |t: &Num| {
            !self
                .pair
                .along(t, &(&repay - &one), bonus)
                .surely_above(&self.near)
        };
        // Whole units may reach an aim that the real line misses: the last unit pays for more than is seized.
        let target = reached(self.target()) && least(self.target());
        match wanted.aim {
            Aim::Target => target,
            Aim::Healthy => target || (reached(&one) && least(&one)),
            Aim::HighestFactor => {
                let best = self.pair.along_factor(&base, bonus);
                reached(&(&best - &Num::lit("0.000000001")))
            }
        }
    }

    /// A unit may be so coarse that the stretch of the line that reaches the aim holds no whole one; then HF decides.
    fn is_best_in_whole_units(&self, offer: &Offer, wanted: &Wanted, base: &Num) -> bool {
        let t = if wanted.aim == Aim::Target {
            self.target().clone()
        } else {
            Num::one()
        };
        let (below, above) = (Num::int(&base.floor()), Num::int(&base.ceil()));
        let misses = (-&self.near).surely_above(&self.pair.along(&t, &above, &offer.bonus));
        let factor = |repay: &Num| self.pair.along_factor(repay, &offer.bonus);
        let found = self
            .pair
            .factor_after(&Num::int(&offer.repay), &Num::int(&offer.seize));
        let enough = &found + &Num::lit("0.000000001");
        misses
            && [below, above]
                .iter()
                .all(|repay| !factor(repay).surely_above(&enough))
    }
}
