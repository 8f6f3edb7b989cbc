import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

export type Body = Record<string, unknown>;

/** Names of folders for one test file, which go with it. */
export function districtFolders(): () => string {
  let root = "";
  let folders = 0;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "steward-district-"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => {
    folders += 1;
    return join(root, `district-${folders}`);
  };
}

export function lines(folder: string, file: string): string[] {
  return readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
}

export const bodies = (folder: string, file: string): Body[] =>
  lines(folder, file).map((line) => JSON.parse(line));

export async function refusal(work: Promise<unknown>): Promise<{ code?: string; message?: string }> {
  return work.then(
    () => ({}),
    (error) => error as { code: string; message: string },
  );
}

/** Digest of every file by name. */
export function digests(folder: string): Record<string, string> {
  const names = readdirSync(folder).toSorted();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}
