import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explain, isTopic } from "../../shared/dictionary/dictionary.ts";
import { judged } from "./causes-judged.ts";

const samples = process.env.EDFI_SAMPLES;
const file = samples === undefined ? "" : join(samples, "..", "domain", "published-errors.md");
const isHere = file !== "" && existsSync(file);
if (!isHere)
  console.log(
    "Skipped: the published messages of servers; EDFI_SAMPLES names no folder beside which they lie.",
  );

interface Published {
  /** What was asked, where the row says so: an item that others refer to was to be deleted. */
  readonly operation: "upsert" | "delete";
  readonly resource: string;
  readonly status: number;
  readonly body: object;
}

/** Cells of a row of a table; a bar within a text is escaped. */
const cells = (line: string) =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
const resourceOf = (request: string) => /\/ed-fi\/(\w+)/.exec(request)?.[1] ?? "students";
const operationOf = (request: string) =>
  /\bDELETE\b|dependent-item-exists/.test(request) ? "delete" : "upsert";
const isStatus = (text: string | undefined) => /^[3-5]\d\d$/.test(text ?? "");

/** A row of an assertion: the paths and texts that it names, however it compares them. */
function asserted(row: readonly string[]): Published {
  const [, method = "", status = "", type, detail = "", said = ""] = row;
  const validationErrors: Record<string, string[]> = {};
  let path = "";
  for (const [, quoted, pattern] of said.matchAll(/"([^"]*)"|match\(\/\^?(.*?)\/i?\)/g)) {
    if (quoted?.startsWith("$")) path = quoted;
    else if (path !== "") validationErrors[path] = [quoted ?? pattern?.replaceAll("\\", "") ?? ""];
  }
  const isText = path === "" && said !== "" && !said.startsWith("validationErrors");
  const lists = isText ? { errors: [said] } : { validationErrors };
  const code = Number(status);
  return {
    operation: operationOf(method),
    resource: "students",
    status: code,
    body: { status: code, type, detail, ...lists },
  };
}

/** A row of a constant: one answer for each of its texts. */
function constants([, status = "", type, title, details = ""]: readonly string[]): Published[] {
  const code = Number(status.slice(0, 3));
  return details.split(" // ").map((detail) => ({
    operation: operationOf(type ?? ""),
    resource: "students",
    status: code,
    body: { status: code, type: `urn:ed-fi:api:${type}`, title, detail },
  }));
}

function message([status, key = "", text = "", request = ""]: readonly string[]): Published {
  const path = key.replaceAll("`", "");
  const lists = path === "errors[]" ? { errors: [text] } : { validationErrors: { [path]: [text] } };
  const types: Readonly<Record<string, string>> = {
    400: "bad-request:data-validation-failed",
    401: "security:authentication",
    403: "security:authorization:",
    405: "method-not-allowed",
    409: text.includes("natural key") ? "identity-conflict" : "data-conflict:unresolved-reference",
    412: "optimistic-lock-failed",
    415: "unsupported-media-type",
    500: "system:configuration:security",
  };
  const type = `urn:ed-fi:api:${types[status ?? ""]}`;
  return {
    operation: operationOf(request),
    resource: resourceOf(request),
    status: Number(status),
    body: { status: Number(status), type, ...lists },
  };
}

function published(text: string): Published[] {
  const rows = text.split(/\r?\n/).flatMap((line): Published[] => {
    if (!line.startsWith("|")) return [];
    const row = cells(line);
    if (isStatus(row[2]) && row.length === 6) return [asserted(row)];
    if (/^[3-5]\d\d/.test(row[1] ?? "") && row.length === 5) return constants(row);
    return isStatus(row[0]) ? [message(row)] : [];
  });
  const bodies = [...text.matchAll(/\((\w+ [^\s)]*)[^\n]*\)\n\n```json\n([^`]*)```/g)].map(
    ([, request = "", json = ""]): Published => {
      const body: { status: number } = JSON.parse(json);
      return { operation: operationOf(request), resource: resourceOf(request), status: body.status, body };
    },
  );
  return [...rows, ...bodies];
}

test.skipIf(!isHere)(
  "every published message has a kind and an entry in the dictionary; hardly any is without a name",
  () => {
    const all = published(readFileSync(file, "utf8"));
    // Three tables and a body for each type: less means that the file is read wrongly.
    expect(all.length).toBeGreaterThan(200);
    const judgedOnes = all.map((one) => judged(one.resource, [one.status, one.body], one.operation));
    for (const { topic } of judgedOnes) {
      expect(isTopic(topic)).toBe(true);
      expect(explain(topic).steps.length).toBeGreaterThan(0);
    }
    const bare = judgedOnes.filter(({ topic }) => topic === "other");
    const unspoken = judgedOnes.filter(({ topic }) => ["validation", "permission"].includes(topic));
    const other = judgedOnes.filter(({ kind }) => kind === "other");
    console.log(
      `Published messages: ${all.length}; topic "other" ${bare.length}, kind "other" ${other.length} (${other.map(({ status }) => status).join()}), only their kind explained ${unspoken.length}`,
    );
    expect(bare.length / all.length).toBeLessThan(0.05);
    expect(other.length / all.length).toBeLessThan(0.05);
  },
);
