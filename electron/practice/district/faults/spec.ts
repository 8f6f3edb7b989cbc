import { AppError } from "../../../../shared/errors.ts";
import { type FaultKind, faultKinds } from "./planted.ts";

export type FaultCounts = ReadonlyMap<FaultKind, number>;

const most = 1000;
const pattern = /^([a-z-]+)=(\d{1,4})$/;

/**
 * Reads "unmapped-descriptor=2,bad-date=1": how many of each kind. An empty text is none.
 * Throws AppError("invalid-input") with what is wrong and what to write.
 */
export function parseDistrictFaults(spec: string): FaultCounts {
  const counts = new Map<FaultKind, number>();
  for (const part of spec.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const [, name, digits] = pattern.exec(part) ?? [];
    const kind = faultKinds.find((one) => one === name);
    if (kind === undefined || Number(digits) > most) throw refusal(part);
    if (counts.has(kind))
      throw new AppError("invalid-input", `"${kind}" is named twice in the faults. Name each kind once.`);
    counts.set(kind, Number(digits));
  }
  return counts;
}

function refusal(part: string): AppError {
  return new AppError(
    "invalid-input",
    `"${part.slice(0, 60)}" is no fault. Write name=count with commas between, where the name is one of ${faultKinds.join(", ")} and the count at most ${most}.`,
  );
}
