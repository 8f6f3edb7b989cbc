import { describe, expect, test } from "vitest";
import { program, runHere, start } from "./command-line.ts";

const planted = "planted-hunter2";

describe("wrong use of the command line", () => {
  test.each([
    ["an unknown option", ["status", "--colour"], "Unknown option '--colour'."],
    ["a misspelt option", ["push", "State", "--forc"], "Did you mean --force?"],
    ["an unknown command", ["reverse", "State"], "Unknown command 'reverse'."],
    ["an unknown part of a command", ["connection", "paint", "State"], "Unknown command 'paint'."],
    ["a missing argument", ["push"], "Missing required argument 'name'."],
    ["a missing option", ["connection", "add", "State"], "Required option '--url <url>' not specified."],
    ["a missing value", ["push", "State", "--limit"], "argument missing"],
    ["a word for a number", ["push", "State", "--limit", "many"], "--limit takes a whole number"],
    ["a number out of range", ["push", "State", "--concurrency", "0"], "from 1 to 1024"],
    ["no address", ["connection", "add", "State", "--url", "state"], "--url takes an address"],
    ["a resource without its owner", ["profile", "State", "--owner", "grades"], "as grades=other"],
    ["a profile of no connection", ["profile"], "Say which connection"],
    ["half a mapping", ["descriptors", "State", "--map", "gradeLevel", "09"], "a type, a code and a URI"],
    ["two things at once", ["descriptors", "State", "--pull", "--export", "f"], "One thing at a time"],
    ["a change of nothing", ["connection", "edit", "State"], "Say what to change"],
    ["a setting that is none", ["connection", "edit", "State", "--clear", "url"], "Allowed choices are"],
    ["a rate of nought", ["connection", "edit", "State", "--requests-per-second", "0"], "from 0.1 to 100000"],
    ["too many arguments", ["push", "State", "Hub"], "Too many arguments."],
    ["no command", [], "Say what to do"],
    ["half a command", ["connection"], "'steward connection --help' lists it"],
  ])("is answered with a sentence and status 2: %s", async (_, argv, sentence) => {
    const { status, stdout, stderr } = await runHere(argv);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain("\n");
    expect(stdout).toBe("");
  });

  test("is told to scripts as one JSON document", async () => {
    const { status, stdout } = await runHere(["push", "State", "--json", "--colour"]);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "invalid-input" } });
  });

  test.each([
    [["push", "State", "--secret", planted]],
    [["push", "State", `--secret=${planted}`]],
    [["connection", "add", "State", "--url", "https://api.example.org", "--key", planted]],
    [["connection", "add", "State", "--url", `https://key:${planted}@api.example.org`]],
    [["connection", "test", "State", planted]],
    [["connection", "rotate", "State", planted]],
    [["connection", "rotate", "State", "--passphrase", planted]],
    [["connection", "add", "State", "--url", "https://x.org", `--proxy-password=${planted}`]],
    [["connection", "add", "State", "--url", "https://x.org", "--also", `https://a:${planted}@b.org`]],
    [["connection", "edit", "State", "--proxy", `http://user:${planted}@proxy.org`]],
    [["connection", "edit", "State", "--trust", `https://user:${planted}@login.org`]],
    [["push", "State", `--colour=${planted}`]],
  ])("never repeats a secret that was typed: case %#", async (argv) => {
    const { status, stdout, stderr } = await runHere(argv);
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain(planted);
  });

  test("takes --key-reminder for no key", async () => {
    const { stderr } = await runHere(["push", "State", "--key-reminder", "9"]);
    expect(stderr).toContain("Unknown option '--key-reminder'.");
  });

  test("says how credentials are given when one is typed as an option", async () => {
    const { stderr } = await runHere(["push", "State", "--secret", planted]);
    expect(stderr).toContain("A key or a secret never goes on the command line");
    expect(stderr).toContain("--credentials-from-env");
  });
});

describe("help", () => {
  test("lists every command and the exit statuses on standard output, with status 0", async () => {
    const { status, stdout, stderr } = await runHere(["--help"]);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    for (const command of [
      "demo",
      "practice",
      "generate",
      "connection",
      "profile",
      "source",
      "descriptors",
      "push",
      "status",
      "doctor",
    ])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect(stdout).toContain("75 another Steward holds the data folder");
  });

  test("of a command shows the options that every command takes", async () => {
    const { stdout } = await runHere(["push", "--help"]);
    for (const option of ["--resource", "--dry-run", "--home", "--json", "--credentials-from-env"])
      expect(stdout).toContain(option);
  });
});

describe("the program", () => {
  test("says its version and ends with 0", async () => {
    const { status, stdout } = await start(program, ["--version"]).outcome;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("ends with 2 and one sentence on wrong use", async () => {
    const { status, stdout, stderr } = await start(program, ["push", "State", "--colour"]).outcome;
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Unknown option '--colour'.");
  });
});
