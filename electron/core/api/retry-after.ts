/** What a Retry-After asks for, in milliseconds. */
export interface Wish {
  /** As the server wrote it. */
  readonly asked: number;
  /** As long as Steward obeys it. */
  readonly wait: number;
}

/** A server that asks for more means an hour or a night: Steward looks again sooner, and once. */
const longestWait = 60_000;

/**
 * Reads Retry-After in both forms of RFC 9110 section 10.2.3: seconds, or an HTTP date. `now`: milliseconds since 1970.
 * Nobody means seconds by a round thousand (30000 would be 8 hours and 20 minutes): those are milliseconds. A date that
 * is past tells of two clocks that differ, and is no wish; neither are negative numbers and other words.
 */
export function readRetryAfter(value: string | undefined, now: number): Wish | undefined {
  const text = value?.trim() ?? "";
  const asked = /^\d+(\.\d+)?$/.test(text) ? readNumber(Number(text)) : readDate(text) - now;
  return asked >= 0 ? { asked, wait: Math.min(asked, longestWait) } : undefined;
}

const readNumber = (count: number) => (count >= 1000 && count % 1000 === 0 ? count : count * 1000);

/** Milliseconds since 1970, or NaN. Without a zone it is Greenwich's, as HTTP has it. */
function readDate(text: string): number {
  if (!/^((mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |\d{4}-\d\d-\d\dT)/i.test(text)) return Number.NaN;
  const hasZone = /(gmt|utc|z|[+-]\d\d:?\d\d)$/i.test(text);
  return Date.parse(hasZone ? text : `${text}${text.includes("T") && /^\d/.test(text) ? "Z" : " GMT"}`);
}

/** A sentence where the server asks for more than Steward obeys. */
export function describeLongWish(value: string | undefined, now: number): string | undefined {
  const wish = readRetryAfter(value, now);
  if (wish === undefined || wish.asked <= longestWait) return undefined;
  return `The server asks to be left alone for ${lengthOf(wish.asked)}; Steward looks once a minute whether it is back.`;
}

function lengthOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} hours`;
  return hours < 24 * 365 ? `${Math.round(hours / 24)} days` : "more than a year";
}
