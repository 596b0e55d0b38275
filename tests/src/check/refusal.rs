//! Whether a refusal of a pair is true of the model too.

use super::quote::expected_bonus;
use super::repayment::Repayment;
use super::Findings;
use crate::exact::{Aim, Num, Wanted};
use num_bigint::BigInt;

impl Repayment<'_> {
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
            "leaves_dust" => self.leaves_only_dust(&base) && self.may_bind(&wanted, &bonus),
            "too_small" => self.is_too_small(&base) && self.may_bind(&wanted, &bonus),
            _ => false,
        };
        if !right {
            findings.push(format!(
                "refused with {error}, but {base} of {} may be repaid ({:?}); bonus {bonus}, close-out {close_out}, E/D {equity}",
                self.pair.owed, wanted.aim
            ));
        }
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
}
