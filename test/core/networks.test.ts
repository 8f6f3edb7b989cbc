import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { setUpFront } from "./front.ts";
import { atEnd, type Bench, setUp, write } from "./harness.ts";
import { district } from "./small-district.ts";

/** What stands between a district and its API besides the network's good days. Nothing of it may be told of a record. */

const page = "<html><title>Welcome to Lakeside guest Wi-Fi</title><form action=/login></form></html>";
const showPage = (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
const sendToPage = (response: ServerResponse) =>
  void response
    .writeHead(302, { location: "http://127.0.0.1:9/login", "content-type": "text/html" })
    .end(page);

type Fits = (request: IncomingMessage) => boolean;

const isToken = ({ url = "" }: IncomingMessage) => url.includes("/oauth/token");
const isData = ({ method, url = "" }: IncomingMessage) => method === "POST" && !url.includes("/oauth/");
const isDiscovery =
  ({ practice }: Bench): Fits =>
  ({ method, url = "" }) =>
    method === "GET" && withoutSlash(url) === withoutSlash(new URL(practice.url).pathname);
const withoutSlash = (path: string) => path.replace(/\/$/, "");

/** A portal in the way of some requests, for so many of them, once it is switched on. */
function portal(fits: Fits, show: (response: ServerResponse) => void, times: number) {
  const state = { isOn: false, left: times };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (!state.isOn || state.left === 0 || !fits(request)) return false;
    state.left -= 1;
    show(response);
    return true;
  };
  return { answer, state };
}

async function push({ client }: Bench) {
  const { id } = await client.call("push.start", { connection: "F" });
  return client.call("runs.result", { run: id });
}

describe("the sign-in page of a network", () => {
  test.each([
    ["in place of the answers to records", isData, showPage, 6],
    ["to which records are sent on", isData, sendToPage, 6],
    ["in place of a token", isToken, showPage, 2],
    ["to which the question for a token is sent on", isToken, sendToPage, 2],
  ] as const)(
    "%s, is waited out: everything is sent, and nothing of it is told of a record or of the key",
    async (_, fits, show, times) => {
      const bench = await setUp();
      const { answer, state } = portal(fits, show, times);
      // The test of the new connection is done before, and its token is used up.
      await setUpFront(bench, (request, response) => {
        if (state.isOn && isData(request) && fits === isToken && state.left > 0) {
          response.writeHead(401).end();
          return true;
        }
        return answer(request, response);
      });
      write(bench.source, district(["1", "2", "3"]));
      state.isOn = true;
      expect(await push(bench)).toMatchObject({
        state: "done",
        exitStatus: 0,
        sent: { created: 9 },
        failed: 0,
        unknown: 0,
        causes: [],
      });
      expect(state.left).toBe(0);
    },
  );

  test.each([
    ["in place of", showPage, "sign-in page of a network"],
    ["instead of", sendToPage, "if it is a sign-in page, sign in with the browser first"],
  ] as const)(
    "%s the server's own description, ends the push with a sentence; the next one sends everything",
    async (_, show, said) => {
      const bench = await setUp();
      const { answer, state } = portal(isDiscovery(bench), show, 1);
      await setUpFront(bench, answer);
      write(bench.source, district(["1"]));
      state.isOn = true;
      expect(await push(bench)).toMatchObject({
        state: "stopped",
        reason: expect.stringContaining(said),
        requests: 0,
        causes: [],
      });
      expect(await push(bench)).toMatchObject({ state: "done", sent: { created: 5 } });
    },
  );
});

test("a connection that drops in the middle costs no record: what was on its way goes again when it is back", async () => {
  const bench = await setUp();
  const down = { isOn: false, left: 25 };
  // As a VPN that drops: whatever is sent, the line is cut.
  await setUpFront(bench, (request) => {
    if (!down.isOn || down.left === 0) return false;
    down.left -= 1;
    request.socket.destroy();
    return true;
  });
  write(bench.source, district(Array.from({ length: 20 }, (_, index) => String(index))));
  down.isOn = true;
  const before = bench.practice.items("/ed-fi/students").length;
  const first = await push(bench);
  // A push that cannot even ask for the server's description ends at once, with a sentence; the next one goes on.
  const result = first.state === "done" ? first : await pushUntilDone(bench);
  expect(result).toMatchObject({ exitStatus: 0, failed: 0, unknown: 0, left: 0, causes: [] });
  expect(bench.practice.items("/ed-fi/students").length - before).toBe(20);
});

async function pushUntilDone(bench: Bench) {
  for (let times = 0; ; times++) {
    const result = await push(bench);
    if (result.state === "done" || times === 30) return result;
    expect(result).toMatchObject({ state: "stopped", exitStatus: 4, reason: expect.stringMatching(/\w+/) });
  }
}

test("a secret is never sent without protection, also where https does not answer and http would (trap 3, defect 4)", async () => {
  const bench = await setUp();
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard.push(chunk);
      // What speaks http only answers so to the greeting of a secure connection.
      socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { steps } = await bench.client.call("connections.probe", {
    test: "t",
    settings: { url: `https://127.0.0.1:${port}/api` },
  });
  expect(steps.at(-1)).toMatchObject({ ok: false });
  const text = Buffer.concat(heard).toString("latin1");
  expect(heard.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/GET |POST |authorization|Basic /i);
});
