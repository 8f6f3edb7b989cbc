import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { commands } from "../../shared/contract.ts";
import type { Reply } from "../../shared/rpc.ts";
import { eavesdrop } from "./eavesdropper.ts";
import { agency, atEnd, ownFolder, school, write } from "./harness.ts";
import { entries } from "./memory-keychain.ts";

/** Each text is found nowhere else; of a key, its last four characters may be shown. */
const first = { key: "canary-key-one-Lq8ZtR4w", secret: "canary-secret-one-Jx2Vb7PmKd" };
const second = { key: "canary-key-two-Sg5Nd1Qh", secret: "canary-secret-two-Wz9Tc4FyRk" };
const besides = {
  passphrase: "canary-passphrase-Vd4Rm9Xe",
  proxyUser: "canary-proxy-user-Bq6Wk3Zt",
  proxyPassword: "canary-proxy-word-Yf8Hc2Lp",
};
const wrong = { ...second, secret: "canary-secret-wrong-Nh5Gy1Ts" };

/** Commands that read the keychain, or tell of what is kept with it. */
const withSecretsBehind = [
  "connections.show",
  "connections.secrets",
  "connections.export",
  "connections.update",
  "connections.test",
  "audit.list",
  "doctor.run",
  "journal.export",
];
/** After these there is less to be told. */
const ending = ["connections.close", "connections.reopen", "connections.remove"];

/** Each command of the contract, with each of a few inputs that many take. Returns those that answered. */
async function callEverything(call: (name: string, input?: object) => Promise<Reply>, home: string) {
  const answered = new Set<string>();
  const of = { connection: "P" };
  const inputs = [{}, of, { ...of, folder: home }, { ...of, resource: "schools" }];
  const names = Object.keys(commands).filter((name) => !ending.includes(name));
  for (const name of [...names, ...ending.slice(0, 2)])
    for (const input of inputs) if ((await call(name, input)).ok) answered.add(name);
  return [...answered];
}

test("what is in the keychain is in no answer, no event and no file, through a connection's whole life", async () => {
  const home = ownFolder();
  const source = ownFolder();
  const practice = await startPractice({ ...first, seed: 1, keys: [second] });
  atEnd(practice.close);
  const server = await eavesdrop(practice.url, () => undefined);
  atEnd(server.close);
  write(source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] });

  let told = "";
  const tell = (what: unknown) => {
    told += `${JSON.stringify(what)}\n`;
  };
  const core = createCore({ home, credentials: "keychain", reportBug: tell });
  core.listen(tell);
  const call = async (name: string, input: object = {}) => {
    const reply = await core.call(name, input);
    tell(reply);
    return reply;
  };
  const of = { connection: "P" };
  const settings = { url: server.url, requestTimeout: 3000 };
  const push = async () => {
    const started = await call("push.start", { ...of, force: true });
    if (started.ok) await call("runs.result", { run: (started.value as { id: string }).id });
  };

  await call("connections.add", { name: "P", settings, credentials: { ...first, ...besides, secret: "x" } });
  await call("connections.add", { name: "P", settings, credentials: { ...first, ...besides, key: 1 } });
  expect(
    await call("connections.add", { name: "P", settings, credentials: { ...first, ...besides } }),
  ).toMatchObject({
    ok: true,
  });
  await call("sources.add", { ...of, folder: source });
  await push();
  expect(await call("connections.rotate", { ...of, credentials: wrong })).toMatchObject({ ok: false });
  practice.rotateSecret(first.key);
  await push();
  await call("connections.test", of);
  expect(await call("connections.rotate", { ...of, credentials: second })).toMatchObject({ ok: true });
  await push();
  practice.disableKey(second.key);
  await push();
  await call("connections.clone", { ...of, name: "Copy" });
  const answered = await callEverything(call, home);
  expect(answered).toEqual(expect.arrayContaining([...withSecretsBehind]));
  expect(answered.length, "commands that answered").toBeGreaterThan(40);
  await call("connections.test", of);
  await server.close();
  await call("connections.test", of);
  await core.close();

  const kept = [...entries.values()].map((entry) => JSON.parse(entry));
  expect(kept).toContainEqual({ ...second, ...besides });
  const secrets = [first, second, besides, wrong].flatMap((one) => Object.values(one));
  const all = [...secrets, ...server.secrets()];
  expect(server.secrets().length, "pairs and tokens that passed").toBeGreaterThanOrEqual(6);
  expect(
    all.filter((one) => told.includes(one)),
    "in answers and events",
  ).toEqual([]);
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "latin1");
    expect(
      all.filter((one) => text.includes(one)),
      basename(entry.name),
    ).toEqual([]);
  }
});
