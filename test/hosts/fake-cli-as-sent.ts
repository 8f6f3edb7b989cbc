import type { Handlers } from "../../shared/contract.ts";
import type { SentReport } from "../../shared/domain/as-sent.ts";

/** How a fake core answers what concerns the ledger. */
export interface AsSentScript {
  /** Records that the server had. */
  readonly sentLines?: number;
}

const resource = "/ed-fi/students";
const hex = (value: number) => value.toString(16).padStart(32, "0");

export const asSentReport: SentReport = {
  connection: "State",
  address: "https://api.example.org",
  day: "2026-10-29",
  timeZone: "America/Chicago",
  isToday: false,
  keptFrom: "2025-10-01",
  resources: [
    {
      resource,
      sent: { created: 12, updated: 3, renamed: 1, deleted: 2 },
      sentDigest: hex(7),
      there: 40_003,
      thereDigest: "0123456789abcdef0123456789abcdef",
    },
  ],
  digest: "ab".repeat(32),
  madeBy: "steward",
  madeAt: "2026-11-30T12:00:00.000Z",
};

export function asSentHandlers({ sentLines = 1 }: AsSentScript): Partial<Handlers> {
  return {
    "asSent.show": () => asSentReport,
    "asSent.list": ({ scope, after, limit }) => {
      const from = after === undefined ? 0 : Number.parseInt(after, 16) + 1;
      const what = scope === "there" ? "there" : "created";
      return Array.from({ length: Math.min(limit, sentLines - from) }, (_, index) => ({
        resource,
        record: hex(from + index),
        content: hex(1),
        what,
      }));
    },
  };
}
