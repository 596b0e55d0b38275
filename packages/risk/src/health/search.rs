//! Finding the edge of a concave condition on integers: Newton from the outside, then the test itself decides.
//!
//! S is concave along every line (N is a norm), so a tangent lies above it: from a point that fails, the tangent's root is
//! never past the edge. The steps are rough; each search ends by trying the integers around with the exact test.

use super::estimate::{EstimatedLine, Tightest};
use std::ops::RangeInclusive;

/// Newton on a concave function doubles its digits with every step; 62 bits need 6 at a smooth edge. The rest is for lines
/// with kinks, at most one per group.
const NEWTON_STEPS: usize = 40;

/// Does this many pass? Searches share their code whatever they look for: a call costs nothing beside a test.
pub type Test<'a, E> = dyn FnMut(u128) -> Result<bool, E> + 'a;

/// The condition that is farthest from holding at `s`; `None` where all hold.
fn farthest(lines: &[EstimatedLine<'_>], s: u128) -> Option<Tightest> {
    let failing = lines.iter().map(|line| line.tightest(s));
    failing
        .filter(|tightest| !tightest.holds())
        .max_by_key(Tightest::distance)
}

/// The largest `s` in `[0, high]` that passes; 0 passes already.
pub(crate) fn largest<E>(
    high: u128,
    lines: &[EstimatedLine<'_>],
    test: &mut Test<'_, E>,
) -> Result<u128, E> {
    bracket(near_largest(high, lines), 0..=high, test)
}

/// About the largest `s` in `[0, high]` that passes, to some 17 digits, without a single exact test.
pub(crate) fn near_largest(high: u128, lines: &[EstimatedLine<'_>]) -> u128 {
    let mut s = high;
    for _ in 0..NEWTON_STEPS {
        let Some(tightest) = farthest(lines, s) else {
            break;
        };
        let by = tightest.distance();
        if tightest.is_rising() || by >= s {
            return 0;
        }
        s = s.saturating_sub(by);
        if by <= 1 {
            break;
        }
    }
    s
}

/// The least `s` in `[0, high]` that passes, or `None`; 0 fails.
///
/// Newton comes from below and never past the edge but by its own roughness, a few in 10^18. Where the test is a staircase (a
/// collateral of few decimals), a smaller `s` on the last step before may pass too; it is not looked for.
pub(crate) fn least<E>(
    high: u128,
    lines: &[EstimatedLine<'_>],
    test: &mut Test<'_, E>,
) -> Result<Option<u128>, E> {
    let mut s = 0u128;
    let mut within = true;
    for _ in 0..NEWTON_STEPS {
        let Some(tightest) = farthest(lines, s) else {
            break;
        };
        let by = tightest.distance();
        s = s.saturating_add(by.max(1));
        within = tightest.is_rising() && s < high;
        if !within || by <= 1 {
            break;
        }
    }
    let inside = if within { upward(s, high, test)? } else { None };
    match inside {
        None if test(high)? => Ok(Some(high)),
        inside => Ok(inside),
    }
}

/// The first of `s`, `s + 1`, `s + 3`, `s + 7` … that passes: the rough edge may lie a little before the true one.
fn upward<E>(s: u128, high: u128, test: &mut Test<'_, E>) -> Result<Option<u128>, E> {
    let mut at = s;
    let mut reach: u128 = 1;
    // At most 128 doublings.
    loop {
        if test(at)? {
            return Ok(Some(at));
        }
        if at >= high {
            return Ok(None);
        }
        at = at.saturating_add(reach).min(high);
        reach = reach.saturating_mul(2);
    }
}

/// From a guess to the edge: doubling steps until it is bracketed, then halving. Passes at `low`, below the edge; fails above.
/// What is tested should hold up to some point and fail from there on.
pub fn bracket<E>(
    guess: u128,
    range: RangeInclusive<u128>,
    test: &mut Test<'_, E>,
) -> Result<u128, E> {
    let (low, high) = range.into_inner();
    let mut pass = low;
    let mut fail = None;
    let mut reach: u128 = 1;
    if guess == low || test(guess)? {
        pass = guess;
        // At most 128 doublings.
        while pass < high {
            let next = pass.saturating_add(reach).min(high);
            if !test(next)? {
                fail = Some(next);
                break;
            }
            pass = next;
            reach = reach.saturating_mul(2);
        }
    } else {
        let mut top = guess;
        while top > low {
            let next = top.saturating_sub(reach).max(low);
            if next == low || test(next)? {
                pass = next;
                break;
            }
            top = next;
            reach = reach.saturating_mul(2);
        }
        fail = Some(top);
    }
    let Some(mut fail) = fail else {
        return Ok(pass);
    };
    // At most 128 halvings.
    while fail.saturating_sub(pass) > 1 {
        let middle = pass.saturating_add(fail.saturating_sub(pass) >> 1);
        if test(middle)? {
            pass = middle;
        } else {
            fail = middle;
        }
    }
    Ok(pass)
}
