//! x/twap of Osmosis: the geometric mean over time of a pool's price.

use super::protobuf::{is_json, Field, Fields, Writer};
use super::ModuleError;
use crate::answer::{find_text, Path, Step};

pub const TWAP_PATH: &str = "/osmosis.twap.v1beta1.Query/GeometricTwapToNow";

/// The mean price of `base` in `quote` since a time, in base units for a base unit.
#[derive(Clone, Copy, Debug)]
pub struct TwapRequest<'a> {
    pub pool_id: u64,
    pub base: &'a str,
    pub quote: &'a str,
    /// Seconds.
    pub since: u64,
}

/// Digits, and how many of them stand after the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwapText {
    pub text: String,
    pub scale: u8,
}

/// `GeometricTwapToNowRequest { pool_id, base_asset, quote_asset, start_time: { seconds } }`.
pub fn twap_request(request: &TwapRequest) -> Vec<u8> {
    let start = Writer::default().number(1, request.since).done();
    Writer::default()
        .number(1, request.pool_id)
        .bytes(2, request.base.as_bytes())
        .bytes(3, request.quote.as_bytes())
        .bytes(4, &start)
        .done()
}

/// `GeometricTwapToNowResponse { geometric_twap }`: in JSON a decimal with a point, in protobuf its digits in units of 1e-18.
pub fn read_twap(answer: &[u8]) -> Result<TwapText, ModuleError> {
    let text = if is_json(answer) {
        let path = Path::new(vec![Step::Key("geometric_twap".to_owned())]);
        path.and_then(|path| find_text(answer, &path).ok())
    } else {
        response(answer)
    };
    let text = text.ok_or(ModuleError::Unreadable {
        expected: "GeometricTwapToNowResponse",
    })?;
    if text.is_empty() {
        return Err(ModuleError::NoPrice);
    }
    let scale = if text.contains('.') { 0 } else { 18 };
    Ok(TwapText { text, scale })
}

fn response(answer: &[u8]) -> Option<String> {
    let mut found = String::new();
    for field in Fields::of(answer) {
        if let Field::Bytes(1, twap) = field.ok()? {
            found = std::str::from_utf8(twap).ok()?.to_owned();
        }
    }
    Some(found)
}
