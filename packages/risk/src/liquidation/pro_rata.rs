//! A fraction of all debts against a share of all collateral: where no asset is halted it raises the health factor whatever the
//! correlations are, since S of a smaller copy of an account is a smaller copy of S.

use super::error::LiquidationError;
use super::path::Path;
use super::unhealthy::Unhealthy;
use crate::health::EstimatedExposure;
use crate::market::Episode;
use crate::units::{
    div_wide_down, mul_div_down, mul_div_up, product, saturated_u128, saturated_u64, Amount,
    AssetIndex, HealthFactor, NumError, Price, Ratio, Value, Wide, ONE_UNIT,
};
use crate::valuation::{Basis, Book, Exposure, Holding, ScaledDebts};
use ruint::aliases::U256;

/// What a pro rata liquidation takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProRata {
    /// Of every debt that is not halted: at most what was asked for.
    pub fraction: Ratio,
    pub bonus: Ratio,
    pub close_out: bool,
    pub health_before: HealthFactor,
    /// Taken from the liquidator.
    pub repayments: Vec<ProRataRepayment>,
    pub seizures: Vec<Seizure>,
    /// What the account remembers of it; nothing where it is back at the target.
    pub episode: Option<Episode>,
}

/// What is repaid of one debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProRataRepayment {
    pub asset: AssetIndex,
    pub amount: Amount,
}

/// What is seized of one collateral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seizure {
    pub asset: AssetIndex,
    /// Leaves the account, the protocol's fee included.
    pub amount: Amount,
    pub protocol_fee: Amount,
}

impl Book {
    /// Quotes a repayment of up to `fraction` of all debts: as much as reaches the target, and in close-out as much as the
    /// collateral pays for. It may leave anything, and is never refused for its size.
    pub fn quote_pro_rata(&self, fraction: Ratio) -> Result<ProRata, LiquidationError> {
        self.quote_pro_rata_out_of(fraction, |_| Amount::new(u128::MAX))
    }

    /// The same where of each asset there is only so much to pay with: the fraction is lowered to what all of it pays for.
    pub fn quote_pro_rata_out_of(
        &self,
        fraction: Ratio,
        there_is: impl Fn(AssetIndex) -> Amount,
    ) -> Result<ProRata, LiquidationError> {
        if fraction.is_zero() || fraction > Ratio::ONE {
            return Err(LiquidationError::Fraction { found: fraction });
        }
        let account = Unhealthy::new(self)?;
        let basket = Basket::new(&account)?;
        let wanted = if account.close_out {
            basket.exhausts
        } else {
            account.rescue(&basket)?
        };
        if wanted == 0 {
            return Err(LiquidationError::WouldNotHeal);
        }
        let most = wanted.min(basket.paid_by(there_is)?);
        let taken = most.min(u128::from(fraction.raw()));
        let Some(after) = account.worth_taking(&basket, taken)? else {
            return Err(account.too_little(&basket, taken, most)?);
        };
        Ok(ProRata {
            fraction: Ratio::new(saturated_u64(taken)),
            bonus: basket.bonus,
            close_out: account.close_out,
            health_before: account.health,
            episode: account.remembers(&after)?,
            repayments: basket.repayments(taken)?,
            seizures: basket.seizures(taken)?,
        })
    }
}

impl Unhealthy<'_> {
    /// The account after so much; `None` where not a base unit is seized, or so little that what it heals is lost in rounding.
    fn worth_taking(&self, basket: &Basket<'_>, at: u128) -> Result<Option<ScaledDebts>, NumError> {
        if !basket.seizes(at)? {
            return Ok(None);
        }
        let after = basket.after(at)?;
        let heals = self.close_out || self.heals(&after)?;
        Ok(heals.then_some(after))
    }

    /// Why so little is refused: doubled until it works, at most 60 times, as far as `most` goes.
    fn too_little(
        &self,
        basket: &Basket<'_>,
        taken: u128,
        most: u128,
    ) -> Result<LiquidationError, NumError> {
        let mut at = taken;
        while at < most {
            at = at.saturating_mul(2).clamp(1, most);
            if self.worth_taking(basket, at)?.is_some() {
                let at_least = Ratio::new(saturated_u64(at));
                return Ok(LiquidationError::FractionTooSmall { at_least });
            }
        }
        Ok(if basket.seizes(most)? {
            LiquidationError::WouldNotHeal
        } else {
            LiquidationError::NothingMoved
        })
    }
}

/// One side of a holding that takes part.
struct Part<'a> {
    holding: &'a Holding,
    amount: Amount,
    price: Price,
    value: Value,
}

impl Part<'_> {
    /// What it is worth however large it is, rounded up.
    fn whole_up(&self) -> Result<Value, NumError> {
        self.price.whole_up(self.amount, self.holding.decimals)
    }
}

/// All that takes part. Its path is the fraction of the debts repaid, 1e-18.
struct Basket<'a> {
    account: &'a Unhealthy<'a>,
    /// What is halted, or paused, stays as it is.
    others: ScaledDebts,
    debts: Vec<Part<'a>>,
    collateral: Vec<Part<'a>>,
    bonus: Ratio,
    /// 1 + bonus, 1e-18.
    rate: u128,
    /// What all of the debts are worth, rounded down.
    owed: u128,
    /// What all of the collateral is worth, rounded up: who takes all of it has paid for all of it.
    worth: u128,
    /// The fraction that takes all of the collateral, rounded up; 1 where even that does not.
    exhausts: u128,
}

impl<'a> Basket<'a> {
    fn new(account: &'a Unhealthy<'a>) -> Result<Self, LiquidationError> {
        let book = account.book;
        let mut others = account.values.clone();
        let (mut debts, mut collateral) = (Vec::new(), Vec::new());
        for (holding, other) in book.holdings.iter().zip(&mut others) {
            if holding.is_left_alone() {
                continue;
            }
            let value = std::mem::take(other);
            // what counts 0 pays for nothing, so nobody is asked to repay it
            if !value.debt.is_zero() {
                debts.push(Part {
                    amount: holding.debt,
                    price: holding.debt_price(Basis::Maintenance)?,
                    value: value.debt,
                    holding,
                });
            }
            let price = holding.collateral_price(Basis::Maintenance);
            if let Some(price) = price.filter(|_| !holding.collateral.is_zero()) {
                collateral.push(Part {
                    amount: holding.collateral,
                    value: value.collateral,
                    holding,
                    price,
                });
            }
        }
        let bonus = mean_bonus_down(account, &collateral)?;
        let mut worth = 0u128;
        for part in &collateral {
            worth = worth.saturating_add(part.whole_up()?.min(Value::MAX).raw());
        }
        if worth == 0 || debts.is_empty() {
            return Err(LiquidationError::NothingOpen);
        }
        let mut owed = 0u128;
        for part in &debts {
            let value = part.price.value_down(part.amount, part.holding.decimals)?;
            owed = owed.saturating_add(value.raw());
        }
        let mut basket = Self {
            others: book.scaled_debts(&others)?,
            account,
            debts,
            collateral,
            bonus,
            rate: ONE_UNIT.saturating_add(u128::from(bonus.raw())),
            owed,
            worth,
            exhausts: ONE_UNIT,
        };
        basket.exhausts = basket.exhausting()?;
        Ok(basket)
    }

    fn exhausting(&self) -> Result<u128, NumError> {
        let pays = mul_div_up(self.worth, ONE_UNIT, self.rate)?;
        if pays >= self.owed {
            return Ok(ONE_UNIT);
        }
        mul_div_up(pays, ONE_UNIT, self.owed)
    }

    /// What is repaid of one debt, rounded up.
    fn repaid_up(part: &Part<'_>, at: u128) -> Result<Amount, NumError> {
        mul_div_up(part.amount.raw(), at, ONE_UNIT).map(Amount::new)
    }

    /// The fraction of which every repayment can be paid.
    fn paid_by(&self, there_is: impl Fn(AssetIndex) -> Amount) -> Result<u128, LiquidationError> {
        let mut paid = ONE_UNIT;
        for part in &self.debts {
            let asset = part.holding.asset;
            let there = there_is(asset).min(part.amount);
            let of_this = mul_div_down(there.raw(), ONE_UNIT, part.amount.raw())?;
            if of_this == 0 {
                return Err(LiquidationError::NothingToPay { asset });
            }
            paid = paid.min(of_this);
        }
        Ok(paid)
    }

    /// The fraction of all that is owed, rounded down, times 1 + bonus: 1e-30 USD.
    ///
    /// Not of what is repaid: that is rounded up to whole units, which would buy more of the collateral than its share, and a
    /// coarse debt's own hedge among it.
    fn paid_down(&self, at: u128) -> Result<Wide, NumError> {
        let paid = mul_div_down(self.owed, at, ONE_UNIT)?;
        product(U256::from(paid), U256::from(self.rate))
    }

    /// The share of a number that `paid` is of all the collateral's worth, rounded down, at most all of it.
    fn share_down(&self, of: u128, paid: Wide) -> Result<u128, NumError> {
        // 128 bits and 190; paid in 1e-30 USD, worth in 1e-12
        let worth = product(U256::from(self.worth), U256::from(ONE_UNIT))?;
        let share = div_wide_down(product(paid, U256::from(of))?, worth);
        let share = share.ok_or(NumError::DivisionByZero)?;
        Ok(saturated_u128(share))
    }

    fn repayments(&self, at: u128) -> Result<Vec<ProRataRepayment>, NumError> {
        let mut repayments = Vec::with_capacity(self.debts.len());
        for part in &self.debts {
            let amount = Self::repaid_up(part, at)?;
            if !amount.is_zero() {
                let asset = part.holding.asset;
                repayments.push(ProRataRepayment { asset, amount });
            }
        }
        Ok(repayments)
    }

    fn seizures(&self, at: u128) -> Result<Vec<Seizure>, NumError> {
        let paid = self.paid_down(at)?;
        let mut seizures = Vec::with_capacity(self.collateral.len());
        for part in &self.collateral {
            let amount = self
                .share_down(part.amount.raw(), paid)?
                .min(part.amount.raw());
            if amount == 0 {
                continue;
            }
            let bonus = mul_div_down(amount, u128::from(self.bonus.raw()), self.rate)?;
            let bonus = Amount::new(bonus);
            let fee = bonus.times_up(part.holding.bonus.protocol_fee)?;
            seizures.push(Seizure {
                asset: part.holding.asset,
                amount: Amount::new(amount),
                protocol_fee: fee.min(bonus),
            });
        }
        Ok(seizures)
    }
}

/// The bonuses of what is held, each as in a pair, weighted with what it is worth; rounded down.
fn mean_bonus_down(account: &Unhealthy<'_>, collateral: &[Part<'_>]) -> Result<Ratio, NumError> {
    let (mut sum, mut weight) = (U256::ZERO, U256::ZERO);
    for part in collateral {
        let value = U256::from(part.value.raw());
        let bonus = U256::from(account.bonus(part.holding)?.raw());
        // sixteen times 120 bits and 64
        sum = sum.saturating_add(value.saturating_mul(bonus));
        weight = weight.saturating_add(value);
    }
    let mean = div_wide_down(sum, weight).unwrap_or(U256::ZERO);
    let mean = u64::try_from(mean).map_err(|_| NumError::AmountTooLarge)?;
    Ok(Ratio::new(mean).max(account.book.rules.bonus_floor))
}

impl Path for Basket<'_> {
    fn most(&self) -> Result<u128, NumError> {
        Ok(self.exhausts)
    }

    fn after(&self, at: u128) -> Result<ScaledDebts, NumError> {
        let paid = self.paid_down(at)?;
        let mut after = self.others.clone();
        for part in &self.debts {
            let left = part.amount.saturating_sub(Self::repaid_up(part, at)?);
            let value = part.price.value_up(left, part.holding.decimals)?;
            after.enter_owed(part.holding, value)?;
        }
        for part in &self.collateral {
            let taken = self.share_down(part.amount.raw(), paid)?;
            let left = part.amount.saturating_sub(Amount::new(taken));
            let value = part.price.value_down(left, part.holding.decimals)?;
            after.enter_held(part.holding, value)?;
        }
        Ok(after)
    }

    fn slope(&self, tau: u128) -> Result<EstimatedExposure, NumError> {
        let mut all = Exposure::new(0);
        for part in &self.debts {
            all.add_short(&part.holding.short(part.value, tau)?.negated())?;
        }
        let paid = self.paid_down(ONE_UNIT)?;
        for part in &self.collateral {
            if part.whole_up()? > Value::MAX {
                // what is above the largest value is not missed when it is seized
                continue;
            }
            let seized = Value::new(self.share_down(part.value.raw(), paid)?);
            let counted = part.holding.counted_down(seized, Basis::Maintenance)?;
            let long = part.holding.long(counted, ONE_UNIT, Basis::Maintenance)?;
            all.add_long(&long.negated())?;
        }
        let all = EstimatedExposure::new(&all, &self.account.book.correlations);
        Ok(all.per_1e18())
    }

    fn seizes(&self, at: u128) -> Result<bool, NumError> {
        Ok(!self.seizures(at)?.is_empty())
    }

    fn holds_unrounded(&self, at: u128, _tau: u128) -> Result<bool, NumError> {
        // the more is repaid the better, so what seizes anything is far enough
        self.seizes(at)
    }

    fn is_near_end(&self, _at: u128) -> Result<bool, NumError> {
        Ok(false)
    }
}
