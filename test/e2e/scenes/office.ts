import { causeHandlers } from "../../hosts/fake-causes.ts";
import { asSentHandlers } from "../../hosts/fake-cli-as-sent.ts";
import type { FakeWorld } from "../../hosts/fake-core.ts";
import { defaultWorld } from "../../hosts/fake-world.ts";
import type { Answers } from "../connection-answers.ts";
import { journalAnswers, someDays } from "../journal-world.ts";
import { mappingAnswers, smallWorld } from "../mapping-world.ts";
import { permissions, profileAnswers, profileWorld } from "../profile-world.ts";
import { recordAnswers } from "../records-world.ts";
import { createSyncWorld, type SyncWorld } from "../sync-world.ts";

const answers = (): Answers =>
  ({
    ...recordAnswers(100_000),
    ...journalAnswers(someDays),
    ...mappingAnswers(smallWorld()),
    ...profileAnswers(profileWorld()),
    ...asSentHandlers({ sentLines: 12_000 }),
    ...causeHandlers(mappable()),
    "schedule.preview": () =>
      Array.from({ length: 5 }, (_, index) =>
        new Date(Date.UTC(2026, 10, 22, 7, 45 + 15 * index)).toISOString(),
      ),
    "permissions.show": () => permissions(),
    "about.show": () => ({
      version: "0.1.0",
      versions: { electron: "45.4.1", chrome: "150.0.1", node: "24.21.0" },
      home: "C:\\Users\\mgarcia\\AppData\\Roaming\\Steward",
    }),
    "practice.show": () => ({
      made: {
        connection: "c-practice",
        url: "http://127.0.0.1:8765",
        students: 500,
        records: 52_310,
        mistakes: 8,
      },
    }),
  }) as Answers;

/** What its codes are called among the descriptors: they are mapped beside their cause. */
function mappable(): FakeWorld {
  const world = defaultWorld();
  const causes = (world.causes["c-state"] ?? []).map((cause) =>
    cause.kind === "descriptor"
      ? { ...cause, about: "/ed-fi/attendanceEventCategoryDescriptors", code: "LATE-MEDEXC" }
      : cause,
  );
  return { ...world, causes: { "c-state": causes } };
}

/** An office in the middle of its year: every page has something to tell. `more`: what is otherwise in it. */
export const office = (more: Answers = {}): SyncWorld =>
  createSyncWorld({
    schedule: { timing: { kind: "every", minutes: 15 }, timeZone: "UTC" },
    more: { ...answers(), ...more },
  });
