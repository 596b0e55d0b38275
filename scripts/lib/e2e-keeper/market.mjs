// The market: two things to owe, three to hold, fifty accounts of which some stand near their limit.

import { coin, execute, instantiate, pay, send, store } from "./chain.mjs";

const native = (denom) => ({ native: denom });
const USD = ["0.92", "0.95", "1.05"], VOLATILE = ["0.65", "0.7", "1.3"];
/** What falls, and what stands. */
export const falling = ["uatom", "uosmo", "utia"], standing = ["uusdc", "usol"];
export const all = [...falling, ...standing];
export const start = { uatom: 10, uosmo: 10, utia: 10, uusdc: 1, usol: 50 };
const M = 1_000_000;

const correlations = {
  groups: [{ name: "usd", stress: "0.03" }, { name: "cosmos", stress: "0.28" }, { name: "sol", stress: "0.3" }],
  rho: [["1", "0", "0"], ["0", "1", "0.6"], ["0", "0.6", "1"]],
  correlation_credit: "0.75",
  min_margin: "0.02",
};
const group = (denom) => (denom === "uusdc" ? "usd" : denom === "usol" ? "sol" : "cosmos");

function listing(denom) {
  const [collateral_factor, liquidation_threshold, borrow_weight] = denom === "uusdc" ? USD : VOLATILE;
  return {
    asset: native(denom),
    decimals: 6,
    risk: { collateral_factor, liquidation_threshold, borrow_weight, group: group(denom) },
    liquidation: { bonus_min: "0.01", bonus_slope: "1", bonus_max: denom === "uusdc" ? "0.03" : "0.08", protocol_fee: "0.1" },
    rates: { base: "0.01", slope1: "0.1", slope2: "3", optimal_utilisation: "0.8" },
    reserve_factor: "0.1",
    flash_fee: "0.0005",
    caps: { supply_cap: "100000000000000", borrow_cap: "50000000000000" },
  };
}

export async function contracts({ owner, bob }, feeders, keeper) {
  const code = {};
  for (const name of ["oracle", "lending", "lens", "liquidator", "test_exchange"]) code[name] = await store(owner, name);
  const oracle = await instantiate(owner, code.oracle, { owner: owner.address }, "oracle");
  const liquidation = { bonus_floor: "0.005", target_health: "1.05", min_position_value: "10", write_off_value: "0.1" };
  const lending = await instantiate(owner, code.lending, { owner: owner.address, oracle, liquidation, correlations }, "lending");
  const lens = await instantiate(owner, code.lens, { lending }, "lens");
  const liquidator = await instantiate(owner, code.liquidator, { owner: keeper.address, lending }, "liquidator");
  const others = await instantiate(owner, code.liquidator, { owner: bob.address, lending }, "liquidator of somebody else");
  const exchange = await instantiate(owner, code.test_exchange, {}, "exchange");
  await send(owner, [execute(owner, oracle, { set_feeders: { feeders: feeders.map((it) => it.address), quorum: 3, faults: 1 } })]);
  const limits = { max_age: 600, min_price: "0.01", max_price: "1000000", max_step: "0.9", half_life: 1 };
  const source = (denom) => ({ set_asset: { asset: native(denom), source: { feeders: {} }, limits } });
  await send(owner, all.map((denom) => execute(owner, oracle, source(denom))));
  return { oracle, lending, lens, liquidator, others, exchange };
}

/** Lists and seeds; Bob lends what is owed, the exchange has what it pays with. */
export async function open({ owner, bob }, { lending, exchange }) {
  await send(owner, all.map((denom) => execute(owner, lending, { list_asset: listing(denom) })));
  const lend = (who, denom, amount) => execute(who, lending, { deposit: { mode: "lend" } }, [coin(amount * M, denom)]);
  await send(owner, all.map((denom) => lend(owner, denom, 1000)));
  await send(bob, [lend(bob, "uusdc", 5_000_000), lend(bob, "usol", 100_000)]);
  await send(owner, [pay(owner, exchange, standing.map((denom) => coin(10_000_000 * M, denom)))]);
}

/** What the exchange pays: 0.2 % less than the price. */
export async function rates(owner, exchange, prices) {
  const rate = (offer, want) => ({ rate: { offer: native(offer), want: native(want), rate: ((prices[offer] / prices[want]) * 0.998).toFixed(9) } });
  const pairs = all.flatMap((offer) => standing.filter((want) => want !== offer).map((want) => rate(offer, want)));
  await send(owner, pairs.map((msg) => execute(owner, exchange, msg)));
}

/**
 * Fifty accounts of five people: one or two things that fall against dollars or SOL, owing 30 to 58 % of what they hold, in
 * steps of less than one. At 30 % less about half of them are below their requirement.
 */
export async function accounts(people, { lending }) {
  for (const [turn, who] of people.entries()) {
    const messages = [];
    for (let id = 0; id < 10; id++) {
      const number = turn * 10 + id, account = { owner: who.address, id };
      const [first, second] = [falling[number % 3], falling[(number + 1) % 3]];
      const debt = number % 4 === 3 ? "usol" : "uusdc";
      const held = 1000 + 37 * number;
      messages.push(execute(who, lending, { deposit: { account, mode: "lend" } }, [coin(held * M, first)]));
      if (number % 2) messages.push(execute(who, lending, { deposit: { account, mode: number % 5 ? "lend" : "protect" } }, [coin(held * M, second)]));
      const worth = held * 10 * (number % 2 ? 2 : 1), part = 0.36 + 0.0044 * number;
      const amount = Math.floor((worth * part * (debt === "usol" ? 0.85 : 1) * M) / start[debt]);
      messages.push(execute(who, lending, { borrow: { account, asset: native(debt), amount: String(amount) } }));
    }
    await send(who, messages);
  }
}

