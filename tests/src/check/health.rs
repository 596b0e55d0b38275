//! Flags, surplus and health factor (P-15 and the accuracy that section 5 promises).

use super::{tolerance, Case, Findings};
use crate::exact::format::LevelAnswer;
use crate::exact::{Num, Refusal, Sign, Surplus};
use num_bigint::BigInt;

impl Case<'_> {
    pub fn check_health(&self, findings: &mut Findings) {
        let (model, answer) = (self.model, self.answer);
        level(
            "initial",
            model.initial(&model.account),
            answer.initial.as_ref(),
            findings,
        );
        level(
            "maintenance",
            model.maintenance(&model.account),
            answer.maintenance.as_ref(),
            findings,
        );
        self.check_factor(findings);
    }

    fn check_factor(&self, findings: &mut Findings) {
        let (model, answer) = (self.model, self.answer.health_factor.as_deref());
        let Ok(at_one) = model.maintenance_at(&model.account, &Num::one()) else {
            return;
        };
        let found = match (model.owes(&model.account), answer) {
            (false, None) => return,
            (true, Some(text)) => text,
            (owes, other) => {
                return findings.push(format!("health factor {other:?}, owes: {owes}"))
            }
        };
        let Some(factor) = Num::parse(found) else {
            return findings.push(format!("health factor {found}"));
        };
        let debt = model.debt_value();
        if debt.is_zero() {
            // what counts 0 may grow without end
            if found != "1000000000" {
                findings.push(format!("health factor {found} of debts that count 0"));
            }
            return;
        }
        let at = |t: &Num| {
            model
                .maintenance_at(&model.account, t)
                .expect("priced a moment ago")
                .value
        };
        if at(&factor).surely_negative() {
            findings.push(format!(
                "health factor {found} is above the exact one; S = {}",
                at_one.value
            ));
        }
        let above =
            &(&factor + &factor_tolerance(&factor, &debt)) + &Num::lit("0.000000000000000001");
        let saturated = factor == Num::int(&BigInt::from(1_000_000_000));
        if !saturated && at(&above).surely_positive() {
            findings.push(format!(
                "health factor {found} is too low: S is still positive at {above}"
            ));
        }
    }
}

/// 1e-14·HF + 1e-6 USD/D.
pub fn factor_tolerance(factor: &Num, debt: &Num) -> Num {
    &Num::lit("0.00000000000001").mul(factor) + &Num::lit("0.000001").div(debt)
}

fn level(
    name: &str,
    exact: Result<Surplus, Refusal>,
    answer: Option<&LevelAnswer>,
    findings: &mut Findings,
) {
    let Some(answer) = answer else {
        return findings.push(format!("{name}: no answer"));
    };
    let surplus = match exact {
        Ok(surplus) => surplus,
        Err(refusal) => {
            if answer.healthy {
                findings.push(format!("{name}: healthy in spite of {refusal:?}"));
            }
            return;
        }
    };
    let (exact, near) = (&surplus.value, tolerance(&surplus));
    if answer.healthy && exact.sign() == Sign::Negative {
        findings.push(format!("P-15 {name}: healthy, but exact S = {exact}"));
    }
    if !answer.healthy && exact.surely_above(&near) {
        findings.push(format!(
            "{name}: unhealthy, but exact S = {exact}, more than {near}"
        ));
    }
    let Some(found) = answer.surplus.as_deref().and_then(Num::parse) else {
        return findings.push(format!(
            "{name}: surplus {:?}, exact {exact}",
            answer.surplus
        ));
    };
    let above = &found - &Num::lit("0.000000000001");
    if above.surely_above(exact) || (exact - &near).surely_above(&found) {
        findings.push(format!(
            "{name}: surplus {found}, exact {exact}, tolerance {near}"
        ));
    }
}
