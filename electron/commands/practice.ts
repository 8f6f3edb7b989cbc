import { type Command, Option } from "commander";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { type PlantedFault, rightsIn } from "../practice/district/faults/rights.ts";
import type { ExtensionName } from "../practice/model/extensions.ts";
import { readDocument, readList } from "./documents.ts";
import { wholeNumber } from "./options.ts";
import { type Session, whenStopped } from "./session.ts";

interface PracticeFlags {
  port?: number;
  server?: ServerKind;
  openapi?: readonly string[];
  dependencies?: string;
  key?: string;
  secret?: string;
  latency?: number;
  faults?: string;
  seed?: number;
  empty?: boolean;
  acceptOnly?: boolean;
  truth?: string;
  extension?: ExtensionName[];
}

const interrupted = 130;
const extensionNames = ["sample"] as const satisfies readonly ExtensionName[];
const serverKinds = [
  "ods-5.3",
  "ods-6.2",
  "ods-7.1",
  "ods-7.3",
  "dms",
] as const satisfies readonly ServerKind[];

export function addPractice(program: Command, session: Session) {
  program
    .command("practice")
    .description(
      "a practice Ed-Fi API on this machine, until interrupted; its address, key and secret come first",
    )
    .option("--port <port>", "its port; any free one otherwise", wholeNumber("--port", 0, 65_535))
    .addOption(new Option("--server <kind>", "the server that it plays").choices(serverKinds))
    .option("--openapi <files...>", "serve this model instead of the built-in one, .json or .json.gz")
    .option("--dependencies <file>", "the dependency order of that model, .json or .json.gz")
    .addOption(
      new Option("--extension <names...>", "extensions of the built-in model").choices(extensionNames),
    )
    .option("--key <key>", "the key that it knows")
    .option("--secret <secret>", "the secret of that key")
    .option("--latency <milliseconds>", "time that every answer takes", wholeNumber("--latency", 0, 600_000))
    .option("--faults <faults>", "what goes wrong, as 503:2%,reset:0.5%")
    .option("--truth <file>", "lets its key not write what the faults.json of a district says")
    .option("--seed <number>", "the same seed gives the same faults", wholeNumber("--seed", 0))
    .option("--empty", "without anything that a host loads before clients come, such as descriptors")
    .option("--accept-only", "store nothing and check nothing: for benchmarks")
    .action((flags: PracticeFlags) => practice(session, flags));
}

async function practice(
  session: Session,
  { openapi, dependencies, empty, extension, truth, ...flags }: PracticeFlags,
) {
  const documents = {
    ...(extension ? { extensions: extension } : {}),
    ...(openapi ? { openApi: await Promise.all(openapi.map(readDocument)) } : {}),
    ...(empty ? { seeds: {} } : {}),
    ...(dependencies ? { dependencies: await readList(dependencies) } : {}),
    ...(truth ? rightsIn((await readList(truth)) as PlantedFault[]) : {}),
  };
  const { startPractice } = await import("../practice/practice.ts");
  const server = await startPractice({ ...flags, ...documents });
  const { url, key, secret } = server;
  session.terminal.stdout.write(`${JSON.stringify({ url, key, secret })}\n`);
  session.note("The practice API runs. Ctrl-C ends it.");
  await whenStopped(session.terminal.stop);
  await server.close();
  session.end(interrupted);
}
