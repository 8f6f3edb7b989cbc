import type { Command } from "commander";
import type { FirstSync, FirstSyncStage } from "../../shared/domain/first-sync.ts";
import type { PushResult } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { firstSyncText } from "./first-sync-words.ts";
import { wholeNumber } from "./options.ts";
import { follow, interrupted, savedTooLate } from "./push.ts";
import type { Desk, Session } from "./session.ts";

interface FirstSyncFlags {
  next?: boolean;
  again?: boolean;
  pilotSchool?: string;
  pilot?: number;
  finish?: boolean;
}

/** What there is to tell at the end. */
interface Told {
  readonly view: FirstSync;
  readonly result?: PushResult;
}

export function addFirstSync(program: Command, session: Session) {
  program
    .command("first-sync <name>")
    .description("send a new connection's records stage by stage; without options, say how far it is")
    .option("--next", "wave the stage that was sent through, and send the next one")
    .option("--again", "send the same stage once more, with what was mended")
    .option("--pilot-school <id>", "try one school first, with all that its records refer to")
    .option(
      "--pilot <count>",
      "try about so many records first, with all that they refer to",
      wholeNumber("--pilot", 1),
    )
    .option("--finish", "no more stages: everything is sent from now on")
    .action((name: string, flags: FirstSyncFlags) => firstSync(session, name, flags));
}

async function firstSync(session: Session, connection: string, flags: FirstSyncFlags) {
  if (Object.keys(flags).length > 1)
    throw new AppError(
      "invalid-input",
      "Choose one of --next, --again, --pilot-school, --pilot and --finish.",
    );
  const { view, result } = await session.withCore((desk) => carryOut(session, desk, { connection, flags }));
  session.answer(view, () => firstSyncText(session, view, { connection, result }));
  if (result) session.end(result.state === "cancelled" ? interrupted : result.exitStatus);
}

async function carryOut(
  session: Session,
  desk: Desk,
  { connection, flags }: { readonly connection: string; readonly flags: FirstSyncFlags },
): Promise<Told> {
  const { ask, client } = desk;
  if (flags.finish) return { view: await ask("firstSync.finish", { connection }) };
  const view = await known(desk, connection);
  const { next, again, pilot, pilotSchool } = flags;
  if (next) {
    const judged = view.stages.find(({ state }) => state === "judged");
    const gone = judged ? await ask("firstSync.go", { connection, stage: judged.stage }) : view;
    if (judged && gone.finished) return { view: gone };
  }
  const begin = () => {
    if (next || again) return client.call("firstSync.run", { connection });
    if (pilotSchool !== undefined) return client.call("firstSync.pilot", { connection, school: pilotSchool });
    return client.call("firstSync.pilot", { connection, records: pilot });
  };
  if (!next && !again && pilot === undefined && pilotSchool === undefined) return { view };
  const result = await follow(session, desk, begin);
  if (!result) throw savedTooLate();
  return { view: await client.call("firstSync.show", { connection }), result };
}

/** With what the folders hold, also where nobody has read them yet. */
async function known({ ask }: Desk, connection: string): Promise<FirstSync> {
  const view = await ask("firstSync.show", { connection });
  if (view.finished || view.stages.some(hasRecords)) return view;
  await ask("sources.scan", { connection });
  return ask("firstSync.show", { connection });
}

const hasRecords = ({ records }: FirstSyncStage) => records > 0;
