import type { TestStep } from "../../../shared/domain/connection.ts";
import type { Permissions } from "../../../shared/domain/permissions.ts";
import { type Asker, ask } from "./document.ts";
import type { Token } from "./token.ts";
import { fetchPermissions, type PermissionsRefusal } from "./token-info.ts";
import { adviceFor } from "./trouble.ts";
import type { ServerInfo } from "./types.ts";

interface RightsToTest {
  readonly server: ServerInfo;
  readonly token: Token;
  readonly enabled: readonly string[];
  readonly onPermissions: ((permissions: Permissions) => void) | undefined;
}

/**
 * The steps that a token opens: token_info, read, permissions. `enabled`: paths of the resources that are to be sent, to be
 * held against what the key may do.
 */
export async function* testRights(
  asker: Asker,
  { server, token, enabled, onPermissions }: RightsToTest,
): AsyncGenerator<TestStep> {
  const info = await fetchPermissions(asker, server, token);
  if (!("kind" in info)) onPermissions?.(info);
  yield infoStep(info);
  yield await readStep(asker, server, token);
  yield permissionStep("kind" in info ? undefined : info, enabled);
}

function infoStep(info: Permissions | PermissionsRefusal): TestStep {
  const step = "token_info";
  if (!("kind" in info)) {
    const details = linesOf(info);
    const found = reachOf(info);
    return { step, ok: true, status: 200, found, ...(details.length > 0 && { details }) };
  }
  const status = info.status === undefined ? {} : { status: info.status };
  return info.kind === "not-offered"
    ? { step, ok: true, ...status, found: "this server does not offer it" }
    : { step, ok: false, ...status, advice: info.sentence };
}

function reachOf({ claimSet, organizations, namespacePrefixes, profiles }: Permissions): string {
  const count = organizations.length;
  const parts = [
    ...(claimSet === undefined ? [] : [`claim set ${claimSet}`]),
    `${count} education organization${count === 1 ? "" : "s"}`,
    ...(namespacePrefixes.length === 0 ? [] : [`namespaces ${namespacePrefixes.join(", ")}`]),
    ...(profiles.length === 0 ? [] : [`profiles ${profiles.join(", ")}`]),
  ];
  return parts.join(", ");
}

/** Organizations that are worth a line: a large district has hundreds. */
const mostLines = 20;

function linesOf({ organizations }: Permissions): string[] {
  const lines = organizations.slice(0, mostLines).map(({ id, name, type }) => {
    const known = [name, type].filter((part) => part !== undefined).join(", ");
    return known === "" ? id : `${id}: ${known}`;
  });
  const left = organizations.length - lines.length;
  return left > 0 ? [...lines, `and ${left} more`] : lines;
}

/** Reads one student, or one school where the key may read no students. */
async function readStep(asker: Asker, server: ServerInfo, token: Token): Promise<TestStep> {
  const step = "read";
  let last: TestStep = { step, ok: false };
  for (const resource of ["students", "schools"]) {
    const answer = await readOne(asker, server, { token, resource });
    if (answer.kind === "no-answer") return { step, ok: false, advice: adviceFor(answer) };
    if (answer.status === 200) return { step, ok: true, status: 200, found: `the key may read ${resource}` };
    last = { step, ok: false, status: answer.status, advice: readAdvice(answer.status) };
    if (answer.status !== 403) return last;
  }
  return last;
}

/** One row of a resource, or none where there is none. */
export function readOne(
  asker: Asker,
  server: ServerInfo,
  { token, resource }: { readonly token: Token; readonly resource: string },
) {
  const url = `${server.endpoints.data}/ed-fi/${resource}?limit=1&offset=0`;
  return ask(asker, url, { headers: { authorization: token.authorization } });
}

function readAdvice(status: number): string {
  if (status === 401) {
    return "The server refuses a token that it has only just given. Ask the host whether the key is active and belongs to this database.";
  }
  if (status === 403) {
    return "The key may read neither students nor schools. Ask the host for a claim set that covers what you send.";
  }
  if (status === 404) {
    return "There are no students at the address of the data. Compare tenant, context, instance and year with what the host gave you.";
  }
  if (status >= 300 && status < 400) {
    return "The server sends the question for data elsewhere. Steward does not send a key after it: ask the host for the right address.";
  }
  return status >= 500
    ? `The server has trouble with its data (status ${status}). A key that belongs to no database does this too: ask the host.`
    : `The server does not let the key read (status ${status}). Ask the host.`;
}

function permissionStep(info: Permissions | undefined, enabled: readonly string[]): TestStep {
  const step = "permissions";
  const resources = info?.resources;
  if (resources === undefined) return { step, ok: true, found: "servers before 7.3 do not list permissions" };
  const may = (operation: string) => resources.filter(({ operations }) => operations.includes(operation));
  const found = `may write ${may("Create").length} and read ${may("Read").length} resources`;
  if (may("Create").length === 0) {
    const advice = "The key may write nothing. Ask the host for a claim set that covers what you send.";
    return { step, ok: false, found, advice };
  }
  const writable = new Set(may("Create").map(({ resource }) => resource.toLowerCase()));
  const gaps = enabled.filter((resource) => !writable.has(resource.toLowerCase()));
  if (gaps.length === 0) return { step, ok: true, found };
  const details = gaps.map((resource) => `You send ${resource}, but the key may not create it.`);
  const count = gaps.length === 1 ? "one resource" : `${gaps.length} resources`;
  const advice = `You send ${count} that the key may not create. Ask the host to extend its claim set, or switch them off in the connection.`;
  return { step, ok: false, found, advice, details };
}
