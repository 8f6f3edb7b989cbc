import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseYaml, root } from "./electron-builder.ts";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: {
    readonly build: {
      readonly "timeout-minutes": number;
      readonly permissions?: unknown;
      readonly strategy: {
        readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] };
      };
      readonly steps: readonly Step[];
    };
  };
}

const text = readFileSync(join(root, ".github/workflows/build.yml"), "utf8");
const workflow = parseYaml(text) as Workflow;
const { build } = workflow.jobs;
const runs = build.steps.flatMap(({ run }) => run ?? []);

describe("the workflow", () => {
  it("installs, fetches Electron, tests, packs, tries what was packed and keeps it: on three systems", () => {
    const systems = build.strategy.matrix.include;
    expect(systems.map(({ system }) => system)).toEqual(["windows", "macos", "linux"]);
    expect(systems.map(({ screen }) => screen)).toEqual([undefined, undefined, "xvfb-run --auto-servernum"]);
    const order = ["npm ci", "electron/install.js", "npm test", "npm run package", "packed executable"];
    const places = order.map((part) => runs.findIndex((run) => run.includes(part)));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(build.steps.at(-1)?.uses).toMatch(/^actions\/upload-artifact@/);
    expect(build.steps.at(-1)?.with).toMatchObject({ "if-no-files-found": "error" });
    expect(build["timeout-minutes"]).toBeGreaterThan(0);
  });

  it("runs only scripts that package.json has, and files that are there", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const named = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(1);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
    for (const run of runs)
      for (const [, file = ""] of run.matchAll(/^node (\S+)/gm))
        expect(existsSync(join(root, file)), file).toBe(true);
  });

  it("may only read, holds no secret, and keeps no credentials for those who come after", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(build.permissions).toBeUndefined();
    expect(text).not.toMatch(/secrets\s*[.[]|GITHUB_TOKEN|github\.token/);
    expect(Object.keys(workflow.on)).toEqual(["push", "pull_request"]);
    const checkout = build.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkout?.with).toEqual({ "persist-credentials": false });
  });

  it("uses actions by what they are, not by what they are called, and of nobody but GitHub", () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(used).toHaveLength(3);
    for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("puts nothing that a stranger can write into a command", () => {
    const expressions = [...runs, ...build.steps.flatMap(({ env }) => Object.values(env ?? {}))].flatMap(
      (each) => [...each.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].map(([, expression]) => expression),
    );
    expect(expressions.length).toBeGreaterThan(0);
    for (const expression of expressions) expect(expression).toMatch(/^matrix\.(screen|packed)$/);
  });
});
