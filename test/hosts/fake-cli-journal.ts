import { packReview } from "../../electron/core/journal/bundle.ts";
import type { Handlers } from "../../shared/contract.ts";
import type { Review } from "../../shared/domain/journal.ts";

const at = "2026-11-20T10:42:00.000Z";

export const review: Review = {
  manifest: {
    kind: "manifest",
    format: "steward-review",
    version: 2,
    madeAt: at,
    madeWith: "1.2.3",
    connections: [
      {
        id: "one",
        name: "State",
        server: { product: "ods", version: "7.3", dataModels: [] },
        records: 40_000,
        causes: 1,
      },
    ],
    lines: { run: 1, refusal: 2, setting: 1, "cause-change": 1, cause: 1 },
  },
  causes: [
    {
      kind: "cause",
      connection: "one",
      id: "3",
      cause: "permission",
      topic: "permission.action",
      title: "grades: the key may not create or change these records",
      who: "the host",
      resource: "/ed-fi/grades",
      status: 403,
      records: 2,
      held: 5,
      firstSeen: at,
      lastSeen: at,
    },
  ],
  entries: [],
  journal: [
    {
      kind: "run",
      at,
      connection: "one",
      run: "7",
      state: "done",
      seconds: 4,
      requests: 14,
      tokens: 1,
      created: 12,
      updated: 0,
      unchanged: 3,
      deleted: 0,
      keyChanged: 0,
      failed: 2,
      blocked: 5,
      waiting: 0,
      unknown: 0,
      left: 0,
    },
    ...[1, 2].map((number) => ({
      kind: "refusal" as const,
      at,
      connection: "one",
      run: "7",
      resource: "/ed-fi/grades",
      status: 403,
      record: String(number).padStart(32, "0"),
    })),
    {
      kind: "cause-change",
      at,
      connection: "one",
      cause: "3",
      what: "opened",
      topic: "permission.action",
      title: "grades: the key may not create or change these records",
      who: "the host",
      resource: "/ed-fi/grades",
      status: 403,
      records: 7,
      run: "7",
    },
    { kind: "setting", at, connection: "one", what: "rotated the key", fields: ["key ending"] },
  ],
};

export const journalHandlers: Partial<Handlers> = {
  "journal.list": () => ({ lines: [...review.journal] }),
  "journal.preview": () => review,
  "journal.export": async () => ({
    name: "steward-review-2026-11-20.jsonl.gz",
    content: (await packReview(review)).toString("base64"),
    manifest: review.manifest,
  }),
  "journal.purge": () => ({ answers: 2, runs: 1, causeEvents: 0 }),
  "journal.retention": () => ({ days: 400, refusals: 2_000_000, held: { refusals: 2, oldest: at } }),
  "journal.retain": () => ({ answers: 2, runs: 0, causeEvents: 0 }),
};
