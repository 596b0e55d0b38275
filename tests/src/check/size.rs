//! Least sizes: what may be repaid of too little, what may be left, and which refusals are right (section 7; P-23).

use super::quote::Offer;
use super::repayment::Repayment;
use crate::exact::{Num, Wanted};
use num_bigint::BigInt;
use num_traits::One;

impl Repayment<'_> {
    /// A repayment below the minimum ends the debt, exhausts the collateral, reaches the target, or is all that the pair wants
    /// where the minimum would not heal, or would leave less of the debt than may be left.
    pub(super) fn check_small(&self, offer: &Offer, wanted: &Wanted) -> Result<(), String> {
        let worth = self.worth(&Num::int(&offer.repay));
        let ends = offer.repay == self.pair.owed || offer.seize >= &self.pair.held - BigInt::one();
        let small = self
            .least
            .surely_above(&(&worth + &Num::lit("0.000000001")));
        if !small || ends || !(-&self.near).surely_above(&self.after(self.target(), offer)) {
            return Ok(());
        }
        let binds = (&wanted.repay - &self.unit_room()).surely_above(&Num::int(&self.sent));
        let raised = self.minimum().min(&self.pair.most(&offer.bonus));
        let tidy = self.may_leave_dust(&Num::int(&offer.repay))
            || !self.may_leave_dust(&raised)
            || self.exhausts(&raised, &offer.bonus);
        if binds || (tidy && self.heals(&raised, &offer.bonus)) {
            return Err(format!(
                "P-23: a repayment of {worth} USD is below the minimum and reaches nothing"
            ));
        }
        Ok(())
    }

    /// The minimum in units of the debt.
    fn minimum(&self) -> Num {
        self.least.div(&self.pair.debt_unit)
    }

    /// Would less be left of the debt than the minimum, or so little more that rounding decides?
    fn may_leave_dust(&self, repay: &Num) -> bool {
        let owed = Num::int(&self.pair.owed);
        let slack = &self.pair.debt_unit.times(&BigInt::from(2)) + &Num::lit("0.00000001");
        let left = self.worth(&(&owed - repay));
        left.surely_positive() && !left.surely_above(&(&self.least + &slack))
    }

    pub(super) fn exhausts(&self, repay: &Num, bonus: &Num) -> bool {
        let left = &self.pair.exhausting(bonus) - repay;
        !left.surely_above(&self.unit_room())
    }

    /// A unit of the debt, or of the collateral, whichever is worth more, in units of the debt.
    pub(super) fn unit_room(&self) -> Num {
        let collateral =
            (&self.pair.collateral_unit + &Num::lit("0.000000000004")).div(&self.pair.debt_unit);
        &Num::one() + &collateral
    }

    /// The whole debt is repaid where that heals, whatever was sent.
    fn ends_debt(&self, bonus: &Num) -> bool {
        let all = Num::int(&self.pair.owed);
        let fits = self
            .pair
            .exhausting(bonus)
            .surely_above(&(&all + &self.unit_room()));
        fits && self.heals(&all, bonus)
    }

    pub(super) fn heals(&self, repay: &Num, bonus: &Num) -> bool {
        self.pair
            .along(&self.pair.factor(), repay, bonus)
            .surely_above(&self.near)
    }

    fn may_heal(&self, repay: &Num, bonus: &Num) -> bool {
        let after = self.pair.along(&self.pair.factor(), repay, bonus);
        !(-&self.near).surely_above(&after)
    }

    /// The base stands, so no leftover may ask for another.
    pub(super) fn check_leftovers(&self, offer: &Offer, wanted: &Wanted) -> Result<(), String> {
        let (repay, bonus) = (Num::int(&offer.repay), &offer.bonus);
        if self.exhausts(&repay, bonus) || offer.repay == self.pair.owed {
            return Ok(());
        }
        let owed = Num::int(&self.pair.owed);
        let left = self.worth(&(&owed - &repay));
        if self.least.surely_above(&(&left + &Num::lit("0.00000001"))) {
            let binds = (&wanted.repay - &self.unit_room()).surely_above(&Num::int(&self.sent));
            let lowered = &owed - &self.minimum();
            let slack = self.pair.debt_unit.times(&BigInt::from(2));
            let fits = self.worth(&lowered).surely_above(&(&self.least + &slack));
            if binds || self.ends_debt(bonus) || (fits && self.heals(&lowered, bonus)) {
                return Err(format!(
                    "P-23: leaves {left} USD of debt ({:?})",
                    wanted.aim
                ));
            }
        }
        let rest = self
            .pair
            .collateral_unit
            .times(&(&self.pair.held - &offer.seize));
        let dust = self
            .least
            .surely_above(&(&rest + &self.pair.collateral_unit.times(&BigInt::from(2))));
        let all = self.pair.exhausting(bonus);
        let allowed = Num::int(&self.sent).surely_above(&(&all + &self.unit_room()));
        if dust && allowed && (offer.close_out || self.heals(&all, bonus)) {
            return Err(format!(
                "P-23: leaves {rest} USD of collateral, though {all} could be repaid"
            ));
        }
        Ok(())
    }

    pub(super) fn is_leftover_rule(&self, offer: &Offer, base: &Num) -> bool {
        let repay = Num::int(&offer.repay);
        let owed = Num::int(&self.pair.owed);
        let slack = &self.pair.debt_unit + &Num::lit("0.00000001");
        let leaves_dust = self.may_leave_dust(base) || !owed.surely_above(base);
        // Raised to the whole debt.
        if offer.repay == self.pair.owed && leaves_dust {
            return true;
        }
        // Lowered to leave exactly the minimum.
        let away = (&self.worth(&(&owed - &repay)) - &self.least).abs();
        let whole = self.sent == self.pair.owed && self.ends_debt(&offer.bonus);
        if leaves_dust && !away.surely_above(&slack) && !whole {
            return true;
        }
        // Raised to the minimum.
        let small = !self.worth(base).surely_above(&(&self.least + &slack));
        let away = (&self.worth(&repay) - &self.least).abs();
        if small && !away.surely_above(&slack) {
            return true;
        }
        // Raised to the whole collateral.
        let base = if small {
            base.max(&self.minimum())
        } else {
            base.clone()
        };
        let rest = &Num::int(&self.pair.held) - &self.pair.seized(&base, &offer.bonus);
        let rest = self.pair.collateral_unit.mul(&rest);
        let slack = &self.pair.collateral_unit.times(&BigInt::from(2)) + &slack;
        self.exhausts(&repay, &offer.bonus) && !rest.surely_above(&(&self.least + &slack))
    }

    /// May more than was sent be what the pair would take? Only then may anything be refused for its size.
    pub(super) fn may_bind(&self, wanted: &Wanted, bonus: &Num) -> bool {
        let sent = Num::int(&self.sent);
        let less_than = |units: &Num| !sent.surely_above(&(units + &self.unit_room()));
        let small = !self.worth(&wanted.repay).surely_above(&self.least);
        let slack = self.pair.collateral_unit.times(&BigInt::from(2));
        let rest = &Num::int(&self.pair.held) - &self.pair.seized(&wanted.repay, bonus);
        let crumb = !self
            .pair
            .collateral_unit
            .mul(&rest)
            .surely_above(&(&self.least + &slack));
        let all = self.pair.exhausting(bonus);
        let owed = Num::int(&self.pair.owed);
        less_than(&wanted.repay)
            || (self.sent < self.pair.owed && self.may_heal(&owed, bonus))
            || (small && less_than(&self.minimum()))
            || (crumb && less_than(&all) && self.may_heal(&all, bonus))
    }

    /// Below the minimum, at once or after it was lowered to leave the minimum.
    pub(super) fn is_too_small(&self, base: &Num) -> bool {
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

    /// The debt is below the minimum already, or so near it that leaving the minimum moves nothing.
    pub(super) fn leaves_only_dust(&self, base: &Num) -> bool {
        let owed = Num::int(&self.pair.owed);
        let slack = &self.pair.debt_unit.times(&BigInt::from(2)) + &Num::lit("0.00000001");
        let all = self.worth(&owed);
        let partial = owed.surely_above(base);
        partial && !all.surely_above(&(&self.least + &slack))
    }
}
