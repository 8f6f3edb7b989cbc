import { Client } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { readFaults } from "../../electron/practice/server/faults.ts";
import { type ApiClient, askToken, connect, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions): Promise<{ practice: Practice; api: ApiClient }> {
  const practice = await startPractice(options);
  started.push(practice);
  return { practice, api: await connect(practice) };
}

describe("faults", () => {
  it("come in the share that was asked for, the same for the same seed", () => {
    const drawn = (seed: number) => {
      const faults = readFaults("503:20%,reset:10%", seed);
      return Array.from({ length: 1000 }, () => faults.next(true)?.kind ?? "-").join("");
    };
    expect(drawn(7)).toBe(drawn(7));
    expect(drawn(7)).not.toBe(drawn(8));
    const count = drawn(7).split("status").length - 1;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(250);
  });

  it.each(["503", "503:2", "wobble:1%", "slow:1%", "429:1%@later=2", "down:soon", "hang:x"])(
    "refuse the word %s with a sentence",
    (word) => {
      expect(() => readFaults(word, 1)).toThrow(/is no fault of the practice API/);
    },
  );

  it("answer with a status, Retry-After, or a gateway's page", async () => {
    const busy = await start({ faults: "429:100%@retry-after=2" });
    const reply = await busy.api.post("/ed-fi/students", sample.student());
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(busy.practice.items("/ed-fi/students")).toEqual([]);
    const page = await (await start({ faults: "html502:100%" })).api.get("/ed-fi/students");
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(page.text).toMatch(/^<html>/);
  });

  it("cut the connection before the item was stored, or after", async () => {
    const before = await start({ faults: "reset:100%" });
    await expect(before.api.post("/ed-fi/students", sample.student())).rejects.toThrow();
    expect(before.practice.items("/ed-fi/students")).toHaveLength(0);
    const after = await start({ faults: "cut-after-write:100%" });
    await expect(after.api.post("/ed-fi/students", sample.student())).rejects.toThrow();
    expect(after.practice.items("/ed-fi/students")).toHaveLength(1);
  });

  it("let a token expire after so many uses, and a new one work", async () => {
    const { practice, api } = await start({ faults: "401-after:2" });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await api.get("/ed-fi/schools")).status);
    expect(statuses).toEqual([200, 200, 401]);
    expect((await (await connect(practice)).get("/ed-fi/schools")).status).toBe(200);
  });

  it("take the whole server down, the token endpoint too, and bring it back", async () => {
    const { practice, api } = await start({ faults: "down:1500ms@1" });
    expect((await api.post("/ed-fi/schools", {})).status).toBe(400);
    expect((await api.get("/ed-fi/schools")).status).toBe(200);
    expect((await api.post("/ed-fi/schools", {})).status).toBe(503);
    expect((await request503(practice)).status).toBe(503);
    await expect.poll(async () => (await api.get("/ed-fi/schools")).status, { timeout: 20_000 }).toBe(200);
  });

  it("leave a request without an answer, and let the server close all the same", async () => {
    const { api } = await start({ faults: "hang:1" });
    const unanswered = api.post("/ed-fi/schools", {});
    const next = await api.get("/ed-fi/schools");
    expect(next.status).toBe(200);
    await started[0]?.close();
    started.length = 0;
    await expect(unanswered).rejects.toThrow();
  });
});

async function request503(practice: Practice): Promise<{ status: number }> {
  return fetch(`${practice.url}/oauth/token`, { method: "POST" });
}

describe("the sink", () => {
  it("accepts everything with a token, stores nothing, and answers as to new items", async () => {
    const { practice, api } = await start({ acceptOnly: true });
    const replies = [
      await api.post("/ed-fi/students", "no JSON"),
      await api.post("/ed-fi/students", "no JSON"),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([201, 201]);
    expect(new Set(replies.map((reply) => reply.headers.get("location"))).size).toBe(2);
    expect(replies[0]?.headers.get("location")).toMatch(/\/data\/v3\/ed-fi\/students\/[0-9a-f]{32}$/);
    expect(replies[0]?.headers.get("etag")).toMatch(/\S/);
    expect(practice.items("/ed-fi/students")).toEqual([]);
    expect((await api.post("/ed-fi/students", "", { authorization: "Bearer 0" })).status).toBe(401);
    expect(practice.counts().byStatus).toEqual({ 201: 2, 401: 1 });
    expect((await askToken(practice)).status).toBe(200);
  });

  it("refuses what is more than it can bear at once, and works as long as it is told on the rest", async () => {
    const latencies: number[] = [];
    const { practice, api } = await start({
      acceptOnly: true,
      load: {
        capacity: 2,
        latency: (answered) => {
          latencies.push(answered);
          return 500;
        },
      },
    });
    const post = () => api.post("/ed-fi/students", "{}");
    const replies = await Promise.all([post(), post(), post(), post(), post()]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 503, 503, 503]);
    expect((await post()).status).toBe(201);
    expect(latencies).toEqual([0, 0, 2]);
    expect(practice.counts()).toMatchObject({ writes: 6, byStatus: { 201: 3, 503: 3 } });
  });

  it("answers on one connection straight from the socket, then other requests as before", async () => {
    const { practice } = await start({ acceptOnly: true });
    const { access_token } = (await askToken(practice)).json as { access_token: string };
    const client = new Client(practice.url);
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
    const path = "/data/v3/ed-fi/students";
    const send = async (method: "POST" | "GET", body: string | null, more: Record<string, string> = {}) => {
      const reply = await client.request({ method, path, headers: { ...headers, ...more }, body });
      return [reply.statusCode, await reply.body.text()];
    };
    expect(await send("POST", "x".repeat(200_000))).toEqual([201, ""]);
    expect(await send("POST", "{}")).toEqual([201, ""]);
    expect(await send("POST", "{}", { authorization: "Bearer 0" })).toEqual([401, ""]);
    expect(await send("GET", null)).toEqual([200, "[]"]);
    expect(await send("POST", "{}")).toEqual([201, ""]);
    expect(practice.counts()).toMatchObject({ dataRequests: 5, byStatus: { 200: 1, 201: 3, 401: 1 } });
    await client.close();
  });
});
