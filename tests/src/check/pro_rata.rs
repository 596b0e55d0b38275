//! A pro rata quote: its bonus, and the fraction that it repays (section 7; P-21, P-22).

use super::quote::{bonus_of, Standing};
use super::{Case, Findings};
use crate::exact::format::QuoteAnswer;
use crate::exact::{Num, ProRata};
use num_bigint::BigInt;

/// What was asked for and answered.
struct Offered<'a> {
    of: &'a ProRata<'a>,
    most: Num,
    fraction: Num,
    bonus: Num,
    /// USD that S may be off by: 1e-6 + 1e-15·(C + D), and two base units of every asset.
    near: Num,
}

impl Case<'_> {
    pub fn check_pro_rata(&self, most: &str, answer: &QuoteAnswer, findings: &mut Findings) {
        let Ok(of) = self.model.pro_rata() else {
            return findings.push("P-20: quoted in spite of a missing price".into());
        };
        let (counted, owed, factor) = of.before();
        let standing = Standing::new(factor.clone(), &counted, &owed);
        let scale = Num::lit("0.000000000000001").mul(&(&counted + &owed));
        let near = &(&Num::lit("0.000001") + &scale) + &of.units.times(&BigInt::from(2));
        let (fraction, bonus, close_out) = match answer {
            QuoteAnswer::ProRata {
                fraction,
                bonus,
                close_out,
            } => (fraction, bonus, *close_out),
            QuoteAnswer::Refused { error } => {
                let paid = of.owed.mul(&Num::lit(most));
                let equity = &counted - &owed;
                let refusal = Refusal {
                    error,
                    near,
                    paid,
                    equity,
                };
                return refusal.check(&of, findings);
            }
            QuoteAnswer::Open { .. } => return findings.push("a pair was not asked for".into()),
        };
        let offered = Offered {
            of: &of,
            most: Num::lit(most),
            fraction: Num::lit(fraction),
            bonus: Num::lit(bonus),
            near,
        };
        self.check_mean(&offered, &standing, close_out, findings);
        if offered.fraction.surely_above(&offered.most) {
            findings.push(format!("a fraction of {fraction}, asked for {most}"));
        }
        if close_out {
            offered.check_close_out(findings);
        } else {
            offered.check_rescue(&factor, findings);
        }
    }

    /// The bonuses of what is held, weighted with its value.
    fn check_mean(
        &self,
        offered: &Offered<'_>,
        standing: &Standing,
        close_out: bool,
        findings: &mut Findings,
    ) {
        let floor = &self.model.liquidation.bonus_floor;
        let edge = floor.times(&BigInt::from(2));
        let (mut sum, mut near) = (Num::zero(), standing.error.clone());
        for (index, value) in &offered.of.parts {
            let (bonus, error) = bonus_of(self.model, *index, standing);
            sum = &sum + &bonus.mul(value);
            near = near.max(&error);
        }
        let mean = sum.div(&offered.of.worth);
        // a value of 1e-12 USD is the least that has a weight
        let near = &near + &Num::lit("0.00000000002").div(&offered.of.worth);
        let expected = if close_out { floor.clone() } else { mean };
        let must_close = edge.surely_above(&standing.equity);
        let away = (&standing.equity - &edge).abs().surely_above(&near);
        if close_out != must_close && away {
            findings.push(format!("close-out {close_out}, E/D = {}", standing.equity));
        }
        if (&offered.bonus - &expected).abs().surely_above(&near) {
            let found = &offered.bonus;
            findings.push(format!("bonus {found}, exact {expected}, tolerance {near}"));
        }
    }
}

impl Offered<'_> {
    fn at(&self, t: &Num, fraction: &Num) -> Num {
        self.of.surplus(t, fraction, &self.bonus)
    }

    /// All that was asked for, or all that the collateral pays for.
    fn check_close_out(&self, findings: &mut Findings) {
        let exhausting = self.of.exhausting(&self.bonus);
        let expected = self.most.min(&exhausting);
        let room =
            &Num::lit("0.000000000000000004") + &Num::lit("0.000000000032").div(&self.of.owed);
        if (&self.fraction - &expected).abs().surely_above(&room) {
            let found = &self.fraction;
            findings.push(format!("P-22: close-out of {found}, exact {expected}"));
        }
    }

    /// The least that reaches the target, or all that was asked for.
    fn check_rescue(&self, before: &Num, findings: &mut Findings) {
        let target = &self.of.model.liquidation.target_health;
        let found = &self.fraction;
        let step = Num::lit("0.000000000000000001");
        let less = (found - &step).max(&Num::zero());
        let at_target = self.at(target, found);
        if self.at(target, &less).surely_above(&self.near) && self.seizes(&less) {
            findings.push(format!("P-22: less than {found} reaches the target"));
        }
        let short = (-&self.near).surely_above(&at_target);
        if self.most.surely_above(found) && short && !self.of.has_halted() {
            findings.push(format!(
                "P-22: more than {found} is needed, S at the target is {at_target}"
            ));
        }
        let after = self.at(before, found);
        if (-&self.near).surely_above(&after) {
            findings.push(format!("P-21: S at the old health factor is {after}"));
        }
    }

    /// More than two units of some collateral.
    fn seizes(&self, fraction: &Num) -> bool {
        let paid = self.of.owed.mul(fraction).mul(&(&Num::one() + &self.bonus));
        paid.surely_above(&self.near)
    }
}

struct Refusal<'a> {
    error: &'a str,
    near: Num,
    /// What may be repaid at most, and C − D: USD.
    paid: Num,
    equity: Num,
}

impl Refusal<'_> {
    /// Only where so little would move, or is there to pay the bonus with, that units decide, or where a halted asset stands in
    /// the way.
    fn check(&self, of: &ProRata<'_>, findings: &mut Findings) {
        let nothing = self.near.times(&BigInt::from(2));
        let tiny = !self.paid.surely_above(&nothing) || !of.worth.surely_above(&nothing);
        let right = match self.error {
            "nothing_moved" => tiny,
            "nothing_open" => !of.owed.surely_positive() || !of.worth.surely_positive(),
            "would_not_heal" => tiny || !self.equity.surely_above(&nothing) || of.has_halted(),
            _ => false,
        };
        if !right {
            findings.push(format!("P-29: pro rata refused with {}", self.error));
        }
    }
}
