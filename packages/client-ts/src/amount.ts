// Base units and what people write. Exact: whole numbers all the way, no floating point.

/** A text that is no amount. */
export class AmountError extends Error {
  constructor(readonly text: string, readonly decimals: number, reason: string) {
    super(`${JSON.stringify(text)} is no amount of a token with ${decimals} decimals: ${reason}`);
    this.name = "AmountError";
  }
}

/** `"1.5"` of a token with 6 decimals is `1500000n`. Fails where a digit would be lost. */
export function toBase(text: string, decimals: number): bigint {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!parts) throw new AmountError(text, decimals, "write it like 12 or 12.5");
  const fraction = (parts[2] ?? "").replace(/0+$/, "");
  if (fraction.length > decimals) throw new AmountError(text, decimals, "too many digits after the point");
  return BigInt(parts[1] + fraction.padEnd(decimals, "0"));
}

/** `1500000n` of a token with 6 decimals is `"1.5"`. Exact. */
export function fromBase(amount: bigint | string, decimals: number): string {
  const digits = BigInt(amount).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction ? `${whole}.${fraction}` : whole;
}

/** Digits after the point of a [`Decimal`]. */
const scale = 18;

/** A number that contracts answer with a point in it (a price, a value, a factor), as a whole number of 1e-18: exact. */
export function decimal(text: string): bigint {
  const negative = text.startsWith("-");
  const size = toBase(negative ? text.slice(1) : text, scale);
  return negative ? -size : size;
}

/** The other way round, cut to so many digits after the point: for people to read. */
export function decimalText(value: bigint, digits = scale): string {
  const size = fromBase((value < 0n ? -value : value) / 10n ** BigInt(scale - digits), digits);
  return value < 0n && size !== "0" ? `-${size}` : size;
}

/** Thousands apart, as people read amounts: `1234567.5` is `1,234,567.5`. */
export function grouped(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}
