import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import { reportBugsTo } from "../../electron/bugs.ts";
import { runCli } from "../../electron/commands/run.ts";
import { createCore } from "../../electron/core/core.ts";
import { type Notice, noticeOf } from "../../electron/desktop/notice-plan.ts";
import { type NoticeEffects, tellWhatNeedsPerson } from "../../electron/desktop/notices.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";
import type { AppEvent } from "../../shared/contract.ts";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { found } from "./canaries.ts";
import { besides, echo, key, personal, secret, writeCanaries, wrongSecret } from "./canary-district.ts";
import { eavesdrop, type Interfere } from "./eavesdropper.ts";
import { atEnd, ownFolder } from "./harness.ts";

/** All that Steward tells to others than the steward at the screen, by where it goes. */
export interface Told {
  /** Standard output and error of all commands but those that show records on purpose. */
  output: string;
  /** What those show. */
  shown: string;
  /** What pages and notifications are made from. */
  events: string;
  notices: string;
  journal: string;
  bundle: string;
  /** What is written of surprises, and said of them. */
  surprises: string;
}

const nothing = (): Told => ({
  output: "",
  shown: "",
  events: "",
  notices: "",
  journal: "",
  bundle: "",
  surprises: "",
});

/** Events, and for each cause the notification that it would be alone: of many that come together only the first are named. */
const hear = (told: Told) => (event: AppEvent) => {
  told.events += `${JSON.stringify(event)}\n`;
  if (event.name !== "cause.opened") return;
  const { connection, name, cause, told: sentence } = event.data;
  const notice = noticeOf([{ key: "one", connection, name, at: 0, told: sentence, cause: cause.id }]);
  told.notices += `${JSON.stringify(notice)}\n`;
};

/** At a noon after all that is kept, of a Tuesday, which is no quiet hour; what is waited for comes at once. */
function noticesTo(show: NoticeEffects["show"]): NoticeEffects {
  let now = new Date(2099, 10, 24, 12).getTime();
  return {
    show,
    now: () => now,
    after: (milliseconds, act) => {
      const timer = setImmediate(() => {
        now += milliseconds;
        act();
      });
      return () => clearImmediate(timer);
    },
  };
}

/** A data folder, and the command line on it: in this process, as a process costs more than most commands. */
function commandLine(home: string, told: Told) {
  let listened = () => {};
  return async (words: readonly string[], known = secret) => {
    const stdout = new PassThrough({ highWaterMark: 1 << 26 });
    const stderr = Object.assign(new PassThrough({ highWaterMark: 1 << 24 }), { isTTY: false });
    const stdin = Object.assign(Readable.from([]), { isTTY: false });
    const terminal = { stdin, stdout, stderr, stop: new AbortController().signal };
    const argv = [...words, "--credentials-from-env", "--home", home];
    const status = await runCli(argv, terminal, async (options) => {
      const environment = { STEWARD_KEY: key, STEWARD_SECRET: known, ...besides };
      const core = createCore({ ...options, environment });
      listened = core.listen(hear(told));
      return core;
    });
    listened();
    const said = String(stdout.read() ?? "");
    const all = said + String(stderr.read() ?? "");
    if (words[0] === "record" || words.includes("--cause")) told.shown += all;
    else told.output += all;
    if (words[0] === "journal") told.journal += all;
    return { status, stdout: said };
  };
}

/** A server that answers in all wordings, through every command. */
export async function tellOfAllWordings() {
  const told = nothing();
  const place = ownFolder();
  const home = join(place, "home");
  const source = join(place, "district");
  const practice = await startPractice({ key, secret, seed: 1 });
  atEnd(practice.close);
  const server = await eavesdrop(practice.url, echo);
  atEnd(server.close);
  writeCanaries(source);
  const steward = commandLine(home, told);
  const statusOf = async (words: readonly string[], known = secret) => (await steward(words, known)).status;

  expect(await statusOf(["connection", "add", "P", "--url", server.url], wrongSecret)).toBe(3);
  expect(await statusOf(["connection", "add", "P", "--url", server.url])).toBe(0);
  expect(await statusOf(["connection", "test", "P", "--json"])).toBe(0);
  expect(await statusOf(["source", "preview", "P", source])).toBe(1);
  expect(await statusOf(["source", "preview", "P", source, "--json"])).toBe(1);
  expect(await statusOf(["source", "add", "P", source])).toBe(0);
  expect(await statusOf(["source", "scan", "P"])).toBe(1);
  expect(await statusOf(["source", "scan", "P", "--json"])).toBe(1);
  expect(await statusOf(["push", "P", "--dry-run", "--json"])).toBe(0);
  expect(await statusOf(["check", "P"])).toBe(1);
  expect(await statusOf(["check", "P", "--json"])).toBe(1);
  expect(await statusOf(["push", "P"])).toBe(1);
  expect(await statusOf(["push", "P", "--force", "--json"])).toBe(1);
  expect(await statusOf(["causes", "P"])).toBe(0);
  const causes: { id: string }[] = JSON.parse((await steward(["causes", "P", "--json"])).stdout);
  expect(causes.length).toBeGreaterThan(8);
  for (const { id } of causes.slice(0, 3)) await steward(["causes", "P", "--cause", id, "--json"]);
  await steward(["record", "P", "4294967296"]);
  for (const words of [["status"], ["runs", "P"], ["connection", "show", "P"], ["source", "list", "P"]]) {
    expect(await statusOf(words)).toBe(0);
    expect(await statusOf([...words, "--json"])).toBe(0);
  }
  expect(await statusOf(["journal", "list", "P", "--limit", "1000", "--json"])).toBe(0);
  expect(await statusOf(["journal", "list", "P", "--kind", "cause-change"])).toBe(0);
  expect(await statusOf(["journal", "export", join(place, "review.gz")])).toBe(0);
  told.bundle = gunzipSync(readFileSync(join(place, "review.gz"))).toString();
  expect(await statusOf(["review", join(place, "review.gz"), "--json"])).toBe(0);
  await steward(["doctor", "--json"]);
  expect(await statusOf(["push", "P", "--force"], wrongSecret)).toBe(3);
  await server.close();
  expect(await statusOf(["push", "P", "--force", "--json"])).toBe(4);
  expect(await statusOf(["connection", "test", "P"])).toBeGreaterThan(0);
  return { told, home, source, secrets: server.secrets() };
}

/**
 * What a server of this kind says of the same district, or what is said in its place: sent from the window, which shows
 * notifications.
 */
export async function tellOfServer(kind: ServerKind, interfere: Interfere = () => undefined): Promise<Told> {
  const told = nothing();
  const place = ownFolder();
  const source = join(place, "district");
  const practice = await startPractice({ server: kind, seed: 1 });
  atEnd(practice.close);
  const server = await eavesdrop(practice.url, interfere);
  atEnd(server.close);
  writeCanaries(source);
  const reportBug = (error: unknown) => {
    throw error;
  };
  const environment = { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret };
  const core = createCore({
    home: place,
    credentials: "environment",
    environment,
    host: "window",
    reportBug,
  });
  atEnd(core.close);
  core.listen(hear(told));
  const client = createClient(core);
  await client.call("connections.add", { name: "P", settings: { url: server.url } });
  await client.call("sources.add", { connection: "P", folder: source });
  await client.call("firstSync.finish", { connection: "P" });
  const run = await client.call("push.start", { connection: "P" });
  told.output += JSON.stringify(await client.call("runs.result", { run: run.id }));
  const causes = await client.call("causes.list", { connection: "P", brief: true });
  told.output += JSON.stringify(causes);
  const { content } = await client.call("journal.export", {});
  told.bundle = gunzipSync(Buffer.from(content, "base64")).toString();
  // As they are kept for the morning, and as they are told then.
  const kept = JSON.stringify(await client.call("notices.waiting", {}), null, 1);
  const shown = await new Promise<Notice>((show) => tellWhatNeedsPerson(core, noticesTo(show)));
  told.notices += `${kept}\n${JSON.stringify(shown)}\n`;
  return told;
}

/** Steward's own faults, whose texts hold what it was working on. */
export async function tellOfSurprises(): Promise<Told> {
  const told = nothing();
  const home = ownFolder();
  const [first = "", last = ""] = personal;
  const texts = [personal.join(" "), `${first}\n    at ${last} (students.ts:1:1)\n${personal.join("\n")}`];
  for (const text of texts) {
    const surprise = Object.assign(new TypeError(text), { code: `${first} ${last}` });
    surprise.name = last;
    const stderr = new PassThrough();
    reportBugsTo(home, { stderr })(surprise);
    reportBugsTo(home, { stderr })(text);
    told.output += String(stderr.read() ?? "");
    const stdout = new PassThrough();
    const terminal = { stdin: Readable.from([]), stdout, stderr, stop: new AbortController().signal };
    expect(await runCli(["status", "--json", "--home", home], terminal, () => Promise.reject(surprise))).toBe(
      70,
    );
    told.output += String(stdout.read() ?? "") + String(stderr.read() ?? "");
  }
  told.surprises = readFileSync(join(home, "steward.log"), "utf8");
  return told;
}

/** Lines that name a person, by where they went. */
export const leaksOf = ({ shown: _, ...told }: Told) =>
  Object.entries(told).flatMap(([where, text]) =>
    text
      .split("\n")
      .filter((line) => found(line, personal).length > 0)
      .map((line) => `${where}: ${line.slice(0, 300)}`),
  );
