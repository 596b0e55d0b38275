export * from "./amount.js";
export * from "./chain.js";
export * from "./refusal.js";
export * as lending from "./generated/Lending.types.js";
