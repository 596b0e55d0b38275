// The story's first half: prices, loans, interest, an operator.

import { aMinute, borrowMax, decimal, decimalText, deposit, depositAndBorrow, actionsOf, nameOf, refusing, Refused, toLending, type Call } from "../src/index.js";
import type { Ticker } from "./market.js";
import { report } from "./market.js";
import { facts, pause, type Person } from "./node.js";
import { equal, holds } from "./report.js";
import { assetOf, healthOf, of, position, shown, signed, sum, wallet, type Stage } from "./stage.js";

export async function feedersReport(stage: Stage): Promise<void> {
  stage.report.gas("report of seven prices, the last of three", await report(stage.node, stage.market, stage.prices));
  const tickers = Object.keys(stage.market.assets) as Ticker[];
  const prices = await stage.market.ballast.oracle.prices({ assets: tickers.map((ticker) => assetOf(stage, ticker)) });
  prices.forEach((price, index) => {
    const { price: said, symbol } = stage.market.assets[tickers[index] ?? "USDC"];
    equal(`price of ${symbol}`, [price.status, decimal(price.spot)], ["fresh", decimal(said)]);
  });
}

export async function supplierSupplies(stage: Stage, carol: Person): Promise<void> {
  const before = await wallet(stage, carol.address, "USDC");
  await signed(stage, carol, [deposit(stage.reader.lending, sum(stage, "1000000", "USDC"))]);
  equal("what carol paid", before - (await wallet(stage, carol.address, "USDC")), 1_000_000_000_000n);
  // shares are minted rounded down: a unit may be missing
  const { lent } = await position(stage, of(carol), "USDC");
  holds(`carol's supply: ${lent}`, lent === 1_000_000_000_000n || lent === 999_999_999_999n);
}

/** ATOM, a cw20 and an ibc denom against a loan of USDC, in one transaction whose outcome was asked for before. */
export async function borrowerBorrows(stage: Stage, alice: Person): Promise<void> {
  const intent = {
    deposit: [sum(stage, "1000", "ATOM"), sum(stage, "1000", "TOK"), sum(stage, "2000", "LUNA")],
    borrow: [sum(stage, "5000", "USDC")],
  };
  const tickers = ["ATOM", "TOK", "LUNA", "USDC"] as const;
  const before = await Promise.all(tickers.map((ticker) => wallet(stage, alice.address, ticker)));
  const foreseen = await stage.market.ballast.whatIf(of(alice), actionsOf(intent));
  const done = await signed(stage, alice, depositAndBorrow(stage.reader.lending, intent));
  equal("what happened", facts(done).filter((fact) => fact !== "accrue"), ["deposit", "deposit", "deposit", "borrow"]);
  const after = await Promise.all(tickers.map((ticker) => wallet(stage, alice.address, ticker)));
  equal("alice's wallet", after.map((now, index) => now - (before[index] ?? 0n)), [-1_000_000_000n, -1_000_000_000n, -2_000_000_000n, 5_000_000_000n]);
  const factor = (await healthOf(stage, of(alice))) ?? 0n;
  const promised = decimal(foreseen.after.health_factor ?? "0");
  // interest of a few seconds stands between the two: far below a ten-thousandth
  holds(`health ${decimalText(factor, 6)}, foreseen ${decimalText(promised, 6)}`, factor <= promised && promised - factor < promised / 10_000n);
  const { borrowable, positions } = await stage.market.ballast.overview(of(alice));
  equal("positions of the overview", positions.length, 4);
  const more = borrowable.get(nameOf(assetOf(stage, "USDC"))) ?? 0n;
  stage.report.say(`alice's health factor: ${decimalText(factor, 4)}; she could borrow ${shown(more)} USDC more`);
}

export interface Asked {
  readonly who: Person;
  readonly call: Call;
  readonly at: number;
}

/** Collateral is brought, and "Max" is asked for; it is signed a minute later. */
export async function maxIsAsked(stage: Stage, bob: Person): Promise<Asked> {
  await signed(stage, bob, [deposit(stage.reader.lending, sum(stage, "1000", "ATOM"))]);
  const call = await borrowMax(stage.market.ballast, of(bob), assetOf(stage, "USDC"), aMinute);
  if (!call) throw new Error("a thousand ATOM borrow something");
  return { who: bob, call, at: Date.now() };
}

/** Interest has moved, and prices have, against him and within the allowance. */
export async function maxIsSigned(stage: Stage, asked: Asked): Promise<void> {
  await report(stage.node, stage.market, { ATOM: "9.96" });
  await pause(Math.max(0, asked.at + 60_000 - Date.now()));
  await signed(stage, asked.who, [asked.call]);
  const { amount } = await stage.market.ballast.lens.maxBorrow({ account: of(asked.who), asset: assetOf(stage, "USDC"), ahead: 0 });
  // of some 6,000 USDC: what the allowance kept back is under 2 %
  stage.report.say(`${Math.round((Date.now() - asked.at) / 1000)} s after it was asked, with ATOM 0.4 % lower; ${shown(BigInt(amount))} USDC were left`);
  holds("Max is nearly all there is", BigInt(amount) < 120_000_000n);
  await report(stage.node, stage.market, {});
}

/** Debt grows by its rate, suppliers get what the reserve leaves. */
export async function interestAccrues(stage: Stage, [alice, carol]: readonly [Person, Person]): Promise<void> {
  const asset = assetOf(stage, "USDC");
  const look = async () => ({
    debt: (await position(stage, of(alice), "USDC")).debt,
    supply: (await position(stage, of(carol), "USDC")).lent,
    market: await stage.market.ballast.lending.market({ asset }),
  });
  const [before, started] = [await look(), Date.now()];
  await pause(10_000);
  const [after, seconds] = [await look(), BigInt(Math.ceil((Date.now() - started) / 1000))];
  const grown = after.debt - before.debt;
  // simple interest for as long, and what a block may be late
  const most = (before.debt * decimal(before.market.borrow_rate) * (seconds + 3n)) / (31_536_000n * 10n ** 18n) + 2n;
  holds(`alice's debt grew by ${grown} units in ${seconds} s, at most ${most}`, grown > 0n && grown <= most);
  const [owed, supplied] = [BigInt(after.market.borrowed) - BigInt(before.market.borrowed), after.supply - before.supply];
  holds(`all debts grew by ${owed}, carol's supply by ${supplied}`, owed >= grown && supplied >= 0n && supplied <= owed);
  stage.report.say(`at ${decimalText(decimal(after.market.borrow_rate) * 100n, 3)} % a year: ${grown} millionths of a USDC in ${seconds} s`);
}

/** An operator may make the account safer and nothing else. */
export async function operatorProtects(stage: Stage, [alice, otto]: readonly [Person, Person]): Promise<void> {
  const { lending } = stage.reader;
  const until = Math.floor(Date.now() / 1000) + 86_400;
  const lets = toLending(lending, { set_operator: { operator: otto.address, may: ["withdraw", "shift"], pay_to: "owner", min_health: "1.1", until } });
  await signed(stage, alice, [deposit(lending, sum(stage, "1000", "USDC")), lets]);
  const [before, debt] = [(await healthOf(stage, of(alice))) ?? 0n, (await position(stage, of(alice), "USDC")).debt];
  await refused(stage, otto, "Unauthorized", toLending(lending, { borrow: { account: of(alice), asset: assetOf(stage, "USDC"), amount: "1000000" } }));
  await refused(stage, otto, "PaysOwnerOnly", toLending(lending, { withdraw: { account: of(alice), asset: assetOf(stage, "ATOM"), amount: "1000000", recipient: otto.address } }));
  const actions = [{ offset: { asset: assetOf(stage, "USDC") } }, { shift: { asset: assetOf(stage, "ATOM"), to: "protect" as const } }];
  await signed(stage, otto, [toLending(lending, { batch: { account: of(alice), actions } })]);
  const after = (await healthOf(stage, of(alice))) ?? 0n;
  holds(`health rose from ${decimalText(before, 4)} to ${decimalText(after, 4)}`, after > before);
  stage.report.say(`health rose from ${decimalText(before, 4)} to ${decimalText(after, 4)}`);
  const less = debt - (await position(stage, of(alice), "USDC")).debt;
  holds(`of the debt ${less} are gone`, less > 999_990_000n && less <= 1_000_000_000n);
  const atom = await position(stage, of(alice), "ATOM");
  holds("her ATOM cannot be lent out any more", atom.lent === 0n && atom.protected >= 999_999_999n);
}

/** What a wallet is told before anything is signed: the kind of the refusal, and its sentence. */
export async function refused(stage: Stage, person: Person, kind: string, call: Call): Promise<void> {
  const { encoded } = await import("../src/index.js");
  try {
    await refusing(() => person.client.simulate(person.address, encoded(person.address, [call]), ""));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    equal(`refusal "${error.message}"`, error.reason?.kind, kind);
    stage.report.refused += 1;
    return stage.report.say(`refused: ${error.message}`);
  }
  throw new Error(`${JSON.stringify(call.msg)} was taken; it should be refused as ${kind}`);
}
