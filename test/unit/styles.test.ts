import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const renderer = fileURLToPath(new URL("../../renderer/", import.meta.url));
const read = (pattern: string) =>
  globSync(pattern, { cwd: renderer }).map((name) => ({
    name,
    text: readFileSync(`${renderer}${name}`, "utf8"),
  }));

const styles = read("styles/*.css").map(({ name, text }) => ({
  name,
  text: text.replace(/\/\*[\s\S]*?\*\//g, ""),
}));

/** Classes that selectors of a sheet name; those of the library's own parts are the library's. */
const classesOf = (sheet: string) =>
  [...sheet.matchAll(/([^{}]+)\{/g)]
    .map(([, selector = ""]) => selector.trim())
    .filter((selector) => !selector.startsWith("@"))
    .flatMap((selector) => [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name))
    .filter((name) => !name.startsWith("mantine-"));

/** Words in quotes, and beginnings that are completed while Steward runs: `mark-${state}`. */
function namesIn(source: string) {
  const quoted = [...source.matchAll(/"[^"\n]*"|`[^`]*`/g)].map(([text]) => text);
  const beginnings = quoted.flatMap((text) =>
    [...text.matchAll(/([\w-]+-)\$\{/g)].map(([, begin = ""]) => begin),
  );
  return { words: quoted.flatMap((text) => text.match(/[\w-]+/g) ?? []), beginnings };
}

it("no rule dresses what is no longer there", () => {
  const sources = [...read("**/*.tsx"), ...read("**/*.ts"), ...read("index.html")].map(({ text }) =>
    namesIn(text),
  );
  const words = new Set(sources.flatMap((source) => source.words));
  const beginnings = [...new Set(sources.flatMap((source) => source.beginnings))];
  const isUsed = (name: string) => words.has(name) || beginnings.some((begin) => name.startsWith(begin));
  const dead = styles.flatMap(({ name, text }) =>
    classesOf(text)
      .filter((each) => !isUsed(each))
      .map((each) => `${name}: .${each}`),
  );
  expect(dead).toEqual([]);
});

it("every sheet is asked for by the page", () => {
  const page = readFileSync(`${renderer}index.html`, "utf8");
  const asked = [...page.matchAll(/href="\.\/(styles\/[\w-]+\.css)"/g)].map(([, name]) => name);
  expect(styles.map(({ name }) => name).toSorted()).toEqual(asked.toSorted());
});

it("colours are said once, as tokens: no sheet but theirs names one", () => {
  const named = styles
    .filter(({ name }) => !["styles/theme.css", "styles/contrast.css", "styles/as-sent.css"].includes(name))
    .flatMap(({ name, text }) =>
      (text.match(/#[0-9a-f]{3,8}\b|\brgba?\(/gi) ?? []).map((each) => `${name}: ${each}`),
    );
  expect(named).toEqual([]);
});
