//! Interest: the one accrual of queries and executes alike.

use super::rate::RateModel;
use super::totals::Market;
use crate::units::{
    div_down, mul_div_down, mul_div_rem, mul_div_up, saturated_u64, Amount, DebtIndex, NumError,
    Ratio, Seconds, SupplyShares, ONE, RAY,
};

/// One base unit in the scale of what the reserve has still to get.
const UNIT: u128 = 1_000_000_000;

/// What one accrual did, for the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accrual {
    pub interest: Amount,
    pub reserve_shares: SupplyShares,
}

impl Market {
    /// Interest up to `now`. Doing it twice in a block changes nothing.
    ///
    /// Where the next step would overflow, interest stops and nothing fails, so that repaying always works.
    pub fn accrue(&mut self, model: &RateModel, reserve_factor: Ratio, now: u64) -> Accrual {
        let elapsed = Seconds::between(self.accrued_at, now);
        if elapsed == Seconds::ZERO {
            return Accrual::default();
        }
        let accrued = self.grown(model, reserve_factor, elapsed);
        let (mut market, accrual) = accrued.unwrap_or((self.clone(), Accrual::default()));
        market.accrued_at = now;
        *self = market;
        accrual
    }

    fn grown(
        &self,
        model: &RateModel,
        reserve_factor: Ratio,
        elapsed: Seconds,
    ) -> Result<(Self, Accrual), NumError> {
        let mut market = self.clone();
        if self.scaled_debt.is_zero() {
            return Ok((market, Accrual::default()));
        }
        let rate = model.per_second(self.utilisation()?)?;
        let x = rate
            .raw()
            .checked_mul(elapsed.into())
            .ok_or(NumError::AmountTooLarge)?;
        let growth = compounded_up(x)?;
        let step = mul_div_up(self.debt_index.raw(), growth, RAY)?;
        market.debt_index = self.debt_index.add(DebtIndex::new(step))?;
        let interest = market.borrowed()?.saturating_sub(self.borrowed()?);
        let reserve_shares = market.pay_reserve(interest, reserve_factor)?;
        market.share_price()?;
        Ok((
            market,
            Accrual {
                interest,
                reserve_shares,
            },
        ))
    }

    /// Gives the reserve its part of `interest`, which is in the totals already; the shares minted, rounded down.
    ///
    /// What is too little for a unit or for a share is kept for the next time, so that it does not matter how often a
    /// market accrues.
    fn pay_reserve(
        &mut self,
        interest: Amount,
        reserve_factor: Ratio,
    ) -> Result<SupplyShares, NumError> {
        let (one, factor) = (u128::from(ONE), u128::from(reserve_factor.raw()));
        let (whole, part) = mul_div_rem(interest.raw(), factor, one)?;
        let kept = mul_div_down(part, UNIT, one)?.saturating_add(u128::from(self.reserve_rest));
        // no more than this interest, or the price of a share would fall
        let more = div_down(kept, UNIT)?.min(interest.raw().saturating_sub(whole));
        let fee = whole.saturating_add(more);
        // at the price that leaves everybody else exactly the rest of the interest
        let (units, all) = self.share_price()?;
        let (minted, lost) = mul_div_rem(fee, all, units.saturating_sub(fee))?;
        let rest = kept
            .saturating_sub(more.saturating_mul(UNIT))
            .saturating_add(mul_div_down(lost, UNIT, all)?);
        self.reserve_rest = saturated_u64(rest);
        let minted = SupplyShares::new(minted);
        self.supply_shares = self.supply_shares.add(minted)?;
        self.reserve_shares = self.reserve_shares.add(minted)?;
        Ok(minted)
    }
}

/// `x + x²/2 + x³/6` in [`RAY`]s, each product rounded up on its own: `e^x − 1` from below to a part in a million for a month at 100 %.
fn compounded_up(x: u128) -> Result<u128, NumError> {
    let two_rays = RAY.saturating_mul(2);
    let three_rays = RAY.saturating_mul(3);
    let square = mul_div_up(x, x, two_rays)?;
    let cube = mul_div_up(square, x, three_rays)?;
    x.checked_add(square)
        .and_then(|sum| sum.checked_add(cube))
        .ok_or(NumError::AmountTooLarge)
}
