#![allow(warnings, clippy::all, clippy::unwrap_used)]
use ballast_gas::world::Chain;
use serde_json::json;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let wasm = std::fs::read(&p).unwrap();
    let chain = Chain::new();
    let (code, profile) = chain.upload_profiled(&wasm);
    let alice = Chain::address("alice");
    let t = chain.instantiate(code, "token", &alice, &json!({"name": "Token", "symbol": "TOK", "decimals": 6,"initial_balances": [{"address": alice, "amount": "1000"}]})).unwrap();
    profile.clear();
    let r = chain
        .execute(
            &alice,
            &t,
            &json!({"transfer": {"recipient": Chain::address("bob"), "amount": "100"}}),
            &[],
        )
        .unwrap();
    let mut v: Vec<_> = profile.spent().into_iter().collect();
    println!("total {:.2}M", profile.total() as f64 / 1e6);
    v.sort_by_key(|x| std::cmp::Reverse(x.1.alone));
    for (n, s) in v.iter().take(30) {
        println!(
            "{:8.3} {:8.3} {:5} {}",
            s.alone as f64 / 1e6,
            s.with_callees as f64 / 1e6,
            s.calls,
            &n[..n.len().min(110)]
        );
    }
    println!("--- host");
    for (n, s) in v.iter().filter(|(_, s)| s.alone == 0) {
        println!("{:5} {}", s.calls, n);
    }
    v.sort_by_key(|x| std::cmp::Reverse(x.1.with_callees));
    println!("--- inclusive");
    for (n, s) in v.iter().take(25) {
        println!(
            "{:8.3} {:8.3} {:5} {}",
            s.alone as f64 / 1e6,
            s.with_callees as f64 / 1e6,
            s.calls,
            &n[..n.len().min(110)]
        );
    }
}
