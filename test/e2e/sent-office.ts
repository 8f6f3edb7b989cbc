import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Core, createCore } from "../../electron/core/core.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";

const name = "Practice";

export interface SentOffice {
  readonly core: Core;
  close(): Promise<void>;
}

/** An office whose files were sent to a practice API once: all that is to be seen of it has really happened. */
export async function openSentOffice(
  writeFiles: (folder: string) => void | Promise<void>,
  seed?: number,
): Promise<SentOffice> {
  const folder = mkdtempSync(join(tmpdir(), "steward-sent-"));
  const files = join(folder, "district");
  mkdirSync(files);
  await writeFiles(files);
  const practice = await startPractice(seed === undefined ? {} : { seed });
  const core = createCore({
    home: folder,
    credentials: "environment",
    environment: { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret },
    reportBug: (error) => {
      throw error;
    },
  });
  const client = createClient(core);
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
