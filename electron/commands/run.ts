import { Command, CommanderError } from "commander";
import { AppError, exitStatusOf } from "../../shared/errors.ts";
import { practicePort } from "../practice-port.ts";
import { surpriseSentence } from "../surprise.ts";
import { stewardVersion } from "../version.ts";
import { addAsSent } from "./as-sent.ts";
import { addCauses } from "./causes.ts";
import { addCheck } from "./check.ts";
import { addConnection } from "./connection.ts";
import { addDemo } from "./demo.ts";
import { addDescriptors } from "./descriptors.ts";
import { addDictionary } from "./dictionary.ts";
import { addDoctor } from "./doctor.ts";
import { addFirstSync } from "./first-sync.ts";
import { addGenerate } from "./generate.ts";
import { addJournal } from "./journal.ts";
import { addKeyChanges } from "./key-changes.ts";
import { addPractice } from "./practice.ts";
import { addProfile } from "./profile.ts";
import { addPush } from "./push.ts";
import { addRecord } from "./record.ts";
import { addRecords } from "./records.ts";
import { addRuns } from "./runs.ts";
import { addSchedule } from "./schedule.ts";
import { addServe } from "./serve.ts";
import { createSession, type GlobalOptions, type OpenCore, type Session } from "./session.ts";
import { addSource } from "./source.ts";
import { addStatus } from "./status.ts";
import type { Terminal } from "./terminal.ts";
import { usageSentence } from "./usage.ts";

const wrongUse = 2;

/** Runs one command line, "steward" itself left out, and gives the exit status. Never throws. */
export async function runCli(
  argv: readonly string[],
  terminal: Terminal,
  openCore: OpenCore = openCoreHere,
): Promise<number> {
  const program = createProgram(terminal);
  const session = createSession(terminal, () => program.opts<GlobalOptions>(), openCore);
  addCommands(program, session);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return session.status();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const refusal = refusalOf(error, program, argv);
    return refuse(terminal, refusal, argv.includes("--json"));
  }
}

function createProgram(terminal: Terminal): Command {
  return new Command("steward")
    .description("Sends a school district's records to Ed-Fi APIs, in dependency order.")
    .version(stewardVersion(), "--version", "say which Steward this is")
    .helpOption("-h, --help", "say what a command does")
    .helpCommand(false)
    .option("--home <dir>", "the data folder (or STEWARD_HOME)")
    .option("--json", "one JSON document on standard output, nothing else there")
    .option("--credentials-from-env", "read STEWARD_KEY and STEWARD_SECRET, store nothing")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // Nothing of commander's own words: a refusal is one sentence of ours.
      writeErr: () => undefined,
    })
    .exitOverride()
    .addHelpText("after", exitStatusHelp);
}

const exitStatusHelp = `
Exit status: 0 all well; 1 some records failed, wait or are blocked; 2 wrong use or bad configuration;
3 the connection cannot be used; 4 the server is down or cut us off; 75 another Steward holds the data folder;
130 interrupted, state saved.`;

function addCommands(program: Command, session: Session) {
  for (const add of [addDemo, addPractice, addGenerate]) add(program, session);
  for (const add of [addConnection, addProfile, addSource, addDescriptors]) add(program, session);
  for (const add of [addCheck, addPush, addKeyChanges, addStatus, addCauses, addDictionary])
    add(program, session);
  for (const add of [addRuns, addRecord, addRecords, addJournal]) add(program, session);
  for (const add of [addFirstSync, addSchedule, addAsSent, addServe, addDoctor]) add(program, session);
}

/** The core, loaded when a command needs it. */
const openCoreHere: OpenCore = async (options) => {
  const { createCore } = await import("../core/core.ts");
  return createCore({ ...options, version: stewardVersion(), practice: practicePort });
};

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly exitStatus: number;
}

function refusalOf(error: unknown, program: Command, argv: readonly string[]): Refusal {
  if (error instanceof CommanderError)
    return { code: "invalid-input", message: usageSentence(error, program, argv), exitStatus: wrongUse };
  if (error instanceof AppError) {
    const { code, message, details } = error;
    return { code, message, exitStatus: exitStatusOf[code], ...(details === undefined ? {} : { details }) };
  }
  return {
    code: "internal",
    message: surpriseSentence(error),
    exitStatus: exitStatusOf.internal,
  };
}

function refuse(terminal: Terminal, { exitStatus, ...error }: Refusal, json: boolean): number {
  terminal.stderr.write(`${error.message}\n`);
  if (json) terminal.stdout.write(`${JSON.stringify({ error }, undefined, 2)}\n`);
  return exitStatus;
}
