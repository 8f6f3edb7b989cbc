import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/{unit,property,core,hosts,practice}/**/*.test.ts"],
    // Core tests run whole pushes over real files and sockets; a slow machine must not turn them red.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
