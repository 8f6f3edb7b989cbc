import type { X509Certificate } from "node:crypto";
import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { readBases } from "./address.ts";
import { certificateInWords, chainInWords, endsSoon, failedCheck, readChain } from "./certificate-words.ts";
import { readClientCertificate } from "./certificates.ts";
import { discoverAt } from "./discovery.ts";
import { createDispatcher } from "./pool.ts";
import { endpointsInWords, serverInWords } from "./server-words.ts";
import { adviceFor, clientVerdict, isCertificateTrouble } from "./trouble.ts";
import type { ServerInfo } from "./types.ts";

/** What one question to one server showed of the way there, of its certificates, and of the API behind it. */
interface Outcome {
  readonly origin: string;
  readonly chain: readonly X509Certificate[];
  readonly server?: ServerInfo;
  readonly refusal?: AppError;
  /** How far it came; "done" when discovery was read. */
  readonly stage: "address" | "tls" | "discovery" | "done";
}

interface Reached {
  readonly server?: ServerInfo;
  readonly steps: readonly TestStep[];
}

/**
 * Asks each base URL of the connection for its discovery document, at once; nothing secret is sent. Address, TLS and
 * discovery are one question: which of them failed is told by how.
 */
export async function reach(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  signal: AbortSignal | undefined,
): Promise<Reached> {
  const outcomes = await Promise.all(
    readBases(settings).map(({ origin, path }) =>
      ask(`${origin}${path}`, settings, { credentials, ...(signal !== undefined && { signal }) }),
    ),
  );
  const steps: TestStep[] = [addressStep(outcomes)];
  if (steps[0]?.ok) steps.push(tlsStep(outcomes, settings));
  if (steps[1]?.ok) steps.push(discoveryStep(outcomes));
  const server = outcomes.find((outcome) => outcome.stage === "done")?.server;
  return { steps, ...(server !== undefined && steps.every(({ ok }) => ok) && { server }) };
}

async function ask(
  base: string,
  settings: ConnectionSettings,
  { credentials, signal }: { credentials: Credentials | undefined; signal?: AbortSignal },
): Promise<Outcome> {
  let chain: readonly X509Certificate[] = [];
  const single = { ...settings, url: base, otherUrls: [] };
  let alert = "";
  const dispatcher = createDispatcher(single, credentials, {
    shown: (socket) => {
      chain = readChain(socket);
    },
    broke: (code) => {
      alert ||= code;
    },
  });
  const asker = { dispatcher, timeout: settings.requestTimeout, ...(signal !== undefined && { signal }) };
  const { origin } = new URL(base);
  try {
    const server = await discoverAt(base, settings, asker);
    return { origin, chain, server, stage: "done" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = withVerdict(error, settings, alert);
    return { origin, chain, refusal, stage: stageOf(codeOf(refusal)) };
  } finally {
    await dispatcher.destroy();
  }
}

/**
 * What a server thinks of the client certificate comes in an alert behind the handshake; some say nothing, and cut the
 * connection as soon as they have seen one that they do not want.
 */
function withVerdict(error: AppError, { clientCertFile, url }: ConnectionSettings, alert: string): AppError {
  const isCut = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(codeOf(error) ?? "");
  if (!isCut) return error;
  const isBehindOwn = clientCertFile !== undefined && url.startsWith("https:");
  const code = clientVerdict(alert) ? alert : isBehindOwn ? "CLIENT_CERTIFICATE_CUT" : undefined;
  if (code === undefined) return error;
  return new AppError(error.code, adviceFor({ kind: "no-answer", reason: "connection", code }), { code });
}

const neverReached = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "PROXY_REFUSED",
  "PROXY_WANTS_PASSWORD",
  "PROXY_REFUSES_PASSWORD",
  "PROXY_UNREACHED",
  "PROXY_FINDS_NO_SERVER",
]);

function stageOf(code: string | undefined): Outcome["stage"] {
  if (code === undefined) return "discovery";
  if (code.startsWith("CLIENT_CERTIFICATE_") || isCertificateTrouble(code)) return "tls";
  return neverReached.has(code) ? "address" : "discovery";
}

function codeOf(error: AppError | undefined): string | undefined {
  const code = detailOf(error, "code");
  return typeof code === "string" ? code : undefined;
}

/** A member of what a refusal tells beside its sentence. */
export function detailOf(error: AppError | undefined, name: string): unknown {
  const details = error?.details;
  return typeof details === "object" && details !== null ? Reflect.get(details, name) : undefined;
}

/** A refusal as the step that it ends. */
export function failed(step: TestStep["step"], error: AppError | undefined): TestStep {
  const status = codeOf(error)?.endsWith("_PASSWORD") ? 407 : detailOf(error, "status");
  const suggestion = detailOf(error, "suggestion") as TestStep["suggestion"];
  return {
    step,
    ok: false,
    ...(typeof status === "number" && { status }),
    ...(error !== undefined && { advice: error.message }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

function addressStep(outcomes: readonly Outcome[]): TestStep {
  const step = "address";
  const silent = outcomes.filter(({ stage }) => stage === "address");
  if (silent.length === outcomes.length) return failed(step, silent[0]?.refusal);
  const found = outcomes.map(({ origin }) => origin).join(", ");
  if (silent.length === 0) return { step, ok: true, found };
  const said = silent.map(({ origin, refusal }) => `${origin} does not answer: ${refusal?.message}`);
  return {
    step,
    ok: true,
    found,
    advice: `${said.join(" ")} Steward leaves it out while it is silent, and tries it again.`,
  };
}

function tlsStep(outcomes: readonly Outcome[], settings: ConnectionSettings): TestStep {
  const step = "tls";
  const bad = outcomes.find(({ stage }) => stage === "tls");
  const details = [
    ...outcomes.flatMap((outcome) => linesOf(outcome, outcomes.length > 1)),
    ...ownLines(settings),
  ];
  const more = details.length > 0 ? { details } : {};
  if (bad !== undefined) return { ...failed(step, bad.refusal), ...more };
  if (outcomes.every(({ origin }) => origin.startsWith("http:"))) {
    return { step, ok: true, found: "http on this machine: nothing leaves it" };
  }
  const advice = outcomes.map(({ chain }) => endsSoon(chain, new Date())).find((line) => line !== undefined);
  return {
    step,
    ok: true,
    found: "the certificate is good",
    ...(advice !== undefined && { advice }),
    ...more,
  };
}

function linesOf({ origin, chain, refusal, stage }: Outcome, isNamed: boolean): string[] {
  const now = new Date();
  const host = new URL(origin).hostname;
  const check = stage === "tls" ? failedCheck(codeOf(refusal) ?? "", chain, { host, now }) : undefined;
  const lines = [...(check === undefined ? [] : [check]), ...chainInWords(chain, now)];
  return isNamed ? lines.map((line) => `${origin}: ${line}`) : lines;
}

function ownLines(settings: ConnectionSettings): string[] {
  const own = readClientCertificate(settings);
  return own === undefined ? [] : [`The client certificate: ${certificateInWords(own, new Date())}`];
}

function discoveryStep(outcomes: readonly Outcome[]): TestStep {
  const step = "discovery";
  const bad = outcomes.find(({ stage }) => stage === "discovery");
  const [first, ...others] = outcomes.filter(({ stage }) => stage === "done");
  if (bad !== undefined || first?.server === undefined) {
    const seen = detailOf(bad?.refusal, "server") as ServerInfo | undefined;
    const known = seen && { found: serverInWords(seen), details: endpointsInWords(seen) };
    return { ...failed(step, bad?.refusal), ...known };
  }
  const { server } = first;
  const found = serverInWords(server);
  const details = endpointsInWords(server);
  const stranger = others.find((other) => !isSame(other.server, server));
  if (stranger === undefined) return { step, ok: true, status: 200, found, details };
  return {
    step,
    ok: false,
    found,
    details,
    advice: `${stranger.origin} is another API than ${first.origin}: records would go to both. Take it out of the connection's other addresses, or enter the right one.`,
  };
}

function isSame(one: ServerInfo | undefined, other: ServerInfo): boolean {
  const facts = (server: ServerInfo | undefined): string =>
    JSON.stringify([server?.product, server?.version, server?.dataModels, server?.endpoints]);
  return facts(one) === facts(other);
}
