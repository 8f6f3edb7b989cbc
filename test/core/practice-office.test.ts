import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import keytar from "keytar";
import { expect, test } from "vitest";
import { type Core, createCore } from "../../electron/core/core.ts";
import type { PracticePort, RunningPractice } from "../../electron/core/training/practice-port.ts";
import type { Practice } from "../../electron/practice/practice.ts";
import { practicePort } from "../../electron/practice-port.ts";
import { createClient } from "../../shared/client.ts";
import type { PracticeProgress } from "../../shared/domain/practice.ts";
import { atEnd, ownFolder } from "./harness.ts";

const students = 20;

/** No keychain at all: whoever asks it for something fails the test. */
Object.assign(keytar, {
  getPassword: () => Promise.reject(new Error("there is no keychain here")),
  setPassword: () => Promise.reject(new Error("there is no keychain here")),
  deletePassword: () => Promise.reject(new Error("there is no keychain here")),
});

/** The core of a window on a data folder, and the practice API that it started last. */
function open(home: string, practice: PracticePort = practicePort) {
  let api: RunningPractice | undefined;
  const core: Core = createCore({
    home,
    host: "window",
    credentials: "keychain",
    reportBug: (error) => {
      throw error;
    },
    practice: {
      ...practice,
      start: async (options) => {
        api = await practice.start(options);
        return api;
      },
    },
  });
  atEnd(core.close);
  const client = createClient(core);
  return {
    core,
    client,
    folder: join(home, "practice"),
    held: (resource: string) => (api as Practice).items(`/ed-fi/${resource}`).length,
    push: async () => {
      const run = await client.call("push.start", { connection: "Practice" });
      return client.call("runs.result", { run: run.id });
    },
    causes: async () => (await client.call("causes.list", { connection: "Practice" })).length,
  };
}

const newHome = () => {
  const home = join(ownFolder(), "home");
  mkdirSync(home);
  return home;
};

test("without a keychain practice is begun, sent, mended and sent again, and a restart finds it as it was", async () => {
  const home = newHome();
  const office = open(home);
  const told: PracticeProgress[] = [];
  office.core.listen((event) => event.name === "practice.progress" && told.push(event.data));
  const { made } = await office.client.call("practice.begin", { students });
  expect(made).toMatchObject({ students, mistakes: 5 });
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(["api", "district", "connection", "reading"]);
  expect(await office.client.call("connections.show", { connection: "Practice" })).toMatchObject({
    id: made?.connection,
    practice: true,
    settings: { url: made?.url },
  });
  await expect(office.client.call("practice.begin", { students })).rejects.toMatchObject({
    code: "conflict",
  });
  await office.client.call("firstSync.finish", { connection: "Practice" });
  const first = await office.push();
  expect(first).toMatchObject({ state: "done", exitStatus: 1 });
  expect(await office.causes()).toBeGreaterThan(3);
  const held = office.held("studentSchoolAssociations");
  await office.core.close();

  const later = open(home);
  expect(await later.push(), "nothing is sent twice").toMatchObject({ sent: { created: 0, updated: 0 } });
  expect(later.held("studentSchoolAssociations")).toBe(held);
  expect((await later.client.call("practice.mend", {})).made).toMatchObject({ mistakes: 0 });
  expect(await later.push()).toMatchObject({ exitStatus: 0 });
  expect(await later.causes()).toBe(0);
  expect(later.held("studentSchoolAssociations")).toBeGreaterThan(held);
});

test("when another program has its port, the connection and its clones are led to another one", async () => {
  const home = newHome();
  const office = open(home);
  const { made } = await office.client.call("practice.begin", { students });
  await office.client.call("connections.clone", { connection: "Practice", name: "Next year" });
  await office.core.close();
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(Number(new URL(made?.url ?? "").port), "127.0.0.1", resolve);
  });
  atEnd(() => other.close());

  const later = open(home);
  const { steps } = await later.client.call("connections.test", { connection: "Practice" });
  expect(steps.map(({ ok }) => ok)).not.toContain(false);
  const [one, two] = await later.client.call("connections.list", {});
  expect(one?.settings.url).not.toBe(made?.url);
  expect(two?.settings.url).toBe(one?.settings.url);
});

test("cancelled while the district is written, nothing of it is left, and it can be begun again", async () => {
  const home = newHome();
  const waits = Promise.withResolvers<void>();
  const office = open(home, {
    ...practicePort,
    generate: async (folder, district, told) => {
      const generated = practicePort.generate(folder, district, told);
      waits.resolve();
      return generated;
    },
  });
  const making = office.client.call("practice.begin", { students });
  await waits.promise;
  expect((await office.client.call("practice.show", {})).making).toMatchObject({ phase: "district" });
  await Promise.all([
    expect(making).rejects.toMatchObject({ code: "cancelled" }),
    office.client.call("practice.cancel", {}),
  ]);
  expect(await office.client.call("practice.show", {})).toEqual({});
  expect(existsSync(office.folder)).toBe(false);
  expect(await office.client.call("connections.list", {})).toEqual([]);
  expect((await office.client.call("practice.begin", { students })).made).toMatchObject({ students });
});

test("it is removed with its files, and started over without what was sent and mapped", async () => {
  const home = newHome();
  const office = open(home);
  await office.client.call("practice.begin", { students });
  await office.client.call("firstSync.finish", { connection: "Practice" });
  await office.push();
  const { made } = await office.client.call("practice.startOver", { students: 21 });
  expect(made).toMatchObject({ students: 21, mistakes: 5 });
  expect(office.held("schools")).toBe(0);
  const [status] = await office.client.call("status.show", {});
  expect(status).toMatchObject({ causes: expect.any(Number), firstSync: true });
  await office.client.call("connections.remove", { connection: "Practice" });
  expect(existsSync(office.folder)).toBe(false);
  expect(await office.client.call("practice.show", {})).toEqual({});
  expect(readdirSync(home).filter((name) => !name.startsWith("steward."))).toEqual([]);
});

test("where its files were deleted by hand it says so, and does not take an empty server for the one that it was", async () => {
  const home = newHome();
  const office = open(home);
  await office.client.call("practice.begin", { students });
  await office.core.close();
  rmSync(office.folder, { recursive: true });

  const later = open(home);
  await expect(later.client.call("connections.test", { connection: "Practice" })).rejects.toMatchObject({
    code: "unusable",
    message: expect.stringContaining("Start practice over"),
  });
  expect((await later.client.call("practice.show", {})).made?.trouble).toContain("Start practice over");
});
