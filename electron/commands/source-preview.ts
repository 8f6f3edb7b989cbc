import { resolve } from "node:path";
import type { Command } from "commander";
import { toldFile } from "../../shared/domain/file-name.ts";
import type { FolderPreview } from "../../shared/domain/source.ts";
import type { Session } from "./session.ts";
import { counted, some, typed } from "./words.ts";

const someUnread = 1;

export function addPreview(group: Command, session: Session) {
  group
    .command("preview <name> <folder>")
    .description("look into a folder before it is added: about how many records of which resources it holds")
    .action((name: string, folder: string) => preview(session, name, folder));
}

async function preview(session: Session, name: string, folder: string) {
  const input = { connection: name, folder: resolve(folder) };
  const found = await session.withCore(({ ask }) => ask("sources.preview", input));
  // A key is a person's data, and what a script prints is kept: the pages show the first one.
  const resources = found.resources.map(({ first: _, ...resource }) => resource);
  const unread = found.unread.map(({ file, reason }) => ({ file: toldFile(file), reason }));
  const shown = { ...found, resources, unread };
  session.answer(shown, () => previewText(session, name, shown));
  const isWhole = found.unreadTotal === 0 && resources.every(({ problem }) => problem === undefined);
  session.end(isWhole ? 0 : someUnread);
}

function previewText(session: Session, name: string, found: FolderPreview): string {
  const { folder, files, records, about, resources } = found;
  if (files === 0)
    return [`${folder} holds no files of this server's resources.`, ...unreadText(session, found)].join("\n");
  const columns = [
    { title: "Resource" },
    { title: "Files" },
    { title: "Records" },
    { title: "Remark", flexible: true },
  ];
  const rows = resources.map(({ resource, files, records, about, problem }) => [
    resource,
    files,
    about ? `about ${counted(records)}` : records,
    problem,
  ]);
  return [
    `${folder} holds ${about ? "about " : ""}${some(records, "record")} in ${some(files, "file")}. Nothing was read into Steward yet.`,
    session.table(columns, rows),
    `Add it: 'steward source add ${typed(name)} ${typed(folder)}'.`,
    ...unreadText(session, found),
  ].join("\n");
}

function unreadText(session: Session, { unread, unreadTotal }: FolderPreview): string[] {
  if (unreadTotal === 0) return [];
  const columns = [
    { title: "File", flexible: true },
    { title: "Reason", flexible: true },
  ];
  const first = unreadTotal > unread.length ? `; the first ${counted(unread.length)}` : "";
  const rows = unread.map(({ file, reason }) => [file, reason]);
  return ["", `${some(unreadTotal, "file")} would not be read${first}:`, session.table(columns, rows)];
}
