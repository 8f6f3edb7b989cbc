import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ExtensionName } from "../practice/model/extensions.ts";
import { wholeNumber } from "./options.ts";
import { showProgress } from "./progress.ts";
import type { Session } from "./session.ts";
import { some } from "./words.ts";

const extensionNames = ["sample"] as const satisfies readonly ExtensionName[];

interface GenerateFlags {
  students: number;
  seed?: number;
  faults?: string;
  extension?: ExtensionName[];
}

const seedUnlessTold = 1;

export function addGenerate(program: Command, session: Session) {
  program
    .command("generate <folder>")
    .description("write a synthetic district as JSON lines; the same seed gives the same bytes")
    .requiredOption("--students <count>", "students of the district", wholeNumber("--students", 1, 1_000_000))
    .option("--seed <number>", "what the district is drawn from", wholeNumber("--seed", 0), seedUnlessTold)
    .option("--faults <faults>", "what is wrong in it, as missing-parent=2,bad-record=5,refused-school=60")
    .addOption(
      new Option("--extension <names...>", "records of these extensions of the practice API too").choices(
        extensionNames,
      ),
    )
    .action((folder: string, flags: GenerateFlags) => generate(session, resolve(folder), flags));
}

async function generate(session: Session, folder: string, flags: GenerateFlags) {
  const { records, files, faults } = await write(session, folder, flags);
  session.answer({ records, files, faults }, () => {
    const planted =
      faults.length === 0 ? "" : `, with ${some(faults.length, "fault")} planted (faults.json lists them)`;
    return `${some(records, "record")} in ${some(files, "file")} written to ${folder}${planted}.`;
  });
}

async function write(session: Session, folder: string, { extension, ...flags }: GenerateFlags) {
  const { generateDistrict } = await import("../practice/district/generate.ts");
  const display = await showProgress(session.terminal);
  try {
    return await generateDistrict(folder, {
      ...flags,
      extensions: extension,
      onProgress: (records) => display.update({ line: `writing, ${some(records, "record")} so far` }),
      signal: session.terminal.stop,
    });
  } finally {
    display.end();
  }
}
