// Proposals to x/gov, voted for by the one who holds all the stake.

import { createHash } from "node:crypto";
import type { EncodeObject } from "@cosmjs/proto-signing";
import { toBech32 } from "@cosmjs/encoding";
import { encoded, type Call } from "../src/index.js";
import { attribute, pause, type Node, type Person } from "./node.js";

export function govAddress(node: Node): string {
  return toBech32(node.network.prefix, createHash("sha256").update("gov").digest().subarray(0, 20));
}

/** Proposes that the government calls these; the number of the proposal. */
export function propose(node: Node, proposer: Person, title: string, calls: readonly Call[]): Promise<string> {
  return proposeRaw(node, proposer, title, encoded(govAddress(node), calls));
}

/** Proposes any messages of the government. */
export async function proposeRaw(node: Node, proposer: Person, title: string, sent: readonly EncodeObject[]): Promise<string> {
  const messages = sent.map((message) => proposer.client.registry.encodeAsAny(message));
  const initialDeposit = [{ denom: node.network.feeDenom, amount: "1000000" }];
  const value = { messages, initialDeposit, proposer: proposer.address, metadata: "", title, summary: title, expedited: false };
  const done = await node.sign(proposer, [{ typeUrl: "/cosmos.gov.v1.MsgSubmitProposal", value }]);
  return attribute(done, "submit_proposal", "proposal_id");
}

export async function voteYes(node: Node, ids: readonly string[]): Promise<void> {
  const validator = await node.person("validator");
  const votes = ids.map((id) => ({ typeUrl: "/cosmos.gov.v1.MsgVote", value: { proposalId: BigInt(id), voter: validator.address, option: 1, metadata: "" } }));
  await node.sign(validator, votes);
}

/** Waits until it is decided; refuses what did not pass, with the reason that the chain gives. */
export async function passed(node: Node, id: string): Promise<void> {
  // 60 s: the vote takes 10
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(250)) {
    const answer = await fetch(`${node.rest}/cosmos/gov/v1/proposals/${id}`);
    const { proposal } = (await answer.json()) as { proposal: { status: string; failed_reason?: string } };
    if (proposal.status === "PROPOSAL_STATUS_PASSED") return;
    if (/FAILED|REJECTED/.test(proposal.status)) throw new Error(`proposal ${id}: ${proposal.status} ${proposal.failed_reason ?? ""}`);
  }
  throw new Error(`proposal ${id} is undecided after 60 s`);
}
