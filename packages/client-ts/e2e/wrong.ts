// What goes wrong, and the sentence that a wallet shows for it. None of these changes anything.

import { toBech32 } from "@cosmjs/encoding";
import { encoded, native, refusing, Refused, refusalIn, toLending, type Call, type Sum } from "../src/index.js";
import { limits, report, type Ticker } from "./market.js";
import { pause, type Person } from "./node.js";
import { equal, holds } from "./report.js";
import { refused } from "./everyday.js";
import { assetOf, of, sum, type Stage } from "./stage.js";

/** What is told to lending as it stands here, also what the types would not allow. */
type Wrong = readonly [kind: string, msg: object, funds?: readonly Sum[]];

export async function wrongMessages(stage: Stage, [owner, bob, alice, liam]: readonly [Person, Person, Person, Person]): Promise<void> {
  await pricesAreBack(stage, owner);
  const lending = stage.reader.lending;
  const told = (msg: object, funds: readonly Sum[] = []): Call => ({ ...toLending(lending, { write_off: { account: of(bob) } }, funds), msg });
  for (const [kind, msg, funds] of toLendingWrong(stage, [bob, alice, liam])) await refused(stage, bob, kind, told(msg, funds));
  for (const [kind, call] of elsewhere(stage)) await refused(stage, bob, kind, call);
}

/** `bob` says them; he holds and owes nothing, `alice` neither, `liam` is healthy. */
function toLendingWrong(stage: Stage, [bob, alice, liam]: readonly [Person, Person, Person]): Wrong[] {
  const [usdc, atom] = [assetOf(stage, "USDC"), assetOf(stage, "ATOM")];
  const of = (text: string, ticker: Ticker) => [sum(stage, text, ticker)];
  const other = { owner: alice.address };
  return [
    ["NotAMessage", { supply: {} }],
    ["NotAMessage", { deposit: { mode: "lent" } }, of("1", "ATOM")],
    ["NotAMessage", { borrow: { asset: usdc } }],
    ["NotAMessage", { borrow: { asset: usdc, amount: 5 } }],
    ["NotAMessage", { borrow: { asset: usdc, amount: "1.5" } }],
    ["ZeroAmount", { borrow: { asset: usdc, amount: "0" } }],
    ["WrongFunds", { deposit: {} }],
    ["WrongFunds", { deposit: {} }, [...of("1", "ATOM"), ...of("1", "USDC")]],
    ["UnknownAsset", { deposit: {} }, [{ asset: native("uosmo"), amount: 5n }]],
    ["UnknownAsset", { borrow: { asset: native("unothing"), amount: "5" } }],
    ["UnexpectedFunds", { borrow: { asset: usdc, amount: "5" } }, of("1", "ATOM")],
    ["NothingSupplied", { withdraw: { asset: atom, amount: "5" } }],
    ["NoDebt", { repay: {} }, of("1", "USDC")],
    ["NoCollateral", { borrow: { asset: usdc, amount: "100000000" } }],
    ["Unauthorized", { borrow: { account: other, asset: usdc, amount: "100000000" } }],
    ["Unauthorized", { withdraw: { account: other, asset: atom } }],
    ["BatchSize", { batch: { actions: [] } }],
    ["PurseShort", { batch: { actions: [{ deposit: { asset: atom, amount: "5" } }] } }],
    ["SelfLiquidation", { liquidate: { account: { owner: bob.address }, collateral: atom } }, of("1", "USDC")],
    ["OwesNothing", { liquidate: { account: other, collateral: atom } }, of("1", "USDC")],
    ["OwesNothing", { liquidate_pro_rata: { account: other, fraction: "0.5" } }, of("1", "USDC")],
    ["Healthy", { liquidate_pro_rata: { account: { owner: liam.address }, fraction: "0.5" } }, of("1", "USDC")],
    ["Fraction", { liquidate_pro_rata: { account: { owner: liam.address }, fraction: "1.5" } }, of("1", "USDC")],
    ["OwesNothing", { write_off: { account: other } }],
    ["NotAnAddress", { liquidate: { account: { owner: "cosmos1stranger" }, collateral: atom } }, of("1", "USDC")],
    ["OperatorIsOwner", { set_operator: { operator: bob.address, may: ["borrow"], pay_to: "owner", until: 2_000_000_000 } }],
    ["OperatorUntil", { set_operator: { operator: alice.address, may: ["borrow"], pay_to: "owner", until: 5 } }],
    ["NotAReceiver", { flash_loan: { loans: [{ asset: usdc, amount: "5" }], msg: "" } }],
    ["NoFlashLoanOut", { return_flash: {} }, of("1", "USDC")],
    ["Unauthorized", { settle_flash: {} }],
    ["Unauthorized", { list_asset: listing() }],
    ["Unauthorized", { update_asset: { asset: atom, caps: { supply_cap: "lifted" } } }],
    ["Unauthorized", { pause: { asset: atom, actions: ["borrow"] } }],
    ["Unauthorized", { withdraw_reserves: { asset: usdc } }],
    ["NotOffered", { update_ownership: "accept_ownership" }],
  ];
}

function listing() {
  return {
    asset: native("uosmo"), decimals: 6, reserve_factor: "0.1",
    risk: { collateral_factor: "0.5", liquidation_threshold: "0.6", group: "cosmos" },
    liquidation: { bonus_min: "0.01", bonus_slope: "1", bonus_max: "0.05", protocol_fee: "0.1" },
    rates: { base: "0", slope1: "0.1", slope2: "3", optimal_utilisation: "0.7" },
  };
}

/** To other contracts, and what the chain refuses. */
function elsewhere(stage: Stage): (readonly [string, Call])[] {
  const { oracle, lending } = stage.market.ballast.addresses;
  const atom = assetOf(stage, "ATOM");
  const deposit = { deposit: { mode: "lend" } };
  const price = { asset: atom, price: "10", time: Math.floor(Date.now() / 1000).toString() };
  return [
    ["NotAMessage", { contract: oracle, msg: deposit, funds: [] }],
    ["NotAMessage", { contract: lending, msg: { report: { prices: [price] } }, funds: [] }],
    ["Unauthorized", { contract: oracle, msg: { report: { prices: [price] } }, funds: [] }],
    ["Unauthorized", { contract: oracle, msg: { freeze: { asset: atom } }, funds: [] }],
    ["NoSuchContract", { contract: toBech32(stage.node.network.prefix, new Uint8Array(32)), msg: deposit, funds: [] }],
    ["NotAnAddress", { contract: `${lending.slice(0, -1)}${lending.endsWith("q") ? "p" : "q"}`, msg: deposit, funds: [] }],
    ["InsufficientFunds", { contract: lending, msg: deposit, funds: [{ denom: "uatom", amount: "9000000000000000000" }] }],
  ];
}

async function pricesAreBack(stage: Stage, owner: Person): Promise<void> {
  const contract = stage.market.ballast.addresses.oracle;
  const calls = Object.values(stage.market.assets).map(({ asset }) => ({ contract, msg: { set_asset: { asset, source: { feeders: {} }, limits: limits(3600) } }, funds: [] }));
  await stage.node.call(owner, calls);
  await report(stage.node, stage.market, stage.prices);
}

/** An account without coins, one that signs for another chain: the chain's own words. */
export async function wrongSenders(stage: Stage, owner: Person): Promise<void> {
  const { node } = stage;
  const stranger = await node.stranger("stranger");
  const call = toLending(stage.reader.lending, { accrue: { assets: [assetOf(stage, "USDC")] } });
  await refusedAs(stage, "NoSuchSender", () => stranger.client.simulate(stranger.address, encoded(stranger.address, [call]), ""));
  await node.send(owner, stranger.address, [{ denom: node.network.feeDenom, amount: "5" }]);
  await pause(500);
  await refusedAs(stage, "InsufficientFunds", () => node.call(stranger, [call]));
  await refusedAs(stage, "OutOfGas", () => signedWithGas(owner, call, 60_000));
  await refusedAs(stage, "FeeTooSmall", () => signedWithGas(owner, call, 60_000, "1"));
}

async function signedWithGas(person: Person, call: Call, gas: number, amount = "100000"): Promise<void> {
  const fee = { amount: [{ denom: "ustake", amount }], gas: String(gas) };
  const { code, rawLog = "" } = await person.client.signAndBroadcast(person.address, encoded(person.address, [call]), fee);
  if (code !== 0) throw new Error(rawLog);
}

async function refusedAs(stage: Stage, kind: string, act: () => Promise<unknown>): Promise<void> {
  const error: unknown = await refusing(act).then(() => undefined, (error: unknown) => error);
  const found = refusalIn(error);
  holds(`refused as ${kind}: ${String(error)}`, found instanceof Refused);
  equal(`refusal "${found?.message}"`, found?.reason?.kind, kind);
  stage.report.refused += 1;
  stage.report.say(`refused: ${found?.message}`);
}
