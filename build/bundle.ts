import { existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as rolldown } from "rolldown";
import { build as vite } from "vite";
import { makeTrayIcons } from "./icons.ts";
import { librariesOf, licencesText } from "./licences.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
/** Written last: a build that was broken off does not pass for one. */
const stamp = join(dist, "built.txt");
const sources = [
  "electron/**/*.ts",
  "renderer/**/*",
  "shared/**/*.ts",
  "build/{bundle,vite.config,icons,drawing,picture-files,licences}.ts",
  "package-lock.json",
];

/** Electron is the host, the others hold native code: all stay outside of the bundle. */
const external = ["electron", "better-sqlite3", "keytar"];

/** Builds everything that runs into dist/: the entry points, the preload and the pages; and what belongs to them. */
export async function bundle(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const modules = [...(await bundleEntryPoints()), ...(await bundlePreload()), ...(await bundlePages())];
  makeTrayIcons(join(dist, "icons"));
  const libraries = librariesOf(root, modules, external);
  writeFileSync(join(dist, "licences.txt"), licencesText(root, libraries));
  // The page about Steward shows them.
  writeFileSync(join(dist, "renderer", "licences.json"), JSON.stringify(libraries));
  writeFileSync(stamp, "Everything in this folder is made by `npm run build`.\n");
}

/** True when there is no bundle, or a source is newer than it. */
export function isBundleStale(): boolean {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return globSync(sources, { cwd: root }).some((file) => statSync(join(root, file)).mtimeMs > builtAt);
}

/** Node's side: ESM, all in one flat folder, because the core thread and the pages are looked for beside the bundle. */
async function bundleEntryPoints(): Promise<string[]> {
  const entry = (name: string) => join(root, "electron", `${name}.ts`);
  const made = await rolldown({
    input: { main: entry("main"), cli: entry("cli"), web: entry("web"), "core-worker": entry("core-worker") },
    platform: "node",
    external,
    output: {
      dir: dist,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      sourcemap: true,
    },
  });
  return modulesIn(made.output);
}

/** A sandboxed preload must be one CommonJS file. */
async function bundlePreload(): Promise<string[]> {
  const made = await rolldown({
    input: join(root, "electron", "preload.ts"),
    platform: "node",
    external,
    output: { file: join(dist, "preload.cjs"), format: "cjs" },
  });
  return modulesIn(made.output);
}

async function bundlePages(): Promise<string[]> {
  const made = await vite({ configFile: join(root, "build", "vite.config.ts"), logLevel: "warn" });
  if (!("output" in made)) throw new Error("The pages are one bundle, made once.");
  return modulesIn(made.output);
}

/** The files that the bundler put into what it made. */
function modulesIn(
  output: readonly { readonly type: string; readonly moduleIds?: readonly string[] }[],
): string[] {
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

if (import.meta.main) await bundle();
