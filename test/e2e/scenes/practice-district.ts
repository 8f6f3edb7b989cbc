import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Core, createCore } from "../../../electron/core/core.ts";
import { generateDistrict } from "../../../electron/practice/district/generate.ts";
import { startPractice } from "../../../electron/practice/practice.ts";
import { createClient } from "../../../shared/client.ts";

const name = "Practice";
const seed = 1;
const faults =
  "refused-school=60,unmapped-code=300,missing-parent=20,bad-date=12,too-long=3,wrong-type=2,duplicate-key=1";

export interface PracticeDistrict {
  readonly core: Core;
  close(): Promise<void>;
}

/** A synthetic district that was sent to the practice API once: all that is to be seen of it has really happened. */
export async function openPracticeDistrict(): Promise<PracticeDistrict> {
  const folder = mkdtempSync(join(tmpdir(), "steward-district-"));
  const files = join(folder, "district");
  mkdirSync(files);
  const practice = await startPractice({ seed });
  const core = createCore({
    home: folder,
    credentials: "environment",
    environment: { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret },
    reportBug: (error) => {
      throw error;
    },
  });
  const client = createClient(core);
  await generateDistrict(files, { students: 300, seed, faults, signal: new AbortController().signal });
  await client.call("connections.add", { name, settings: { url: practice.url } });
  await client.call("sources.add", { connection: name, folder: files });
  await client.call("firstSync.finish", { connection: name });
  const run = await client.call("push.start", { connection: name });
  await client.call("runs.result", { run: run.id });
  return {
    core,
    close: async () => {
      await core.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
