import type { Command } from "commander";
import type { SourceIds } from "../../shared/domain/source.ts";
import { names, pairs } from "./options.ts";
import type { Session } from "./session.ts";
import { chosenFolder } from "./source-lists.ts";

export interface SourceIdOptions {
  sourceId?: SourceIds;
}

const about =
  "members that tell records apart in their source, whatever their keys: students=localId,sections=sectionKey";

export const addSourceIds = (command: Command): Command => command.option("--source-id <list>", about, read);

/** As the core is asked. */
export const idsOf = ({ sourceId }: SourceIdOptions) => (sourceId ? { sourceIds: sourceId } : {});

export function addIdentify(group: Command, session: Session) {
  group
    .command("identify <name> [folder]")
    .description("say by which members a folder's records are known again when their keys change")
    .requiredOption("--source-id <list>", `${about}; "none" for none`, read)
    .action((name: string, folder: string | undefined, options: SourceIdOptions) =>
      identify(session, { name, folder }, options),
    );
}

/** A comma list of what each resource gets; may be repeated. "none" takes back what was said. */
function read(text: string, before: SourceIds = {}): SourceIds {
  if (text === "none") return {};
  const readPair = pairs("--source-id", "students=localId");
  return { ...before, ...Object.fromEntries(names(text).flatMap((part) => readPair(part))) };
}

async function identify(
  session: Session,
  { name, folder }: { readonly name: string; readonly folder: string | undefined },
  { sourceId = {} }: SourceIdOptions,
) {
  const source = await session.withCore(async (desk) => {
    const chosen = await chosenFolder(desk, name, folder);
    return desk.ask("sources.identify", { connection: name, folder: chosen, sourceIds: sourceId });
  });
  session.answer(source, () => `${source.folder} is read anew by the next scan or push.`);
}
