import type { Dispatcher } from "undici";
import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { readAddress } from "./address.ts";
import { discover } from "./discovery.ts";
import { type Asker, ask } from "./document.ts";
import { createDispatcher } from "./pool.ts";
import { provenToken } from "./proven-token.ts";
import { createTokens, type Token, type Tokens } from "./token.ts";
import { fetchTokenInfo, type TokenInfo } from "./token-info.ts";
import { adviceFor, isCertificateTrouble } from "./trouble.ts";
import type { ServerInfo } from "./types.ts";

/**
 * Tests a connection step by step: address, tls, discovery, token, token_info, read, permissions. Ends behind the first step
 * that the next ones need. Without credentials it ends behind discovery. Returns what discovery found.
 * `tokens`: of the connection that is tested, so that its token is shared; else of these credentials alone.
 */
export async function* testSteps(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  tokens: Tokens | undefined = credentials && createTokens({ credentials: async () => credentials }),
): AsyncGenerator<TestStep, ServerInfo | undefined> {
  let dispatcher: Dispatcher;
  try {
    dispatcher = createDispatcher(settings);
  } catch (error) {
    yield failed(isCertificateFile(settings) ? "tls" : "address", error);
    return undefined;
  }
  try {
    return yield* stepsOver({ dispatcher, timeout: settings.requestTimeout }, settings, tokens);
  } finally {
    await dispatcher.destroy();
  }
}

/** The address alone is good, so what a pool refuses is a certificate file. */
function isCertificateFile(settings: ConnectionSettings): boolean {
  try {
    readAddress(settings);
    return true;
  } catch {
    return false;
  }
}

async function* stepsOver(
  asker: Asker,
  settings: ConnectionSettings,
  tokens: Tokens | undefined,
): AsyncGenerator<TestStep, ServerInfo | undefined> {
  const { server, steps } = await reach(asker, settings);
  yield* steps;
  if (server === undefined || tokens === undefined) return server;
  const { oauth, data } = server.endpoints;
  const token = await provenToken(tokens, { url: oauth, asker }, data);
  if (token.kind !== "token") {
    const advice = token.kind === "bad-credentials" ? token.sentence : adviceFor(token);
    const status = token.kind === "bad-credentials" && token.status > 0 ? { status: token.status } : {};
    yield { step: "token", ok: false, ...status, advice };
    return server;
  }
  yield { step: "token", ok: true, status: 200, found: lifeOf(token) };
  yield* rights(asker, server, token);
  return server;
}

function lifeOf(token: Token): string {
  const minutes = Math.round((token.until - Date.now()) / 60_000);
  return Number.isFinite(minutes) && minutes > 0 ? `a token for ${minutes} minutes` : "a token";
}

function failed(step: TestStep["step"], error: unknown): TestStep {
  if (!(error instanceof AppError)) throw error;
  return { step, ok: false, advice: error.message, ...statusIn(error.details) };
}

function statusIn(details: unknown): { status?: number } {
  const status = fieldOf(details, "status");
  return typeof status === "number" ? { status } : {};
}

function fieldOf(details: unknown, name: string): unknown {
  return typeof details === "object" && details !== null ? Reflect.get(details, name) : undefined;
}

/** Address, TLS and discovery are one question to the server: which of them failed is told by how. */
async function reach(
  asker: Asker,
  settings: ConnectionSettings,
): Promise<{ readonly server?: ServerInfo; readonly steps: readonly TestStep[] }> {
  const { origin } = readAddress(settings);
  const address: TestStep = { step: "address", ok: true, found: origin };
  const found = origin.startsWith("https:")
    ? "the certificate is good"
    : "http on this machine: nothing leaves it";
  const tls: TestStep = { step: "tls", ok: true, found };
  try {
    const server = await discover(settings, asker.dispatcher);
    return {
      server,
      steps: [address, tls, { step: "discovery", ok: true, status: 200, found: described(server) }],
    };
  } catch (error) {
    const code = error instanceof AppError ? fieldOf(error.details, "code") : undefined;
    if (typeof code === "string" && isCertificateTrouble(code))
      return { steps: [address, failed("tls", error)] };
    if (typeof code === "string" && neverReached.has(code)) return { steps: [failed("address", error)] };
    return { steps: [address, tls, failed("discovery", error)] };
  }
}

const neverReached = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function described({ product, version, dataModels }: ServerInfo): string {
  const models = dataModels.map((model) => `${model.name} ${model.version}`.trim());
  return [`${product === "ods" ? "ODS/API" : "DMS"} ${version}`.trim(), ...models].join(", ");
}

async function* rights(asker: Asker, server: ServerInfo, token: Token): AsyncGenerator<TestStep> {
  const info =
    server.endpoints.tokenInfo === undefined
      ? undefined
      : await fetchTokenInfo(asker, server.endpoints.tokenInfo, token);
  yield infoStep(info);
  yield await readStep(asker, server, token);
  yield permissionStep(info?.kind === "token-info" ? info : undefined);
}

function infoStep(info: Awaited<ReturnType<typeof fetchTokenInfo>> | undefined): TestStep {
  const step = "token_info";
  if (info === undefined) return { step, ok: true, found: "this server does not offer it" };
  if (info.kind === "no-answer") return { step, ok: false, advice: adviceFor(info) };
  if (info.kind === "token-info") return { step, ok: true, status: 200, found: reachOf(info) };
  const { status } = info;
  // The host may switch the feature off, whatever its discovery document says.
  if (status === 404) return { step, ok: true, status, found: "this server does not offer it" };
  return {
    step,
    ok: false,
    status,
    advice: `The server does not say what the key is good for (status ${status}). Sending may work all the same; if it does not, ask the host.`,
  };
}

function reachOf({ claimSet, organizations, namespacePrefixes, profiles }: TokenInfo): string {
  const parts = [
    ...(claimSet === undefined ? [] : [`claim set ${claimSet}`]),
    `${organizations} education organization${organizations === 1 ? "" : "s"}`,
    ...(namespacePrefixes.length === 0 ? [] : [`namespaces ${namespacePrefixes.join(", ")}`]),
    ...(profiles.length === 0 ? [] : [`profiles ${profiles.join(", ")}`]),
  ];
  return parts.join(", ");
}

/** Reads one student, or one school where the key may read no students. */
async function readStep(asker: Asker, server: ServerInfo, token: Token): Promise<TestStep> {
  const step = "read";
  let last: TestStep = { step, ok: false };
  for (const resource of ["students", "schools"]) {
    const url = `${server.endpoints.data}/ed-fi/${resource}?limit=1&offset=0`;
    const answer = await ask(asker, url, { headers: { authorization: token.authorization } });
    if (answer.kind === "no-answer") return { step, ok: false, advice: adviceFor(answer) };
    if (answer.status === 200) return { step, ok: true, status: 200, found: `the key may read ${resource}` };
    last = { step, ok: false, status: answer.status, advice: readAdvice(answer.status) };
    if (answer.status !== 403) return last;
  }
  return last;
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
  return status >= 500
    ? `The server has trouble with its data (status ${status}). A key that belongs to no database does this too: ask the host.`
    : `The server does not let the key read (status ${status}). Ask the host.`;
}

function permissionStep(info: TokenInfo | undefined): TestStep {
  const step = "permissions";
  const permissions = info?.permissions;
  if (permissions === undefined) {
    return { step, ok: true, found: "servers before 7.3 do not list permissions" };
  }
  const operations = [...permissions.values()];
  const writable = operations.filter((names) => names.includes("Create")).length;
  const readable = operations.filter((names) => names.includes("Read")).length;
  const found = `may write ${writable} and read ${readable} resources`;
  return writable > 0
    ? { step, ok: true, found }
    : {
        step,
        ok: false,
        found,
        advice: "The key may write nothing. Ask the host for a claim set that covers what you send.",
      };
}
