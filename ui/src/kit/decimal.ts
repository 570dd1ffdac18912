/**
 * Decimals as people type them. Quantities, hours and money are text everywhere, never a binary
 * float, so parsing only normalises the text.
 */

/** `1,5`, ` 1.50 `, `-3` → `1.5`, `1.5`, `-3`; anything else (exponents, two commas) → null. */
export function parseDecimal(text: string): string | null {
  const match = /^([-−])?(\d{1,15})?(?:[.,](\d{1,10}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole, fraction] = match;
  if (whole === undefined && fraction === undefined) return null;
  return canonical(sign !== undefined, whole ?? "0", fraction ?? "");
}

/** No leading and no trailing zeros, no negative zero. */
function canonical(isNegative: boolean, whole: string, fraction: string): string {
  const integer = whole.replace(/^0+(?=\d)/, "");
  const rest = fraction.replace(/0+$/, "");
  const value = rest ? `${integer}.${rest}` : integer;
  return isNegative && value !== "0" ? `-${value}` : value;
}

/** True for a canonical decimal above zero. */
export function isPositive(decimal: string): boolean {
  return !decimal.startsWith("-") && decimal !== "0";
}

/** The exact sum of canonical decimals. */
export function sumOf(decimals: readonly string[]): string {
  const fraction = Math.max(0, ...decimals.map((one) => one.split(".")[1]?.length ?? 0));
  const scaled = (decimal: string) => {
    const [whole = "0", rest = ""] = decimal.split(".");
    return BigInt(whole + rest.padEnd(fraction, "0"));
  };
  return fromScaled(
    decimals.reduce((sum, one) => sum + scaled(one), 0n),
    fraction,
  );
}

/** The same amount the other way. */
export function negated(decimal: string): string {
  if (decimal === "0") return decimal;
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

function fromScaled(scaled: bigint, fraction: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(fraction + 1, "0");
  const cut = digits.length - fraction;
  return canonical(scaled < 0n, digits.slice(0, cut), digits.slice(cut));
}

/** One step up or down, exactly, never below `least`. */
export function stepDecimal(decimal: string, step: 1 | -1, least: string): string {
  const fraction = decimal.split(".")[1]?.length ?? 0;
  const scale = 10n ** BigInt(fraction);
  const scaled = BigInt(decimal.replace(".", "")) + BigInt(step) * scale;
  const floor = BigInt(least) * scale;
  return fromScaled(scaled < floor ? floor : scaled, fraction);
}

/** A stored decimal for reading: a true minus and commas between thousands. */
export function showDecimal(decimal: string | null | undefined): string {
  if (decimal === null || decimal === undefined) return "";
  const [whole = "", fraction] = decimal.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = decimal.startsWith("-") ? "−" : "";
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}
