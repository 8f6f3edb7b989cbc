import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { librariesOf, licencesText } from "../../build/licences.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "steward-licences-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, content: string | object) => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

it("those are named whose modules are in the bundle or lie beside it, each once, with the text that their authors give", () => {
  put("LICENSE", "Steward's own");
  const inner = "node_modules/outer/node_modules/inner";
  put("node_modules/outer/package.json", { name: "outer", version: "1.0.0", license: "MIT" });
  put("node_modules/outer/LICENCE.md", "the text of outer");
  put(`${inner}/package.json`, { name: "inner", version: "2.0.0", license: "ISC" });
  put(`${inner}/COPYING`, "the text of inner");
  put("node_modules/@scope/part/package.json", { name: "@scope/part", version: "3.0.0", license: "0BSD" });
  put("node_modules/native/package.json", { name: "native", version: "4.0.0", license: "MIT" });
  put("node_modules/unused/package.json", { name: "unused", version: "5.0.0", license: "GPL-3.0" });
  const modules = [
    put("electron/main.ts", ""),
    put("node_modules/outer/lib/index.js", ""),
    put("node_modules/outer/lib/more.js", ""),
    `\0${put(`${inner}/index.js`, "")}?commonjs`,
    put("node_modules/@scope/part/index.js", ""),
    "\0rolldown/runtime.js",
  ];
  const libraries = librariesOf(root, modules, ["native", "absent"]);
  expect(libraries).toEqual([
    { name: "@scope/part", version: "3.0.0", licence: "0BSD", text: "" },
    { name: "inner", version: "2.0.0", licence: "ISC", text: "the text of inner" },
    { name: "native", version: "4.0.0", licence: "MIT", text: "" },
    { name: "outer", version: "1.0.0", licence: "MIT", text: "the text of outer" },
  ]);
  const text = licencesText(root, libraries);
  expect(text).toMatch(/^Steward\n\nSteward's own\n/);
  for (const each of ["the text of outer", "the text of inner", "native 4.0.0"]) expect(text).toContain(each);
});
