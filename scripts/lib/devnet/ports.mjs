import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

export function portsOf(base, index) {
  const first = base + 10 * index;
  return { p2p: first + 6, rpc: first + 7, rest: first + 8, grpc: first + 9 };
}

export async function refuseTakenPorts(base, nodes) {
  for (const { index } of nodes)
    for (const [use, port] of Object.entries(portsOf(base, index)))
      if (await taken(port))
        throw new Failure(
          `port ${port} (${use} of node${index}) is taken`,
          "stop what listens there, or choose other ports: scripts/devnet up --base-port " + (base + 1000),
        );
}

function taken(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(true) : reject(error)));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}
