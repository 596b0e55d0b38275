//! Whether the repayment of a quote is the one that section 7 asks for.

use super::quote::{expected_bonus, Offer};
use super::Findings;
use crate::exact::format::QuoteRequest;
use crate::exact::{Aim, Num, Pair, Wanted};
use num_bigint::BigInt;
use num_traits::{One, Zero};

#[derive(Debug)]
pub struct Repayment<'a> {
    pair: &'a Pair<'a>,
    sent: BigInt,
    /// 1e-6 USD + 1e-15·(C + D).
    near: Num,
    least: Num,
}

impl<'a> Repayment<'a> {
    pub fn new(pair: &'a Pair<'a>, asked: &QuoteRequest) -> Self {
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

    fn worth(&self, repay: &Num) -> Num {
        self.pair.debt_unit.mul(repay)
    }

    fn target(&self) -> &Num {
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

    fn after(&self, t: &Num, offer: &Offer) -> Num {
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
        self.check_small(offer)?;
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

    /// A repayment below the minimum must end the debt, exhaust the collateral or reach the target.
    fn check_small(&self, offer: &Offer) -> Result<(), String> {
        let worth = self.worth(&Num::int(&offer.repay));
        let ends = offer.repay == self.pair.owed || offer.seize >= &self.pair.held - BigInt::one();
        let small = self
            .least
            .surely_above(&(&worth + &Num::lit("0.000000001")));
        if small && !ends && (-&self.near).surely_above(&self.after(self.target(), offer)) {
            return Err(format!(
                "a repayment of {worth} USD is below the minimum and reaches nothing"
            ));
        }
        Ok(())
    }

    fn exhausts(&self, repay: &Num, bonus: &Num) -> bool {
        let left = &self.pair.exhausting(bonus) - repay;
        !left.surely_above(&self.unit_room())
    }

    /// A unit of the debt, or of the collateral, whichever is worth more, in units of the debt.
    fn unit_room(&self) -> Num {
        let collateral =
            (&self.pair.collateral_unit + &Num::lit("0.000000000004")).div(&self.pair.debt_unit);
        &Num::one() + &collateral
    }

    fn may_repay_all(&self, bonus: &Num) -> bool {
        let all = Num::int(&self.pair.owed);
        let fits = self
            .pair
            .exhausting(bonus)
            .surely_above(&(&all + &self.unit_room()));
        self.sent == self.pair.owed && fits && self.heals(&all, bonus)
    }

    fn heals(&self, repay: &Num, bonus: &Num) -> bool {
        self.pair
            .along(&self.pair.factor(), repay, bonus)
            .surely_above(&self.near)
    }

    /// The base stands, so no leftover may ask for another.
    fn check_leftovers(&self, offer: &Offer, wanted: &Wanted) -> Result<(), String> {
        let repay = Num::int(&offer.repay);
        if self.exhausts(&repay, &offer.bonus) || offer.repay == self.pair.owed {
            return Ok(());
        }
        let left = self.worth(&(&Num::int(&self.pair.owed) - &repay));
        if self.least.surely_above(&(&left + &Num::lit("0.00000001"))) {
            return Err(format!(
                "P-23: leaves {left} USD of debt ({:?})",
                wanted.aim
            ));
        }
        let rest = self
            .pair
            .collateral_unit
            .times(&(&self.pair.held - &offer.seize));
        let dust = self
            .least
            .surely_above(&(&rest + &self.pair.collateral_unit.times(&BigInt::from(2))));
        let all = self.pair.exhausting(&offer.bonus);
        let allowed = Num::int(&self.sent).surely_above(&(&all + &self.unit_room()));
        if dust && allowed && (offer.close_out || self.heals(&all, &offer.bonus)) {
            return Err(format!(
                "P-23: leaves {rest} USD of collateral, though {all} could be repaid"
            ));
        }
        Ok(())
    }

    fn is_leftover_rule(&self, offer: &Offer, base: &Num) -> bool {
        let repay = Num::int(&offer.repay);
        let owed = Num::int(&self.pair.owed);
        let left_by_base = self.worth(&(&owed - base));
        let slack = &self.pair.debt_unit + &Num::lit("0.00000001");
        let leaves_dust = !left_by_base.surely_above(&(&self.least + &slack));
        // Raised to the whole debt.
        if offer.repay == self.pair.owed && leaves_dust {
            return true;
        }
        // Lowered to leave exactly the minimum.
        let away = (&self.worth(&(&owed - &repay)) - &self.least).abs();
        if leaves_dust && !away.surely_above(&slack) && !self.may_repay_all(&offer.bonus) {
            return true;
        }
        // Raised to the whole collateral.
        let rest = &Num::int(&self.pair.held) - &self.pair.seized(base, &offer.bonus);
        let rest = self.pair.collateral_unit.mul(&rest);
        let slack = &self.pair.collateral_unit.times(&BigInt::from(2)) + &slack;
        self.exhausts(&repay, &offer.bonus) && !rest.surely_above(&(&self.least + &slack))
    }

    /// Refusals other than `healthy`: each must be true of the model too.
    pub fn check_refusal(&self, error: &str, findings: &mut Findings) {
        let (mut bonus, equity, near) = expected_bonus(self.pair);
        let floor = &self.pair.model.liquidation.bonus_floor;
        let close_out = !equity.surely_above(&(&floor.times(&BigInt::from(2)) + &near));
        let away = (&equity - &floor.times(&BigInt::from(2))).abs();
        let on_the_border = !away.surely_above(&near);
        if close_out {
            bonus = floor.clone();
        }
        let wanted = if close_out {
            Wanted {
                aim: Aim::HighestFactor,
                repay: self.pair.most(&bonus),
            }
        } else {
            self.pair.wanted(&bonus)
        };
        let base = wanted.repay.min(&Num::int(&self.sent));
        let held_value = self.pair.collateral_unit.times(&self.pair.held);
        let nothing = Num::lit("0.000000000002");
        let right = match error {
            "nothing_held" => nothing.surely_above(&held_value),
            "nothing_moved" => self.moves_nothing(&base, &bonus),
            // within rounding of the border either side of it is right
            "would_not_heal" if on_the_border => true,
            "would_not_heal" => !close_out && self.heals_nowhere(&base, &bonus),
            "leaves_dust" => self.leaves_only_dust(&base),
            "too_small" => self.is_too_small(&base),
            _ => false,
        };
        if !right {
            findings.push(format!(
                "refused with {error}, but {base} of {} may be repaid ({:?}); bonus {bonus}, close-out {close_out}, E/D {equity}",
                self.pair.owed, wanted.aim
            ));
        }
    }

    /// Below the minimum, at once or after it was lowered to leave the minimum.
    fn is_too_small(&self, base: &Num) -> bool {
        let two = Num::lit("2");
        let all = self.worth(&Num::int(&self.pair.owed));
        let left = &all - &self.worth(base);
        let lowered = if self.least.surely_above(&left) {
            &all - &self.least
        } else {
            self.worth(base)
        };
        self.least.surely_above(&(&lowered - &self.worth(&two)))
    }

    /// Less than a unit on either side, or less than a `Value` can show.
    fn moves_nothing(&self, base: &Num, bonus: &Num) -> bool {
        let two = Num::lit("2");
        let small = |units: &Num| !units.surely_above(&two);
        let shown = Num::lit("0.000000000004");
        small(&base.clone())
            || small(&self.pair.seized(base, bonus))
            || !self.worth(base).surely_above(&shown)
    }

    /// The best of the line, in whole units, does not raise HF by more than arithmetic can tell.
    fn heals_nowhere(&self, base: &Num, bonus: &Num) -> bool {
        let below = Num::int(&base.floor());
        let above = Num::int(&base.ceil());
        let better = |repay: &Num| self.heals(repay, bonus);
        !better(&below) || !better(&above)
    }

    /// The debt is below the minimum already, or so near it that leaving the minimum moves nothing.
    fn leaves_only_dust(&self, base: &Num) -> bool {
        let owed = Num::int(&self.pair.owed);
        let slack = &self.pair.debt_unit.times(&BigInt::from(2)) + &Num::lit("0.00000001");
        let all = self.worth(&owed);
        let partial = owed.surely_above(base);
        partial && !all.surely_above(&(&self.least + &slack))
    }
}
