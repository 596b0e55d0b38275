//! Where a concave function that starts at or above zero falls below it.

use super::Num;
use num_bigint::BigInt;
use num_integer::Integer;

/// The edge lies between the two: `held` surely holds, `failed` surely (or as far as intervals can tell) does not.
#[derive(Debug, Clone)]
pub struct Bracket {
    pub held: Num,
    pub failed: Num,
}

/// Illinois: the secant, with the weight of an end that stays halved; never leaves the bracket.
pub fn last_not_negative(f: impl Fn(&Num) -> Num, start: Bracket, width: &Num) -> Bracket {
    let Bracket {
        mut held,
        mut failed,
    } = start;
    let (mut above, mut below) = (f(&held).mid(), f(&failed).mid());
    let mut last_held = None;
    while (&failed - &held).surely_above(width) {
        let probe = probe(&held, &failed, &above, &below, width);
        let value = f(&probe);
        if value.surely_not_negative() {
            held = probe;
            above = value.mid();
            if last_held == Some(true) {
                below = below.over(&BigInt::from(2));
            }
            last_held = Some(true);
        } else {
            failed = probe;
            below = value.mid();
            if last_held == Some(false) {
                above = above.over(&BigInt::from(2));
            }
            last_held = Some(false);
        }
    }
    Bracket { held, failed }
}

fn probe(held: &Num, failed: &Num, above: &Num, below: &Num, width: &Num) -> Num {
    let fall = (above - below).lo().clone();
    let span = failed - held;
    let middle = (held + &span.over(&BigInt::from(2))).mid();
    if fall <= BigInt::from(0) {
        return middle;
    }
    let step = (span.lo() * above.lo()).div_floor(&fall);
    // At least half a width from either end, so that a bracket surely closes.
    let margin = width.over(&BigInt::from(2));
    let guess = &Num::raw(step) + held;
    let guess = guess.max(&(held + &margin)).min(&(failed - &margin));
    if guess.surely_above(held) && failed.surely_above(&guess) {
        guess.mid()
    } else {
        middle
    }
}
