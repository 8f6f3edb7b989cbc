import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  packages: Record<string, LockedPackage>;
}

/**
 * Adds to package-lock.json the binaries for other systems that npm leaves out when it cannot see them from the machine
 * on which the lock was written (npm/cli issue 4828). Without them `npm ci` refuses the lock, and a Windows or macOS
 * machine would get no binary. Run it after every change of dependencies: `node build/complete-lock.ts`.
 */
function completeLock({ packages }: Lock): number {
  let added = 0;
  for (const [path, { optionalDependencies, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
      // A range cannot be resolved from here, and binaries for single systems are named by exact versions.
      if (!/^\d/.test(version) || isThere(packages, path, name, version)) continue;
      const top = `node_modules/${name}`;
      const place = packages[top] ? `${path}/${top}` : top;
      packages[place] = { version, ...(dev && { dev }), optional: true, ...systemOf(name) };
      added += 1;
    }
  }
  return added;
}

/** Some folder above the package holds the version that it asks for. */
function isThere(packages: Lock["packages"], path: string, name: string, version: string): boolean {
  const parts = path.split("/node_modules/");
  const places = parts.map(
    (_, depth) => `${parts.slice(0, depth + 1).join("/node_modules/")}/node_modules/${name}`,
  );
  return [`node_modules/${name}`, ...places].some((place) => packages[place]?.version === version);
}

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

/** Which machines a binary is for, from its name: "…-linux-x64-musl", "…-win32-arm64-msvc", "…-wasm32-wasi". */
function systemOf(name: string) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.includes("gnu")
      ? ["glibc"]
      : [];
  return { ...(os.length > 0 && { os }), ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }) };
}

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock: Lock = JSON.parse(readFileSync(file, "utf8"));
const added = completeLock(lock);
const packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
console.log(`${added} packages for other systems added.`);
