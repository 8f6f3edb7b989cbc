import fc from "fast-check";
import { expect, test } from "vitest";
import { readProblem } from "../../electron/core/api/problem.ts";

const json = "application/json; charset=utf-8";
const read = (status: number, body: unknown, contentType: string | undefined = json) =>
  readProblem(status, contentType, typeof body === "string" ? body : JSON.stringify(body));

test("problem details are told by their type, not by the content type", () => {
  const body = {
    type: "urn:ed-fi:api:bad-request:data-validation-failed",
    title: "Data Validation Failed",
    detail: "Data validation failed.",
    status: 400,
    correlationId: "c1",
    validationErrors: { "$.lastSurname": ["LastSurname is required."], "$.a[0].b": ["one", "two"] },
  };
  for (const contentType of [json, "application/problem+json", "text/html", undefined]) {
    expect(read(400, body, contentType)).toEqual({
      status: 400,
      form: "problem",
      type: "bad-request:data-validation-failed",
      title: "Data Validation Failed",
      detail: "Data validation failed.",
      correlationId: "c1",
      messages: [
        { path: "$.lastSurname", text: "LastSurname is required." },
        { path: "$.a[0].b", text: "one" },
        { path: "$.a[0].b", text: "two" },
      ],
    });
  }
});

test("an empty validationErrors does not hide the errors beside it (trap 11)", () => {
  const body = {
    type: "urn:ed-fi:api:identity-conflict",
    detail: "d",
    validationErrors: {},
    errors: ["e1", "e2"],
  };
  expect(read(409, body).messages).toEqual([{ text: "e1" }, { text: "e2" }]);
});

test("a problem with a detail only is not lost (trap 13)", () => {
  const body = { type: "urn:ed-fi:api:not-found", detail: "Resource to update was not found" };
  expect(read(404, body).messages).toEqual([{ text: "Resource to update was not found" }]);
});

test("a type with a colon behind it is the type without", () => {
  expect(read(403, { type: "urn:ed-fi:api:security:authorization:", detail: "d" }).type).toBe(
    "security:authorization",
  );
});

test("an older server's message is read line by line", () => {
  const body = {
    message: "Validation of 'StudentPost' failed.\nLastSurname is required.\r\nBirthDate is required.\n",
  };
  expect(read(400, body)).toEqual({
    status: 400,
    form: "legacy",
    detail: "Validation of 'StudentPost' failed.",
    messages: [{ text: "LastSurname is required." }, { text: "BirthDate is required." }],
  });
});

test("an older server's model state gives JSON paths", () => {
  const body = {
    message: "The request is invalid.",
    modelState: { "request.id": ["bad"], request: ["worse"] },
  };
  expect(read(400, body).messages).toEqual([
    { path: "$.id", text: "bad" },
    { path: "$", text: "worse" },
  ]);
});

test("errors as ASP.NET prints them by itself are read too", () => {
  const body = {
    type: "https://tools.ietf.org/html/rfc9110#section-15.5.1",
    title: "One or more validation errors occurred.",
    errors: { "$.beginDate": ["The JSON value could not be converted."] },
  };
  expect(read(400, body)).toMatchObject({
    form: "other",
    messages: [{ path: "$.beginDate", text: "The JSON value could not be converted." }],
  });
});

test("a proxy's page is HTML whatever it calls itself, and gives its title (trap 12)", () => {
  const page = "<!DOCTYPE html><html><head><title> 502 Bad Gateway </title></head></html>";
  for (const contentType of ["text/html", json, undefined]) {
    expect(read(502, page, contentType)).toMatchObject({ form: "html", title: "502 Bad Gateway" });
  }
});

test("nothing, and nothing but blanks, is empty", () => {
  expect(read(401, "", undefined)).toEqual({ status: 401, form: "empty", messages: [] });
  expect(read(401, " \n ", undefined).form).toBe("empty");
});

test("an OAuth error and a bare text keep their words", () => {
  expect(read(400, { error: "invalid_client" })).toMatchObject({ form: "other", detail: "invalid_client" });
  expect(read(500, "out of order", "text/plain")).toMatchObject({
    form: "other",
    messages: [{ text: "out of order" }],
  });
});

test("any body of any server is read without an exception, and never at great length", () => {
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({
        type: fc.constant("urn:ed-fi:api:x"),
        errors: fc.anything(),
        validationErrors: fc.anything(),
      })
      .map((value) => JSON.stringify(value) ?? ""),
  );
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), body, (status, text) => {
      const problem = readProblem(status, undefined, text);
      expect(problem.status).toBe(status);
      expect(problem.messages.length).toBeLessThanOrEqual(200);
    }),
  );
  const many = { type: "urn:ed-fi:api:x", errors: Array.from({ length: 5000 }, () => "x".repeat(10_000)) };
  const { messages } = read(400, many);
  expect(messages.length).toBe(200);
  expect(messages[0]?.text.length).toBe(4096);
});
