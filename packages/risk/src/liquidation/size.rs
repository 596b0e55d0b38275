//! Which repayment a pair takes, of what it wants and what was sent: no crumbs, as far as healing allows.

use super::error::LiquidationError;
use super::pair::Pair;
use crate::units::{Amount, NumError};

impl Pair<'_> {
    /// What this pair repays of `sent`.
    ///
    /// Where enough was sent nothing is refused for its size. Where what was sent binds, a repayment below the minimum, or
    /// one that would leave less of the debt, is refused with an amount that is accepted.
    pub(super) fn repayment(&self, sent: Amount) -> Result<Amount, LiquidationError> {
        let wanted = self.wanted()?;
        let ideal = self.without_crumbs(wanted)?;
        if sent >= ideal {
            return Ok(ideal);
        }
        match self.part(wanted.min(sent))? {
            Part::Taken(repay) => Ok(repay),
            refused => {
                let minimum = self.account.book.rules.min_position_value;
                let enough = self.units_of_debt(minimum)?.min(ideal);
                let works = enough > sent && self.works(self.part(wanted.min(enough))?)?;
                let at_least = if works { enough } else { ideal };
                Err(match refused {
                    Part::LeavesDust => LiquidationError::LeavesDust { minimum, at_least },
                    _ => LiquidationError::TooSmall { minimum, at_least },
                })
            }
        }
    }

    /// As far as the target, or all in close-out; what the pair would repay if there were no least sizes.
    fn wanted(&self) -> Result<Amount, LiquidationError> {
        if self.account.close_out {
            return Ok(self.most);
        }
        let wanted = self.amount(self.account.rescue(self)?)?;
        if wanted.is_zero() {
            return Err(LiquidationError::WouldNotHeal);
        }
        Ok(wanted)
    }

    /// What would be repaid if all that is wanted were sent: see section 7 of the specification.
    fn without_crumbs(&self, wanted: Amount) -> Result<Amount, LiquidationError> {
        let full = self.debt.debt;
        let mut repay = wanted;
        if self.leaves_dust(repay)? {
            let lowered = self.leaving_the_minimum()?;
            if full <= self.exhausts && self.allows(full)? {
                repay = full;
            } else if !self.is_small(lowered)? && self.allows(lowered)? {
                repay = lowered;
            }
        }
        if self.is_small(repay)? && !self.ends(repay)? {
            let minimum = self.account.book.rules.min_position_value;
            let raised = self.units_of_debt(minimum)?.min(self.most);
            let untidy = self.leaves_dust(repay)? || !self.leaves_dust(raised)?;
            if untidy && self.allows(raised)? {
                repay = raised;
            }
        }
        let minimum = self.account.book.rules.min_position_value;
        let crumb = self.left_of_collateral(repay)? < minimum && self.owes_after(repay);
        if crumb && self.exhausts <= full && self.allows(self.exhausts)? {
            repay = self.exhausts;
        }
        Ok(repay)
    }

    /// What is taken of too little.
    fn part(&self, repay: Amount) -> Result<Part, LiquidationError> {
        let dust = self.leaves_dust(repay)?;
        let repay = if dust {
            self.leaving_the_minimum()?
        } else {
            repay
        };
        Ok(if dust && repay.is_zero() {
            Part::LeavesDust
        } else if self.is_small(repay)? && !self.ends(repay)? {
            Part::TooSmall
        } else {
            Part::Taken(repay)
        })
    }

    fn works(&self, part: Part) -> Result<bool, NumError> {
        match part {
            Part::Taken(repay) => Ok(!self.seize(repay)?.is_zero() && self.allows(repay)?),
            Part::LeavesDust | Part::TooSmall => Ok(false),
        }
    }

    /// In close-out everything; else what raises the health factor.
    fn allows(&self, repay: Amount) -> Result<bool, NumError> {
        Ok(self.account.close_out || self.account.heals(&self.account_after(repay)?)?)
    }

    /// Would the rest of the debt be too little to be worth a liquidation? Not where the collateral is exhausted.
    fn leaves_dust(&self, repay: Amount) -> Result<bool, NumError> {
        let minimum = self.account.book.rules.min_position_value;
        Ok(repay < self.exhausts && repay < self.debt.debt && self.left_of_debt(repay)? < minimum)
    }

    /// The repayment that leaves exactly the minimum of the debt; 0 where there is no more.
    fn leaving_the_minimum(&self) -> Result<Amount, NumError> {
        let minimum = self.account.book.rules.min_position_value;
        Ok(self.debt.debt.saturating_sub(self.units_of_debt(minimum)?))
    }

    fn is_small(&self, repay: Amount) -> Result<bool, NumError> {
        Ok(self.worth_of_debt(repay)? < self.account.book.rules.min_position_value)
    }

    /// Does it end the debt or the collateral, or reach the target? Then it may be of any size.
    fn ends(&self, repay: Amount) -> Result<bool, NumError> {
        if repay >= self.debt.debt || repay >= self.exhausts {
            return Ok(true);
        }
        let target = self.account.target();
        self.account.passes(&self.account_after(repay)?, target)
    }
}

/// What becomes of a repayment that is less than what the pair would take.
enum Part {
    Taken(Amount),
    LeavesDust,
    TooSmall,
}
