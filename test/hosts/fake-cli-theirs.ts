import type { Handlers } from "../../shared/contract.ts";
import type { TheirVersion } from "../../shared/domain/theirs.ts";
import { recordLine } from "./fake-cli-figures.ts";

/** How a fake core answers what concerns others' changes. */
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
  "records.keepTheirs": () => ({ ...recordLine(1), state: "sent", body: {}, attempts: 1, history: [] }),
});
