import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Profile } from "../../shared/domain/profile.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const profile = (...argv: string[]) => ["profile", "State", ...argv, "--home", home];
const namesAsked = (core: ReturnType<typeof fakeCore>) => core.asked.map(({ name }) => name);
const saved = (core: ReturnType<typeof fakeCore>) =>
  core.asked.find(({ name }) => name === "profile.save")?.input as { profile: Profile } | undefined;

const chosen: Profile = {
  extensions: ["tpdm"],
  off: ["/ed-fi/grades"],
  owners: { "/ed-fi/staffs": { owner: "other", contact: "HR" } },
};

describe("profile", () => {
  test("tells what is sent, and why the rest is not", async () => {
    const { status, stdout } = await runHere(profile(), { core: fakeCore({ profile: chosen }) });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\/ed-fi\/students +500 +yes$/m);
    expect(stdout).toMatch(/^\/ed-fi\/grades +1,350 +no: switched off$/m);
    expect(stdout).toMatch(/^\/ed-fi\/staffs +20 +no: another system sends it \(HR\)$/m);
    expect(stdout).toContain("1,370 records of the folders are not sent");
    expect(stdout).not.toContain("/sample/contacts");
  });

  test("lists resources without records with --all", async () => {
    const { stdout } = await runHere(profile("--all"), { core: fakeCore() });
    expect(stdout).toContain("/sample/contacts");
  });

  test("changes nothing when nothing was typed", async () => {
    const core = fakeCore();
    await runHere(profile(), { core });
    expect(namesAsked(core)).toEqual(["profile.show"]);
  });

  test("saves extensions, switches and owners by the server's own names", async () => {
    const core = fakeCore({ profile: chosen });
    const switches = ["--use", "core,TPDM,sample", "--on", "Grades", "--off", "students,/ed-fi/contacts"];
    const owners = ["--owner", "grades=unused", "staffs=us", "--contact", "grades=the registrar"];
    const { status } = await runHere(profile(...switches, ...owners), { core });
    expect(status).toBe(0);
    expect(saved(core)).toEqual({
      connection: "State",
      profile: {
        extensions: ["tpdm", "sample"],
        off: ["/ed-fi/students", "/ed-fi/contacts"],
        owners: { "/ed-fi/grades": { owner: "unused", contact: "the registrar" } },
      },
    });
  });

  test.each([
    ["core", []],
    ["core,all", "all"],
    ["ed-fi,tpdm", ["tpdm"]],
  ])("reads --use %s", async (typed, extensions) => {
    const core = fakeCore();
    await runHere(profile("--use", typed), { core });
    expect(saved(core)?.profile.extensions).toEqual(extensions);
  });

  test("names an API Profile, and none again", async () => {
    const named = fakeCore();
    await runHere(profile("--api-profile", "Vendor-Read-Write"), { core: named });
    expect(saved(named)?.profile.apiProfile).toBe("Vendor-Read-Write");
    const none = fakeCore({ profile: { ...chosen, apiProfile: "Vendor" } });
    await runHere(profile("--api-profile", "none"), { core: none });
    expect(saved(none)?.profile).not.toHaveProperty("apiProfile");
  });

  test.each([
    ["a resource that the server does not have", ["--off", "gradez"], 'no resource "gradez"'],
    ["a name of two resources", ["--off", "contacts"], "/ed-fi/contacts or /sample/contacts"],
    ["an unknown extension", ["--use", "core,tx"], "this server's extensions: tpdm, sample"],
    ["an unknown owner", ["--owner", "grades=them"], "us, other or unused"],
    ["a contact for what we send", ["--contact", "grades=HR"], "--owner grades=other"],
    ["on and off at once", ["--on", "grades", "--off", "grades"], "at once"],
    ["an unknown profile", ["--from", "K99", "--off", "grades"], 'no profile "K99"'],
  ])("refuses %s in one sentence, and changes nothing", async (_, argv, sentence) => {
    const core = fakeCore();
    const { status, stderr } = await runHere(profile(...argv), { core });
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain("\n");
    expect(namesAsked(core).filter((name) => !/\.(show|list)$/.test(name))).toEqual([]);
  });

  test("gives a name before it changes, so that the profile of others stays as it is", async () => {
    const core = fakeCore({ profile: chosen });
    await runHere(profile("--from", "K12", "--save-as", "K12 without grades", "--off", "grades"), { core });
    const changing = namesAsked(core).filter((name) => !/\.(show|list)$/.test(name));
    expect(changing).toEqual(["profile.use", "profiles.name", "profile.save"]);
    expect(core.asked.find(({ name }) => name === "profile.use")?.input).toMatchObject({ name: "K12" });
  });

  test("uses a profile of its own again with --from own", async () => {
    const core = fakeCore({ profileName: "K12" });
    await runHere(profile("--from", "own"), { core });
    expect(core.asked.find(({ name }) => name === "profile.use")?.input).toMatchObject({ name: null });
  });

  test("says for whom a named profile changes", async () => {
    const { stdout } = await runHere(profile(), { core: fakeCore({ profileName: "K12" }) });
    expect(stdout).toContain("what is changed here changes for State, Hub.");
  });

  test("lists the profiles that have a name, and who uses them", async () => {
    const core = fakeCore({ profile: chosen });
    const { stdout } = await runHere(["profile", "--list", "--home", home], { core });
    expect(stdout).toMatch(/^K12 +tpdm +1 +1 +State, Hub$/m);
  });
});
