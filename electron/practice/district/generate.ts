import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { ExtensionName } from "../model/extensions.ts";
import { chooseFaults } from "./faults/choose.ts";
import { FaultWriter, writeRecords, writeUnknownFiles } from "./faults/plant.ts";
import type { PlantedFault } from "./faults/planted.ts";
import { parseDistrictFaults } from "./faults/spec.ts";
import { DistrictFiles } from "./files.ts";
import { type DistrictPlan, planDistrict } from "./plan.ts";
import type { Emit } from "./record.ts";
import { walkDistrict } from "./walk.ts";

export type { PlantedFault } from "./faults/planted.ts";
export { rightsIn } from "./faults/rights.ts";
export { parseDistrictFaults } from "./faults/spec.ts";

export interface DistrictOptions {
  readonly students: number;
  readonly seed?: number | undefined;
  /** "missing-parent=2,bad-date=1": see parseDistrictFaults. */
  readonly faults?: string | undefined;
  /** Records and `_ext` parts of these extensions too; without them the same bytes as ever. */
  readonly extensions?: readonly ExtensionName[] | undefined;
  /** Called now and then with the number of records written so far. */
  readonly onProgress?: ((records: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GeneratedDistrict {
  readonly records: number;
  readonly files: number;
  readonly faults: PlantedFault[];
}

/** The truth beside the data; its presence says that the folder is a practice district. */
const truthFile = "faults.json";

/**
 * Writes a synthetic district as JSON lines, one file for each resource: about a hundred records a student, all
 * references whole, no person real. The same students, seed and faults give the same bytes on every OS; memory does not
 * grow with the number of students. What is wrong on purpose stands in `faults.json` (see PlantedFault).
 * Throws AppError: "invalid-input" for impossible options, "conflict" for a folder that holds something else,
 * "cancelled".
 */
export async function generateDistrict(folder: string, options: DistrictOptions): Promise<GeneratedDistrict> {
  const plan = planOf(options);
  const wanted = parseDistrictFaults(options.faults ?? "");
  const earlier = await makeRoom(folder);
  const choices = await chooseFaults(plan, wanted, options.signal);
  const files = new DistrictFiles(folder);
  return await finishOrDiscard(files, async () => {
    const writer = new FaultWriter(files, choices);
    await writeDistrict(plan, files, (resource, body) => writer.write(resource, body), options);
    const unknown = writeUnknownFiles(files, wanted.get("unknown-resource") ?? 0);
    const faults = [...writer.planted(), ...unknown];
    const names = await files.finish();
    const kept = new Set(names);
    for (const name of earlier) if (!kept.has(name)) await rm(join(folder, name), { force: true });
    await writeTruth(folder, faults);
    return { records: files.total, files: names.length, faults };
  });
}

/**
 * Mends the faults of a district in place: only files that had one are rewritten, and then hold the bytes of the
 * same schools without faults. A missing permission is the server's to mend. `options` are those of generateDistrict.
 * Throws AppError("not-found") for a folder that is no practice district.
 */
export async function mendDistrict(
  folder: string,
  options: DistrictOptions,
): Promise<{ readonly files: number }> {
  const faults = await readTruth(folder);
  const unknown = faults.filter((one) => one.fault === "unknown-resource").map((one) => one.file);
  const wrong = new Set(
    faults
      .filter(({ fault, file }) => fault !== "missing-permission" && !unknown.includes(file))
      .map((one) => one.file),
  );
  const files = new DistrictFiles(folder);
  return await finishOrDiscard(files, async () => {
    const write = writeRecords(files);
    const emit: Emit = (resource, body) => {
      if (wrong.has(`${resource}.jsonl`)) write(resource, body);
    };
    if (wrong.size > 0) await writeDistrict(planOf(options), files, emit, options);
    await files.finish();
    for (const name of unknown) await rm(join(folder, name), { force: true });
    await writeTruth(folder, []);
    return { files: wrong.size + unknown.length };
  });
}

function planOf({ students, seed = 1, extensions = [], faults = "" }: DistrictOptions): DistrictPlan {
  if (!Number.isSafeInteger(students) || students < 1 || students > 9_999_999) {
    throw new AppError("invalid-input", "A district needs a whole number of students, from 1 to 9999999.");
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new AppError("invalid-input", "The seed is a whole number from 0.");
  }
  const schoolOf = parseDistrictFaults(faults).get("refused-school");
  return planDistrict(students, seed, { extensions, schoolOf: schoolOf || undefined });
}

async function writeDistrict(
  plan: DistrictPlan,
  files: DistrictFiles,
  emit: Emit,
  { signal, onProgress }: DistrictOptions,
): Promise<void> {
  const rest = async (): Promise<void> => {
    if (!files.isFull) return;
    await files.flush();
    onProgress?.(files.total);
  };
  await walkDistrict(plan, emit, { signal, rest });
  onProgress?.(files.total);
}

async function finishOrDiscard<Result>(files: DistrictFiles, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    await files.discard();
    throw error;
  }
}

/** Makes the folder, or takes one that is empty or an earlier practice district; returns that one's files. */
async function makeRoom(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes(truthFile)) {
    throw new AppError(
      "conflict",
      "The folder holds files that are no practice district. Choose an empty folder, so that nothing is lost.",
    );
  }
  return names.filter((name) => name.endsWith(".jsonl"));
}

async function readTruth(folder: string): Promise<readonly PlantedFault[]> {
  try {
    return JSON.parse(await readFile(join(folder, truthFile), "utf8")) as PlantedFault[];
  } catch (error) {
    throw new AppError(
      "not-found",
      `The folder is no practice district: its ${truthFile} cannot be read. Generate one first.`,
      undefined,
      error,
    );
  }
}

function writeTruth(folder: string, faults: readonly PlantedFault[]): Promise<void> {
  return writeFile(join(folder, truthFile), `${JSON.stringify(faults, undefined, 2)}\n`);
}
