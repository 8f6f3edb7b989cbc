import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateDistrict, mendDistrict } from "../../electron/practice/district/generate.ts";
import { type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import type { Input } from "../../shared/contract.ts";
import type { Steward } from "./fixtures.ts";

export const officeName = "Practice";

interface OfficeOptions {
  /** The invented district in its files; absent: the files are the test's own. */
  readonly district?: { readonly students: number; readonly faults?: string };
  readonly practice?: PracticeOptions;
  readonly settings?: Omit<Input<"connections.add">["settings"], "url">;
  readonly sourceIds?: Input<"sources.add">["sourceIds"];
  /** It has yet to make its first sync. */
  readonly isNew?: boolean;
}

/** The core itself, over the host of this run, with one connection to a practice API and a folder. */
export async function openOffice(steward: Steward, options: OfficeOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "steward-office-"));
  const practice = await startPractice(options.practice);
  const core = await steward.startCore({ home: folder, credentials: practice });
  const { client } = core;
  const files = mkdtempSync(join(folder, "district-"));
  const district = options.district && { seed: 7, ...options.district };
  if (district) await generateDistrict(files, district);
  const settings = { url: practice.url, ...options.settings };
  const { connection } = await client.call("connections.add", { name: officeName, settings });
  const { sourceIds } = options;
  await client.call("sources.add", {
    connection: officeName,
    folder: files,
    ...(sourceIds && { sourceIds }),
  });
  if (!options.isNew) await client.call("firstSync.finish", { connection: officeName });
  return {
    core,
    client,
    practice,
    files,
    id: connection.id,
    push: async () => {
      const run = await client.call("push.start", { connection: officeName });
      return client.call("runs.result", { run: run.id });
    },
    scan: () => client.call("sources.scan", { connection: officeName }),
    status: async () => (await client.call("status.show", { connection: officeName }))[0],
    newest: async () => (await client.call("submissions.list", { connection: officeName, limit: 1 }))[0],
    /** Takes the planted faults out of the files. */
    mend: async () => {
      if (district) await mendDistrict(files, district);
    },
    /** What the files hold of a resource. */
    records: (resource: string) =>
      readFileSync(join(files, `${resource}.jsonl`), "utf8")
        .trimEnd()
        .split("\n")
        .map((text) => JSON.parse(text)),
    close: async () => {
      await steward.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
