import { expect, test } from "vitest";
import type { CodeLine } from "../../shared/domain/descriptor.ts";
import { setUp, write } from "./harness.ts";
import { codeCount, type Kind, type Planted, plantCodes, recordsUsing, seeds } from "./planted-codes.ts";

interface Tally {
  codes: number;
  shown: number;
  right: number;
  sure: number;
  sureRight: number;
}

test("of 400 local codes of 60 types the obvious ones get the right suggestion, and none is applied by itself", async () => {
  const planted = plantCodes();
  expect(planted).toHaveLength(codeCount);
  expect(new Set(planted.map(({ type }) => type)).size).toBe(60);
  const { client, source } = await setUp({ seeds });
  write(source, recordsUsing(planted));
  await client.call("sources.scan", { connection: "P" });
  await client.call("descriptors.pull", { connection: "P" });

  const lines = await allCodes((after) =>
    client.call("descriptors.codes", {
      connection: "P",
      unmapped: true,
      limit: 100,
      ...(after && { after }),
    }),
  );
  expect(lines.map(({ type, code, uses }) => ({ type, code, uses }))).toEqual(
    planted
      .map(({ type, code, uses }) => ({ type, code, uses }))
      .toSorted((one, other) => compare(one.type, other.type) || compare(one.code, other.code)),
  );

  const tallies = tally(planted, lines);
  console.table(Object.fromEntries(tallies));
  const all = [...tallies.values()].reduce(add);
  const known = all.codes - (tallies.get("unknown")?.codes ?? 0);
  const precision = all.right / all.shown;
  const recall = all.right / known;
  const surePrecision = all.sureRight / all.sure;
  console.info(
    `precision ${percent(precision)}, recall ${percent(recall)}; of those that are called sure ${percent(surePrecision)} are right`,
  );
  expect(precision).toBeGreaterThanOrEqual(0.97);
  expect(recall).toBeGreaterThanOrEqual(0.93);
  expect(surePrecision).toBeGreaterThanOrEqual(0.99);
  for (const kind of ["case", "description", "namespace", "usual"] as const) {
    const { right = 0, codes = 1 } = tallies.get(kind) ?? {};
    expect(right, kind).toBe(codes);
  }

  const after = await client.call("descriptors.types", { connection: "P" });
  expect(after.reduce((sum, { unmapped }) => sum + unmapped, 0)).toBe(codeCount);
  expect(await client.call("descriptors.export", { connection: "P" })).toMatchObject({ lines: 0 });
});

async function allCodes(
  page: (after: { type: string; code: string } | undefined) => Promise<CodeLine[]>,
): Promise<CodeLine[]> {
  const all: CodeLine[] = [];
  for (;;) {
    const last = all.at(-1);
    const next = await page(last && { type: last.type, code: last.code });
    if (next.length === 0) return all;
    all.push(...next);
  }
}

function tally(planted: readonly Planted[], lines: readonly CodeLine[]): Map<Kind, Tally> {
  const suggestions = new Map(lines.map((line) => [`${line.type} ${line.code}`, line.suggestion]));
  const tallies = new Map<Kind, Tally>();
  for (const { type, code, kind, uri } of planted) {
    const suggestion = suggestions.get(`${type} ${code}`);
    const isRight = suggestion !== undefined && suggestion.uri === uri;
    const isSure = suggestion?.sure === true;
    if (suggestion && !isRight)
      console.info(`wrong: ${kind} "${code}" -> ${suggestion.uri} (${suggestion.reason})`);
    const one = {
      codes: 1,
      shown: Number(suggestion !== undefined),
      right: Number(isRight),
      sure: Number(isSure),
      sureRight: Number(isSure && isRight),
    };
    tallies.set(kind, add(tallies.get(kind) ?? { codes: 0, shown: 0, right: 0, sure: 0, sureRight: 0 }, one));
  }
  return tallies;
}

const add = (one: Tally, other: Tally): Tally => ({
  codes: one.codes + other.codes,
  shown: one.shown + other.shown,
  right: one.right + other.right,
  sure: one.sure + other.sure,
  sureRight: one.sureRight + other.sureRight,
});
const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
