//! Parameters on their way between two ends.
//!
//! A ramp keeps its ends and how far it is: a fraction λ with a denominator below 2^22. What is in force is one point, or a
//! blend of two; whoever needs a number blends what it computes at each end. Blending a rounded matrix would not stay
//! positive semi-definite, and blending factors instead of products would let health dip.

use super::in_force::InForce;
use super::progress::{Pace, Progress, RampCourse, Share, UnderWay, MIN_RAMP_SECONDS};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a ramp does not do what was asked.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum RampError {
    #[error("a ramp is under way{}; a new target is taken at an end: send `ramp` with `go_on` or `turn_back`, at the fastest with ramp_seconds {MIN_RAMP_SECONDS}", until(.ends_at))]
    UnderWay { ends_at: Option<u64> },
    #[error("no ramp is under way")]
    NotUnderWay,
}

fn until(ends_at: &Option<u64>) -> String {
    match ends_at {
        Some(ends_at) => format!(" until {ends_at}"),
        None => " and held".to_owned(),
    }
}

/// The other end of a value that is not at rest, and where between them it stands.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
struct Way<P> {
    from: P,
    progress: Progress,
}

/// A value at rest, or on its way between two ends.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Ramp<P> {
    target: P,
    way: Option<Way<P>>,
}

impl<P: Clone + PartialEq> Ramp<P> {
    /// A value that is not moving.
    pub fn at_rest(point: P) -> Self {
        Self {
            target: point,
            way: None,
        }
    }

    /// Held between two ends.
    pub(crate) fn held(from: P, target: P, share: Share) -> Self {
        let progress = Progress::held(share);
        Self {
            target,
            way: Some(Way { from, progress }),
        }
    }

    fn live(&self, now: u64) -> Option<&Way<P>> {
        self.way.as_ref().filter(|way| !way.progress.is_over(now))
    }

    /// Where it is meant to go, or is.
    pub fn target(&self, now: u64) -> &P {
        match self.live(now) {
            Some(_) => &self.target,
            None => self.destination(),
        }
    }

    /// Where it began, while it is under way.
    pub fn from(&self, now: u64) -> Option<&P> {
        self.live(now).map(|way| &way.from)
    }

    /// Where it will be when it has ended as it moves; held, its target.
    pub fn destination(&self) -> &P {
        match &self.way {
            Some(way) if way.progress.course() == RampCourse::TurnBack => &way.from,
            _ => &self.target,
        }
    }

    /// The points that are or may come to be in force.
    pub fn ends(&self, now: u64) -> impl Iterator<Item = &P> {
        self.from(now).into_iter().chain([self.target(now)])
    }

    pub(crate) fn ends_mut(&mut self) -> impl Iterator<Item = &mut P> {
        let from = self.way.as_mut().map(|way| &mut way.from);
        from.into_iter().chain([&mut self.target])
    }

    /// How far it is while it is under way.
    pub(crate) fn share(&self, now: u64) -> Option<Share> {
        self.live(now).map(|way| way.progress.share_at(now))
    }

    /// Held or moving at `now`; none at rest.
    pub fn under_way(&self, now: u64) -> Option<UnderWay> {
        self.live(now).map(|way| way.progress.under_way(now))
    }

    /// Refuses what cannot be done while it is under way.
    pub fn expect_at_rest(&self, now: u64) -> Result<(), RampError> {
        match self.under_way(now) {
            None => Ok(()),
            Some(UnderWay { ends_at, .. }) => Err(RampError::UnderWay { ends_at }),
        }
    }

    /// What is in force at `now`.
    pub(crate) fn in_force(&self, now: u64) -> InForce<&P> {
        let Some(way) = &self.way else {
            return InForce::Point(&self.target);
        };
        let share = way.progress.share_at(now);
        match (share.gone(), share.left()) {
            (0, _) => InForce::Point(&way.from),
            (_, 0) => InForce::Point(&self.target),
            _ => InForce::Between {
                from: &way.from,
                target: &self.target,
                share,
            },
        }
    }

    /// A way that has come to its end is over.
    pub fn forget_ended(&mut self, now: u64) {
        if self.way.is_some() && self.live(now).is_none() {
            *self = Self::at_rest(self.destination().clone());
        }
    }

    /// What it is when it has ended; held, what it is now.
    pub fn landed(self) -> Self {
        match &self.way {
            Some(way) if way.progress.course() == RampCourse::Hold => self,
            _ => Self::at_rest(self.destination().clone()),
        }
    }

    /// Starts for a new target, at the default pace where none is named. Says whether it did.
    ///
    /// Where it is going already it is left alone. Midway it takes neither another target nor another pace.
    pub fn begin(&mut self, target: P, pace: Option<Pace>, now: u64) -> Result<bool, RampError> {
        self.forget_ended(now);
        let same = *self.destination() == target;
        if same && (pace.is_none() || self.way.is_none()) {
            return Ok(false);
        }
        self.expect_at_rest(now)?;
        let progress = Progress::begin(pace.unwrap_or(Pace::DEFAULT), now);
        let from = std::mem::replace(&mut self.target, target);
        self.way = Some(Way { from, progress });
        Ok(true)
    }

    /// Holds it, lets it go on or turns it back, at the pace it has where none is named.
    pub fn steer(
        &mut self,
        course: RampCourse,
        pace: Option<Pace>,
        now: u64,
    ) -> Result<(), RampError> {
        self.forget_ended(now);
        let way = self.way.as_mut().ok_or(RampError::NotUnderWay)?;
        way.progress = way.progress.steered(course, pace, now);
        self.forget_ended(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use crate::units::{Ratio, Seconds};
    use RampCourse::{GoOn, Hold, TurnBack};

    const DAY: u64 = 86_400;

    fn days(days: u64) -> Option<Pace> {
        Some(Pace::new(Seconds::days(days)).unwrap())
    }

    fn at(ramp: &Ramp<u64>, now: u64) -> u64 {
        ramp.in_force(now).mean_down(|point| **point).unwrap()
    }

    /// From 800 to 700 in four days.
    fn falling() -> Ramp<u64> {
        let mut ramp = Ramp::at_rest(800);
        assert!(ramp.begin(700, days(4), 0).unwrap());
        ramp
    }

    #[test]
    fn a_value_moves_linearly_and_then_stays() {
        let mut ramp = falling();
        assert_eq!((at(&ramp, 0), at(&ramp, DAY)), (800, 775));
        assert_eq!((at(&ramp, 4 * DAY), at(&ramp, 99 * DAY)), (700, 700));
        assert_eq!(ramp.under_way(DAY).unwrap().ends_at, Some(4 * DAY));
        assert_eq!(ramp.under_way(4 * DAY), None);
        ramp.forget_ended(4 * DAY);
        assert_eq!(ramp, Ramp::at_rest(700));
    }

    #[test]
    fn held_it_stays_until_it_goes_on_at_any_pace() {
        let mut ramp = falling();
        ramp.steer(Hold, None, DAY).unwrap();
        assert_eq!(at(&ramp, 99 * DAY), 775);
        let held = ramp.under_way(99 * DAY).unwrap();
        assert_eq!((held.course, held.ends_at), (Hold, None));
        assert_eq!(held.progress, Ratio::percent(25));
        ramp.steer(GoOn, days(30), 100 * DAY).unwrap();
        // 25 of 100 parts are 7.5 of 30 days
        assert_eq!(at(&ramp, 115 * DAY), 725);
        let end = 122 * DAY + DAY / 2;
        assert_eq!(ramp.under_way(100 * DAY).unwrap().ends_at, Some(end));
        assert_eq!((ramp.under_way(end), at(&ramp, end)), (None, 700));
    }

    #[test]
    fn turned_back_it_returns_as_it_came_or_within_a_day() {
        let mut ramp = falling();
        ramp.steer(TurnBack, None, 2 * DAY).unwrap();
        assert_eq!((at(&ramp, 2 * DAY), at(&ramp, 3 * DAY)), (750, 775));
        assert_eq!(ramp.under_way(3 * DAY).unwrap().ends_at, Some(4 * DAY));
        ramp.steer(TurnBack, days(1), 3 * DAY).unwrap();
        // a quarter of the way at a day for the whole
        let end = 3 * DAY + DAY / 4;
        assert_eq!(ramp.under_way(3 * DAY).unwrap().ends_at, Some(end));
        assert_eq!((*ramp.target(end), at(&ramp, end)), (800, 800));
        assert_eq!(ramp.steer(GoOn, None, end), Err(RampError::NotUnderWay));
        assert_eq!(ramp, Ramp::at_rest(800));
    }

    #[test]
    fn a_change_of_course_moves_nothing_at_once() {
        // what is short of a whole part of the way does not count
        let mut ramp = Ramp::at_rest(0);
        ramp.begin(86_400_000, days(1), 0).unwrap();
        for (now, course) in [(1, Hold), (7, GoOn), (40, TurnBack), (71, GoOn)] {
            let before = at(&ramp, now);
            ramp.steer(course, days(30), now).unwrap();
            assert_eq!(at(&ramp, now), before, "{course:?}");
        }
        // 1 s at a day, 33 s at thirty days forwards and 31 s back: one whole part each way
        assert_eq!(at(&ramp, 71), 1_000);
    }

    #[test]
    fn a_new_target_is_taken_at_an_end_only() {
        let mut ramp = falling();
        let moving = RampError::UnderWay {
            ends_at: Some(4 * DAY),
        };
        assert_eq!(ramp.begin(600, None, DAY), Err(moving.clone()));
        assert_eq!(ramp.begin(700, days(1), DAY), Err(moving), "nor a pace");
        assert_eq!(ramp.begin(700, None, DAY), Ok(false), "the same again");
        ramp.steer(Hold, None, DAY).unwrap();
        let held = RampError::UnderWay { ends_at: None };
        assert_eq!(ramp.begin(600, None, 9 * DAY), Err(held));
        ramp.steer(GoOn, days(1), 9 * DAY).unwrap();
        assert!(ramp.begin(600, None, 10 * DAY).unwrap());
        assert_eq!(at(&ramp, 10 * DAY), 700);
    }
}
