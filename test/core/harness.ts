import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Core, type CoreOptions, createCore } from "../../electron/core/core.ts";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { type Client, createClient } from "../../shared/client.ts";
import { type AppEvent, type CommandName, commands, events } from "../../shared/contract.ts";
import type { PushResult } from "../../shared/domain/run.ts";
import type { Transport } from "../../shared/rpc.ts";
import { expectCountsExact } from "./counts.ts";
import { atEnd } from "./endings.ts";

export { atEnd };

/** A folder of the test's own, gone with it. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "steward-core-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export interface Bench {
  readonly folder: string;
  readonly home: string;
  readonly source: string;
  readonly practice: Practice;
  readonly core: Core;
  readonly client: Client;
  /** Pushes and waits for the end. */
  push(request?: Record<string, unknown>): Promise<PushResult>;
  /** Ends this core and starts another one on the same data folder. */
  restart(): Promise<Bench>;
}

const fail = (error: unknown) => {
  throw error;
};

interface CoreSetting extends Partial<CoreOptions> {
  /** The connection has yet to make its first sync, where the host guides it. */
  readonly isNew?: boolean;
}

/** A practice API, a data folder, a connection "P" and an empty source folder. */
export async function setUp(
  options: PracticeOptions = {},
  { isNew = false, ...core }: CoreSetting = {},
): Promise<Bench> {
  const folder = ownFolder();
  const practice = await startPractice({ seed: 1, ...options });
  atEnd(practice.close);
  const home = join(folder, "home");
  const source = join(folder, "district");
  mkdirSync(home);
  mkdirSync(source);
  // Once the core is closed: whatever a test did, the kept counts are those that counting gives.
  atEnd(() => expectCountsExact(home));
  const bench = open({ folder, home, source, practice }, core);
  const { key, secret } = practice;
  await bench.client.call("connections.add", {
    name: "P",
    settings: { url: practice.url, requestTimeout: 3000 },
    ...(core.credentials === "keychain" && { credentials: { key, secret } }),
  });
  await bench.client.call("sources.add", { connection: "P", folder: source });
  if (!isNew && core.host !== undefined) await bench.client.call("firstSync.finish", { connection: "P" });
  return bench;
}

type Places = Pick<Bench, "folder" | "home" | "source" | "practice">;

function open(places: Places, options: Partial<CoreOptions>): Bench {
  const { home, practice } = places;
  const environment = { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret };
  const core = createCore({ home, credentials: "environment", environment, reportBug: fail, ...options });
  atEnd(core.close);
  const client = createClient(keepingToContract(core));
  return {
    ...places,
    core,
    client,
    push: async (request = {}) => {
      const run = await client.call("push.start", { connection: "P", ...request });
      return client.call("runs.result", { run: run.id });
    },
    restart: async () => {
      await core.close();
      return open(places, options);
    },
  };
}

/** What the core says must be what the contract promises: every answer and every event is held against its schema. */
function keepingToContract({ call, listen }: Transport): Transport {
  const check = ({ name, data }: AppEvent) => void events[name].parse(data);
  atEnd(listen(check));
  return {
    listen,
    call: async (name, input) => {
      const reply = await call(name, input);
      if (reply.ok) commands[name as CommandName].output.parse(reply.value);
      return reply;
    },
  };
}

/** Writes records as JSON lines: `{ "students.jsonl": [ {...}, "a raw line" ] }`. */
export function write(folder: string, files: Readonly<Record<string, readonly (object | string)[]>>) {
  for (const [name, lines] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
    );
  }
}

const descriptor = (type: string, code: string) => `uri://ed-fi.org/${type}Descriptor#${code}`;

/** A local education agency and a school in it. */
export const agency = {
  localEducationAgencyId: 255901,
  nameOfInstitution: "Practice ISD",
  localEducationAgencyCategoryDescriptor: descriptor(
    "LocalEducationAgencyCategory",
    "Regular public school district",
  ),
  categories: [
    {
      educationOrganizationCategoryDescriptor: descriptor(
        "EducationOrganizationCategory",
        "Local Education Agency",
      ),
    },
  ],
};
export const school = (schoolId: number, changes: object = {}) => ({
  schoolId,
  nameOfInstitution: "Practice High School",
  localEducationAgencyReference: { localEducationAgencyId: 255901 },
  educationOrganizationCategories: [
    { educationOrganizationCategoryDescriptor: descriptor("EducationOrganizationCategory", "School") },
  ],
  gradeLevels: [{ gradeLevelDescriptor: descriptor("GradeLevel", "Ninth grade") }],
  ...changes,
});
export const student = (studentUniqueId: string, changes: object = {}) => ({
  studentUniqueId,
  firstName: "Practice",
  lastSurname: "Pupil",
  birthDate: "2012-03-04",
  ...changes,
});
export const enrollment = (studentUniqueId: string, schoolId: number, changes: object = {}) => ({
  studentReference: { studentUniqueId },
  schoolReference: { schoolId },
  entryDate: "2026-08-17",
  entryGradeLevelDescriptor: descriptor("GradeLevel", "Ninth grade"),
  ...changes,
});
