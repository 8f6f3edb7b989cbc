import { resolve } from "node:path";
import type { Command } from "commander";
import type { Input } from "../../shared/contract.ts";
import type { CompleteList } from "../../shared/domain/deletes.ts";
import type { Source } from "../../shared/domain/source.ts";
import { AppError } from "../../shared/errors.ts";
import { names } from "./options.ts";
import type { Desk, Session } from "./session.ts";
import { typed } from "./words.ts";

export interface CompleteOptions {
  complete?: readonly string[];
  completeSchool?: readonly string[];
}

type Complete = Input<"sources.complete">["complete"];

export const addComplete = (command: Command): Command =>
  command
    .option(
      "--complete <names>",
      "resources of which the folder holds all there is: what is no longer in it may be deleted",
      names,
    )
    .option("--complete-school <ids>", "all there is of these schools, by schoolId, and no others", names);

/** As the core is asked. Throws AppError("invalid-input") for schools of nothing. */
export function completeOf({ complete, completeSchool }: CompleteOptions) {
  if (complete) return { complete: [requestOf(complete, completeSchool)] };
  if (!completeSchool) return {};
  throw new AppError("invalid-input", "--complete-school says of which schools: --complete says of what.");
}

const requestOf = (resources: readonly string[], schools?: readonly string[]): Complete[number] => ({
  resources: [...resources],
  ...(schools && { schools: [...schools] }),
});

export function addLists(group: Command, session: Session) {
  group
    .command("complete <name> [folder]")
    .description("say of which resources a folder is a complete list: what has left it may be deleted")
    .option("--resource <names>", "these too; said again of one, the last word counts", names)
    .option("--school <ids>", "complete for these schools, by schoolId, and no others", names)
    .option("--none [names]", "of these no longer, or of nothing at all")
    .action((name: string, folder: string | undefined, options: ListOptions) =>
      declare(session, { name, folder }, options),
    );
}

interface ListOptions {
  readonly resource?: readonly string[];
  readonly school?: readonly string[];
  readonly none?: string | true;
}

async function declare(
  session: Session,
  { name, folder }: { readonly name: string; readonly folder: string | undefined },
  { resource, school, none }: ListOptions,
) {
  if ((resource === undefined) === (none === undefined))
    throw new AppError("invalid-input", "Say which resources: --resource sections,students, or --none.");
  const changed = await session.withCore(async ({ ask }) => {
    const source = chosenOf(await ask("sources.list", { connection: name }), name, folder);
    const lists = source.complete ?? [];
    const complete = resource ? [...lists.map(asked), requestOf(resource, school)] : without(lists, none);
    return ask("sources.complete", { connection: name, folder: source.folder, complete });
  });
  session.answer(changed, () => `${changed.folder}: ${completeWords(changed)}.`);
}

const asked = ({ resource, schools }: CompleteList): Complete[number] => requestOf([resource], schools);

function without(lists: readonly CompleteList[], none: string | true | undefined): Complete {
  if (none === true || none === undefined) return [];
  const left = new Set(names(none).map((name) => name.toLowerCase()));
  return lists
    .filter(
      ({ resource }) => !left.has(resource.toLowerCase()) && !left.has(shortName(resource).toLowerCase()),
    )
    .map(asked);
}

const shortName = (resource: string) => resource.slice(resource.lastIndexOf("/") + 1);

/** What a folder is a complete list of, for people. */
export function completeWords({ complete = [] }: Source): string {
  if (complete.length === 0) return "not a complete list of anything";
  const lists = complete.map(({ resource, schools }) =>
    schools ? `${shortName(resource)} of schools ${schools.join(", ")}` : shortName(resource),
  );
  return `a complete list of ${lists.join(", ")}`;
}

/** The folder that is meant; the only one where none is named. */
export async function chosenFolder({ ask }: Desk, name: string, folder: string | undefined): Promise<string> {
  if (folder !== undefined) return resolve(folder);
  return chosenOf(await ask("sources.list", { connection: name }), name, folder).folder;
}

function chosenOf(sources: readonly Source[], name: string, folder: string | undefined): Source {
  const found = folder === undefined ? sources : sources.filter((one) => one.folder === resolve(folder));
  const [first, second] = found;
  if (first && !second) return first;
  if (first)
    throw new AppError("invalid-input", `${typed(name)} has more than one source: say which folder.`);
  const none = folder === undefined ? "has no source" : "has no such source";
  throw new AppError("not-found", `${typed(name)} ${none}.`);
}
