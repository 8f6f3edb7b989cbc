import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { ask } from "../../electron/core/api/document.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import type { Way } from "../../electron/core/api/types.ts";
import type { ConnectionSettings } from "../../shared/domain/connection.ts";
import { settingsFor, startSocketStub, startStub } from "./api-stub-server.ts";

afterEach(() => void vi.useRealTimers());

const startApi = () => startStub((_, response) => response.end("ok"));

/** Everything that a test asks goes to the first base URL; who answers is the way's affair. */
async function over<T>(
  urls: readonly [string, ...string[]],
  work: (get: (path: string) => ReturnType<typeof ask>, way: Way) => Promise<T>,
  more: Partial<ConnectionSettings> = {},
): Promise<T> {
  const [url, ...otherUrls] = urls;
  const settings = settingsFor(url, { otherUrls, requestTimeout: 5000, ...more });
  const dispatcher = createDispatcher(settings);
  try {
    return await work((path) => ask({ dispatcher, timeout: 5000 }, `${url}${path}`), dispatcher);
  } finally {
    await dispatcher.destroy();
  }
}

/** An address where nothing listens. */
async function deadOrigin(): Promise<string> {
  const api = await startApi();
  await api[Symbol.asyncDispose]();
  return api.origin;
}

test("requests are spread over all servers of an API, each below its own base URL", async () => {
  await using one = await startApi();
  await using two = await startApi();
  await over([`${one.origin}/api`, `${two.origin}/other/base`], async (get) => {
    for (let count = 0; count < 10; count += 1) await get("/data/v3/ed-fi/students?limit=1");
  });
  expect(one.seen.map(({ path }) => path)).toEqual(Array(5).fill("/api/data/v3/ed-fi/students?limit=1"));
  expect(two.seen.map(({ path }) => path)).toEqual(
    Array(5).fill("/other/base/data/v3/ed-fi/students?limit=1"),
  );
});

test("a dead server is left out, and what was meant for it goes to another at once", async () => {
  await using one = await startApi();
  const answers = await over([await deadOrigin(), one.origin], (get) =>
    Promise.all(Array.from({ length: 40 }, () => get("/x"))),
  );
  expect(answers.every((answer) => answer.kind === "answer" && answer.status === 200)).toBe(true);
  expect(one.seen).toHaveLength(40);
});

test("when none can be reached, that is the answer", async () => {
  const answer = await over([await deadOrigin(), await deadOrigin()], (get) => get("/x"));
  expect(answer).toEqual({ kind: "no-answer", reason: "connection", code: "ECONNREFUSED" });
});

test("a request that may have arrived is never given to another server", async () => {
  let arrived = 0;
  await using breaking = await startSocketStub((socket) => {
    arrived += 1;
    socket.destroy();
  });
  await using other = await startApi();
  const answers = await over([breaking.origin, other.origin], async (get) => [
    await get("/x"),
    await get("/x"),
  ]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["answer", "no-answer"]);
  expect(arrived).toBe(1);
  expect(other.seen).toHaveLength(1);
});

async function startAgain(origin: string): Promise<{ server: Server; seen: () => number }> {
  let seen = 0;
  const server = createServer((_, response) => {
    seen += 1;
    response.end("back");
  });
  const { port } = new URL(origin);
  await new Promise<void>((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
  expect((server.address() as AddressInfo).port).toBe(Number(port));
  return { server, seen: () => seen };
}

test("a server that was left out is tried again after a pause, and then has its share", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const dead = await deadOrigin();
  await using one = await startApi();
  await over([dead, one.origin], async (get) => {
    for (let count = 0; count < 4; count += 1) await get("/x");
    const { server, seen } = await startAgain(dead);
    for (let count = 0; count < 4; count += 1) await get("/x");
    expect(seen()).toBe(0);
    vi.advanceTimersByTime(60_000);
    for (let count = 0; count < 10; count += 1) await get("/x");
    expect(seen()).toBe(5);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

test("an origin that the steward trusts gets what is meant for it, any other nothing", async () => {
  await using own = await startApi();
  await using trusted = await startApi();
  await using stranger = await startApi();
  const settings = settingsFor(own.origin, { trustedOrigins: [trusted.origin] });
  const dispatcher = createDispatcher(settings);
  const asker = { dispatcher, timeout: 5000 };
  expect(await ask(asker, `${own.origin}/a`)).toMatchObject({ status: 200 });
  expect(await ask(asker, `${trusted.origin}/b`)).toMatchObject({ status: 200 });
  await expect(ask(asker, `${stranger.origin}/c`)).rejects.toThrow("does not trust");
  expect([own, trusted, stranger].map(({ seen }) => seen.map(({ path }) => path))).toEqual([
    ["/a"],
    ["/b"],
    [],
  ]);
  await dispatcher.destroy();
});

test.each([[{ otherUrls: ["http://api.example.org"] }], [{ trustedOrigins: ["http://api.example.org"] }]])(
  "http to another machine is refused for further addresses too: %j",
  (more) => {
    expect(() => createDispatcher(settingsFor("https://h.example", more))).toThrow(/begins with http/);
  },
);
