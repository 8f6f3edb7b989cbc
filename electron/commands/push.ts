import { type Command, Option } from "commander";
import type { Input } from "../../shared/contract.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import type { PushPreview, PushResult, Run } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { causesTable } from "./causes-table.ts";
import { watchingCheck } from "./check-progress.ts";
import { names, wholeNumber } from "./options.ts";
import { showProgress } from "./progress.ts";
import { addChoice, type ChoiceOptions, choiceOf } from "./push-choice.ts";
import {
  addDeletes,
  type DeleteOptions,
  deletesOf,
  deletesShown,
  deletesText,
  withConfirmation,
} from "./push-deletes.ts";
import { causesHeading, isNothing, nextStep, pushFigures, pushProgress } from "./push-words.ts";
import { type Desk, type Session, whenStopped } from "./session.ts";
import { counted, printable, some, typed } from "./words.ts";

interface PushOptions extends ChoiceOptions, DeleteOptions {
  resource?: readonly string[];
  limit?: number;
  force?: boolean;
  overwrite?: boolean;
  dryRun?: boolean;
  keyChanges?: "hold" | "confirm";
  confirmKeyChanges?: number;
  concurrency?: number;
}

export const interrupted = 130;
const causesAtMost = 10;

export function addPush(program: Command, session: Session) {
  const command = program
    .command("push <name>")
    .description("send what is new or changed, in dependency order")
    .option("--resource <names>", "only these resources; may be repeated, or a comma list", names);
  addDeletes(addChoice(command))
    .option("--limit <count>", "at most so many records", wholeNumber("--limit", 1))
    .option("--force", "send again also what did not change")
    .option("--overwrite", "of chosen records: also where somebody else changed them on the server")
    .addOption(
      new Option(
        "--key-changes <what>",
        "records whose keys the server cannot change: hold them, or make them anew as 'steward keychanges' shows it",
      ).choices(["hold", "confirm"]),
    )
    .option(
      "--confirm-key-changes <count>",
      "so many were seen and are confirmed: nothing is sent where there are others now",
      wholeNumber("--confirm-key-changes", 0),
    )
    .option("--dry-run", "say what would be sent, and send nothing")
    .option("--concurrency <count>", "requests at a time, at most", wholeNumber("--concurrency", 1, 1024))
    .action(async (name: string, options: PushOptions) => {
      const request = requestOf(name, options);
      if (options.dryRun) await preview(session, request);
      else await push(session, request);
    });
}

function requestOf(connection: string, options: PushOptions): Input<"push.start"> {
  const { resource, limit, force, overwrite, keyChanges, confirmKeyChanges, concurrency } = options;
  return {
    connection,
    ...(resource ? { resources: [...resource] } : {}),
    ...choiceOf(options),
    ...(limit === undefined ? {} : { limit }),
    ...(force ? { force } : {}),
    ...(overwrite ? { overwrite } : {}),
    ...(keyChanges === undefined ? {} : { keyChanges }),
    ...(confirmKeyChanges === undefined ? {} : { confirmKeyChanges }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...deletesOf(options),
  };
}

async function push(session: Session, request: Input<"push.start">) {
  const { result, first } = await session.withCore(async (desk) => {
    const ended = await sendAndFollow(session, desk, await withConfirmation(session, desk, request));
    return { result: ended, first: ended && (await firstCause(desk, ended, request.connection)) };
  });
  if (!result) throw savedTooLate();
  session.answer(result, () => pushSummary(session, result, { connection: request.connection, first }));
  session.end(result.state === "cancelled" ? interrupted : result.exitStatus);
}

export const savedTooLate = () =>
  new AppError(
    "cancelled",
    "Interrupted, and saving took longer than ten seconds. The next push finds out what was accepted, and sends the rest.",
  );

/** What is known of the cause that the next step is about. Whatever happens here, the push's result is told. */
async function firstCause(
  { client }: Desk,
  { state, causes }: PushResult,
  connection: string,
): Promise<Cause | undefined> {
  const [first] = causes;
  if (!first || state !== "done") return undefined;
  const known = await client.call("causes.list", { connection, limit: causesAtMost }).catch(() => []);
  return known.find(({ id }) => id === first.id);
}

/** Sends, and follows it to its end. */
export const sendAndFollow = (session: Session, desk: Desk, request: Input<"push.start">) =>
  follow(session, desk, () => desk.client.call("push.start", request));

/** Shows how far a run is, and cancels it when the command is interrupted. Undefined: the core did not save in time. */
export async function follow(
  session: Session,
  desk: Desk,
  begin: () => Promise<Pick<Run, "id">>,
): Promise<PushResult | undefined> {
  const display = await showProgress(session.terminal);
  const stopListening = desk.client.listen((event) => {
    if (event.name === "run.progress") display.update(pushProgress(event.data));
  });
  try {
    const { id } = await begin();
    return await resultOf(desk, id, session.terminal.stop);
  } finally {
    stopListening();
    display.end();
  }
}

async function resultOf(
  { client, inTime }: Desk,
  run: string,
  stop: AbortSignal,
): Promise<PushResult | undefined> {
  const result = client.call("runs.result", { run });
  const cancelling = whenStopped(stop).then(() => client.call("push.cancel", { run }));
  // The run may have ended by itself in the same moment: then there is nothing to cancel.
  cancelling.catch(() => undefined);
  return inTime(result);
}

/** What a push did, for people: figures, causes, what to do next. */
function pushSummary(
  session: Session,
  result: PushResult,
  { connection, first }: { readonly connection: string; readonly first: Cause | undefined },
): string {
  if (isNothing(result)) {
    const { unchanged } = result.sent;
    return `Nothing to send: ${some(unchanged, "record")} ${unchanged === 1 ? "is" : "are"} unchanged.`;
  }
  const next = nextStep(result, connection, first);
  if (result.state !== "done") return result.planned === 0 ? next : `${pushFigures(result)}\n\n${next}`;
  const deletes = deletesShown(session, result);
  return [pushFigures(result), ...deletes, ...causesShown(session, result, connection), "", next].join("\n");
}

/** The causes that release most; the rest by name of the command that lists them. */
function causesShown(session: Session, { causes }: PushResult, connection: string): string[] {
  if (causes.length === 0) return [];
  const more = causes.length - causesAtMost;
  const table = causesTable(session, causes.slice(0, causesAtMost));
  const rest = more > 0 ? [`and ${counted(more)} more: 'steward causes ${typed(connection)}'`] : [];
  return ["", causesHeading(causes), table, ...rest];
}

async function preview(session: Session, request: Input<"push.preview">) {
  const planned = await session.withCore((desk) =>
    watchingCheck(session, desk, () => desk.ask("push.preview", { ...request, check: true })),
  );
  session.answer(planned, () => previewText(session, planned));
}

function previewText(session: Session, preview: PushPreview): string {
  const { planned, unchanged, resources, rejected, selection = [], bytes, deletes } = preview;
  const columns = ["Order", "Resource", "New", "Changed", "Again"].map((title) => ({ title }));
  const rows = resources.map((each) => [each.order, each.resource, each.new, each.changed, each.again]);
  const size = bytes === undefined ? "" : ` (${some(bytes, "byte")})`;
  const sentence = `${some(planned, "record")} would be sent${size}, ${some(unchanged, "record")} unchanged. Nothing was sent.`;
  const unreadable = rejected === 0 ? [] : [`${some(rejected, "line")} of the source files cannot be read.`];
  return [
    ...(selection.length > 0 ? [...selection.map(printable), ""] : []),
    ...(rows.length > 0 ? [session.table(columns, rows), ""] : []),
    sentence,
    ...keyChangeSentences(preview),
    ...unreadable,
    ...foreseenShown(session, preview),
    ...(deletes ? ["", deletesText(session, deletes)] : []),
  ].join("\n");
}

/** What of these the server would refuse, as a check finds it. */
function foreseenShown(session: Session, { foreseen }: PushPreview): string[] {
  if (!foreseen) return [];
  const { refused, held, causes, more } = foreseen;
  if (refused + held === 0) return ["Nothing was found of these that the server would refuse."];
  const waiting = held === 0 ? "" : `, and ${counted(held)} would not be sent because of what they need`;
  return [
    `${counted(refused)} of these would be refused${waiting}:`,
    "",
    causesTable(session, causes),
    ...(more > 0 ? [`and ${counted(more)} more causes: 'steward check' tells them all`] : []),
  ];
}

function keyChangeSentences({ keyChanged = 0, keyChangesHeld = 0 }: PushPreview): string[] {
  const held = `${some(keyChangesHeld, "record")} would be held: their keys changed, and the server changes none. 'steward keychanges' shows what can be done.`;
  return [
    ...(keyChanged > 0 ? [`${some(keyChanged, "record")} of these get another key on the server.`] : []),
    ...(keyChangesHeld > 0 ? [held] : []),
  ];
}
