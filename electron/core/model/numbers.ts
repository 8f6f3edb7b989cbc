/**
 * Node 24's lossless JSON, which TypeScript's library does not know yet: JSON.parse hands the number's text to its
 * reviver, JSON.rawJSON keeps such a text, and JSON.stringify writes it as it stands.
 */
interface RawJson {
  readonly rawJSON: string;
}

interface LosslessJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
}

export const losslessJson = JSON as unknown as LosslessJson;

/**
 * One text for equal decimal numbers, exact at any length: "1", "1.0", "1e0" and "10E-1" give "1"; "-0" gives "0".
 * A text that is no JSON number is returned as it is.
 */
export function decimalText(source: string): string {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  if (whole === undefined) return source;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const point = digits.length - fraction.length + Number(exponent);
  return sign + placePoint(significant, point);
}

/** Beyond this many zeros a number stands with an exponent: a body must not be able to ask for gigabytes of them. */
const mostZeros = 40;

function placePoint(digits: string, point: number): string {
  if (point > digits.length + mostZeros || point < -mostZeros) return `${digits}e${point - digits.length}`;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
