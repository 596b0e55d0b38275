import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const data = resolve(process.env.DEVNET_DIR ?? join(root, "target/devnet"));

/** The binary is shared by all chains of a checkout, whatever DEVNET_DIR says. */
export const folders = {
  tools: join(root, "scripts/devnet-tools"),
  bin: join(root, "target/devnet/bin"),
  chain: join(data, "chain"),
};
export const wasmd = join(folders.bin, "wasmd");
export const networkFile = join(folders.chain, "network.json");
