import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import type { PushResult } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { openHome } from "../home.ts";
import type { Practice } from "../practice/practice.ts";
import { causesTable } from "./causes-table.ts";
import { wholeNumber } from "./options.ts";
import { sendAndFollow } from "./push.ts";
import { causesHeading, pushFigures } from "./push-words.ts";
import { showPages } from "./serve.ts";
import type { Desk, Session } from "./session.ts";
import { duration, some } from "./words.ts";

interface DemoFlags {
  students: number;
  open: boolean;
}

const studentsUnlessTold = 500;
const connectionName = "Practice";
const seed = 1;
/** One of each kind. */
const faults =
  "unmapped-descriptor=1,missing-parent=1,bad-date=1,duplicate-key=1,too-long=1,wrong-type=1,bad-line=1,unknown-resource=1";

export function addDemo(program: Command, session: Session) {
  program
    .command("demo")
    .description("the whole story on this machine: practice API, synthetic district, push, causes, repair")
    .option(
      "--students <count>",
      "students of the district",
      wholeNumber("--students", 1, 100_000),
      studentsUnlessTold,
    )
    .option("--no-open", "end after the story, and open no browser")
    .action((flags: DemoFlags) => demo(session, flags));
}

async function demo(session: Session, flags: DemoFlags) {
  const { home: given } = session.options();
  const home = given ? openHome(given) : mkdtempSync(join(tmpdir(), "steward-demo-"));
  session.note(`The demo works in ${home}.`);
  const { startPractice } = await import("../practice/practice.ts");
  const practice = await startPractice({ seed });
  try {
    // The practice API's key lives as long as this process: it has no place in a keychain.
    const environment = { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret };
    await session.withCore((desk) => tellStory(session, desk, { ...flags, home, practice }), {
      home,
      credentials: "environment",
      environment,
    });
  } finally {
    await practice.close();
  }
}

interface Scene extends DemoFlags {
  readonly home: string;
  readonly practice: Practice;
}

interface Story {
  readonly records: number;
  readonly first: PushResult;
  readonly second: PushResult;
  readonly seconds: number;
}

async function tellStory(session: Session, desk: Desk, scene: Scene) {
  const story = await play(session, desk, scene);
  session.answer(storyFigures(story), () => storyText(session, story));
  session.end(story.second.exitStatus);
  if (!scene.open) return;
  const tell = (url: string) => session.note(`Steward is open at ${url}`);
  // The story is told: pages that are not built are no reason to fail.
  await showPages(session, desk.core, { open: true }, tell).catch((error) => {
    if (!(error instanceof AppError)) throw error;
    session.note(error.message);
  });
}

async function play(session: Session, desk: Desk, { home, practice, students }: Scene): Promise<Story> {
  const { generateDistrict, mendDistrict } = await import("../practice/district/generate.ts");
  const started = performance.now();
  const folder = mkdtempSync(join(home, "district-"));
  session.note(`Writing a district of ${some(students, "student")}, with faults planted.`);
  const signal = session.terminal.stop;
  const { records } = await generateDistrict(folder, { students, seed, faults, signal });
  await connect(desk, practice.url, folder);
  session.note(`Sending ${some(records, "record")} to the practice API.`);
  const first = await pushAll(session, desk);
  session.note("Mending the files, and sending again.");
  await mendDistrict(folder, { students, seed, faults, signal });
  const second = await pushAll(session, desk);
  return { records, first, second, seconds: (performance.now() - started) / 1000 };
}

/** An earlier demo's connection led to a practice API that is gone. */
async function connect({ ask }: Desk, url: string, folder: string) {
  const earlier = (await ask("connections.list", {})).find(({ name }) => name === connectionName);
  if (earlier && !earlier.practice)
    throw new AppError(
      "conflict",
      `This data folder has a connection "${connectionName}" that is no practice API. Choose another folder with --home.`,
    );
  if (earlier) await ask("connections.remove", { connection: connectionName });
  await ask("connections.add", { name: connectionName, settings: { url } });
  await ask("sources.add", { connection: connectionName, folder });
}

async function pushAll(session: Session, desk: Desk): Promise<PushResult> {
  const result = await sendAndFollow(session, desk, { connection: connectionName });
  if (result?.state === "done") return result;
  const reason = result?.reason ?? "The demo's push ended early.";
  throw new AppError(session.terminal.stop.aborted ? "cancelled" : "offline", reason);
}

const accepted = ({ sent }: PushResult) => sent.created + sent.updated;

function storyFigures({ records, first, second, seconds }: Story) {
  const { failed, blocked, waiting, rejected, causes } = second;
  const sent = accepted(second);
  return {
    records,
    sent: accepted(first),
    failed: first.failed,
    blocked: first.blocked,
    waiting: first.waiting,
    rejected: first.rejected,
    causes: first.causes,
    afterRepair: { sent, released: sent, failed, blocked, waiting, rejected, causes },
    seconds: Math.round(seconds * 10) / 10,
  };
}

function storyText(session: Session, { records, first, second, seconds }: Story): string {
  const left =
    second.causes.length === 0 ? [] : ["", causesHeading(second.causes), causesTable(session, second.causes)];
  const verdict = second.exitStatus === 0 ? "Everything is in." : "Some records are still kept back.";
  return [
    `A district of ${some(records, "record")} with faults planted was sent to a practice API.`,
    "",
    pushFigures(first),
    "",
    causesHeading(first.causes),
    causesTable(session, first.causes),
    "",
    `Then its files were mended, and ${some(accepted(second), "record")} released:`,
    "",
    pushFigures(second),
    ...left,
    "",
    `${verdict} The story took ${duration(seconds)}.`,
  ].join("\n");
}
