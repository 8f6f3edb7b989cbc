import { AppError } from "../../../../shared/errors.ts";
import { type FaultKind, faultKinds } from "./planted.ts";

/** What may be asked for: the kinds, and single records that are wrong in as many different ways, of several kinds. */
const wishes = [...faultKinds, "bad-record"] as const;
export type FaultCounts = ReadonlyMap<FaultKind | "bad-record", number>;

const most = 1000;
/** Of these there is one, and the number is its size: a school's students, the records that use a code. */
const sized: ReadonlySet<string> = new Set(["refused-school", "unmapped-code"]);
const largest = 9_999_999;
const pattern = /^([a-z-]+)=(\d{1,7})$/;

/**
 * Reads "unmapped-descriptor=2,bad-date=1": how many of each kind; of refused-school and unmapped-code, how large the one
 * is. An empty text is none.
 * Throws AppError("invalid-input") with what is wrong and what to write.
 */
export function parseDistrictFaults(spec: string): FaultCounts {
  const counts = new Map<FaultKind | "bad-record", number>();
  for (const part of spec.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const [, name, digits] = pattern.exec(part) ?? [];
    const kind = wishes.find((one) => one === name);
    if (kind === undefined || Number(digits) > (sized.has(kind) ? largest : most)) throw refusal(part);
    if (counts.has(kind))
      throw new AppError("invalid-input", `"${kind}" is named twice in the faults. Name each kind once.`);
    counts.set(kind, Number(digits));
  }
  return counts;
}

function refusal(part: string): AppError {
  return new AppError(
    "invalid-input",
    `"${part.slice(0, 60)}" is no fault. Write name=count with commas between, where the name is one of ${wishes.join(", ")} and the count at most ${most}; of ${[...sized].join(" and ")} it is how many students or records the one concerns.`,
  );
}
