import { describe, expect, test } from "vitest";
import type { Handlers } from "../../shared/contract.ts";
import { createDispatcher } from "../../shared/rpc.ts";

const bugs: unknown[] = [];
const call = createDispatcher({} as Handlers, (bug) => bugs.push(bug));
const refusal = async (name: string, input: unknown) => {
  const reply = await call(name, input);
  if (reply.ok) throw new Error("it was taken");
  expect(reply.error.code).toBe("invalid-input");
  return reply.error;
};

const settings = { url: "https://api.example.org" };
const added = (more: object) => ({ name: "State", settings, ...more });

describe("wrong input", () => {
  test.each([
    ["a name of blanks", added({ name: "  " }), "A connection needs a name."],
    ["a name with a slash", added({ name: "a/b" }), 'A name has none of / \\ : * ? " < > |.'],
    [
      "an address without a scheme",
      added({ settings: { url: "api.example.org" } }),
      "An address begins with https:// (or http://).",
    ],
    [
      "a year of three digits",
      added({ settings: { ...settings, year: 202 } }),
      /^A school year is four digits/,
    ],
    [
      "a year that is no number",
      added({ settings: { ...settings, year: "x" } }),
      /^A school year is four digits/,
    ],
    [
      "two things at once",
      added({ name: "", settings: { ...settings, tenant: "a b" } }),
      /^A connection needs a name\..*A tenant has no blanks and none of \/ \? #\.$/,
    ],
  ])("with words of its own in the contract is told in a sentence: %s", async (_, input, words) => {
    const { message } = await refusal("connections.add", input);
    if (typeof words === "string") expect(message).toContain(words);
    else expect(message).toMatch(words);
    expect(message).not.toContain("connections.add");
    expect(message).not.toMatch(/name:|settings\./);
  });

  test("keeps its members for programmers, in the details", async () => {
    const { details } = await refusal("connections.clone", { connection: "P", name: "a/b", url: "here" });
    expect(details).toEqual({
      command: "connections.clone",
      issues: [
        { path: "name", message: expect.stringContaining("a name has none of") },
        { path: "url", message: expect.stringContaining("an address begins with") },
      ],
    });
  });

  test("without words of its own is told with command and members", async () => {
    const { message, details } = await refusal("runs.list", { connection: "P", limit: "many" });
    expect(message).toMatch(/^runs\.list was asked for with wrong input\. limit: \S/);
    expect(details).toMatchObject({ command: "runs.list", issues: [{ path: "limit" }] });
  });

  test("never repeats what was given", async () => {
    const credentials = { key: "", secret: "hidden-secret".repeat(100) };
    const { message, details } = await refusal("connections.add", {
      name: "hidden/name",
      settings: { url: "hidden-address" },
      credentials,
    });
    expect(JSON.stringify([message, details])).not.toContain("hidden");
    expect(bugs).toEqual([]);
  });
});
