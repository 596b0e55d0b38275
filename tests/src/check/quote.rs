//! The liquidation quote: whether there may be one, its bonus, its amounts (section 7; P-20, P-21, P-22, P-23).

use super::health::factor_tolerance;
use super::repayment::Repayment;
use super::{tolerance, Case, Findings};
use crate::exact::format::{QuoteAnswer, QuoteRequest};
use crate::exact::{Num, Pair, Surplus};
use num_bigint::BigInt;

/// The amounts of an answered quote.
#[derive(Debug, Clone)]
pub struct Offer {
    pub repay: BigInt,
    pub seize: BigInt,
    pub fee: BigInt,
    pub bonus: Num,
    pub close_out: bool,
}

impl Offer {
    pub(super) fn read(answer: &QuoteAnswer) -> Result<Self, String> {
        let QuoteAnswer::Open {
            repay,
            seize,
            bonus,
            protocol_fee,
            close_out,
        } = answer
        else {
            return Err("not an offer".into());
        };
        let amount = |text: &str| text.parse().map_err(|_| format!("not an amount: {text}"));
        Ok(Self {
            repay: amount(repay)?,
            seize: amount(seize)?,
            fee: amount(protocol_fee)?,
            bonus: Num::parse(bonus).ok_or("not a bonus")?,
            close_out: *close_out,
        })
    }
}

impl Case<'_> {
    pub fn check_quote(&self, findings: &mut Findings) {
        let Some(asked) = &self.line.quote else {
            if self.answer.quote.is_some() {
                findings.push("a quote that nobody asked for".into());
            }
            return;
        };
        let Some(answer) = &self.answer.quote else {
            return findings.push("no quote".into());
        };
        let names = (
            self.model.index(&asked.debt),
            self.model.index(&asked.collateral),
        );
        let (Some(debt), Some(collateral)) = names else {
            return findings.push("unknown asset in the quote".into());
        };
        let Ok(surplus) = self.model.maintenance(&self.model.account) else {
            return self.unpriced(answer, findings);
        };
        if self.model.unpriceable(collateral) {
            return self.unpriced(answer, findings);
        }
        let Ok(pair) = self.model.pair(debt, collateral) else {
            return self.unpriced(answer, findings);
        };
        match answer {
            QuoteAnswer::Refused { error } if error == "healthy" => {
                if surplus.value.surely_negative() {
                    findings.push(format!(
                        "P-20: refused as healthy, but exact S = {}",
                        surplus.value
                    ));
                }
            }
            QuoteAnswer::Refused { error } => {
                Repayment::new(&pair, asked).check_refusal(error, findings)
            }
            QuoteAnswer::Open { .. } => open(&pair, asked, &surplus, answer, findings),
        }
    }

    fn unpriced(&self, answer: &QuoteAnswer, findings: &mut Findings) {
        if let QuoteAnswer::Open { .. } = answer {
            findings.push("a quote in spite of a missing price".into());
        }
    }
}

fn open(
    pair: &Pair<'_>,
    asked: &QuoteRequest,
    surplus: &Surplus,
    answer: &QuoteAnswer,
    findings: &mut Findings,
) {
    if surplus.value.surely_above(&tolerance(surplus)) {
        findings.push(format!("P-20: quoted, but exact S = {}", surplus.value));
    }
    let offer = match Offer::read(answer) {
        Ok(offer) => offer,
        Err(error) => return findings.push(format!("quote: {error}")),
    };
    check_bonus(pair, &offer, findings);
    check_fee(pair, &offer, findings);
    Repayment::new(pair, asked).check_offer(&offer, findings);
}

/// ℓ as section 7 has it, and how far rounding of HF and E/D may move it.
pub fn expected_bonus(pair: &Pair<'_>) -> (Num, Num, Num) {
    let rules = &pair.model.liquidation;
    let terms = &pair.model.assets[pair.collateral].bonus;
    let (factor, equity) = (pair.factor(), pair.equity());
    let least = pair
        .model
        .episode
        .as_ref()
        .map_or_else(|| equity.clone(), |episode| episode.min(&equity));
    let grown = &terms.min + &terms.slope.mul(&(&Num::one() - &factor));
    let capped = grown.min(&terms.max).min(&least.over(&BigInt::from(2)));
    let error = &factor_tolerance(&factor, pair.debt_value()) + &Num::lit("0.000000000000000004");
    let near = (&Num::one() + &terms.slope).mul(&error);
    (capped.max(&rules.bonus_floor), equity, near)
}

fn check_bonus(pair: &Pair<'_>, offer: &Offer, findings: &mut Findings) {
    let (bonus, equity, near) = expected_bonus(pair);
    let floor = &pair.model.liquidation.bonus_floor;
    let edge = floor.times(&BigInt::from(2));
    let away = (&equity - &edge).abs();
    let close_out = !equity.surely_not_negative() || edge.surely_above(&equity);
    if offer.close_out != close_out && away.surely_above(&near) {
        findings.push(format!(
            "close-out {}, E/D = {equity}, twice the floor {edge}",
            offer.close_out
        ));
    }
    let bonus = if offer.close_out {
        floor.clone()
    } else {
        bonus
    };
    if (&offer.bonus - &bonus).abs().surely_above(&near) {
        findings.push(format!(
            "bonus {}, exact {bonus}, tolerance {near}",
            offer.bonus
        ));
    }
}

/// fee_i of the bonus part, rounded up, never more than the part.
fn check_fee(pair: &Pair<'_>, offer: &Offer, findings: &mut Findings) {
    let seized = Num::int(&offer.seize);
    let part = seized.mul(&offer.bonus).div(&(&Num::one() + &offer.bonus));
    let exact = part.mul(&pair.model.assets[pair.collateral].bonus.protocol_fee);
    // Values are rounded to 1e-12 USD before they become units; a bonus is shown to 1e-18.
    let near = &(&Num::lit("0.000000000004").div(&pair.collateral_unit) + &Num::lit("2"))
        + &seized.mul(&Num::lit("0.000000000000000002"));
    let fee = Num::int(&offer.fee);
    if (&fee - &exact).abs().surely_above(&near) || offer.fee > offer.seize {
        findings.push(format!(
            "protocol fee {}, exact {exact}, tolerance {near}",
            offer.fee
        ));
    }
}
