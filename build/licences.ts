import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const licenceFile = /^(licen[cs]e|copying|notice)([-.].*)?$/i;
const line = `\n\n${"-".repeat(80)}\n\n`;

/** What those who wrote the libraries ask for: their names and licences, in one text beside the bundle that holds their work. */
export function licencesOf(root: string): string {
  const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const folders = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
    .map(([path]) => join(root, path))
    // Binaries for other systems are in the lock, and not on this machine.
    .filter((folder) => existsSync(join(folder, "package.json")));
  const own = readFileSync(join(root, "LICENSE"), "utf8").trim();
  const told = folders.map(licenceOf).sort((one, other) => one.localeCompare(other, "en"));
  return `Steward\n\n${own}${line}${[...new Set(told)].join(line)}\n`;
}

function licenceOf(folder: string): string {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`${name} ${version}`, license ?? "", ...texts].filter((part) => part !== "").join("\n\n");
}
