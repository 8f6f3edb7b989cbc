import { expect, test } from "vitest";
import { pullAll, pullIfNeeded, pullTypes } from "../../electron/core/mapping/pull.ts";
import {
  grades,
  item,
  items,
  modelOf,
  ok,
  paged,
  refusal,
  type Script,
  sample,
  sexes,
  world,
} from "./pull-script.ts";

test("values are read page by page to the end, always with a limit", async () => {
  const rows = items(0, 1203);
  const { options, uris, asked } = world(paged(rows));
  expect(await pullAll(options())).toMatchObject({
    types: 1,
    values: 1203,
    added: 1203,
    changed: 0,
    gone: 0,
  });
  expect(uris()).toHaveLength(1203);
  expect(asked).toEqual([0, 500, 1000].map((offset) => `${grades}?offset=${offset}&limit=500`));
});

test("a server that allows smaller pages only is asked for smaller ones", async () => {
  const { options, uris } = world(paged(items(0, 130), 50));
  await pullAll(options());
  expect(uris()).toHaveLength(130);
});

test("a host that caps pages without a word is read to the end", async () => {
  const rows = items(0, 130);
  const { options, uris } = world((_, { offset, limit }) =>
    ok(rows.slice(offset, offset + Math.min(limit, 50))),
  );
  await pullAll(options());
  expect(uris()).toHaveLength(130);
});

test("a server that does not understand offsets is not asked for ever", async () => {
  const rows = items(0, 500);
  const { options, uris, asked } = world(() => ok(rows));
  await pullAll(options());
  expect(uris()).toHaveLength(500);
  expect(asked).toHaveLength(2);
});

test("a value is its namespace, # and its code; texts that a server leaves out are empty", async () => {
  const { options, descriptors, id } = world(() =>
    ok([{ namespace: "uri://state.gov/X", codeValue: "09", shortDescription: null }]),
  );
  await pullAll(options());
  expect(descriptors.values(id, grades)).toEqual([
    {
      uri: "uri://state.gov/X#09",
      namespace: "uri://state.gov/X",
      codeValue: "09",
      shortDescription: "",
      description: "",
    },
  ]);
});

test("a second reading says what is new, what has other words and what is gone", async () => {
  const { options, uris, answerWith } = world(paged(items(0, 10)));
  await pullAll(options());
  answerWith(
    paged([...items(1, 9), item("Value 9", undefined, { description: "Other words" }), item("New")]),
  );
  expect(await pullAll(options())).toMatchObject({
    values: 10,
    added: 1,
    changed: 1,
    gone: 1,
    changedTypes: [grades],
  });
  expect(uris()).not.toContain("uri://ed-fi.org/GradeLevelDescriptor#Value 0");
  expect(await pullAll(options())).toMatchObject({ added: 0, changed: 0, gone: 0, changedTypes: [] });
});

test("at most eight types are read at a time, and never more than the connection allows", async () => {
  const types = Array.from({ length: 40 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const slow: Script = async (type, page) => {
    await new Promise(setImmediate);
    return paged(items(0, 3))(type, page);
  };
  const wide = world(slow, modelOf(...types));
  await pullAll(wide.options());
  expect(wide.seen.most).toBe(8);
  const narrow = world(slow, modelOf(...types));
  const options = narrow.options();
  await pullAll({ ...options, link: { ...options.link, concurrency: 3 } });
  expect(narrow.seen.most).toBe(3);
});

test("a push reads all types once a server version, then only those that it never read", async () => {
  const { options, asked, server } = world(paged(items(0, 3)), modelOf(grades, sexes, sample));
  expect(await pullIfNeeded(options())).toMatchObject({ types: 3 });
  expect(await pullIfNeeded(options())).toBeUndefined();
  expect(asked).toHaveLength(3);
  server.version = "7.4";
  expect(await pullIfNeeded(options())).toMatchObject({ types: 3, added: 0 });
  expect(await pullIfNeeded(options())).toBeUndefined();
});

test("a type that failed and was never read is asked for again by the next push, the others are not", async () => {
  const model = modelOf(grades, sexes);
  const { options, answerWith } = world(
    (type, page) => (type === sexes ? refusal(500) : paged(items(0, 3))(type, page)),
    model,
  );
  await pullIfNeeded(options());
  answerWith(paged(items(0, 3)));
  expect(await pullIfNeeded(options())).toMatchObject({ types: 1, added: 3, changedTypes: [sexes] });
});

test("single types can be read, extension ones too; a type that the server has not is not asked for", async () => {
  const { options, asked } = world(paged(items(0, 3)), modelOf(grades, sexes, sample));
  expect(await pullTypes(options(), [sample, sample, "/ed-fi/madeUpDescriptors"])).toMatchObject({
    types: 1,
  });
  expect(asked).toEqual([`${sample}?offset=0&limit=500`]);
});

test("a type that the model has no longer is forgotten with its values", async () => {
  const before = world(paged(items(0, 3)), modelOf(grades, sexes));
  await pullAll(before.options());
  const options = before.options();
  const report = await pullAll({ ...options, link: { ...options.link, model: modelOf(grades) } });
  expect(report).toMatchObject({ gone: 3, changedTypes: [sexes] });
  expect(before.descriptors.types(before.id).map(({ type }) => type)).toEqual([grades]);
});
