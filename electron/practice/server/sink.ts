import type { Answer } from "./problems.ts";

let count = 0;

/** What an API that stores nothing and checks nothing says: every write is a new item. */
export function sinkAnswer(method: string, route: string, dataUrl: string): Answer {
  if (method === "GET") return { status: 200, body: "[]", contentType: "application/json; charset=utf-8" };
  if (method === "DELETE") return { status: 204 };
  count += 1;
  const location = `${dataUrl}${route}/${count.toString(16).padStart(32, "0")}`;
  return { status: method === "PUT" ? 204 : 201, headers: { location, etag: `"${count}"` } };
}
