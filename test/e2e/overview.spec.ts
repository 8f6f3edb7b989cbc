import { expect } from "@playwright/test";
import type { Transport } from "../../shared/rpc.ts";
import { createFakeCore } from "../hosts/fake-core.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";

test("the overview shows every connection with its server, its counts and what needs a person", async ({
  page,
  steward,
}) => {
  const overview = await steward.open(createFakeCore());
  await expect(overview.title).toBeVisible();
  await expect(page.getByText("3 causes need you.")).toBeVisible();
  await expect(overview.card(state)).toContainText("ODS/API 7.3 · Ed-Fi 5.2.0 · TPDM 1.1.0");
  await expect(overview.card("Practice")).toContainText("nothing here reaches your state");
  await expect(overview.card(state)).not.toContainText("nothing here reaches your state");
  expect(await overview.count(state, "accepted")).toBe("312,040");
  expect(await overview.count(state, "refused")).toBe("3");
  expect(await overview.count(state, "blocked")).toBe("38,033");
  expect(await overview.count(state, "waiting")).toBe("7,004");
  const month = page.getByRole("region", { name: "Last 30 days" });
  await expect(month.getByRole("figure", { name: "Waiting at the day's end" })).toContainText("45,012 now");
  await takePicture(page, "overview");
  await overview.tabTo(month.getByRole("button", { name: "As a table" }));
  await page.keyboard.press("Enter");
  await expect(month.getByRole("row").nth(1)).toHaveText(/Sun, Nov 22.*45,012/);
  await expect(month.getByRole("row")).toHaveCount(31);
});

test("the token is not in the address bar", async ({ page, steward }) => {
  await steward.open(createFakeCore());
  expect(new URL(page.url()).search).toBe("");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test("causes stand in the order of what one repair releases", async ({ steward }) => {
  const overview = await steward.open(createFakeCore());
  const rows = overview.causes(state).locator("tbody > tr:visible");
  await expect(rows).toHaveText([/45,012/, /27,000/, /7,004/]);
  await expect(rows.first()).toContainText("Your source system");
});

test("a push is started, followed and finished by keyboard alone", async ({ page, steward }) => {
  const core = createFakeCore({ byHand: true });
  const overview = await steward.open(core);
  await overview.tabTo(overview.send(state));
  await page.keyboard.press("Enter");
  await expect(overview.cancel(state)).toBeFocused();

  core.advance(250);
  await expect(overview.progress(state)).toHaveJSProperty("value", 250);
  expect(await overview.count(state, "accepted")).toBe("250");
  expect(await overview.count(state, "to send")).toBe("750");
  await expect(overview.card(state)).toContainText("250 of 1,000 · 118/s · 5 s left · 12 at a time");
  await expect(overview.card(state)).toContainText("Now: grades");
  await expect(overview.spoken).toHaveText(`${state}: 20 percent of 1,000 records sent.`);
  await takePicture(page, "sending");

  core.advance(1000);
  core.finish();
  await expect(overview.send(state)).toBeFocused();
  await expect(overview.card(state)).toContainText("1,000 accepted");
  expect(await overview.count(state, "accepted")).toBe("312,040");
  await expect(overview.spoken).toHaveText("");
});

test("a push is cancelled by keyboard", async ({ page, steward }) => {
  const core = createFakeCore({ byHand: true });
  const overview = await steward.open(core);
  await overview.send(state).press("Space");
  // That the push runs may be told before its start is answered: until then the button takes nothing.
  await expect(overview.cancel(state)).toHaveAttribute("aria-disabled", "false");
  await overview.cancel(state).press("Space");
  await expect(overview.send(state)).toBeVisible();
  await expect(page.getByText("cancelled")).toBeVisible();
});

test("a server that is down is told as what it is", async ({ page, steward }) => {
  const core = createFakeCore({ byHand: true });
  const overview = await steward.open(core);
  await overview.send(state).click();
  await expect(overview.cancel(state)).toBeVisible();
  core.advance(400, { downSince: "2026-11-22T10:42:00Z", perSecond: 0, inFlight: 1 });
  await expect(overview.card(state).getByRole("alert")).toContainText("The API has not answered since 10:42");
  await expect(overview.card(state).getByRole("alert")).toContainText("600 records wait");
  await takePicture(page, "down");
});

test("a page that is opened while a push runs shows it", async ({ page, steward }) => {
  const core = createFakeCore({ byHand: true });
  const overview = await steward.open(core);
  await overview.send(state).click();
  await expect(overview.cancel(state)).toBeVisible();
  core.advance(500);
  await page.reload();
  await expect(overview.progress(state)).toHaveJSProperty("value", 500);
});

test("without a connection the page teaches how to add one", async ({ page, steward }) => {
  await steward.open(createFakeCore({ world: { statuses: [], causes: {} } }));
  await expect(page.getByRole("heading", { name: "Welcome to Steward" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Practise first" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add a connection" })).toBeVisible();
  await takePicture(page, "empty");
});

test("while it loads, the page shows where things will be", async ({ page, steward }) => {
  const answer = Promise.withResolvers<void>();
  const overview = await steward.open(
    withStatus(async (core) => {
      await answer.promise;
      return core.call("status.show", {});
    }),
  );
  await expect(page.getByRole("status", { name: "Loading connections" })).toBeVisible();
  await takePicture(page, "loading");
  answer.resolve();
  await expect(overview.card(state)).toBeVisible();
});

test("a failure is told in a sentence, and can be tried again", async ({ page, steward }) => {
  const full = "The disk is full: Steward cannot read its database. Make room, then try again.";
  let broken = true;
  let asked = 0;
  const overview = await steward.open(
    withStatus(async (core) => {
      asked++;
      return broken ? { ok: false, error: { code: "storage", message: full } } : core.call("status.show", {});
    }),
  );
  await expect(page.getByRole("alert")).toContainText(full);
  // The page asks again by itself once it listens: then no more.
  await expect.poll(() => asked).toBe(2);
  await takePicture(page, "failure");
  await page.setViewportSize({ width: 640, height: 400 });
  const isCut = (button: Element) =>
    [...button.querySelectorAll("*")].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  expect(await overview.retry.evaluate(isCut), "what to do about it can be read").toBe(false);
  broken = false;
  await overview.retry.press("Enter");
  await expect(overview.card(state)).toBeVisible();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("a refused push says why on its card", async ({ steward }) => {
  const core = createFakeCore();
  const overview = await steward.open({
    ...core,
    call: async (name, input) =>
      name === "push.start"
        ? { ok: false, error: { code: "unauthorized", message: "The API does not know this key." } }
        : core.call(name, input),
  });
  await overview.send(state).click();
  await expect(overview.card(state).getByRole("alert")).toHaveText("The API does not know this key.");
});

test("a page whose Steward was closed says so", async ({ page, steward }) => {
  const overview = await steward.open(createFakeCore());
  await expect(overview.card(state)).toBeVisible();
  await steward.close();
  await expect(page.getByRole("alert")).toContainText("Steward does not answer");
});

test("at 200 percent zoom nothing is cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const overview = await steward.open(createFakeCore());
  await expect(overview.card(state)).toBeVisible();
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
  await takePicture(page, "zoomed");
});

/** The fake core with another answer to the first question that the page asks. */
function withStatus(answer: (core: Transport) => ReturnType<Transport["call"]>): Transport {
  const core = createFakeCore();
  return { ...core, call: (name, input) => (name === "status.show" ? answer(core) : core.call(name, input)) };
}
