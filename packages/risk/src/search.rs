//! Finding the edge of a concave condition on integers: Newton from the outside, then the test itself decides.
//!
//! S is concave along every line (N is a norm), so a tangent lies above it: from a point that fails, the tangent's root is
//! never past the edge. Each search ends by trying the integers around it with the very test that the contract uses.

use crate::form::{Exposure, SLine};
use crate::num::{Line, NumError};

/// A point of a line, and how it changes per unit.
pub(crate) struct Tangent {
    pub point: Exposure,
    pub slope: Exposure,
}

/// Newton on a concave function doubles its digits with every step; 128-bit numbers need 7 at a smooth edge. The rest is
/// for lines with kinks, at most one per group.
const NEWTON_STEPS: usize = 40;

/// What a point of the line says: all conditions hold, or how far to go at least.
pub(crate) enum Step {
    Inside,
    Outside { by: u128, rising: bool },
}

/// The largest `s` in `[low, high]` that passes; `low` passes already.
pub(crate) fn largest<E: From<NumError>>(
    low: u128,
    high: u128,
    mut step: impl FnMut(u128) -> Result<Step, E>,
    test: impl FnMut(u128) -> Result<bool, E>,
) -> Result<u128, E> {
    let mut s = high;
    for _ in 0..NEWTON_STEPS {
        match step(s)? {
            Step::Inside => break,
            // Rising away from a point that passes: rounding has the last word, so look from below.
            Step::Outside { rising: true, .. } => s = low,
            Step::Outside { by, .. } => s = s.saturating_sub(by.max(1)).max(low),
        }
        if s <= low {
            break;
        }
    }
    settle(s.clamp(low, high), (low, high), test)
}

/// The least `s` in `[low, high]` that passes, or `None`; `low` fails.
pub(crate) fn least<E: From<NumError>>(
    low: u128,
    high: u128,
    mut step: impl FnMut(u128) -> Result<Step, E>,
    mut test: impl FnMut(u128) -> Result<bool, E>,
) -> Result<Option<u128>, E> {
    let mut s = low;
    let mut reached = false;
    for _ in 0..NEWTON_STEPS {
        match step(s)? {
            Step::Inside => {
                reached = true;
                break;
            }
            Step::Outside { rising: false, .. } => break,
            Step::Outside { by, .. } => s = s.saturating_add(by.max(1)),
        }
        if s >= high {
            s = high;
            break;
        }
    }
    if !reached && !test(s)? {
        if !test(high)? {
            return Ok(None);
        }
        s = high;
    }
    // Mirrored, the least is the largest: distance from `high` passes at 0 and fails at the far end.
    let mirrored = high.saturating_sub(s);
    let span = high.saturating_sub(low);
    let at = settle(mirrored, (mirrored, span), |m| test(high.saturating_sub(m)))?;
    Ok(Some(high.saturating_sub(at)))
}

/// From a guess to the edge: doubling steps until it is bracketed, then halving. Passes below, fails above.
fn settle<E: From<NumError>>(
    guess: u128,
    (low, high): (u128, u128),
    mut test: impl FnMut(u128) -> Result<bool, E>,
) -> Result<u128, E> {
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

/// How far the violated conditions say one must go: the farthest of their tangents' roots.
pub(crate) fn farthest(violations: &[(SLine, SLine)]) -> Step {
    let mut step = Step::Inside;
    for (value, slope) in violations {
        let here = match value.magnitude().checked_div(slope.magnitude()) {
            // One more unit than whole ones: a root between two integers is past the lower.
            Some(whole) => Step::Outside {
                by: narrow(whole),
                rising: !slope.is_negative(),
            },
            // A flat condition that fails here fails everywhere.
            None => Step::Outside {
                by: u128::MAX,
                rising: false,
            },
        };
        step = match (step, here) {
            (Step::Outside { by: a, rising: x }, Step::Outside { by: b, rising: y }) => {
                Step::Outside {
                    by: a.max(b),
                    rising: x && y,
                }
            }
            (_, here) => here,
        };
    }
    step
}

fn narrow(whole: Line) -> u128 {
    u128::try_from(whole).unwrap_or(u128::MAX)
}
