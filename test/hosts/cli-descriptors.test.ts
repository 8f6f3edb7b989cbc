import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { unmappedCode } from "./fake-cli-settings.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const descriptors = (...argv: string[]) => ["descriptors", "State", ...argv, "--home", home];
const uri = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
/** Commands that change something. */
const changing = (core: ReturnType<typeof fakeCore>) =>
  core.asked.map(({ name }) => name).filter((name) => /map|import|pull/.test(name));

describe("descriptors", () => {
  test("tells the types whose codes hold records, by short name, and what to do", async () => {
    const { status, stdout } = await runHere(descriptors(), { core: fakeCore() });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^gradeLevel +4 +1 +412 +20$/m);
    expect(stdout).not.toContain("/tpdm/genderDescriptors");
    expect(stdout).toContain("1 code is not mapped: 'steward descriptors State --suggest'");
  });

  test("lists every type that the records use with --all", async () => {
    const { stdout } = await runHere(descriptors("--all"), { core: fakeCore() });
    expect(stdout).toContain("/tpdm/genderDescriptors");
  });

  test("lists unmapped codes with the records that they hold and where", async () => {
    const core = fakeCore();
    const { stdout } = await runHere(descriptors("--unmapped", "--type", "gradeLevel"), { core });
    expect(core.asked[0]?.input).toMatchObject({ unmapped: true, type: "gradeLevel" });
    expect(stdout).toMatch(/^gradeLevel +09 +412 +studentSchoolAssociations$/m);
  });

  test("tells mappings that lead to nothing as it tells unmapped codes, and what is wrong with each", async () => {
    const types = await runHere(descriptors(), { core: fakeCore({ lost: 2 }) });
    expect(types.stdout).toMatch(/^\/?tpdm\/genderDescriptors +4 +2 +20$/m);
    expect(types.stdout).toContain("2 codes are mapped to what is no value of the server: 'steward");
    const lost = { ...unmappedCode, code: "9", state: "mapped", lost: true, target: "uri://x#y" } as const;
    const core = fakeCore({ codes: [unmappedCode, lost] });
    const { stdout } = await runHere(descriptors("--unmapped"), { core });
    expect(stdout).toMatch(/^gradeLevel +09 +412 +not mapped +studentSchoolAssociations$/m);
    expect(stdout).toMatch(/^gradeLevel +9 +412 +mapped, to a value that the server does not have /m);
  });

  test("pages through all codes up to the limit", async () => {
    const codes = Array.from({ length: 2_500 }, (_, index) => ({ ...unmappedCode, code: `C${index}` }));
    const argv = descriptors("--unmapped", "--limit", "2100", "--json");
    const { stdout } = await runHere(argv, { core: fakeCore({ codes }) });
    const found: { code: string }[] = JSON.parse(stdout);
    expect(new Set(found.map(({ code }) => code)).size).toBe(2_100);
  });

  test("only prints suggestions, each with its reason", async () => {
    const suggestion = { uri, reason: "same words as its description", sure: true };
    const core = fakeCore({ codes: [{ ...unmappedCode, suggestion }, unmappedCode] });
    const { stdout } = await runHere(descriptors("--suggest"), { core });
    expect(stdout).toMatch(/Ninth grade +yes +same words as its description$/m);
    expect(stdout).toMatch(/nothing comes near$/m);
    expect(changing(core)).toEqual([]);
  });

  test("shows the server's values as --map takes them", async () => {
    const core = fakeCore();
    const { stdout } = await runHere(descriptors("--values", "gradeLevel", "--search", "ninth"), { core });
    expect(core.asked[0]?.input).toMatchObject({ type: "gradeLevel", search: "ninth" });
    expect(stdout).toContain(uri);
  });

  test("maps and takes mappings away, and says how many records it marks", async () => {
    const core = fakeCore();
    const argv = ["--map", "gradeLevel", "09", uri, "--map", "sex", "F", "uri://x#F", "--unmap", "sex", "U"];
    const { status, stdout } = await runHere(descriptors(...argv), { core });
    expect(status).toBe(0);
    expect(core.asked[0]?.input).toEqual({
      connection: "State",
      mappings: [
        { type: "gradeLevel", code: "09", uri },
        { type: "sex", code: "F", uri: "uri://x#F" },
        { type: "sex", code: "U", uri: null },
      ],
    });
    expect(stdout).toBe(
      "1 mapping is changed. 412 records that use it are marked for the next push: 'steward push State'.\n",
    );
  });

  test("says what to look at in a mapping", async () => {
    const mapped = { warnings: [`${uri} is no value of this server.`] };
    const { stdout } = await runHere(descriptors("--map", "gradeLevel", "09", uri), {
      core: fakeCore({ mapped }),
    });
    expect(stdout).toContain("is no value of this server.");
  });

  test("imports a file, tells the lines that were not taken, and ends with 1 for them", async () => {
    const file = join(home, "mapping.csv");
    writeFileSync(file, `\ufefftype,code,uri\r\ngradeLevel,09,${uri}\r\n`);
    const core = fakeCore();
    const good = await runHere(descriptors("--import", file), { core });
    expect(good.status).toBe(0);
    expect(core.asked[0]?.input).toMatchObject({ csv: expect.stringContaining("gradeLevel,09") });
    const mapped = { refused: [{ line: 7, reason: "the type is missing" }] };
    const bad = await runHere(descriptors("--import", file), { core: fakeCore({ mapped }) });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^ +7 {2}the type is missing$/m);
  });

  test("refuses a file that is no UTF-8 before anything is mapped", async () => {
    const file = join(home, "latin.csv");
    writeFileSync(file, Buffer.from("type,code,uri\nsex,M\xfcller,uri://x#y\n", "latin1"));
    const core = fakeCore();
    const { status, stderr } = await runHere(descriptors("--import", file), { core });
    expect(status).toBe(2);
    expect(stderr).toContain("CSV UTF-8");
    expect(changing(core)).toEqual([]);
  });

  test("exports to a new file, and leaves one that is there, with a person's work in it", async () => {
    const file = join(home, "codes.csv");
    const written = await runHere(descriptors("--unmapped", "--export", file), { core: fakeCore() });
    expect(written.stdout).toContain(`3 codes without a value of the server written to ${file}`);
    writeFileSync(file, "filled in");
    const again = await runHere(descriptors("--unmapped", "--export", file), { core: fakeCore() });
    expect(again.status).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("filled in");
  });

  test("reads the server's values anew, and ends with 1 when a type was not shown", async () => {
    const core = fakeCore();
    const good = await runHere(descriptors("--pull", "--type", "gradeLevel"), { core });
    expect(good.status).toBe(0);
    expect(core.asked[0]?.input).toEqual({ connection: "State", types: ["gradeLevel"] });
    expect(good.stdout).toContain("3,294 values of 209 descriptor types read: 12 new, 3 changed, 1 gone.");
    const pulled = { failed: [{ type: "/ed-fi/sexDescriptors", reason: "the server is busy" }] };
    const bad = await runHere(descriptors("--pull"), { core: fakeCore({ pulled }) });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^sex +the server is busy$/m);
  });
});
