import { expect, test } from "vitest";
import { testSteps } from "../../electron/core/api/probe.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import type { AppEvent } from "../../shared/contract.ts";
import type { ConnectionSettings, Credentials, TestStep } from "../../shared/domain/connection.ts";
import { withSuggestion } from "../../shared/domain/suggestion.ts";
import { makeCertificate } from "./api-certificate.ts";
import { startSecureApi } from "./api-secure-server.ts";
import { type Stub, sendJson, settingsFor, startStub } from "./api-stub-server.ts";
import { atEnd, setUp } from "./harness.ts";

async function steps(settings: ConnectionSettings, pair: Credentials): Promise<TestStep[]> {
  const all: TestStep[] = [];
  for await (const step of testSteps(settings, { key: pair.key, secret: pair.secret })) all.push(step);
  return all;
}

const pair = { key: "populatedKey", secret: "populatedSecret" };
const names = ["address", "tls", "discovery", "token", "token_info", "read", "permissions"];

/** Discovery that names another origin for the data, and answers whatever is asked there. */
function startNaming(origin: (own: string) => string): Promise<Stub> {
  return startStub((seen, response) => {
    const own = `http://${seen.headers.host}`;
    const urls = { oauth: `${own}/oauth/token`, dataManagementApi: `${origin(own)}/data/v3/` };
    if (seen.path === "/") return sendJson(response, 200, { version: "7.3", suite: "3", urls });
    if (seen.path === "/oauth/token") return sendJson(response, 200, { access_token: "t" });
    return sendJson(response, 200, []);
  });
}

test("data at another origin: its name is offered, and nothing secret is sent before it is allowed", async () => {
  await using data = await startNaming((own) => own);
  await using api = await startNaming(() => data.origin);
  const settings = settingsFor(api.origin);
  const all = await steps(settings, pair);
  const last = all.at(-1);
  expect(last).toMatchObject({ step: "discovery", ok: false, suggestion: { trustOrigin: data.origin } });
  expect(last?.details).toContain(`Data: ${data.origin}/data/v3`);
  expect([...api.seen, ...data.seen].filter(({ headers }) => headers.authorization)).toEqual([]);

  const allowed = await steps(withSuggestion(settings, last?.suggestion ?? {}), pair);
  expect(allowed.every(({ ok }) => ok)).toBe(true);
  expect(data.seen[0]).toMatchObject({ headers: { authorization: "Bearer t" } });
});

test("an origin that is not protected is not even offered", async () => {
  await using api = await startNaming(() => "http://api.example.org");
  const last = (await steps(settingsFor(api.origin), pair)).at(-1);
  expect(last).toMatchObject({
    step: "discovery",
    ok: false,
    advice: expect.stringContaining("unprotected"),
  });
  expect(last).not.toHaveProperty("suggestion");
});

test.each(["/oauth/token", "/data/v3/ed-fi/students?limit=1&offset=0"])(
  "a redirect of %s to another origin is not followed",
  async (path) => {
    await using other = await startStub((_, response) => sendJson(response, 200, { access_token: "t" }));
    await using api = await startStub((seen, response) => {
      const own = `http://${seen.headers.host}`;
      const urls = { oauth: `${own}/oauth/token`, dataManagementApi: `${own}/data/v3/` };
      if (seen.path === path) response.writeHead(307, { location: `${other.origin}${path}` }).end();
      else if (seen.path === "/") sendJson(response, 200, { version: "7.3", suite: "3", urls });
      else sendJson(response, 200, { access_token: "t" });
    });
    const all = await steps(settingsFor(api.origin), pair);
    expect(all.find(({ ok }) => !ok)).toMatchObject({ advice: expect.stringContaining("elsewhere") });
    expect(other.seen).toEqual([]);
  },
);

test.each(["/data/v3", "/data/v3/ed-fi/students", "/oauth/token", "/metadata/"])(
  "a base URL that ends in %s: the right one is offered, and is right",
  async (end) => {
    await using practice = await disposable({});
    const settings = settingsFor(`${practice.url}${end}`);
    const last = (await steps(settings, practice)).at(-1);
    expect(last).toMatchObject({ step: "discovery", ok: false });
    const mended = await steps(withSuggestion(settings, last?.suggestion ?? {}), practice);
    expect(mended.every(({ ok }) => ok)).toBe(true);
  },
);

test("http to a port that speaks https: the https address is offered", async () => {
  await using server = await startSecureApi(await makeCertificate("127.0.0.1"));
  const last = (await steps(settingsFor(`http://${server.host}`), pair)).at(-1);
  expect(last).toMatchObject({ step: "discovery", ok: false, suggestion: { url: `https://${server.host}` } });
  expect(server.seen).toEqual([]);
});

async function disposable(options: Parameters<typeof startPractice>[0]) {
  const practice = await startPractice(options);
  return Object.assign(practice, { [Symbol.asyncDispose]: () => practice.close() });
}

test.each([
  ["ods-5.3", { year: 2026 }, { year: 2025 }],
  ["ods-6.2", { year: 2026, instance: "255901" }, { year: 2027, instance: "255901" }],
  ["ods-7.3", { context: "2026" }, { context: "2025" }],
  ["ods-7.1", { tenant: "west", context: "2026" }, { tenant: "west", context: "2027" }],
  ["dms", { tenant: "west", context: "2026" }, { tenant: "west", context: "2025" }],
] as const)(
  "a wrong year on %s: the right one is found and offered, and is right",
  async (server, pathLayout, wrong) => {
    await using practice = await disposable({ server, pathLayout });
    const settings = settingsFor(new URL(practice.url).origin, wrong);
    const failed = (await steps(settings, practice)).find(({ ok }) => !ok);
    expect(failed).toMatchObject({ status: 404, suggestion: { year: 2026 } });
    expect(failed?.advice).toContain("but it has 2026");
    const mended = await steps(withSuggestion(settings, failed?.suggestion ?? {}), practice);
    expect(mended.every(({ ok }) => ok)).toBe(true);
  },
);

test("a year that no neighbour has either is not guessed at", async () => {
  await using practice = await disposable({ server: "ods-7.3", pathLayout: { context: "2016" } });
  const all = await steps(settingsFor(new URL(practice.url).origin, { context: "2011" }), practice);
  const failed = all.find(({ ok }) => !ok);
  expect(failed).toMatchObject({ status: 404 });
  expect(failed).not.toHaveProperty("suggestion");
});

test("resources that are to be sent are held against what the key may do", async () => {
  await using practice = await disposable({});
  const enabled = ["/ed-fi/students", "/ed-fi/nothingLikeIt"];
  const all: TestStep[] = [];
  for await (const step of testSteps(settingsFor(practice.url), practice, { enabled })) all.push(step);
  expect(all.at(-1)).toMatchObject({
    step: "permissions",
    ok: false,
    details: ["You send /ed-fi/nothingLikeIt, but the key may not create it."],
  });
});

test("other addresses of an API are tested too, and another API among them is named", async () => {
  await using one = await disposable({});
  await using two = await disposable({ server: "ods-7.1" });
  const all = await steps(settingsFor(one.url, { otherUrls: [two.url] }), one);
  expect(all.at(-1)).toMatchObject({
    step: "discovery",
    ok: false,
    advice: expect.stringContaining(`${new URL(two.url).origin} is another API`),
  });
  const gone = await steps(settingsFor(one.url, { otherUrls: ["http://127.0.0.1:9"] }), one);
  expect(gone[0]).toMatchObject({
    step: "address",
    ok: true,
    advice: expect.stringContaining("leaves it out"),
  });
  expect(gone.every(({ ok }) => ok)).toBe(true);
});

test("the command tests settings that are not stored, and tells each step as it ends", async () => {
  const { client, core, practice } = await setUp();
  const told: AppEvent["data"][] = [];
  atEnd(core.listen(({ name, data }) => name === "test.step" && told.push(data)));
  const settings = { url: practice.url };
  const { key, secret } = practice;
  const answer = await client.call("connections.probe", {
    test: "t1",
    settings,
    credentials: { key, secret },
  });
  expect(answer.steps.map(({ step }) => step)).toEqual(names);
  expect(told).toEqual(answer.steps.map((step) => ({ test: "t1", step })));
  expect(answer.server).toMatchObject({ product: "ods", version: "7.3" });
  expect(await client.call("connections.list", undefined)).toHaveLength(1);
});

test("with a connection's name, what is kept for it is used", async () => {
  const { client, practice } = await setUp();
  const probe = { test: "t1", settings: { url: practice.url }, connection: "P" };
  expect((await client.call("connections.probe", probe)).steps.map(({ step }) => step)).toEqual(names);
  await expect(client.call("connections.probe", { ...probe, connection: "Q" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("asked again with the same id, the former test ends, and tells nothing more", async () => {
  const { client, core, practice } = await setUp();
  await using silent = await startStub(() => undefined);
  const told: string[] = [];
  atEnd(core.listen(({ name }) => void told.push(name)));
  const first = client.call("connections.probe", { test: "t1", settings: { url: silent.origin } });
  const ended = expect(first).rejects.toMatchObject({ code: "cancelled" });
  await expect.poll(() => silent.seen.length).toBe(1);
  const second = await client.call("connections.probe", { test: "t1", settings: { url: practice.url } });
  await ended;
  expect(second.steps.every(({ ok }) => ok)).toBe(true);
  expect(told).toEqual(second.steps.map(() => "test.step"));
});
