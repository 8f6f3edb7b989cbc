import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { type PageSizes, readPageSizes } from "../../build/page-sizes.ts";
import { chromium as browserPath, hasChromium, whyNot } from "../e2e/chromium.ts";
import { type Server, startServer, startWindow } from "./processes.ts";
import { schoolFile, schoolLines } from "./records.ts";
import { connection } from "./steward-input.ts";
import { followPush, openPage, type Pushing, pagesOf, type Start, startPage } from "./window-page.ts";
import type { Workshop } from "./workshop.ts";

/** The pages over many records, in the browser host as a user runs it: how soon they are there, and how smooth they stay. */

export interface WindowFigures {
  readonly records: number;
  /** That causes hold, or that were refused. */
  readonly affected: number;
  readonly starts: readonly (Start & { readonly fromProcess: number })[];
  readonly opened: readonly { readonly name: string; readonly first: number[]; readonly again: number[] }[];
  readonly pushing: readonly Pushing[];
  readonly sizes: PageSizes;
}

const atATime = 32;
/** Milliseconds that a push is watched on each page. */
const watched = 15_000;

/** Undefined, with a printed reason, where there is no browser. */
export async function measureWindow(workshop: Workshop): Promise<WindowFigures | undefined> {
  if (!hasChromium) {
    workshop.say(`window: skipped. ${whyNot}`);
    return undefined;
  }
  const records = workshop.plan.windowRecords;
  const server = await startServer(new URL("refusing-server.ts", import.meta.url), {
    refusedEach: Math.round(records / 200),
    reasons: 20,
  });
  try {
    return await measureOver(workshop, server, await fill(workshop, server, records));
  } finally {
    await server.close();
  }
}

/** A data folder that has sent so many records, a twentieth of which wait for two refused schools. */
async function fill(workshop: Workshop, server: Server, records: number): Promise<Filled> {
  const folder = await workshop.records(records);
  writeFileSync(join(folder, schoolFile), `${schoolLines().join("\n")}\n`);
  const home = await workshop.connected(server, { folder, atATime });
  workshop.say(`window: sending ${records} records once`);
  await workshop.finishFirstSync(server, home);
  const { push } = await workshop.steward(server, { home, push: { warmUp: 0 } });
  rmSync(join(folder, schoolFile));
  if (!push || push.accepted < records * 0.9)
    throw new Error("Steward did not send the records that the pages are to be about.");
  return { home, records, affected: records + schoolLines().length - push.accepted };
}

interface Filled {
  readonly home: string;
  readonly records: number;
  readonly affected: number;
}

export async function measureOver(
  workshop: Workshop,
  server: Server,
  { home, records, affected }: Filled,
): Promise<WindowFigures> {
  const starts: WindowFigures["starts"][number][] = [];
  for (let round = 0; round < workshop.plan.repeats; round += 1) {
    workshop.say(`window: start ${round + 1} of ${workshop.plan.repeats}`);
    starts.push(
      await withPage(server, home, async (page, began, url) => {
        const start = await startPage(page, url);
        return { ...start, fromProcess: performance.now() - began };
      }),
    );
  }
  return withPage(server, home, async (page, _, url) => {
    await startPage(page, url);
    const opened = [];
    for (const one of pagesOf(await idOf(page))) {
      workshop.say(`window: opening ${one.name}`);
      const first = [await openPage(page, one)];
      const again = [];
      for (let round = 0; round < workshop.plan.repeats; round += 1) again.push(await openPage(page, one));
      opened.push({ name: one.name, first, again });
    }
    workshop.say("window: a push at full speed");
    const pushing = await followPush(page, await idOf(page), watched);
    return { records, affected, starts, opened, pushing, sizes: await sizesOf(workshop) };
  });
}

/** `began`: when the process was started. Each has a browser and a process of its own: nothing is warm. */
async function withPage<T>(
  server: Server,
  home: string,
  work: (page: Page, began: number, url: string) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--disable-quic", "--disable-gpu", "--disable-software-rasterizer"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
    const began = performance.now();
    const host = await startWindow(home, server);
    try {
      return await work(page, began, host.url);
    } finally {
      await host.close();
    }
  } finally {
    await browser.close();
  }
}

const idOf = (page: Page) =>
  page.evaluate(async (name) => {
    const answer = await fetch("/call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "connections.show", input: { connection: name } }),
    });
    const { value } = (await answer.json()) as { value: { id: string } };
    return value.id;
  }, connection);

async function sizesOf(workshop: Workshop): Promise<PageSizes> {
  const outDir = workshop.fresh("pages");
  const configFile = fileURLToPath(new URL("../../build/vite.config.ts", import.meta.url));
  if (!existsSync(outDir)) await build({ configFile, logLevel: "warn", build: { outDir, manifest: true } });
  return readPageSizes(outDir);
}
