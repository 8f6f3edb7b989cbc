import type { CompleteRequest } from "../../shared/domain/deletes.ts";
import type { Bench } from "./harness.ts";

/** Says that the bench's folder is a complete list of these resources. */
export const complete = (bench: Bench, resources: readonly string[], schools?: readonly string[]) =>
  declare(bench, [{ resources: [...resources], ...(schools && { schools: [...schools] }) }]);
const declare = ({ client, source }: Bench, lists: CompleteRequest[]) =>
  client.call("sources.complete", { connection: "P", folder: source, complete: lists });

/** What a push would delete, counted after another look at the files. */
export async function plan(bench: Bench, request: Record<string, unknown> = {}) {
  const preview = await bench.client.call("push.preview", {
    connection: "P",
    deletes: "preview",
    ...request,
  });
  if (!preview.deletes) throw new Error("The preview says nothing of deletes.");
  return preview.deletes;
}

/** Deletes what the preview names, its total typed. */
export async function deleteAll(bench: Bench, request: Record<string, unknown> = {}) {
  const { total } = await plan(bench, request);
  return bench.push({ deletes: "confirm", confirmDeletes: total, ...request });
}

/** What the server was asked to delete, and what it said, in order. */
export const deletions = ({ practice }: Bench) =>
  practice
    .log()
    .filter(({ method }) => method === "DELETE")
    .map(({ path, status }) => `${path.split("/").at(-2)} ${status}`);
export const onServer = ({ practice }: Bench, resource: string) =>
  practice.items(`/ed-fi/${resource}`).length;
