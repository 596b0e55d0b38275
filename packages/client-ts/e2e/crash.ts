// The story's middle: prices fall, and two accounts are rescued.

import { toUtf8 } from "@cosmjs/encoding";
import { binary, borrow, borrowMax, decimal, decimalText, deposit, repayAll, toLending, withdrawMax, type Call, type liquidator } from "../src/index.js";
import type { LiquidationQuoteResponse } from "../src/generated/Lending.types.js";
import { report } from "./market.js";
import { attribute, facts, type Person } from "./node.js";
import { equal, holds } from "./report.js";
import { assetOf, healthOf, of, position, shown, signed, sum, wallet, type Stage } from "./stage.js";

const one = 10n ** 18n;

/** Two collaterals against two debts, as much as they carry. */
export async function liamBorrows(stage: Stage, liam: Person): Promise<void> {
  const { lending } = stage.reader;
  await signed(stage, liam, [deposit(lending, sum(stage, "500", "ATOM")), deposit(lending, sum(stage, "1", "ETH")), borrow(lending, sum(stage, "0.02", "BTC"))]);
  const most = await borrowMax(stage.market.ballast, of(liam), assetOf(stage, "USDC"));
  if (!most) throw new Error("there is something left to borrow");
  await signed(stage, liam, [most]);
}

export async function pricesFall(stage: Stage, fallen: readonly Person[]): Promise<void> {
  Object.assign(stage.prices, { ATOM: "8", ETH: "2400" });
  // a borrower is judged at the higher of the price and its average, which follows within seconds: feeders go on reporting
  const health = () => Promise.all(fallen.map(async (person) => (await healthOf(stage, of(person))) ?? one));
  const until = Date.now() + 30_000;
  let factors: bigint[] = [];
  do {
    stage.report.gas("report of seven prices", await report(stage.node, stage.market, stage.prices));
    factors = await health();
  } while (factors.some((factor) => factor >= one) && Date.now() < until);
  fallen.forEach((person, at) => {
    const factor = factors[at] ?? one;
    stage.report.say(`${person.name}'s health factor: ${decimalText(factor, 4)}`);
    holds(`${person.name} is liquidatable`, factor < one);
  });
  const { items } = await stage.market.ballast.lens.unhealthy({ maxHealth: "1" });
  const named = items.map(({ account }) => account.owner).sort();
  equal("who is named as unhealthy", named, fallen.map(({ address }) => address).sort());
}

/** Somebody with nothing but a fee deploys a contract that borrows, liquidates, sells and returns the loan in one message. */
export async function flashLiquidation(stage: Stage, [owner, victim]: readonly [Person, Person]): Promise<void> {
  const { node, market } = stage;
  const botty = await node.stranger("botty");
  await node.send(owner, botty.address, [{ denom: node.network.feeDenom, amount: "50000000" }]);
  await openExchange(stage, owner);
  const own = await newLiquidator(stage, botty);
  const quote = await market.ballast.lending.liquidationQuote({ account: of(victim) });
  const before = (await healthOf(stage, of(victim))) ?? 0n;
  const done = await signed(stage, botty, [{ contract: own, msg: { run: runOf(stage, victim, quote) }, funds: [] }]);
  for (const fact of ["flash_loan", "liquidate", "return_flash", "settle_flash", "liquidator_paid"]) holds(`${fact} happened`, facts(done).includes(fact));
  const won = await wallet(stage, botty.address, "USDC");
  holds(`botty won ${won}`, won >= 1_000_000n);
  equal("what the liquidator says it paid", attribute(done, "wasm-ballast_liquidator_paid", "amount"), won.toString());
  const after = (await healthOf(stage, of(victim))) ?? 0n;
  holds(`health went from ${before} to ${after}`, after > before && after >= one);
  stage.report.say(`botty, who had nothing, has ${shown(won)} USDC; ${victim.name}'s health went from ${decimalText(before, 4)} to ${decimalText(after, 4)}`);
  for (const ticker of ["USDC", "ATOM"] as const) equal(`${ticker} left in the liquidator`, await wallet(stage, own, ticker), 0n);
}

/** It pays what the oracle says. */
async function openExchange({ node, market, prices }: Stage, owner: Person): Promise<void> {
  const { USDC, ATOM } = market.assets;
  const rate = { rate: { offer: ATOM.asset, want: USDC.asset, rate: prices.ATOM ?? ATOM.price } };
  const coins = "native" in USDC.asset ? [{ denom: USDC.asset.native, amount: "1000000000000" }] : [];
  await node.send(owner, market.exchange, coins);
  await node.call(owner, [{ contract: market.exchange, msg: rate, funds: [] }]);
}

async function newLiquidator({ node, market, report }: Stage, owner: Person): Promise<string> {
  const msg = { owner: owner.address, lending: market.ballast.addresses.lending };
  const value = { sender: owner.address, admin: "", codeId: BigInt(market.codes["liquidator"] ?? 0), label: "botty", msg: toUtf8(JSON.stringify(msg)), funds: [] };
  const done = await node.sign(owner, [{ typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract", value }]);
  report.gas("botty instantiates a liquidator", done.gas);
  return attribute(done, "instantiate", "_contract_address");
}

function runOf(stage: Stage, victim: Person, quote: LiquidationQuoteResponse): liquidator.Run {
  const loan = { asset: quote.debt, amount: quote.repay };
  const liquidate = { liquidate: { account: of(victim), collateral: quote.collateral } };
  return {
    loans: [loan],
    calls: [
      { msg: binary(liquidate), offer: [loan] },
      { contract: stage.market.exchange, msg: binary({ swap: { want: quote.debt } }), offer: [{ asset: quote.collateral }] },
    ],
    profit: { asset: quote.debt, at_least: "1000000" },
  };
}

/** A share of all debts against a share of all collateral, paid out of lent supply and with coins. */
export async function proRataRescue(stage: Stage, [carol, liam]: readonly [Person, Person]): Promise<void> {
  const before = (await healthOf(stage, of(liam))) ?? 0n;
  const debts = async () => [(await position(stage, of(liam), "USDC")).debt, (await position(stage, of(liam), "BTC")).debt] as const;
  const [usdc, btc] = await debts();
  const quote = await stage.market.ballast.lending.proRataQuote({ account: of(liam) });
  equal("debts and collaterals of the quote", [quote.repayments.length, quote.seizures.length], [2, 2]);
  const msg = { liquidate_pro_rata: { account: of(liam), fraction: "1" } };
  const done = await signed(stage, carol, [toLending(stage.reader.lending, msg, [sum(stage, "0.05", "BTC")])]);
  holds("it happened", facts(done).includes("liquidate_pro_rata") && facts(done).filter((fact) => fact === "seize").length === 2);
  const [after, [usdcLeft, btcLeft]] = [(await healthOf(stage, of(liam))) ?? 0n, await debts()];
  holds(`health went from ${before} to ${after}`, after >= one && usdcLeft < usdc && btcLeft < btc);
  const gained = await Promise.all((["ATOM", "ETH"] as const).map(async (ticker) => (await position(stage, of(carol), ticker)).lent));
  holds("carol holds a part of both", gained.every((amount) => amount > 0n));
  stage.report.say(`fraction ${quote.fraction} at a bonus of ${decimalText(decimal(quote.bonus) * 100n, 2)} %: liam's health went from ${decimalText(before, 4)} to ${decimalText(after, 4)}`);
}

/** All debts are paid and all that was brought goes home. */
export async function borrowerLeaves(stage: Stage, alice: Person): Promise<void> {
  const { ballast } = stage.market;
  const back = await repayAll(ballast, of(alice), assetOf(stage, "USDC"));
  if (!back) throw new Error("alice owes something");
  await signed(stage, alice, [back]);
  equal("alice's debt", (await position(stage, of(alice), "USDC")).debt, 0n);
  const tickers = ["ATOM", "TOK", "LUNA"] as const;
  const before = await Promise.all(tickers.map((ticker) => wallet(stage, alice.address, ticker)));
  const exits: (Call | undefined)[] = [await withdrawMax(ballast, of(alice), { asset: assetOf(stage, "ATOM"), mode: "protect" })];
  for (const ticker of ["TOK", "LUNA"] as const) exits.push(await withdrawMax(ballast, of(alice), { asset: assetOf(stage, ticker) }));
  await signed(stage, alice, exits.filter((call) => call !== undefined));
  equal("what alice holds and owes", (await ballast.lending.account({ account: of(alice) })).positions, []);
  const after = await Promise.all(tickers.map((ticker) => wallet(stage, alice.address, ticker)));
  const got = after.map((now, index) => now - (before[index] ?? 0n));
  // nobody borrowed them: what she brought, less a unit of rounding each time shares were burned
  const brought = [1_000_000_000n, 1_000_000_000n, 2_000_000_000n];
  holds(`alice got ${got}`, got.every((amount, index) => amount <= (brought[index] ?? 0n) && amount >= (brought[index] ?? 0n) - 2n));
}
