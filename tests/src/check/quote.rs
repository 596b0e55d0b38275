//! The liquidation quote: whether there may be one, its bonus, its amounts (section 7; P-20, P-21, P-22, P-23).

use super::health::factor_tolerance;
use super::repayment::Repayment;
use super::{tolerance, Case, Findings};
use crate::exact::format::{PairRequest, QuoteAnswer, QuoteRequest};
use crate::exact::{Model, Num, Pair};
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
        let Ok(surplus) = self.model.maintenance(&self.model.account) else {
            return unpriced(answer, findings);
        };
        if self.model.unpriceable() {
            return unpriced(answer, findings);
        }
        if matches!(answer, QuoteAnswer::Refused { error } if error == "healthy") {
            if surplus.value.surely_negative() {
                let exact = surplus.value;
                findings.push(format!("P-20: refused as healthy, but exact S = {exact}"));
            }
            return;
        }
        if surplus.value.surely_above(&tolerance(&surplus)) {
            let exact = surplus.value;
            return findings.push(format!(
                "P-20: not refused as healthy, but exact S = {exact}"
            ));
        }
        match asked {
            QuoteRequest::Pair(asked) => self.check_pair(asked, answer, findings),
            QuoteRequest::ProRata(asked) => {
                self.check_pro_rata(&asked.pro_rata.fraction, answer, findings)
            }
        }
    }

    fn check_pair(&self, asked: &PairRequest, answer: &QuoteAnswer, findings: &mut Findings) {
        let names = (
            self.model.index(&asked.debt),
            self.model.index(&asked.collateral),
        );
        let (Some(debt), Some(collateral)) = names else {
            return findings.push("unknown asset in the quote".into());
        };
        let halted = self.model.halted(debt) || self.model.halted(collateral);
        let refused_as =
            |code: &str| matches!(answer, QuoteAnswer::Refused { error } if error == code);
        if halted || refused_as("halted") {
            if !halted || !refused_as("halted") {
                findings.push(format!("halted: {halted}, answer {answer:?}"));
            }
            return;
        }
        let Ok(pair) = self.model.pair(debt, collateral) else {
            return unpriced(answer, findings);
        };
        if pair.debt_unit.is_zero() {
            if !refused_as("nothing_moved") && !refused_as("nothing_held") {
                findings.push(format!(
                    "a debt that counts 0 pays for something: {answer:?}"
                ));
            }
            return;
        }
        match answer {
            QuoteAnswer::Refused { error } => {
                Repayment::new(&pair, asked).check_refusal(error, findings)
            }
            _ => open(&pair, asked, answer, findings),
        }
    }
}

fn unpriced(answer: &QuoteAnswer, findings: &mut Findings) {
    if !matches!(answer, QuoteAnswer::Refused { .. }) {
        findings.push("a quote in spite of a missing price".into());
    }
}

fn open(pair: &Pair<'_>, asked: &PairRequest, answer: &QuoteAnswer, findings: &mut Findings) {
    let offer = match Offer::read(answer) {
        Ok(offer) => offer,
        Err(error) => return findings.push(format!("quote: {error}")),
    };
    check_bonus(pair, &offer, findings);
    check_fee(pair, &offer, findings);
    Repayment::new(pair, asked).check_offer(&offer, findings);
}

/// What the bonus of an account depends on besides the collateral.
#[derive(Debug, Clone)]
pub struct Standing {
    pub factor: Num,
    /// E/D.
    pub equity: Num,
    /// How far rounding may move HF and E/D.
    pub error: Num,
}

impl Standing {
    /// From HF, C and D.
    pub fn new(factor: Num, counted: &Num, owed: &Num) -> Self {
        Self {
            equity: (counted - owed).div(owed),
            error: &factor_tolerance(&factor, owed) + &Num::lit("0.000000000000000004"),
            factor,
        }
    }
}

/// ℓ of one collateral as section 7 has it, and how far rounding may move it.
pub fn bonus_of(model: &Model, asset: usize, standing: &Standing) -> (Num, Num) {
    let (rules, terms) = (&model.liquidation, &model.assets[asset].bonus);
    let equity = &standing.equity;
    let q = match &model.episode {
        Some(episode) => episode.cap(equity),
        None => equity.clone(),
    };
    let grown = &terms.min + &terms.slope.mul(&(&Num::one() - &standing.factor));
    let capped = grown.min(&terms.max).min(&q.over(&BigInt::from(2)));
    // k is at most 18.5
    let near = (&Num::lit("20") + &terms.slope).mul(&standing.error);
    (capped.max(&rules.bonus_floor), near)
}

/// The same for a pair, and E/D.
pub fn expected_bonus(pair: &Pair<'_>) -> (Num, Num, Num) {
    let standing = Standing::new(pair.factor(), pair.counted(), pair.debt_value());
    let (bonus, near) = bonus_of(pair.model, pair.collateral, &standing);
    (bonus, standing.equity, near)
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
