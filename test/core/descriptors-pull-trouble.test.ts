import { expect, test } from "vitest";
import { adviceFor } from "../../electron/core/api/trouble.ts";
import type { Answer } from "../../electron/core/api/types.ts";
import { pullAll } from "../../electron/core/mapping/pull.ts";
import { AppError } from "../../shared/errors.ts";
import { cut, grades, items, modelOf, ok, paged, refusal, sexes, world } from "./pull-script.ts";

for (const status of [403, 404, 405]) {
  test(`a type that the key may not read (${status}) is unreadable, and nothing is checked by it`, async () => {
    const { options, descriptors, id } = world(() => refusal(status, '{"detail":"no"}'));
    expect(await pullAll(options())).toMatchObject({ types: 1, unreadable: [grades], failed: [] });
    expect(descriptors.type(id, grades)).toMatchObject({ readable: false });
    expect(descriptors.known(id, grades)).toBeUndefined();
  });
}

test("an empty list is not taken for knowledge", async () => {
  const { options, descriptors, id } = world(() => ok([]));
  await pullAll(options());
  expect(descriptors.type(id, grades)).toMatchObject({ readable: true, values: 0 });
  expect(descriptors.known(id, grades)).toBeUndefined();
});

const lies: readonly (readonly [string, Answer])[] = [
  ["a sign-in page with status 200", { ...ok("<html>Sign in</html>"), contentType: "text/html" } as Answer],
  ["HTML that calls itself JSON", ok("<html></html>")],
  ["an object in place of a list", ok({ message: "welcome" })],
  ["a list of something else", ok([{ studentUniqueId: "1" }])],
  [
    "a gateway's page of status 404",
    { ...refusal(404, "<html>no</html>"), contentType: "text/html" } as Answer,
  ],
  ["status 503", refusal(503, "")],
  ["status 500", refusal(500, "")],
  ["no answer", cut],
];
for (const [name, answer] of lies) {
  test(`${name} wipes nothing that was known, and is told`, async () => {
    const model = modelOf(grades, sexes);
    const { options, uris, descriptors, id, answerWith } = world(paged(items(0, 10)), model);
    await pullAll(options());
    answerWith((type, page) => (type === grades ? answer : paged(items(0, 3))(type, page)));
    const report = await pullAll(options());
    expect(report).toMatchObject({ types: 1, unreadable: [], failed: [{ type: grades }] });
    expect(uris(grades)).toHaveLength(10);
    expect(descriptors.known(id, grades)?.size).toBe(10);
    expect(uris(sexes)).toHaveLength(3);
  });
}

test("a page that is cut off in the middle of a type leaves the type as it was", async () => {
  const { options, uris, answerWith } = world(paged(items(0, 10)), modelOf(grades, sexes));
  await pullAll(options());
  answerWith((type, page) =>
    type === grades && page.offset > 0 ? refusal(502) : paged(items(100, 800))(type, page),
  );
  expect(await pullAll(options())).toMatchObject({ failed: [{ type: grades }] });
  expect(uris(grades)).toHaveLength(10);
});

test("trouble that passes is not told", async () => {
  let questions = 0;
  const { options, uris } = world((type, page) => {
    questions += 1;
    return questions < 4 ? refusal(503) : paged(items(0, 10))(type, page);
  });
  expect(await pullAll(options())).toMatchObject({ failed: [] });
  expect(uris()).toHaveLength(10);
});

test("a server that is down is asked for a few types only, and the reading says so", async () => {
  const types = Array.from({ length: 200 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const { options, asked } = world(() => cut, modelOf(...types));
  await expect(pullAll(options())).rejects.toMatchObject({ code: "offline" });
  expect(new Set(asked).size).toBeLessThanOrEqual(16);
  expect(options().connection.descriptorsVersion).toBeNull();
});

for (const code of ["TOKEN_HTTP_429", "CERT_HAS_EXPIRED", "ECONNREFUSED"]) {
  test(`no answer (${code}) is told in the words of the step test`, async () => {
    const silence = { kind: "no-answer", reason: "connection", code } as const;
    const { options } = world(() => silence);
    await expect(pullAll(options())).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining(adviceFor(silence)),
    });
  });
}

test("a refused key ends the reading at once", async () => {
  const types = Array.from({ length: 200 }, (_, index) => `/ed-fi/type${index}Descriptors`);
  const { options, asked } = world(
    () => ({ kind: "bad-credentials", status: 401, sentence: "The server does not know this key." }),
    modelOf(...types),
  );
  await expect(pullAll(options())).rejects.toMatchObject({
    code: "unauthorized",
    message: "The server does not know this key.",
  });
  expect(asked.length).toBeLessThanOrEqual(8);
});

test("a reading that is given up ends with the reason, and keeps what it had", async () => {
  const model = modelOf(grades, sexes);
  const reason = new AppError("cancelled", "Given up.");
  const made = world((type, page) => {
    if (type === sexes) made.abort.abort(reason);
    return paged(items(0, 5))(type, page);
  }, model);
  const options = made.options();
  const one = { ...options, link: { ...options.link, concurrency: 1 } };
  await expect(pullAll(one)).rejects.toBe(reason);
  expect(made.uris(grades)).toHaveLength(5);
  expect(made.uris(sexes)).toHaveLength(0);
  expect(made.options().connection.descriptorsVersion).toBeNull();
});
