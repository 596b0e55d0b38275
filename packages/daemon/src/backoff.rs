//! Waiting longer each time, up to a bound, and saying so.

use crate::stop::{Stop, Waited};
use std::fmt::Display;
use std::time::Duration;

/// How long to wait before the next try: twice as long each time, up to a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    most: Duration,
    next: Duration,
}

impl Default for Backoff {
    /// One second to one minute.
    fn default() -> Self {
        Self::new(Duration::from_secs(1), Duration::from_secs(60))
    }
}

impl Backoff {
    pub fn new(first: Duration, most: Duration) -> Self {
        Self {
            first,
            most,
            next: first.min(most),
        }
    }

    /// How long to wait now; the next time it is longer.
    pub fn step(&mut self) -> Duration {
        let now = self.next;
        self.next = now.saturating_mul(2).min(self.most);
        now
    }

    /// It went well: the next wait is the first again.
    pub fn reset(&mut self) {
        self.next = self.first.min(self.most);
    }

    /// Says what went wrong and when it is tried again, and waits for that.
    pub async fn wait(&mut self, stop: &Stop, trouble: &impl Display) -> Waited {
        let time = self.step();
        let seconds = time.as_secs_f32();
        tracing::warn!("{trouble}; trying again in {seconds} s");
        stop.wait(time).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_bound_and_begin_anew() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(5));
        let mut seconds = Vec::new();
        for _ in 0..5 {
            seconds.push(backoff.step().as_secs());
        }
        assert_eq!(seconds, [1, 2, 4, 5, 5]);
        backoff.reset();
        assert_eq!(backoff.step().as_secs(), 1);
    }

    #[tokio::test]
    async fn a_stop_ends_the_longest_wait() {
        let mut backoff = Backoff::new(Duration::from_secs(3600), Duration::from_secs(3600));
        let (sender, stop) = Stop::by_hand();
        sender.send_replace(true);
        assert_eq!(
            backoff.wait(&stop, &"the node does not answer").await,
            Waited::Stopped
        );
    }
}
