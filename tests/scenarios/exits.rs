//! Ways out that are always open.

use ballast_interface::lending::{ExecuteMsg, PausableAction};
use ballast_testing::{Feed, Suite};

#[test]
fn p_03_everybody_repays_and_every_supplier_leaves() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "70000 USDC").unwrap();
    suite.supply("luis", "30000 USDC").unwrap();
    suite.supply("anna", "2 BTC").unwrap();
    suite.borrow("anna", "50000 USDC").unwrap();
    suite.pass_days(100);
    // more than she owes: the rest comes back
    suite.fund("anna", "20000 USDC");
    suite.repay("anna", "70000 USDC").unwrap();
    suite.assert_owes("anna", "0 USDC");
    for (name, ticker) in [("anna", "BTC"), ("lena", "USDC"), ("luis", "USDC")] {
        suite.withdraw(name, &format!("all {ticker}")).unwrap();
        suite.assert_holds(name, &format!("0 {ticker}"));
    }
    let lena = suite
        .balance(&suite.who("lena"), &suite.asset("USDC").id)
        .unwrap();
    assert!(lena.raw() > 70_000_000_000, "P-03: {lena}");
}

fn pause_everything(suite: &mut Suite) {
    let owner = suite.owner();
    for asset in suite.assets().to_vec() {
        let actions = vec![
            PausableAction::Supply,
            PausableAction::Borrow,
            PausableAction::Liquidate,
        ];
        let pause = ExecuteMsg::Pause {
            asset: asset.id,
            actions,
            until: None,
        };
        suite.call(&owner, &pause).unwrap();
    }
}

#[test]
fn p_33_repaying_and_leaving_work_with_every_feeder_dead_and_everything_paused() {
    let mut suite = crate::stage().feed(Feed::Feeders).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "20000 USDC").unwrap();
    // the feeders' reports count for an hour
    suite.pass_days(1);
    pause_everything(&mut suite);
    suite.borrow("anna", "1 USDC").unwrap_err();
    suite.fund("anna", "1000 USDC");
    suite.repay("anna", "21000 USDC").unwrap();
    suite.withdraw("anna", "all BTC").unwrap();
    suite.withdraw("lena", "all USDC").unwrap();
    suite.assert_wallet("anna", "1 BTC");
}

#[test]
fn p_06_what_goes_in_and_out_again_is_never_more() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "1000 ATOM").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "777.777777 ATOM").unwrap();
    suite.pass(12_345);
    suite.supply("boris", "0.000007 ATOM").unwrap();
    suite.withdraw("boris", "all ATOM").unwrap();
    let back = suite
        .balance(&suite.who("boris"), &suite.asset("ATOM").id)
        .unwrap();
    assert!(back.raw() <= 7, "P-06: {back}");
}

#[test]
fn protected_coins_are_there_when_all_that_is_lent_is_out() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "1000 ATOM").unwrap();
    suite.protect("petra", "500 ATOM").unwrap();
    suite.supply("anna", "2 BTC").unwrap();
    suite.borrow("anna", "1000 ATOM").unwrap();
    suite.withdraw("lena", "1 ATOM").unwrap_err();
    suite.withdraw_protected("petra", "500 ATOM").unwrap();
    suite.assert_wallet("petra", "500 ATOM");
}
