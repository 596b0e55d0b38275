//! Wrong messages, and what each is told: `refusals.txt` has both. `UPDATE_DOCS=1 cargo test -p ballast-tests --test messages`
//! writes what is said now; whoever changes a text reads it there as a wallet's user would.
//!
//! A line that begins with no space is a message: who sends it, with which coins, to which contract; `@anna` in it is the
//! address of Anna. The line below it is the answer.

use ballast_interface::AssetId;
use ballast_risk::Amount;
use ballast_testing::{Addr, Feed, Refused, Suite};
use cosmwasm_std::Coin;
use std::path::Path;

/// Lena lends; Anna owes 20000 USDC against 1 BTC (40000 USD) and 1 stETH; Uma is unhealthy, Dora owes a little.
fn world() -> Suite {
    let mut suite = Suite::builder().feed(Feed::Feeders).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("lena", "1 BTC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.supply("anna", "1 stETH").unwrap();
    suite.borrow("anna", "20000 USDC").unwrap();
    suite.supply("uma", "100 ATOM").unwrap();
    suite.borrow("uma", "1000 USDC").unwrap();
    suite.supply("dora", "3 ATOM").unwrap();
    suite.borrow("dora", "25 USDC").unwrap();
    let (atom, price) = (suite.id("ATOM"), "15".parse().unwrap());
    suite.report(&[(atom, price)]).unwrap();
    suite
}

/// One line: `anna with 5 uusdc tells lending {"deposit": {}}`, or `anna asks lens {…}`.
struct Wrong<'a> {
    who: &'a str,
    coins: Option<&'a str>,
    of: &'a str,
    asks: bool,
    json: &'a str,
}

fn read(line: &str) -> Wrong<'_> {
    let begin = line.find(": ").expect(line);
    let (head, json) = (&line[..begin], &line[begin + 2..]);
    let asks = head.contains(" asks ");
    let (who, of) = head
        .split_once(if asks { " asks " } else { " tells " })
        .expect(line);
    let (who, coins) = match who.split_once(" with ") {
        Some((who, coins)) => (who, Some(coins)),
        None => (who, None),
    };
    Wrong {
        who,
        coins,
        of,
        asks,
        json,
    }
}

/// Every word behind an `@`.
fn people(text: &str) -> Vec<&str> {
    let named = text.split('@').skip(1);
    let mut names: Vec<_> = named
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn coins(text: &str) -> Vec<Coin> {
    let each = |text: &str| text.replace(' ', "").parse().expect("a coin");
    text.split(" and ").map(each).collect()
}

/// What it is told, with names for addresses; `None` where it was not refused.
fn answer(suite: &mut Suite, line: &str, names: &[(String, Addr)]) -> Option<String> {
    let wrong = read(line);
    let mut json = wrong.json.to_owned();
    for (name, address) in names {
        json = json.replace(&format!("@{name}"), address.as_str());
    }
    let to = suite.contract(wrong.of);
    let refused: Refused = if wrong.asks {
        suite.ask_text(&to, &json).err()?
    } else {
        let funds = wrong.coins.map(coins).unwrap_or_default();
        let sent = suite.trial(|suite| {
            for coin in &funds {
                let (denom, amount) = (AssetId::native(&coin.denom), coin.amount.u128());
                let who = suite.who(wrong.who);
                suite.mint(&who, &denom, Amount::new(amount)).unwrap();
            }
            suite.send_text(wrong.who, &to, &json, funds)
        });
        sent.err()?
    };
    let mut said = refused.to_string();
    for (name, address) in names {
        said = said.replace(address.as_str(), &format!("@{name}"));
    }
    Some(said)
}

/// With every address that the file names.
fn addresses(suite: &Suite, text: &str) -> Vec<(String, Addr)> {
    let mut named = people(text);
    named.extend(["anna", "bob", "lena", "uma", "dora", "owner", "guardian"]);
    // a name that another begins with comes after it
    named.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let address = |name: &str| (name.to_owned(), suite.contract(name));
    named.into_iter().map(address).collect()
}

fn is_message(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#') && !line.starts_with(' ')
}

#[test]
fn every_wrong_message_is_told_what_the_file_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages/refusals.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut suite = world();
    let names = addresses(&suite, &text);
    let mut found = String::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        found.push_str(&format!("{line}\n"));
        if is_message(line) {
            let said = answer(&mut suite, line, &names);
            let said = said.unwrap_or_else(|| panic!("not refused: {line}"));
            found.push_str(&format!("    {said}\n"));
        }
    }
    let wrong = text.lines().filter(|line| is_message(line)).count();
    assert!(wrong >= 60, "{wrong} wrong messages");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return std::fs::write(&path, found).unwrap();
    }
    for (found, expected) in found.lines().zip(text.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found, text);
}
