import { describe, expect, test } from "vitest";
import type { Answer, ApiClient } from "../../electron/core/api/types.ts";
import { freeRepeats } from "../../electron/core/sync/budget.ts";
import { Circuit } from "../../electron/core/sync/circuit.ts";
import { Sender, type Sent } from "../../electron/core/sync/sender.ts";
import { SharedLimits } from "../../electron/core/sync/shared-limit.ts";
import type { Write } from "../../electron/core/sync/write.ts";

const accepted: Answer = { kind: "answer", status: 201, id: "a", body: "" };
const refused: Answer = { kind: "answer", status: 400, body: "{}" };
const duplicate: Answer = { kind: "answer", status: 409, body: "{}" };
const unavailable: Answer = { kind: "answer", status: 503, body: "" };
const fault: Answer = { kind: "answer", status: 500, body: "{}" };
const found: Answer = { kind: "answer", status: 200, body: "[]" };

/** A sender that asks `post`, and `get` for a look at the server, in place of a server. Pauses take no time. */
function setUp(
  post: (path: string) => Promise<Answer>,
  get: () => Promise<Answer> = async () => found,
  others: Partial<Pick<ApiClient, "put" | "delete">> = {},
) {
  const ending = new AbortController();
  const stopped: unknown[] = [];
  let openings = 0;
  const circuit = new Circuit({
    patience: 60_000,
    onChange: (since) => {
      if (since !== undefined) openings += 1;
    },
    wait: async () => {},
  });
  const sender = new Sender({
    client: { post, get, ...others } as Pick<ApiClient, "post" | "get"> as ApiClient,
    circuit,
    share: new SharedLimits().join("http://127.0.0.1", { most: 4 }),
    signal: ending.signal,
    stop: (reason) => {
      stopped.push(reason);
      ending.abort(reason);
    },
    isRace: ({ status }) => status === 409,
    refuse: (sentence) => new Error(sentence),
    question: () => "/ed-fi/termDescriptors?limit=1",
    random: () => 0,
    wait: async (_, signal) => {
      await new Promise(setImmediate);
      signal.throwIfAborted();
    },
  });
  const send = (many: number, done: (sent: Sent) => void = () => {}, path = "/ed-fi/students") =>
    Promise.all(
      Array.from(
        { length: many },
        () =>
          new Promise<Sent>((resolve) => {
            sender.send({ method: "POST", path, body: "{}" }, (sent) => {
              resolve(sent);
              done(sent);
            });
          }),
      ),
    );
  return { sender, send, stopped, openings: () => openings };
}

describe("the sender", () => {
  test("says once of each record what became of it", async () => {
    const answers = [accepted, refused, accepted];
    const { send } = setUp(async () => answers.shift() ?? accepted);
    expect((await send(3)).map(({ kind }) => kind)).toEqual(["accepted", "refused", "accepted"]);
  });

  test("replaces and removes items by their ids, with the headers that are given, and what is gone already is removed", async () => {
    const asked: unknown[] = [];
    const { sender } = setUp(async () => accepted, undefined, {
      put: async (...request) => {
        asked.push(request);
        return { kind: "answer", status: 204, body: "" };
      },
      delete: async (...request) => {
        asked.push(request);
        return { kind: "answer", status: 404, body: "" };
      },
    });
    const path = "/ed-fi/sessions";
    const headers = { "if-match": "7" };
    const send = (write: Write) => new Promise<Sent>((resolve) => sender.send(write, resolve));
    expect(await send({ method: "PUT", path, id: "a", body: "{}", headers })).toMatchObject({
      kind: "accepted",
      created: false,
    });
    expect(await send({ method: "DELETE", path, id: "b" })).toMatchObject({ kind: "accepted" });
    expect(asked).toEqual([
      [path, "a", "{}", headers],
      [path, "b", undefined],
    ]);
  });

  test("a surprise in a request ends the run, and every record still has its end", async () => {
    const { send, stopped, sender } = setUp(() => Promise.reject(new Error("a surprise")));
    const ends = await send(20);
    expect(ends.every(({ kind }) => kind === "unsure" || kind === "not-sent")).toBe(true);
    expect(ends.filter(({ kind }) => kind === "unsure").length).toBeLessThanOrEqual(4);
    expect(stopped[0]).toMatchObject({ message: "a surprise" });
    expect(sender.inFlight).toBe(0);
  });

  test("a surprise of whoever is told ends the run too, and every record has its end", async () => {
    const { send, stopped } = setUp(async () => accepted);
    const ends = await send(20, () => {
      throw new Error("cannot be stored");
    });
    expect(ends.filter(({ kind }) => kind === "not-sent").length).toBeGreaterThanOrEqual(10);
    await new Promise(setImmediate);
    expect(stopped[0]).toMatchObject({ message: "cannot be stored" });
  });

  test("a server that has moved gets no more than what was on its way, and no record is refused for it", async () => {
    let posts = 0;
    const moved: Answer = { kind: "answer", status: 308, body: "" };
    const { send, stopped } = setUp(async () => {
      posts += 1;
      return moved;
    });
    const ends = await send(100);
    expect(posts).toBeLessThanOrEqual(4);
    expect(stopped.length).toBeGreaterThan(0);
    expect(new Set(ends.map(({ kind }) => kind))).toEqual(new Set(["not-sent"]));
  });

  test("two first posts of one key are no sign of a server in trouble", async () => {
    let asked = 0;
    const { send, openings } = setUp(async () => {
      asked += 1;
      return asked <= 40 ? duplicate : refused;
    });
    const ends = await send(40);
    expect(ends.every(({ kind }) => kind === "refused")).toBe(true);
    expect(asked).toBe(80);
    expect(openings()).toBe(0);
  });

  test("a record that was sent twice because of trouble is still repeated for a race, and only once", async () => {
    const answers = [unavailable, duplicate, duplicate, accepted];
    const { send } = setUp(async () => answers.shift() ?? accepted);
    expect(await send(1)).toMatchObject([{ kind: "refused", attempts: 3 }]);
  });

  test("a run ends when it has repeated more than a server in trouble is to bear; what was sent is unsure", async () => {
    let asked = 0;
    // Never so many failures in a row that the server counts as down.
    const { send, stopped, openings } = setUp(async () => {
      asked += 1;
      return asked % 6 === 0 ? accepted : unavailable;
    });
    const ends = await send(3000);
    expect(stopped).toMatchObject([{ code: "offline" }]);
    expect(openings()).toBe(0);
    expect(ends.some(({ kind }) => kind === "unsure")).toBe(true);
    const first = ends.filter(({ kind }) => kind !== "not-sent").length;
    expect(asked).toBeLessThanOrEqual(2 * first + freeRepeats);
  });

  test("while the server is down one request at a time looks whether it is back (defect 17)", async () => {
    let asked = 0;
    let flying = 0;
    let most = 0;
    const { send, openings } = setUp(async () => {
      asked += 1;
      const down = asked <= 60;
      flying += 1;
      if (asked > 12 && down) most = Math.max(most, flying);
      await new Promise(setImmediate);
      flying -= 1;
      return down ? unavailable : accepted;
    });
    const ends = await send(30);
    expect(ends.every(({ kind }) => kind === "accepted")).toBe(true);
    expect(openings()).toBe(1);
    expect(most).toBe(1);
  });

  test("a resource that alone is answered by 500 is given up, record by record, and the circuit stays closed", async () => {
    let looks = 0;
    const asked = { broken: 0, others: 0 };
    const { send, openings, stopped } = setUp(
      async (path) => {
        const isBroken = path === "/ed-fi/courses";
        asked[isBroken ? "broken" : "others"] += 1;
        return isBroken ? fault : accepted;
      },
      async () => {
        looks += 1;
        return found;
      },
    );
    const ends: Sent[] = [];
    for (let page = 0; page < 10; page++) ends.push(...(await send(20, () => {}, "/ed-fi/courses")));
    expect(ends.every((end) => end.kind === "lost" && end.status === 500)).toBe(true);
    expect(openings()).toBe(0);
    expect(looks, "it is known after one look").toBe(1);
    expect(asked.broken, "eight tries for the first ones, then one each").toBe(20 * 8 + 180);
    expect((await send(20)).every(({ kind }) => kind === "accepted")).toBe(true);
    expect(stopped).toEqual([]);
  });

  test("a resource that works again gets all its tries again", async () => {
    let isBroken = true;
    let asked = 0;
    const { send } = setUp(async () => {
      asked += 1;
      return isBroken ? fault : accepted;
    });
    await send(20);
    isBroken = false;
    await send(1);
    isBroken = true;
    asked = 0;
    await send(1);
    expect(asked).toBe(8);
  });

  test("a server that answers everything by 500 is away: its records wait, and all get through when it is back", async () => {
    let asked = 0;
    const answer = (good: Answer) => async () => {
      asked += 1;
      return asked <= 100 ? fault : good;
    };
    const { send, openings } = setUp(answer(accepted), answer(found));
    expect((await send(30)).every(({ kind }) => kind === "accepted")).toBe(true);
    expect(openings()).toBe(1);
  });

  test("a single record is not lost to a server that answers everything by 500", async () => {
    let asked = 0;
    const answer = (good: Answer) => async () => {
      asked += 1;
      return asked <= 40 ? fault : good;
    };
    const { send, openings } = setUp(answer(accepted), answer(found));
    expect(await send(1)).toMatchObject([{ kind: "accepted" }]);
    expect(openings()).toBe(1);
  });

  test("a surprise in a look at the server ends the run, and every record still has its end", async () => {
    const { send, stopped } = setUp(
      async () => fault,
      () => Promise.reject(new Error("a surprise")),
    );
    expect((await send(20)).every(({ kind }) => kind === "unsure" || kind === "not-sent")).toBe(true);
    expect(stopped[0]).toMatchObject({ message: "a surprise" });
  });
});
