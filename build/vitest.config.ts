import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const every = "test/{unit,property,core,hosts,practice}/**/*.test.ts";
/** Files that put something else in a module's place. */
const alone = globSync(every, { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => readFileSync(join(root, file), "utf8").includes("vi.mock("));

export default defineConfig({
  test: {
    root,
    // Core tests run whole pushes over real files and sockets; a slow machine must not turn them red.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "forks",
    // Without a word of it, Vitest leaves one core idle.
    maxWorkers: "100%",
    globalSetup: "test/run-folder.ts",
    setupFiles: "test/each-file.ts",
    projects: [
      // Loading the modules costs more than most files' tests: it is done once a process.
      { extends: true, test: { name: "together", include: [every], exclude: alone, isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
