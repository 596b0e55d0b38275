//! Metrics: a registry, and its text on loopback where Prometheus reads it.

use crate::stop::Stop;
use axum::http::header::CONTENT_TYPE;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::Router;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicU64;
use std::sync::Arc;
use thiserror::Error;
use tokio::net::TcpListener;

/// A gauge of anything that has fractions: seconds, USD, shares.
pub type FloatGauge = Gauge<f64, AtomicU64>;

/// Names and values, such as `[("asset", "uatom")]`.
pub type Labels = Vec<(&'static str, String)>;

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum MetricsError {
    #[error("cannot serve metrics on 127.0.0.1:{port}: {reason}; set `metrics_port` to a free one, or leave it out")]
    Port { port: u16, reason: String },
}

/// What a command counts. Every name begins with `ballast_` and the command: `ballast_feeder_reports`.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
}

impl Metrics {
    pub fn of(command: &str) -> Self {
        Self {
            registry: Registry::with_prefix(format!("ballast_{command}")),
        }
    }

    /// Where metrics are registered, before they are served.
    pub fn registry(&mut self) -> &mut Registry {
        &mut self.registry
    }

    /// As Prometheus reads it.
    pub fn text(&self) -> String {
        text_of(&self.registry)
    }

    /// Serves `/metrics` on loopback until it is time to stop, and answers where. Port 0 takes a free one.
    pub async fn serve(self, port: u16, stop: Stop) -> Result<SocketAddr, MetricsError> {
        let failed = |error: std::io::Error| MetricsError::Port {
            port,
            reason: error.to_string(),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listener.map_err(failed)?;
        let at = listener.local_addr().map_err(failed)?;
        let registry = Arc::new(self.registry);
        let answer = move || {
            let registry = Arc::clone(&registry);
            async move { page(&registry) }
        };
        let pages = Router::new().route("/metrics", get(answer));
        tokio::spawn(async move {
            let served = axum::serve(listener, pages).with_graceful_shutdown(async move {
                stop.requested().await;
            });
            if let Err(error) = served.await {
                tracing::error!("metrics are no longer served: {error}");
            }
        });
        tracing::info!("metrics on http://{at}/metrics");
        Ok(at)
    }
}

fn page(registry: &Registry) -> impl IntoResponse {
    (StatusCode::OK, [(CONTENT_TYPE, TEXT)], text_of(registry))
}

fn text_of(registry: &Registry) -> String {
    let mut text = String::new();
    // a String takes everything
    let _ = encode(&mut text, registry);
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use prometheus_client::metrics::family::Family;

    fn metrics() -> Metrics {
        let mut metrics = Metrics::of("feeder");
        let age = Family::<Labels, FloatGauge>::default();
        age.get_or_create(&vec![("asset", "uatom".to_owned())])
            .set(1.5);
        let registry = metrics.registry();
        registry.register("price_age_seconds", "Since the price was seen", age);
        metrics
    }

    #[tokio::test]
    async fn they_are_served_as_text_until_the_end() {
        let (sender, stop) = Stop::by_hand();
        let at = metrics().serve(0, stop).await.unwrap();
        let page = reqwest::get(format!("http://{at}/metrics")).await.unwrap();
        assert_eq!(page.status(), 200);
        let text = page.text().await.unwrap();
        let line = "ballast_feeder_price_age_seconds{asset=\"uatom\"} 1.5\n";
        assert!(text.contains(line), "{text}");
        sender.send_replace(true);
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_one_clear_line() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = taken.local_addr().unwrap().port();
        let (_sender, stop) = Stop::by_hand();
        let refused = metrics()
            .serve(port, stop)
            .await
            .map_err(|it| it.to_string());
        let line = format!("cannot serve metrics on 127.0.0.1:{port}: Address already in use (os error 98); set `metrics_port` to a free one, or leave it out");
        assert_eq!(refused, Err(line));
    }
}
