import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { test } from "./fixtures.ts";
import { expectPolicyHolds } from "./policy-attacks.ts";

test.skip(!hasChromium, whyNot);

test("dialogs and menus make style elements, and each has the nonce of the page", async ({
  page,
  steward,
}) => {
  await steward.open(createConnectionWorld());
  const pages = new ConnectionsPage(page);
  await pages.go("/connections");
  await pages.choose("State 2026-27", "Close…");
  await expect(pages.dialog).toBeVisible();
  const nonces = await page.evaluate(() => ({
    page: document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce,
    styles: [...document.querySelectorAll("style")].map((style) => style.nonce),
  }));
  expect(nonces.page).toMatch(/^[A-Za-z0-9+/]{24}$/);
  expect(nonces.styles.length).toBeGreaterThan(1);
  expect(new Set(nonces.styles)).toEqual(new Set([nonces.page]));
});

test("a page that breaks its policy is noticed by every test", async ({ page, steward }) => {
  await steward.open(createConnectionWorld());
  await page.evaluate(() => {
    document.head.append(
      Object.assign(document.createElement("style"), { textContent: "body { opacity: 0.5 }" }),
    );
  });
  await expect.poll(() => steward.wrongs).toContain("policy violated: style-src-elem inline");
  expect(await page.evaluate(() => getComputedStyle(document.body).opacity)).toBe("1");
  steward.wrongs.length = 0;
});

test("a page runs no script of its markup and no code out of a text, and shows no frame", async ({
  page,
  steward,
}) => {
  const overview = await steward.open(createConnectionWorld());
  await overview.title.waitFor();
  await expectPolicyHolds(page);
  expect(steward.wrongs).not.toEqual([]);
  steward.wrongs.length = 0;
});
