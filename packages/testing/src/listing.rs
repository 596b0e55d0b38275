//! An asset before it is listed, and how it comes to be there.

use crate::asset::{Kind, TestAsset};
use crate::chain::Suite;
use crate::error::Refused;
use crate::hostile;
use ballast_interface::lending::{ListAsset, SupplyMode};
use ballast_interface::AssetId;
use ballast_risk::governance::{AssetParams, Caps, LiquidationBonus, RateModel};
use ballast_risk::{Amount, Price, Ratio};
use cosmwasm_std::{Addr, Empty};
use cw_multi_test::{App, Executor};

/// People who begin with a purse, where a chain gives one.
pub const PEOPLE: [&str; 6] = ["owner", "steward", "guardian", "alice", "bob", "lena"];

/// A supply cap that no story reaches but those that are about caps.
const UNREACHED: Amount = Amount::new(u128::MAX);

/// An asset before it is listed.
#[derive(Clone, Debug)]
pub struct Listing {
    pub ticker: String,
    pub kind: Kind,
    pub decimals: u8,
    pub risk: AssetParams,
    pub bonus: LiquidationBonus,
    pub rates: RateModel,
    /// Absent: no flash loans of it.
    pub flash_fee: Option<Ratio>,
    /// USD for a whole token, when it is listed.
    pub price: Price,
    /// What the owner deposits first, in whole tokens.
    pub seed: &'static str,
    /// Whether the chain begins with it; otherwise a story lists it.
    pub listed: bool,
}

impl Listing {
    pub(crate) fn message(&self, asset: AssetId) -> ListAsset {
        ListAsset {
            asset,
            decimals: self.decimals,
            risk: self.risk.clone(),
            liquidation: self.bonus.clone(),
            rates: self.rates,
            reserve_factor: Ratio::percent(10),
            flash_fee: self.flash_fee,
            caps: Caps {
                supply_cap: Some(UNREACHED),
                borrow_cap: None,
            },
        }
    }

    /// The coin's name, or a new token's contract.
    pub(crate) fn create(&self, app: &mut App, maker: &Maker) -> Result<TestAsset, Refused> {
        let id = match self.kind {
            Kind::Native => AssetId::native(format!("u{}", self.ticker.to_lowercase())),
            Kind::Cw20 => {
                let (code, owner) = (maker.token_code, maker.owner.clone());
                let msg = self.token(&maker.owner);
                let made = app.instantiate_contract(code, owner, &msg, &[], &self.ticker, None);
                AssetId::cw20(made.map_err(Refused)?)
            }
            Kind::Hostile => {
                let (code, owner) = (app.store_code(hostile::contract()), maker.owner.clone());
                let made = app.instantiate_contract(code, owner, &Empty {}, &[], "hostile", None);
                AssetId::cw20(made.map_err(Refused)?)
            }
        };
        Ok(TestAsset {
            ticker: self.ticker.clone(),
            kind: self.kind,
            id,
            decimals: self.decimals,
        })
    }

    fn token(&self, minter: &Addr) -> cw20_base::msg::InstantiateMsg {
        cw20_base::msg::InstantiateMsg {
            name: format!("Token {}", self.ticker),
            symbol: self.ticker.to_uppercase(),
            decimals: self.decimals,
            initial_balances: vec![],
            mint: Some(cw20::MinterResponse {
                minter: minter.to_string(),
                cap: None,
            }),
            marketing: None,
        }
    }
}

/// Who makes tokens, and of which code.
pub(crate) struct Maker {
    pub token_code: u64,
    pub owner: Addr,
}

impl Suite {
    #[track_caller]
    pub(crate) fn listing(&self, ticker: &str) -> &Listing {
        let found = self.listings.iter().find(|known| known.ticker == ticker);
        found.unwrap_or_else(|| panic!("there is no listing `{ticker}`"))
    }

    /// One more asset, which is not listed yet; everybody who begins with a purse has some.
    #[track_caller]
    pub fn add(&mut self, listing: Listing) {
        let maker = Maker {
            token_code: self.token_code,
            owner: self.owner.clone(),
        };
        let asset = listing.create(&mut self.app, &maker).unwrap();
        self.assets.push(asset);
        self.fill_purses(&listing.ticker).unwrap();
        self.listings.push(listing);
    }

    pub(crate) fn fill_purses(&mut self, ticker: &str) -> Result<(), Refused> {
        let Some(whole) = self.purse else {
            return Ok(());
        };
        let (asset, amount) = self.coins(&format!("{whole} {ticker}"));
        for name in PEOPLE {
            let person = self.who(name);
            self.mint(&person, &asset, amount)?;
        }
        Ok(())
    }

    /// Gives an asset its price, lists it and seeds it.
    #[track_caller]
    pub fn open(&mut self, ticker: &str) {
        let price = self.listing(ticker).price;
        self.price(ticker, &price.to_string());
        self.list(ticker).unwrap();
    }

    /// Lists an asset that has a price, and seeds it with what the owner gets for that.
    pub(crate) fn list(&mut self, ticker: &str) -> Result<(), Refused> {
        self.tell("owner", self.msg().list(ticker, |_| ()))?;
        let seed = format!("{} {ticker}", self.listing(ticker).seed);
        if self.purse.is_none() {
            self.fund("owner", &seed);
        }
        let deposit = self.msg().deposit("owner", &seed, SupplyMode::Lend);
        self.tell("owner", deposit).map(|_| ())
    }
}
