import { AppError } from "../../../shared/errors.ts";
import { seededRandom } from "./random.ts";

/** What is done to one data request instead of, before or after serving it. */
export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "reset" }
  | { readonly kind: "cut-after-write" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  | { readonly kind: "hang" }
  | { readonly kind: "down" };

type Rule =
  | { readonly kind: "share"; readonly share: number; readonly fault: Fault }
  | { readonly kind: "hang"; readonly count: number; readonly from: number }
  | { readonly kind: "down"; readonly milliseconds: number; readonly from: number }
  | { readonly kind: "expire"; readonly uses: number };

/** Faults on demand, the same for the same seed and the same order of requests. */
export interface Faults {
  /** The fault for the next data request, if any. Outages and hanging requests are counted by writes. */
  next(isWrite: boolean): Fault | undefined;
  /** The whole server is down: the token endpoint too. */
  isDown(): boolean;
  /** Data requests after which a token is expired; undefined: only by time. */
  readonly tokenUses: number | undefined;
}

/**
 * Reads a comma list such as "503:2%,429:1%@retry-after=2,reset:0.5%,slow:1%@3000,401-after:500,html502:1%,
 * cut-after-write:0.5%,down:60s@1000,hang:2".
 * @throws AppError "invalid-input" for a word that is not known
 */
export function readFaults(text: string | undefined, seed: number): Faults {
  const words = (text ?? "").split(",").map((word) => word.trim());
  const rules = words.filter((word) => word !== "").map(readRule);
  const random = seededRandom(seed);
  const outages = rules.filter((rule) => rule.kind === "down").map((rule) => ({ ...rule, until: 0 }));
  let writes = 0;
  const isDown = () => {
    const now = Date.now();
    for (const outage of outages) {
      if (outage.until === 0 && writes > outage.from) outage.until = now + outage.milliseconds;
      if (now < outage.until) return true;
    }
    return false;
  };
  return {
    tokenUses: rules.find((rule) => rule.kind === "expire")?.uses,
    isDown,
    next: (isWrite) => {
      if (isWrite) writes += 1;
      return isDown() ? { kind: "down" } : chosen(rules, isWrite ? writes : 0, random);
    },
  };
}

/** `write`: its number, 0 for a request that reads. */
function chosen(rules: readonly Rule[], write: number, random: () => number): Fault | undefined {
  for (const rule of rules) {
    if (rule.kind === "hang" && write > rule.from && write <= rule.from + rule.count) return { kind: "hang" };
    if (rule.kind === "share" && random() < rule.share) return rule.fault;
  }
  return undefined;
}

function readRule(word: string): Rule {
  const [name = "", value = ""] = word.split(":", 2);
  const [amount = "", extra] = value.split("@", 2);
  const rule = readCounted(name, amount, extra) ?? readShare(name, amount, extra);
  if (rule !== undefined) return rule;
  throw new AppError(
    "invalid-input",
    `"${word}" is no fault of the practice API. Use words such as 503:2%, 429:1%@retry-after=2, reset:0.5%, slow:1%@3000, 401-after:500, html502:1%, cut-after-write:0.5%, down:60s@1000 or hang:2, with commas between.`,
  );
}

function readCounted(name: string, amount: string, extra: string | undefined): Rule | undefined {
  const from = extra === undefined ? 0 : count(extra);
  if (name === "401-after") {
    const uses = count(amount);
    return uses === undefined ? undefined : { kind: "expire", uses };
  }
  if (from === undefined) return undefined;
  if (name === "hang") {
    const requests = count(amount);
    return requests === undefined ? undefined : { kind: "hang", count: requests, from };
  }
  const milliseconds = name === "down" ? duration(amount) : undefined;
  return milliseconds === undefined ? undefined : { kind: "down", milliseconds, from };
}

function readShare(name: string, amount: string, extra: string | undefined): Rule | undefined {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(amount)?.[1];
  const fault = percent === undefined ? undefined : readFault(name, extra);
  return fault === undefined ? undefined : { kind: "share", share: Number(percent) / 100, fault };
}

function readFault(name: string, extra: string | undefined): Fault | undefined {
  if (name === "reset" || name === "cut-after-write") return extra === undefined ? { kind: name } : undefined;
  if (name === "slow") {
    const milliseconds = count(extra ?? "");
    return milliseconds === undefined ? undefined : { kind: "slow", milliseconds };
  }
  const html = /^html([45]\d\d)$/.exec(name)?.[1];
  if (html !== undefined) return { kind: "html", status: Number(html) };
  if (!/^[45]\d\d$/.test(name)) return undefined;
  const status = Number(name);
  if (extra === undefined) return { kind: "status", status };
  const retryAfter = count(/^retry-after=(.+)$/.exec(extra)?.[1] ?? "");
  return retryAfter === undefined ? undefined : { kind: "status", status, retryAfter };
}

function count(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function duration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  if (match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000 }[match[2] as "ms" | "s" | "m"];
  return Number(match[1]) * unit;
}
