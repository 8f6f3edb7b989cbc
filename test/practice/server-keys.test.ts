import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { askToken, connect, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice(options);
  started.push(practice);
  return practice;
}

/** The same server, seen by its second key. */
function second(practice: Practice): Practice {
  return { ...practice, ...practice.keys[1] };
}

describe("several keys", () => {
  it("have secrets and tokens of their own, and see the same items", async () => {
    const practice = await start({ keys: [{ key: "another" }] });
    const [one, other] = [await connect(practice), await connect(second(practice))];
    expect(practice.keys.map(({ key }) => key)).toEqual([practice.key, "another"]);
    expect((await one.post("/ed-fi/localEducationAgencies", sample.district)).status).toBe(201);
    expect((await other.post("/ed-fi/localEducationAgencies", sample.district)).status).toBe(200);
    const mixed = { ...practice, key: "another" };
    expect((await askToken(mixed)).status).toBe(401);
  });

  it("reach what their own organizations reach", async () => {
    const practice = await start({
      educationOrganizationIds: [255901],
      keys: [{ educationOrganizationIds: [777] }],
    });
    const [one, other] = [await connect(practice), await connect(second(practice))];
    await one.post("/ed-fi/localEducationAgencies", sample.district);
    expect((await other.post("/ed-fi/schools", sample.school())).status).toBe(403);
    expect((await one.post("/ed-fi/schools", sample.school())).status).toBe(201);
    await one.post("/ed-fi/students", sample.student());
    await one.post("/ed-fi/studentSchoolAssociations", sample.enrolment());
    expect((await one.get("/ed-fi/students")).json).toHaveLength(1);
    expect((await other.get("/ed-fi/students")).json).toEqual([]);
  });

  it("each have the token limit of 7.3 for themselves", async () => {
    const practice = await start({ keys: [{}] });
    for (let count = 0; count < 16; count += 1) await askToken(practice);
    expect(practice.tokens()).toEqual({ asked: 16, refused: 1 });
    expect((await askToken(second(practice))).status).toBe(200);
    expect(practice.tokens(practice.keys[1]?.key)).toEqual({ asked: 1, refused: 0 });
  });
});

describe("a secret that is rotated", () => {
  it("withdraws the key's tokens at once, but those of no other key", async () => {
    const practice = await start({ keys: [{}] });
    const [one, other] = [await connect(practice), await connect(second(practice))];
    const secret = practice.rotateSecret(practice.key);
    expect((await one.get("/ed-fi/schools")).status).toBe(401);
    expect((await other.get("/ed-fi/schools")).status).toBe(200);
    expect((await askToken(practice)).status).toBe(401);
    expect((await (await connect({ ...practice, secret })).get("/ed-fi/schools")).status).toBe(200);
    expect(practice.tokens()).toEqual({ asked: 3, refused: 1 });
  });

  it("can be one that is given", async () => {
    const practice = await start();
    expect(practice.rotateSecret(practice.key, "chosen")).toBe("chosen");
    expect((await askToken({ ...practice, secret: "chosen" })).status).toBe(200);
  });
});

describe("a disabled key", () => {
  it.each(["ods-7.3", "dms"] as const)("gets no token from %s", async (server) => {
    const practice = await start({ server });
    const api = await connect(practice);
    practice.disableKey(practice.key);
    expect((await api.get("/ed-fi/schools")).status).toBe(401);
    expect((await askToken(practice)).status).toBe(401);
    practice.enableKey(practice.key);
    expect((await askToken(practice)).status).toBe(200);
  });

  it.each(["ods-5.3", "ods-6.2", "ods-7.1"] as const)(
    "still gets tokens from %s, which no data request accepts",
    async (server) => {
      const practice = await start({ server });
      practice.disableKey(practice.key);
      expect((await askToken(practice)).status).toBe(200);
      expect((await (await connect(practice)).get("/ed-fi/schools")).status).toBe(401);
    },
  );
});
