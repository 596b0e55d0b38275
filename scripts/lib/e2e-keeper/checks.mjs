// What must hold, asked of the chain itself.

import { ask, balances, transactions } from "./chain.mjs";

async function pages(contract, query) {
  const items = [];
  for (let start_after; ; ) {
    const page = await ask(contract, { [query.name]: { start_after, limit: 30 } }, query.height);
    items.push(...page.items);
    if (!page.next) return items;
    start_after = page.next;
  }
}

const sum = (list) => list.reduce((total, it) => total + BigInt(it), 0n);
/** A decimal with five digits, as a whole number of the last of them. */
const exact = (text) => {
  const [whole, part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(5, "0").slice(0, 5));
};

/** P-01 and P-02 as they were at one height. */
export async function sums(lending, height) {
  const [markets, accounts, there] = await Promise.all([
    pages(lending, { name: "markets", height }),
    pages(lending, { name: "accounts", height }),
    balances(lending, height),
  ]);
  for (const market of markets) {
    const denom = market.asset.native;
    const positions = accounts.flatMap((it) => it.positions).filter((it) => it.asset.native === denom);
    const same = (what, found, expected) => {
      if (found !== expected) throw new Error(`height ${height}: ${what} of ${denom}: accounts have ${found}, the market ${expected}`);
    };
    same("shares", sum(positions.map((it) => it.shares)) + BigInt(market.reserve_shares), BigInt(market.supply_shares));
    same("debt", positions.map((it) => exact(it.scaled_debt)).reduce((a, b) => a + b, 0n), exact(market.scaled_debt));
    same("protected", sum(positions.map((it) => it.protected)), BigInt(market.protected));
    const tracked = BigInt(market.cash) + BigInt(market.protected);
    if ((there[denom] ?? 0n) < tracked) throw new Error(`height ${height}: ${there[denom]} of ${denom} are there, ${tracked} are tracked`);
  }
}

/** Who may be liquidated now, by the lens; health factors come with all their digits, and 1 is healthy. */
export async function unhealthy(lens) {
  const found = [];
  for (let start_after; ; ) {
    const page = await ask(lens, { unhealthy: { max_health: "1", start_after } });
    found.push(...page.items.filter((it) => it.health_factor.startsWith("0")));
    if (page.unjudged.length) throw new Error(`nobody can judge ${JSON.stringify(page.unjudged)}`);
    if (!page.next) return found;
    start_after = page.next;
  }
}

const events = (tx, type) => tx.events.filter((it) => it.type === type).map((it) => Object.fromEntries(it.attributes.map((a) => [a.key, a.value])));

/** What the keeper's transactions did, and what they cost and brought. */
export async function deeds(keeper, feeDenom) {
  const sent = await transactions(keeper.address);
  const refused = sent.filter((tx) => tx.code !== 0);
  const done = sent.filter((tx) => tx.code === 0);
  const paid = {};
  for (const it of done.flatMap((tx) => events(tx, "wasm-ballast_liquidator_paid"))) paid[it.asset] = (paid[it.asset] ?? 0n) + BigInt(it.amount);
  const fees = sent.map((tx) => tx.tx.auth_info.fee.amount.find((it) => it.denom === feeDenom)?.amount ?? "0");
  const liquidated = done.flatMap((tx) => events(tx, "wasm-ballast_liquidate").map((it) => ({ what: `${it.account} ${it.debt_asset} ${it.collateral_asset}`, height: Number(tx.height) })));
  const failed = done.flatMap((tx) => events(tx, "wasm-ballast_liquidate_refused"));
  return { sent, refused, failed, paid, fee: sum(fees), liquidated, profit };

  /** In USD, of the transactions after a height; a whole fee coin is 0.1 USD. */
  function profit(prices, height) {
    const later = sent.filter((tx) => Number(tx.height) > height);
    const brought = later.flatMap((tx) => events(tx, "wasm-ballast_liquidator_paid")).map((it) => (Number(it.amount) / 1e6) * prices[it.asset]);
    const cost = later.map((tx) => (Number(tx.tx.auth_info.fee.amount[0].amount) / 1e6) * 0.1);
    return [...brought, ...cost.map((it) => -it)].reduce((a, b) => a + b, 0);
  }
}
