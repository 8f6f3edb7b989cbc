import { afterEach, describe, expect, test, vi } from "vitest";
import type { Answer, ApiClient, NoAnswer } from "../../electron/core/api/types.ts";
import { Circuit } from "../../electron/core/sync/circuit.ts";
import { Sender, type Sent } from "../../electron/core/sync/sender.ts";
import { SharedLimits } from "../../electron/core/sync/shared-limit.ts";

afterEach(() => vi.restoreAllMocks());

const accepted: Answer = { kind: "answer", status: 201, id: "a", body: "" };
const lost = (code: string): NoAnswer => ({ kind: "no-answer", reason: "connection", code });
const hour = 60 * 60_000;

/** Sends so many records over a network of the test's own; pauses take no time. `patience` as a push has it. */
function sendOver(post: () => Promise<Answer>, records: number): Promise<Sent[]> {
  const ending = new AbortController();
  const sender = new Sender({
    client: { post, get: post } as Pick<ApiClient, "post" | "get"> as ApiClient,
    circuit: new Circuit({ patience: 30 * 60_000, onChange: () => {}, wait: async () => {} }),
    share: new SharedLimits().join("http://127.0.0.1", { most: 4 }),
    signal: ending.signal,
    stop: (reason) => ending.abort(reason),
    isRace: () => false,
    refuse: (sentence) => new Error(sentence),
    question: () => "/ed-fi/termDescriptors?limit=1",
    random: () => 0,
    wait: async () => void (await new Promise(setImmediate)),
  });
  const send = () =>
    new Promise<Sent>((resolve) =>
      sender.send({ method: "POST", path: "/ed-fi/students", body: "{}" }, resolve),
    );
  return Promise.all(Array.from({ length: records }, send));
}

describe("a network that goes away", () => {
  test.each([
    ["a name that is not found", "ENOTFOUND"],
    ["a name server that does not answer", "EAI_AGAIN"],
    ["a VPN that has dropped", "ENETUNREACH"],
    ["a way that is closed", "EHOSTUNREACH"],
    ["a line that is cut", "ECONNRESET"],
    ["a server that nobody reaches", "UND_ERR_CONNECT_TIMEOUT"],
  ])("for %s costs no record: each is accepted when it is back", async (_, code) => {
    let asked = 0;
    const ends = await sendOver(async () => {
      asked += 1;
      await new Promise(setImmediate);
      return asked > 5 && asked <= 45 ? lost(code) : accepted;
    }, 40);
    expect(ends.map(({ kind }) => kind)).toEqual(ends.map(() => "accepted"));
  });

  test("while a laptop sleeps over night in the middle of a push costs no record, and the push goes on", async () => {
    let slept = 0;
    const began = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => began + slept + asked);
    let asked = 0;
    const ends = await sendOver(async () => {
      asked += 1;
      const call = asked;
      await new Promise(setImmediate);
      // The lid is closed while some are on their way, and again while the network is looked for: these are cut, and after
      // that the Wi-Fi takes its time.
      if (call === 8 || call === 20) slept += 8 * hour;
      return call > 5 && call <= 30 ? lost(call <= 8 ? "ECONNRESET" : "ENOTFOUND") : accepted;
    }, 40);
    expect(ends.map(({ kind }) => kind)).toEqual(ends.map(() => "accepted"));
  });
});
