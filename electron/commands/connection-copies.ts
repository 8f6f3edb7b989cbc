import type { Command } from "commander";
import type { Output } from "../../shared/contract.ts";
import type { ConnectionSettings, Credentials } from "../../shared/domain/connection.ts";
import { sayAgain, withPlaceOptions } from "./connection-settings.ts";
import { askForCredentials, needsOf } from "./credentials.ts";
import { differencesText } from "./difference-words.ts";
import { readDocument } from "./documents.ts";
import { writeNewFile } from "./files.ts";
import { address, origins } from "./options.ts";
import type { Session } from "./session.ts";
import { templateText } from "./template-words.ts";
import { type Remedy, refusedWithSteps, stepsText, testStatus } from "./test-steps.ts";
import { some, typed } from "./words.ts";

interface PlaceOptions {
  readonly url?: string;
  readonly year?: number;
  readonly tenant?: string;
  readonly context?: string;
  readonly trust?: readonly string[];
  readonly withoutKey?: boolean;
}

interface CloneOptions extends PlaceOptions {
  readonly withFolders?: boolean;
}

interface ImportOptions extends PlaceOptions {
  readonly name?: string;
  readonly look?: boolean;
}

type Copied = Output<"connections.clone">;

const trustHelp = "other origins that may get its key and the records; none of the former connection's may";
const withoutKeyHelp = "test nothing, and enter key and secret later ('connection rotate')";

/** The commands that make a connection from another, and that say where the two servers differ. */
export function addConnectionCopies(group: Command, session: Session) {
  const cloning = group
    .command("clone <name> <new>")
    .description(
      "a new connection like this one, for next year or another server; key and secret are asked for",
    )
    .option("--url <url>", "its base address, where it is another", address("--url"));
  withPlaceOptions(cloning)
    .option("--trust <origins...>", trustHelp, origins("--trust"))
    .option("--with-folders", "with the folders of the records too")
    .option("--without-key", withoutKeyHelp)
    .action((name: string, to: string, options: CloneOptions) => clone(session, [name, to], options));
  group
    .command("differences <name>")
    .description("where a cloned or imported connection's server differs from the former one")
    .option("--refresh", "ask the server first")
    .action((name: string, { refresh = false }: { refresh?: boolean }) =>
      differences(session, name, refresh),
    );
  group
    .command("export <name> <file>")
    .description("write a connection to a file, for a colleague or another computer; never its secrets")
    .option("--overwrite", "also where the file is there already")
    .action((name: string, file: string, { overwrite = false }: { overwrite?: boolean }) =>
      exportTo(session, { name, file, overwrite }),
    );
  const importing = group
    .command("import <file>")
    .description("a new connection from such a file; key and secret are asked for")
    .option("--name <name>", "its name, where it shall be another")
    .option("--url <url>", "its base address, where it is another", address("--url"));
  withPlaceOptions(importing)
    .option("--trust <origins...>", trustHelp, origins("--trust"))
    .option("--without-key", withoutKeyHelp)
    .option("--look", "say what is in the file, and make nothing")
    .action((file: string, { look = false, ...options }: ImportOptions) =>
      look ? lookInto(session, file) : importFrom(session, file, options),
    );
}

async function clone(
  session: Session,
  [name, to]: readonly [string, string],
  { withFolders = false, withoutKey = false, ...typedPlace }: CloneOptions,
) {
  await session.withCore(async ({ ask }) => {
    const { settings } = await ask("connections.show", { connection: name });
    const credentials = await credentialsFor(session, settings, withoutKey);
    const place = placeOf(typedPlace);
    const input = { connection: name, name: to, ...place, ...credentials, sources: withFolders };
    const remedy = sayAgain({ ...settings, trustedOrigins: [], ...place });
    const copied = await ask("connections.clone", input).catch(refusedWithSteps(session, remedy));
    const folders = withFolders ? "" : ` 'steward source add ${typed(to)} FOLDER' names its folder.`;
    tell(session, copied, { remedy, made: `${to} is made from ${name}`, folders });
  });
}

async function importFrom(
  session: Session,
  file: string,
  { name: given, withoutKey = false, ...typedPlace }: Omit<ImportOptions, "look">,
) {
  const { template, known } = await readTemplate(file);
  const name = given ?? known?.name ?? "imported";
  await session.withCore(async ({ ask }) => {
    const credentials = known ? await credentialsFor(session, known.settings, withoutKey) : {};
    const place = placeOf(typedPlace);
    const input = { template, name, ...place, ...credentials };
    const remedy: Remedy = known
      ? sayAgain({ ...known.settings, trustedOrigins: [], ...place })
      : () => undefined;
    const copied = await ask("connections.import", input).catch(refusedWithSteps(session, remedy));
    const folders = ` 'steward source add ${typed(name)} FOLDER' names its folder.`;
    tell(session, copied, { remedy, made: `${name} is made from ${file}`, folders });
  });
}

async function lookInto(session: Session, file: string) {
  const template = await readDocument(file);
  const content = await session.withCore(({ ask }) => ask("connections.readTemplate", { template }));
  session.answer(content, () => templateText(content));
}

/** Nothing is asked for where credentials come from the environment, or come later. */
async function credentialsFor(
  session: Session,
  settings: ConnectionSettings,
  withoutKey: boolean,
): Promise<{ credentials?: Credentials }> {
  if (withoutKey || session.options().credentialsFromEnv) return {};
  const elsewhere =
    "Say --without-key to enter them later, or set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.";
  return { credentials: await askForCredentials(session.terminal, needsOf(settings), elsewhere) };
}

/** Options as the contract names them. */
const placeOf = ({ trust, ...place }: Omit<PlaceOptions, "withoutKey">) => ({
  ...place,
  ...(trust === undefined ? {} : { trustedOrigins: [...trust] }),
});

interface Told {
  readonly remedy: Remedy;
  readonly made: string;
  readonly folders: string;
}

function tell(session: Session, copied: Copied, { remedy, made, folders }: Told) {
  const { steps, mappings, differences: found, connection } = copied;
  const name = typed(connection.name);
  session.answer(copied, () =>
    [
      ...(steps.length > 0 ? [stepsText(steps, remedy), ""] : []),
      `${made}, with ${some(mappings, "descriptor mapping")}.${folders}`,
      ...(steps.length > 0
        ? []
        : [`It was not tested, for want of a key: 'steward connection rotate ${name}' enters one.`]),
      ...(found ? ["", differencesText(session, found, connection.name)] : []),
    ].join("\n"),
  );
  session.end(testStatus(steps));
}

async function differences(session: Session, name: string, refresh: boolean) {
  const input = { connection: name, refresh };
  const found = await session.withCore(({ ask }) => ask("connections.differences", input));
  session.answer(found, () => differencesText(session, found, name));
}

interface Export {
  readonly name: string;
  readonly file: string;
  readonly overwrite: boolean;
}

async function exportTo(session: Session, { name, file, overwrite }: Export) {
  const template = await session.withCore(({ ask }) => ask("connections.export", { connection: name }));
  const path = await writeNewFile(file, `${JSON.stringify(template, undefined, 2)}\n`, overwrite);
  const { mappings } = template;
  session.answer(
    { file: path, name: template.name, mappings: mappings.length },
    () =>
      `${template.name} is written to ${path}, with ${some(mappings.length, "descriptor mapping")}; key, secret and records are not in it.`,
  );
}

/** What the command line must know of a template; the core says what is wrong with a file that is none. */
async function readTemplate(file: string) {
  const template = await readDocument(file);
  const { ConnectionTemplate } = await import("../../shared/domain/template.ts");
  const known = ConnectionTemplate.pick({ name: true, settings: true }).safeParse(template).data;
  return { template, known };
}
