import { expect, test } from "@playwright/test";
import { readPageSizes } from "../../build/page-sizes.ts";
import { pagesFolder } from "./build-pages.ts";

test("the start of the pages weighs less than 400 kB by gzip, and every page is loaded only when it is opened", () => {
  const { start, later } = readPageSizes(pagesFolder);
  expect(start).toBeGreaterThan(20_000);
  expect(start).toBeLessThan(400_000);
  const sources = later.map(({ source }) => source);
  for (const page of [
    "causes/causes",
    "connection/connection-page",
    "connections/connections",
    "journal/journal",
    "records/explorer",
    "records/record-page",
    "settings/settings",
    "sync/sync",
  ])
    expect(sources).toContain(`pages/${page}.tsx`);
  for (const { source, bytes } of later) expect(bytes, source).toBeLessThan(100_000);
});
