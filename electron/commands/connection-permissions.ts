import type { Command } from "commander";
import type { Permissions, PermissionsView } from "../../shared/domain/permissions.ts";
import type { Session } from "./session.ts";
import { counted, dateAndTime, printable, some, typed } from "./words.ts";

/** Education organizations that are told one by one. */
const mostOrganizations = 20;

export function addPermissions(group: Command, session: Session) {
  group
    .command("permissions <name>")
    .description("what the server says that the key is good for, beside what is sent")
    .option("--refresh", "ask the server first")
    .action((name: string, { refresh = false }: { refresh?: boolean }) =>
      permissions(session, name, refresh),
    );
}

async function permissions(session: Session, name: string, refresh: boolean) {
  const view = await session.withCore(({ ask }) => ask("permissions.show", { connection: name, refresh }));
  session.answer(view, () => viewText(session, view, name));
}

function viewText(session: Session, view: PermissionsView, name: string): string {
  const { now, gaps, advice, changes } = view;
  const ask = `'steward connection permissions ${typed(name)} --refresh' asks the server now.`;
  if (!now) return [advice ?? "The server has not been asked yet.", ask].join("\n");
  return [
    factsText(now),
    ...(changes.length > 0 ? ["", changesText(view)] : []),
    "",
    ...(gaps.length > 0 ? [gapsText(session, gaps)] : allCovered(now)),
    ...(advice ? [printable(advice)] : []),
    ask,
  ].join("\n");
}

function factsText(now: Permissions): string {
  const { resources } = now;
  const rows: readonly (readonly [string, string])[] = [
    ["asked", dateAndTime(now.at)],
    ["claim set", now.claimSet ?? "not told"],
    ["namespaces", now.namespacePrefixes.join(", ") || "none"],
    ["API Profiles", now.profiles.join(", ") || "none"],
    [
      "resources",
      resources ? `${counted(resources.length)} that the key may use` : "not told by this server",
    ],
    ...organizationsOf(now).map((each, index) => [index === 0 ? "organizations" : "", each] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${printable(value)}`).join("\n");
}

function organizationsOf({ organizations }: Permissions): string[] {
  if (organizations.length === 0) return ["none"];
  const told = organizations
    .slice(0, mostOrganizations)
    .map(({ id, name, type }) => [id, name, type && `(${type})`].filter(Boolean).join(" "));
  const more = organizations.length - told.length;
  return [...told, ...(more > 0 ? [`and ${counted(more)} more`] : [])];
}

function changesText({ changes, changedSince }: PermissionsView): string {
  const heading = changedSince ? `Changed since ${dateAndTime(changedSince)}:` : "Changed:";
  return [heading, ...changes.map((change) => `  ${printable(change)}`)].join("\n");
}

function gapsText(session: Session, gaps: PermissionsView["gaps"]): string {
  const one = gaps.length === 1;
  const heading = `${some(gaps.length, "resource")} that you send ${one ? "is" : "are"} not fully covered by the key:`;
  const columns = [
    { title: "Resource", flexible: true },
    { title: "Records" },
    { title: "Missing" },
    { title: "What it means", flexible: true },
  ];
  const rows = gaps.map(({ resource, records, missing, sentence }) => [
    resource,
    records,
    missing.join(", "),
    sentence,
  ]);
  return [heading, session.table(columns, rows)].join("\n");
}

/** Where the server lists no resources, its advice says so. */
const allCovered = ({ resources }: Permissions): string[] =>
  resources ? ["The key covers all that is sent."] : [];
