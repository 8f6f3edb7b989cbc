import { expect, type Page } from "@playwright/test";

/** Tries what the policy of the page forbids, as code in it would: a script in its markup, code out of a text, a frame. */
export async function expectPolicyHolds(page: Page) {
  await page.evaluate(() => {
    const tried = { ran: false, evaluated: false, wrongs: [] as string[] };
    Object.assign(window, { tried });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
      tried.wrongs.push(violatedDirective),
    );
    const script = Object.assign(document.createElement("script"), { textContent: "tried.ran = true" });
    const frame = Object.assign(document.createElement("iframe"), { src: "data:text/html,x" });
    document.body.append(script, frame);
    // Later: what a test evaluates may itself evaluate.
    setTimeout(() => {
      tried.evaluated = new Function("return true")();
    });
  });
  const tried = () => page.evaluate(() => (window as unknown as { tried: object }).tried);
  const wrongs: unknown = expect.arrayContaining(["script-src-elem", "script-src", "frame-src"]);
  await expect.poll(tried).toMatchObject({ wrongs });
  expect(await tried()).toMatchObject({ ran: false, evaluated: false });
}
