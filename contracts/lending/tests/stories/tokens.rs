//! Coins and tokens, on either side of a liquidation.

use crate::chain::{Chain, ATOM, USDC};
use ballast_interface::lending::{
    Cw20HookMsg, Deposit, ExecuteMsg, Liquidate, LiquidateMany, LiquidationItem,
    LiquidationQuoteResponse, QueryMsg, Receive, SupplyMode,
};
use ballast_interface::AssetId;
use ballast_risk::Amount;

/// Whole tokens of 18 decimals, or coins of 6.
fn whole(asset: &AssetId, count: u128) -> u128 {
    match asset {
        AssetId::Native(_) => count * 1_000_000,
        AssetId::Cw20(_) => count * 1_000_000_000_000_000_000,
    }
}

/// Sends coins with the message, tokens with the hook of the same name.
fn pay(chain: &mut Chain, name: &str, asset: &AssetId, amount: u128, hook: Cw20HookMsg) {
    let AssetId::Native(denom) = asset else {
        return chain.send_tokens(name, asset, amount, &hook).unwrap();
    };
    let msg = match hook {
        Cw20HookMsg::Deposit(msg) => ExecuteMsg::Deposit(msg),
        Cw20HookMsg::Repay(msg) => ExecuteMsg::Repay(msg),
        Cw20HookMsg::Liquidate(msg) => ExecuteMsg::Liquidate(msg),
        Cw20HookMsg::LiquidateMany(msg) => ExecuteMsg::LiquidateMany(msg),
    };
    chain.send(name, msg, &[(amount, denom)]);
}

fn purse(chain: &Chain, name: &str, asset: &AssetId) -> u128 {
    match asset {
        AssetId::Native(denom) => chain.balance(name, denom),
        AssetId::Cw20(_) => chain.token_balance(name, asset),
    }
}

fn deposit() -> Cw20HookMsg {
    Cw20HookMsg::Deposit(Deposit {
        account: None,
        mode: SupplyMode::Lend,
    })
}

/// Alice owes 300 of the one at 1 USD against 100 of the other, which fell from 10 to 3.05 USD.
fn fallen(debt: &AssetId, collateral: &AssetId) -> Chain {
    let mut chain = Chain::new().without_interest();
    for name in ["ink", "quill"] {
        let token = chain.token(name);
        chain.price(token.name(), "10");
        chain.list(token.clone(), 18);
        pay(&mut chain, "owner", &token, whole(&token, 1), deposit());
    }
    chain.price(debt.name(), "1");
    pay(&mut chain, "bob", debt, whole(debt, 900), deposit());
    pay(
        &mut chain,
        "alice",
        collateral,
        whole(collateral, 100),
        deposit(),
    );
    let borrow = ExecuteMsg::Borrow {
        account_id: 0,
        asset: debt.clone(),
        amount: Amount::new(whole(debt, 300)),
        recipient: None,
    };
    chain.send("alice", borrow, &[]);
    chain.price(collateral.name(), "3.05");
    chain
}

/// The four ways that coins and tokens can meet. Tokens get their addresses in the order in which a chain makes them.
fn pairs() -> [(AssetId, AssetId); 4] {
    let mut chain = Chain::new();
    let (ink, quill) = (chain.token("ink"), chain.token("quill"));
    let (atom, usdc) = (AssetId::native(ATOM), AssetId::native(USDC));
    [
        (usdc.clone(), atom.clone()),
        (usdc, ink.clone()),
        (quill.clone(), atom),
        (quill, ink),
    ]
}

#[test]
fn a_liquidator_pays_and_receives_coins_or_tokens() {
    for (debt, collateral) in pairs() {
        let mut chain = fallen(&debt, &collateral);
        let quote: LiquidationQuoteResponse = chain.ask(QueryMsg::LiquidationQuote {
            account: chain.account("alice"),
            debt: None,
            collateral: None,
            repay: None,
        });
        let before = [&debt, &collateral].map(|asset| purse(&chain, "lena", asset));
        let hook = Cw20HookMsg::Liquidate(Liquidate {
            account: chain.account("alice"),
            collateral: collateral.clone(),
            min_received: Some(quote.receive),
            receive: Receive::Asset,
            receive_account: 0,
        });
        pay(&mut chain, "lena", &debt, whole(&debt, 400), hook);
        let after = [&debt, &collateral].map(|asset| purse(&chain, "lena", asset));
        // what she sent too much came back
        assert_eq!(
            before[0] - after[0],
            quote.repay.raw(),
            "{debt} {collateral}"
        );
        assert_eq!(
            after[1] - before[1],
            quote.receive.raw(),
            "{debt} {collateral}"
        );
    }
}

#[test]
fn a_batch_pays_and_receives_coins_or_tokens() {
    for (debt, collateral) in pairs() {
        let mut chain = fallen(&debt, &collateral);
        let before = purse(&chain, "lena", &debt);
        let item = LiquidationItem {
            account: chain.account("alice"),
            collateral: collateral.clone(),
            repay: Some(Amount::new(whole(&debt, 20))),
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        };
        let hook = Cw20HookMsg::LiquidateMany(LiquidateMany { items: vec![item] });
        pay(&mut chain, "lena", &debt, whole(&debt, 100), hook);
        assert_eq!(before - purse(&chain, "lena", &debt), whole(&debt, 20));
    }
}
