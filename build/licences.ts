import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A library whose work is in Steward, as its authors name it, and the licence that they ask to be shown. */
export interface Library {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Of the files that hold it; empty where there are none. */
  readonly text: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const licenceFile = /^(licen[cs]e|copying|notice)([-.].*)?$/i;
const line = `\n\n${"-".repeat(80)}\n\n`;
/** A module's package: the innermost one, whatever it lies in. */
const packageOf = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** Those of which the bundler put a module into the bundle, and those that lie beside it. `modules`: their files. */
export function librariesOf(root: string, modules: Iterable<string>, beside: readonly string[]): Library[] {
  const folders = new Set(beside.map((name) => join(root, "node_modules", name)));
  for (const module of modules) {
    // The bundler marks modules that it makes itself, such as what stands in for a CommonJS module.
    const [folder] = packageOf.exec(module.replace(/^\0/, "")) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const libraries = [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map(libraryIn)
    .sort((one, other) => `${one.name} ${one.version}`.localeCompare(`${other.name} ${other.version}`, "en"));
  const key = ({ name, version }: Library) => `${name} ${version}`;
  return libraries.filter((library, at) => at === 0 || key(library) !== key(libraries[at - 1] as Library));
}

function libraryIn(folder: string): Library {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return { name, version, licence: license ?? "", text: texts.join("\n\n") };
}

/** The same in one text, beside the bundle. */
export function licencesText(root: string, libraries: readonly Library[]): string {
  const own = readFileSync(join(root, "LICENSE"), "utf8").trim();
  const told = libraries.map(({ name, version, licence, text }) =>
    [`${name} ${version}`, licence, text].filter((part) => part !== "").join("\n\n"),
  );
  return `Steward\n\n${own}${line}${told.join(line)}\n`;
}
