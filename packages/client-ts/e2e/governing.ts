// The story's end: a vote, a migration, and feeders that fall silent.

import { toUtf8 } from "@cosmjs/encoding";
import { decimal, decimalText, deposit, repayAll, toLending, withdrawMax, type Call, type lens, type oracle } from "../src/index.js";
import type { CorrelationSpec, ExecuteMsg } from "../src/generated/Lending.types.js";
import { govAddress, passed, propose, voteYes } from "./gov.js";
import { correlations, limits, report, riskOf, store, type Ticker } from "./market.js";
import { pause, type Person } from "./node.js";
import { equal, holds } from "./report.js";
import { refused } from "./everyday.js";
import { allAccounts, assetOf, healthOf, of, position, signed, sum, wallet, type Stage } from "./stage.js";

const risk = { ...riskOf("cosmos"), collateral_factor: "0.5" };

/** BTC and cosmos 0.6 → 0.7. */
const closer: CorrelationSpec = {
  ...correlations,
  rho: correlations.rho.map((row, g) => row.map((entry, h) => ((g === 1 && h === 3) || (g === 3 && h === 1) ? "0.7" : entry))),
};

/** Owner becomes the government; it sees what a change would do, votes, and has it. */
export async function governs(stage: Stage, owner: Person): Promise<void> {
  const { node, market: { ballast }, reader: { lending } } = stage;
  const government = govAddress(node);
  await signed(stage, owner, [toLending(lending, { update_ownership: { transfer_ownership: { new_owner: government, expiry: null } } })]);
  await impact(stage, { asset: { asset: assetOf(stage, "ATOM"), risk } }, "collateral factor of ATOM 0.6 → 0.5");
  await impact(stage, { correlations: { correlations: closer } }, "correlation of BTC and cosmos 0.6 → 0.7");
  const changes: ExecuteMsg[] = [
    { update_asset: { asset: assetOf(stage, "ATOM"), risk } },
    { update_correlations: { correlations: closer, ramp_seconds: 86_400 } },
  ];
  const accept = await propose(node, owner, "the government accepts Ballast", [toLending(lending, { update_ownership: "accept_ownership" })]);
  const change = await propose(node, owner, "a lower collateral factor, a higher correlation", changes.map((msg) => toLending(lending, msg)));
  await voteYes(node, [accept, change]);
  for (const id of [accept, change]) await passed(node, id);
  equal("the owner", (await ballast.lending.ownership()).owner, government);
  const { risk: now, ramp } = await ballast.lending.asset({ asset: assetOf(stage, "ATOM") });
  equal("ATOM's collateral factor, at once and without a ramp", [now.collateral_factor, ramp ?? null], ["0.5", null]);
  const { correlations: inForce, ramp: course } = await ballast.lending.correlations();
  equal("where the ramp comes from and goes", [course?.from.rho[1]?.[3], course?.target.rho[1]?.[3], course?.to], ["0.6", "0.7", "go_on"]);
  const moved = decimal(inForce.rho[1]?.[3] ?? "0");
  // a tenth over a day: 1.2 millionths a second
  holds(`the correlation in force is ${decimalText(moved, 9)}`, moved >= decimal("0.6") && moved < decimal("0.601"));
  stage.report.say(`proposals ${accept} and ${change} passed; the correlation in force is ${decimalText(moved, 9)} and moves for a day`);
}

async function impact({ market: { ballast }, report, node }: Stage, change: lens.ParameterChange, what: string): Promise<void> {
  const accounts = (await allAccounts({ market: { ballast }, node } as Stage)).filter(({ positions }) => positions.some(({ debt }) => debt !== "0"));
  const { items, liquidatable_debt } = await ballast.lens.paramImpact({ change, accounts: accounts.map(({ account }) => account) });
  const stopped = items.filter(({ before, after }) => before.allowed && !after.allowed).length;
  report.say(`${what}: of ${items.length} accounts with debt ${stopped} could borrow no more; ${liquidatable_debt} USD of debt would become liquidatable`);
  equal("accounts looked at", items.length, accounts.length);
  equal("debt that would become liquidatable", decimal(liquidatable_debt), 0n);
}

/** The same code, stored anew, over the state there is: not a byte of it changes but what the contract's version is kept under. */
export async function migrates(stage: Stage, owner: Person): Promise<void> {
  const { addresses } = stage.market.ballast;
  for (const name of ["lending", "oracle", "lens"] as const) {
    const contract = addresses[name];
    const code = await store(stage.node, owner, `${stage.artifacts}/ballast_${name}.wasm`, stage.report.gas);
    const [records, answers] = [await dump(stage, contract), await asked(stage)];
    const value = { sender: owner.address, contract, codeId: BigInt(code), msg: toUtf8("{}") };
    const done = await stage.node.sign(owner, [{ typeUrl: "/cosmwasm.wasm.v1.MsgMigrateContract", value }]);
    stage.report.gas(`migrate ${name}, ${records.size} records`, done.gas);
    equal(`records of ${name}`, [...(await dump(stage, contract))], [...records]);
    equal("answers", await asked(stage), answers);
    equal("the code it runs", (await stage.node.client.getContract(contract)).codeId, code);
  }
}

/** Every record of a contract, by its key in hexadecimal digits. */
async function dump({ node }: Stage, contract: string): Promise<Map<string, string>> {
  const records = new Map<string, string>();
  const { wasm } = node.queries;
  let page: Uint8Array | undefined;
  do {
    const { models, pagination } = await wasm.getAllContractState(contract, page);
    for (const { key, value } of models) records.set(Buffer.from(key).toString("hex"), Buffer.from(value).toString("hex"));
    page = pagination?.nextKey?.length ? pagination.nextKey : undefined;
  } while (page);
  return records;
}

/** What does not move with time. */
async function asked({ market: { ballast } }: Stage): Promise<unknown> {
  const [config, roles, assets, ownership, feeders, lensConfig] = await Promise.all([
    ballast.lending.config(), ballast.lending.roles(), ballast.assets(), ballast.lending.ownership(), ballast.oracle.feeders(), ballast.lens.config(),
  ]);
  return { config, roles, assets: [...assets], ownership, feeders, lensConfig };
}

/** Nobody says a price any more: no new risk, and every way out is open. */
export async function feedersFallSilent(stage: Stage, [owner, bob, carol]: readonly [Person, Person, Person]): Promise<void> {
  const { market: { ballast }, reader: { lending } } = stage;
  const seconds = 5;
  const shorter: Call[] = Object.values(stage.market.assets).map(({ asset }) => {
    const msg: oracle.ExecuteMsg = { set_asset: { asset, source: { feeders: {} }, limits: limits(seconds) } };
    return { contract: ballast.addresses.oracle, msg, funds: [] };
  });
  await stage.node.call(owner, shorter);
  await report(stage.node, stage.market, stage.prices);
  await pause((seconds + 2) * 1000);
  const [price] = await ballast.oracle.prices({ assets: [assetOf(stage, "ATOM")] });
  equal("the price of ATOM", price?.status, "stale");
  await refused(stage, bob, "PriceNotUsable", toLending(lending, { borrow: { asset: assetOf(stage, "USDC"), amount: "100000000" } }));
  await signed(stage, bob, [deposit(lending, sum(stage, "1", "ATOM"))]);
  const back = await repayAll(ballast, of(bob), assetOf(stage, "USDC"));
  if (!back) throw new Error("bob owes something");
  await signed(stage, bob, [back]);
  equal("bob's health factor", await healthOf(stage, of(bob)), undefined);
  for (const [person, ticker] of [[bob, "ATOM"], [carol, "ETH"]] as const) await leaves(stage, person, ticker);
}

async function leaves(stage: Stage, person: Person, ticker: Ticker): Promise<void> {
  const [there, before] = [await position(stage, of(person), ticker), await wallet(stage, person.address, ticker)];
  const exit = await withdrawMax(stage.market.ballast, of(person), { asset: assetOf(stage, ticker) });
  if (!exit) throw new Error(`${person.name} has ${ticker}`);
  await signed(stage, person, [exit]);
  holds(`${person.name} got all of it`, (await wallet(stage, person.address, ticker)) - before >= there.lent);
  equal(`${person.name}'s ${ticker}`, (await position(stage, of(person), ticker)).lent, 0n);
}
