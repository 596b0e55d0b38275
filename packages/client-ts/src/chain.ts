// What the generated clients need of a chain, in the shape of cosmjs: a `SigningCosmWasmClient` is one, and so is a stand-in for tests.

import type { Coin, StdFee } from "@cosmjs/amino";
import type { ExecuteResult } from "@cosmjs/cosmwasm";

export interface ICosmWasmClient {
  // The answer's type is the caller's word: the chain sends JSON.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  queryContractSmart(address: string, query: object): Promise<any>;
}

export interface ISigningCosmWasmClient extends ICosmWasmClient {
  execute(
    sender: string,
    contract: string,
    msg: object,
    fee: StdFee | "auto" | number,
    memo?: string,
    funds?: readonly Coin[],
  ): Promise<ExecuteResult>;
}
