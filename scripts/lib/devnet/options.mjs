import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

export const usage = [
  "scripts/devnet up [--validators 1] [--base-port 26650]",
  "scripts/devnet down | status | reset | build",
];

const known = { validators: { type: "string" }, "base-port": { type: "string" } };

export function readOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: known, allowPositionals: true });
  } catch (error) {
    throw new Failure(error.message.split("\n")[0], ...usage);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== 1) throw new Failure("one command, please", ...usage);
  const command = positionals[0];
  if (command !== "up" && Object.keys(values).length > 0) throw new Failure(`${command} takes no options`, ...usage);
  return {
    command,
    options: {
      // 16: as many as the ports between two hundreds hold, and more than two cores bear
      validators: whole("validators", values.validators, 1, 16),
      basePort: whole("base-port", values["base-port"], 1024, 65000),
    },
  };
}

function whole(name, text, least, most) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Failure(`--${name} is ${JSON.stringify(text)}; it takes a whole number from ${least} to ${most}`);
  return value;
}
