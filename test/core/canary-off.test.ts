import { expect, test, vi } from "vitest";
import { echo } from "./canary-district.ts";
import { leaksOf, tellOfAllWordings, tellOfServer, tellOfSurprises } from "./canary-run.ts";

/**
 * The canaries with the redactor switched off, so that nobody has to believe that they would be heard: whatever a server says
 * is repeated as a name of the model, files are told by their whole names, and surprises by their texts.
 */
vi.mock("../../electron/core/causes/model-names.ts", () => ({
  namesOf: () => ({
    path: (path: string) => path,
    member: (name: string) => `$.${name}`,
    entity: (name: string) => name,
    resource: () => undefined,
  }),
  noNames: {
    path: () => undefined,
    member: () => undefined,
    entity: () => undefined,
    resource: () => undefined,
  },
}));
vi.mock("../../shared/domain/file-name.ts", () => ({ toldFile: (path: string) => path }));
vi.mock("../../electron/surprise.ts", () => ({
  surpriseOf: (error: unknown) => ({ name: "Error", at: [String(error)] }),
  surpriseSentence: (error: unknown) => String(error),
}));

test("without the redactor, persons are heard everywhere: on standard output, in events, notifications, journal, review file and bug log", async () => {
  const all = [
    await tellOfServer("ods-7.3", echo),
    (await tellOfAllWordings()).told,
    await tellOfSurprises(),
  ].flatMap(leaksOf);
  const heard = new Set(all.map((line) => line.slice(0, line.indexOf(":"))));
  expect([...heard].sort()).toEqual(["bundle", "events", "journal", "notices", "output", "surprises"]);
  expect(all.length).toBeGreaterThan(50);
});
