//! x/oracle of Slinky and of Connect, its successor: prices that validators agree on with their votes.

use super::protobuf::{is_json, Field, Fields, Malformed, Writer};
use super::ModuleError;
use crate::answer::{find_text, Path, Step};

/// Which module answers: both the same, under two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectModule {
    Slinky,
    Connect,
}

/// What the module says of a pair: `price · 10^-decimals`, agreed on in a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectPrice {
    /// Digits; the module's type is a signed integer of any length.
    pub price: String,
    pub decimals: u64,
    pub block_height: u64,
    /// How many times the price was updated: 0 is never.
    pub nonce: u64,
}

impl ConnectModule {
    pub fn path(self) -> &'static str {
        match self {
            Self::Slinky => "/slinky.oracle.v1.Query/GetPrice",
            Self::Connect => "/connect.oracle.v2.Query/GetPrice",
        }
    }

    /// `GetPriceRequest { currency_pair }`: a message of two texts in Slinky, one text in Connect.
    pub fn request(self, base: &str, quote: &str) -> Vec<u8> {
        let pair = match self {
            Self::Slinky => Writer::default()
                .bytes(1, base.as_bytes())
                .bytes(2, quote.as_bytes())
                .done(),
            Self::Connect => format!("{base}/{quote}").into_bytes(),
        };
        Writer::default().bytes(1, &pair).done()
    }
}

/// `GetPriceResponse { price: QuotePrice { price, block_timestamp, block_height }, nonce, decimals, id }`, as protobuf or as the
/// JSON that a chain makes of it.
pub fn read_connect(answer: &[u8]) -> Result<ConnectPrice, ModuleError> {
    let found = if is_json(answer) {
        json(answer)
    } else {
        response(answer)
    };
    let found = found.ok_or(ModuleError::Unreadable {
        expected: "GetPriceResponse",
    })?;
    if found.price.is_empty() || found.nonce == 0 {
        return Err(ModuleError::NoPrice);
    }
    Ok(found)
}

fn json(answer: &[u8]) -> Option<ConnectPrice> {
    let text = |keys: &[&str]| {
        let steps = keys.iter().map(|key| Step::Key((*key).to_owned()));
        find_text(answer, &Path::new(steps.collect())?).ok()
    };
    let nonce = text(&["nonce"])?.parse().ok()?;
    if nonce == 0 {
        // the price is null then
        return Some(ConnectPrice::default());
    }
    Some(ConnectPrice {
        price: text(&["price", "price"])?,
        decimals: text(&["decimals"])?.parse().ok()?,
        block_height: text(&["price", "block_height"])?.parse().ok()?,
        nonce,
    })
}

fn response(answer: &[u8]) -> Option<ConnectPrice> {
    let mut found = ConnectPrice::default();
    for field in Fields::of(answer) {
        match field.ok()? {
            Field::Bytes(1, price) => quote_price(price, &mut found).ok()?,
            Field::Number(2, nonce) => found.nonce = nonce,
            Field::Number(3, decimals) => found.decimals = decimals,
            _ => {}
        }
    }
    Some(found)
}

fn quote_price(message: &[u8], found: &mut ConnectPrice) -> Result<(), Malformed> {
    for field in Fields::of(message) {
        match field? {
            Field::Bytes(1, price) => {
                let price = std::str::from_utf8(price).map_err(|_| Malformed)?;
                found.price = price.to_owned();
            }
            Field::Number(3, height) => found.block_height = height,
            _ => {}
        }
    }
    Ok(())
}
