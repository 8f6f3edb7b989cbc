import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Arch, build, type Configuration, Platform } from "electron-builder";
import { vi } from "vitest";

/** electron-builder's own code, and what comes with it: found from where it lies, not from where npm may have put it. */
const fromBuilder = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const fromLibrary = createRequire(fromBuilder.resolve("app-builder-lib"));

export const root = fileURLToPath(new URL("../../", import.meta.url));

interface ConfigurationCode {
  getConfig(folder: string, file: string | null, more: Configuration | null): Promise<Configuration>;
  validateConfiguration(configuration: Configuration, log: { isEnabled: boolean }): Promise<void>;
}

interface Matcher {
  createFilter(): (file: string, stat: { isDirectory(): boolean }) => boolean;
}

interface MatcherCode {
  getMainFileMatchers(...given: readonly unknown[]): Matcher[];
}

interface AsarCode {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  extractAll(archive: string, folder: string): void;
}

export const configurationCode: ConfigurationCode = fromLibrary("./util/config/config.js");
const matcherCode: MatcherCode = fromLibrary("./fileMatcher.js");
export const asarCode: AsarCode = fromLibrary("@electron/asar");
export const parseYaml: (text: string) => unknown = fromLibrary("js-yaml").load;

export const readConfiguration = () => configurationCode.getConfig(root, "electron-builder.yml", null);

/** True for the files of the project that electron-builder would put into the package of this system. */
export async function packedFor(system: "win" | "mac" | "linux", arch: "x64" | "arm64") {
  const config = await readConfiguration();
  const info = {
    projectDir: root,
    buildResourcesDir: "build",
    isPrepackedAppAsar: false,
    config,
    debugLogger: { isEnabled: false },
  };
  const expand = (pattern: string) => pattern.replaceAll(/\$\{arch\}/g, arch);
  // It compares folders without their last separator.
  const folder = root.replace(/[\\/]$/, "");
  const given = [folder, "app", expand, config[system], { info }, join(root, "release"), false];
  const filters = matcherCode.getMainFileMatchers(...given).map((matcher) => matcher.createFilter());
  const file = { isDirectory: () => false };
  return (path: string) => filters.some((picks) => picks(join(root, path), file));
}

const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** What stands for Electron: a program that does nothing, with its fuses as they come, and its licence. */
export function makeFakeElectron(folder: string) {
  mkdirSync(join(folder, "resources"), { recursive: true });
  // Version 1, nine fuses, as Electron 45 has them: the last one is younger than those who flip them.
  const wire = Buffer.from([1, 9, ...Buffer.from("101100010")]);
  const program = Buffer.concat([Buffer.from(`\u007fELF ${sentinel}`), wire, Buffer.from(" the end")]);
  writeFileSync(join(folder, "electron"), program);
  writeFileSync(join(folder, "LICENSE"), "Electron's licence");
}

/** The package of Linux, as `npm run package` makes it before it becomes an installer, with a fake Electron. */
export async function packWith(electronDist: string, output: string): Promise<string> {
  const told = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(() => true),
  );
  try {
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget("dir", Arch.x64),
      config: { electronDist, directories: { output } },
      publish: "never",
    });
  } finally {
    for (const stream of told) stream.mockRestore();
  }
  return join(output, "linux-unpacked");
}
