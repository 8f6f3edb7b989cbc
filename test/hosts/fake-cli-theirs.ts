import type { Handlers } from "../../shared/contract.ts";
import type { TheirVersion } from "../../shared/domain/theirs.ts";
import { recordDetail, recordLine } from "./fake-cli-figures.ts";

/** How a fake core answers what concerns single records. */
export interface TheirsScript {
  readonly theirs?: Partial<TheirVersion>;
}

export const recordHandlers = ({ theirs }: TheirsScript): Partial<Handlers> => ({
  "records.theirs": () => ({
    state: "changed",
    version: "5250093105232954695",
    changedAt: "2026-11-22T10:42:00.000Z",
    ours: { city: "Ours" },
    theirs: { city: "Theirs" },
    differences: [
      { path: "$.city", ours: "Ours", theirs: "Theirs" },
      { path: "$.addresses[0]", theirs: { street: "1" } },
    ],
    ...theirs,
  }),
  "records.find": ({ after }) =>
    after === undefined
      ? { lines: [recordLine(0)], next: "1", searched: 1, of: 2 }
      : { lines: [recordLine(1)], searched: 2, of: 2 },
  "records.children": () => ({
    lines: [],
    searched: 1,
    of: 1,
    counts: [{ resource: "/ed-fi/grades", state: "waiting", records: 12 }],
  }),
  "records.source": () => ({ file: "attendance.jsonl", line: 88, state: "same", text: '{"local":"604822"}' }),
  "records.example": () => ({ line: { ...recordLine(9), state: "sent" }, body: {} }),
  "records.keepTheirs": () => ({ ...recordDetail(1), state: "sent", body: {}, history: [] }),
});
