//! A clean end: at SIGINT and SIGTERM every wait is over.

use std::io;
use std::time::Duration;
use tokio::sync::watch;

/// Whether it is time to stop. Clones share it.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// All of it.
    Enough,
    /// It is time to stop.
    Stopped,
}

impl Stop {
    /// Stops at SIGINT and SIGTERM. Inside a runtime.
    #[cfg(unix)]
    pub fn at_signals() -> io::Result<Self> {
        use tokio::signal::unix::{signal, SignalKind};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let (sender, stop) = Self::by_hand();
        tokio::spawn(async move {
            let name = tokio::select! {
                _ = interrupt.recv() => "SIGINT",
                _ = terminate.recv() => "SIGTERM",
            };
            tracing::info!("{name}: stopping");
            sender.send_replace(true);
            // kept, so that nobody takes the end of this task for a second wish
            sender.closed().await;
        });
        Ok(stop)
    }

    /// Stops at Ctrl-C. Inside a runtime.
    #[cfg(not(unix))]
    pub fn at_signals() -> io::Result<Self> {
        let (sender, stop) = Self::by_hand();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                sender.send_replace(true);
            }
            sender.closed().await;
        });
        Ok(stop)
    }

    /// Stops when `true` is sent, and when the sender is gone: for tests, and for one command inside another.
    pub fn by_hand() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    pub fn is_requested(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Ends when it is time to stop.
    pub async fn requested(&self) {
        // an error is a sender that is gone: nobody could ask any more
        let _ = self.0.clone().wait_for(|stop| *stop).await;
    }

    pub async fn wait(&self, time: Duration) -> Waited {
        tokio::select! {
            () = self.requested() => Waited::Stopped,
            () = tokio::time::sleep(time) => Waited::Enough,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wait_ends_by_itself_or_when_it_is_time_to_stop() {
        let (sender, stop) = Stop::by_hand();
        assert_eq!(stop.wait(Duration::from_millis(1)).await, Waited::Enough);
        assert!(!stop.is_requested());
        sender.send_replace(true);
        assert_eq!(stop.wait(Duration::from_secs(3600)).await, Waited::Stopped);
        assert!(stop.is_requested());
    }

    #[tokio::test]
    async fn whoever_could_ask_is_gone() {
        let (sender, stop) = Stop::by_hand();
        drop(sender);
        assert!(stop.is_requested());
        assert_eq!(stop.wait(Duration::from_secs(3600)).await, Waited::Stopped);
    }
}
