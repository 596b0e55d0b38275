// The story on a node: node dist/e2e/main.js --network FILE --artifacts FOLDER [--core]
//
// `--core`: without what takes long and touches no money (migration, wrong messages): for a chain whose validators are being killed.

import { parseArgs } from "node:util";
import { deploy, ofTheStory, report as feedersSay } from "./market.js";
import { Node, pause, type Person } from "./node.js";
import { equal, Report } from "./report.js";
import { booksAddUp, of, stageOf, type Stage } from "./stage.js";
import { borrowerBorrows, feedersReport, interestAccrues, maxIsAsked, maxIsSigned, operatorProtects, supplierSupplies } from "./everyday.js";
import { borrowerLeaves, flashLiquidation, liamBorrows, pricesFall, proRataRescue } from "./crash.js";
import { feedersFallSilent, governs, migrates } from "./governing.js";
import { readmeRuns } from "./readme.js";
import { listenTo } from "./listening.js";
import { wrongMessages, wrongSenders } from "./wrong.js";

const options = {
  network: { type: "string" as const },
  artifacts: { type: "string" as const },
  core: { type: "boolean" as const, default: false },
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (!values.network || !values.artifacts) throw new Error("what is missing: --network FILE --artifacts FOLDER");
  const [node, report] = [await Node.of(values.network), new Report()];
  let stage: Stage | undefined;
  await report.step("the contracts are stored, instantiated, and seven assets listed and seeded", async () => {
    const market = await deploy(node, values.artifacts ?? "", report.gas, ofTheStory);
    stage = stageOf(node, market, report, values.artifacts ?? "");
  });
  if (!stage) return;
  await story(stage, values.core);
  report.close();
}

async function story(stage: Stage, core: boolean): Promise<void> {
  const { report, node } = stage;
  const named = (...names: string[]) => Promise.all(names.map((name) => node.person(name)));
  const [owner, alice, bob, carol, liam, otto] = (await named("owner", "alice", "bob", "carol", "liam", "otto")) as [Person, Person, Person, Person, Person, Person];
  const listener = await listenTo(node, stage.reader.lending, of(alice));
  const step = (title: string, act: () => Promise<void>) => report.step(title, act);

  await step("three feeders report", () => feedersReport(stage));
  await step("carol supplies a million USDC", () => supplierSupplies(stage, carol));
  await step("alice deposits ATOM, a cw20 and an ibc denom and borrows USDC, in one transaction", () => borrowerBorrows(stage, alice));
  const asked = await maxIsAsked(stage, bob);
  await step("interest accrues", () => interestAccrues(stage, [alice, carol]));
  await step("otto protects alice's account, and may nothing else", () => operatorProtects(stage, [alice, otto]));
  await step("the lines of the client's README run", () => readmeRuns(stage, otto));
  await step("bob borrows what \"Max\" said a minute ago", () => maxIsSigned(stage, asked));
  await step("liam borrows two assets against two", () => liamBorrows(stage, liam));
  await step("prices fall by a fifth", () => pricesFall(stage, [bob, liam]));
  await step("a liquidator without capital rescues bob by flash loan", () => flashLiquidation(stage, [owner, bob]));
  await step("carol rescues liam pro rata", () => proRataRescue(stage, [carol, liam]));
  await step("alice repays and leaves", () => borrowerLeaves(stage, alice));
  await step("everything of alice's account was heard by websocket", async () => {
    await pause(1000);
    await listener.end();
    equal("what was heard", listener.heard, aliceHeard);
  });
  if (!core) await step("the government changes a collateral factor and a correlation", () => governs(stage, owner));
  if (!core) await step("a migration to the same code keeps all state", () => migrates(stage, owner));
  await step("the feeders fall silent, and the exits work", () => feedersFallSilent(stage, [owner, bob, carol]));
  await step("the books add up", () => booksAddUp(stage));
  if (core) return;
  await step("wrong messages are refused with a sentence", () => wrongMessages(stage, [owner, bob, alice, liam]));
  await step("so are those who cannot pay or sign", () => wrongSenders(stage, owner));
  await feedersSay(node, stage.market, {});
}

const aliceHeard = ["deposit", "deposit", "deposit", "borrow", "deposit", "set_operator", "offset", "shift", "repay", "withdraw", "withdraw", "withdraw"];

// A websocket that lost its node would keep the process alive.
main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`\ne2e: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env["E2E_TRACE"]) console.error(error);
    process.exit(1);
  },
);
