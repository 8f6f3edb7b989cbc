import type { Page } from "@playwright/test";
import { spreadOf } from "./figures.ts";
import { longestTaskOf } from "./task-times.ts";

/** What is measured in the page itself, in milliseconds. */

export interface Start {
  /** From the request of the address that Steward prints. */
  readonly painted: number;
  /** The counts of the connection and its first causes can be read. */
  readonly useful: number;
  readonly longTasks: readonly number[];
}

export interface Pushing {
  readonly page: string;
  readonly seconds: number;
  /** Records that were sent meanwhile. */
  readonly sent: number;
  readonly longTasks: readonly number[];
  /** The longest task without what other programs took of the machine meanwhile. */
  readonly longestOfProcessor: number;
  /** Between two frames. */
  readonly frames: {
    readonly median: number;
    readonly most: number;
    readonly late: number;
    readonly all: number;
  };
}

const usefulSigns = [".card .mark dd", ".causes tbody tr"];

/** Opens the address and waits until Overview says what there is to know. */
export async function startPage(page: Page, url: string): Promise<Start> {
  await page.addInitScript(() => {
    const longTasks: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
    }).observe({ type: "longtask", buffered: true });
    Object.assign(window, { longTasks });
  });
  await page.goto(url);
  const useful = await page.evaluate(whenShown, usefulSigns);
  return {
    painted: await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    ),
    useful,
    longTasks: await longTasksOf(page),
  };
}

export interface OpenedPage {
  readonly name: string;
  readonly place: string;
  readonly signs: readonly string[];
}

/** Each with what stands on it once it has its data. */
export const pagesOf = (id: string): readonly OpenedPage[] => [
  { name: "Causes", place: `/causes/${id}`, signs: [".cause-list [role=option]"] },
  { name: "One cause", place: `/causes/${id}/${id}/1`, signs: [".cause-records [role=row]:nth-child(2)"] },
  { name: "Sync", place: `/sync/${id}`, signs: [".sync-table [data-index='1']"] },
  { name: "Records", place: `/records/${id}`, signs: ["main [data-index='5']"] },
  { name: "Journal", place: `/journal/${id}`, signs: [".journal-table [data-index='1']"] },
  { name: "Connections", place: "/connections", signs: [".connection-list li"] },
  { name: "A connection", place: `/connections/${id}`, signs: ["main .fact, main dl"] },
];

/** From Overview, as a click on its link does it. */
export async function openPage(page: Page, { place, signs }: OpenedPage): Promise<number> {
  await page.evaluate(() => {
    location.hash = "#/";
  });
  await page.evaluate(whenShown, usefulSigns);
  await page.waitForTimeout(300);
  const began = await page.evaluate((hash) => {
    location.hash = `#${hash}`;
    return performance.now();
  }, place);
  return (await page.evaluate(whenShown, [...signs])) - began;
}

/** Sends everything again, and watches the pages that show it. */
export async function followPush(page: Page, id: string, milliseconds: number): Promise<Pushing[]> {
  await page.evaluate(() => {
    location.hash = "#/";
  });
  await page.waitForTimeout(1000);
  // What the machine itself does to a page that stands still.
  const done: Pushing[] = [await watch(page, { name: "Overview, nothing sent", milliseconds: 5000 })];
  const run = (await call(page, "push.start", { connection: id, force: true })) as { id: string };
  for (const [name, place] of [
    ["Overview", "/"],
    ["Sync", `/sync/${id}`],
    // With every resource of the server: the most that it ever draws.
    ["Map", `/sync/${id}/map/only=all`],
    ["Causes", `/causes/${id}`],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = `#${hash}`;
    }, place);
    // What opening it takes is measured on its own.
    await page.waitForFunction(() =>
      /of [0-9,]+/.test(document.querySelector(".status-line")?.textContent ?? ""),
    );
    await page.waitForTimeout(3000);
    done.push(await watch(page, { name, milliseconds }));
  }
  await call(page, "push.cancel", { run: run.id });
  return done;
}

async function watch(
  page: Page,
  { name, milliseconds }: { name: string; milliseconds: number },
): Promise<Pushing> {
  const before = await sentOf(page);
  await page.evaluate(() => {
    (window as unknown as { longTasks: number[] }).longTasks.length = 0;
  });
  const { value: frames, longest } = await longestTaskOf(page, () =>
    page.evaluate(
      (time) =>
        new Promise<number[]>((resolve) => {
          const found: number[] = [];
          const began = performance.now();
          let last = began;
          const step = () => {
            const now = performance.now();
            found.push(now - last);
            last = now;
            if (now - began > time) resolve(found);
            else requestAnimationFrame(step);
          };
          requestAnimationFrame(step);
        }),
      milliseconds,
    ),
  );
  const { median, max } = spreadOf(frames);
  return {
    page: name,
    seconds: milliseconds / 1000,
    sent: (await sentOf(page)) - before,
    longTasks: await longTasksOf(page),
    longestOfProcessor: longest,
    frames: { median, most: max, late: frames.filter((frame) => frame > 50).length, all: frames.length },
  };
}

/** By what the status line says. */
const sentOf = (page: Page) =>
  page.evaluate(() => {
    const [done = "0"] =
      /[0-9,]+(?= of)/.exec(document.querySelector(".status-line")?.textContent ?? "") ?? [];
    return Number(done.replaceAll(",", ""));
  });

const longTasksOf = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { longTasks: number[] }).longTasks]);

const call = (page: Page, name: string, input: object) =>
  page.evaluate(
    async (asked) => {
      const answer = await fetch("/call", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(asked),
      });
      const { value } = (await answer.json()) as { value: unknown };
      return value;
    },
    { name, input },
  );

/** Runs in the page: resolves with the moment at which something of each kind was drawn. */
function whenShown(signs: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const look = () => {
      const missing = signs.find((sign) => document.querySelector(sign) === null);
      if (missing === undefined) resolve(performance.now());
      else if (performance.now() - began < 60_000) requestAnimationFrame(look);
      else reject(new Error(`There is no "${missing}" on ${location.hash}.`));
    };
    requestAnimationFrame(look);
  });
}
