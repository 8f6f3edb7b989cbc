import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { isProtected, readAddress, suggestAddress } from "./address.ts";
import { readDiscovery } from "./discovery-document.ts";
import { type Asker, ask } from "./document.ts";
import { adviceFor } from "./trouble.ts";
import type { HttpAnswer, ServerInfo, Way } from "./types.ts";

const mostRedirects = 3;

/**
 * Asks a server for its discovery document and reads it (protocol section 1): ODS/API 5.3 to 7.3 and DMS.
 * @throws AppError "offline" when nothing answers, or the server is down; "unusable" when what answers is no Ed-Fi API,
 * or cannot be used as the settings say. `details` holds `code` or `status`, and `suggestion` as a step of a test has it.
 */
export function discover(
  settings: ConnectionSettings,
  dispatcher: Way,
  signal?: AbortSignal,
): Promise<ServerInfo> {
  const asker = { dispatcher, timeout: settings.requestTimeout, ...(signal !== undefined && { signal }) };
  return discoverAt(settings.url, settings, asker);
}

/** As discover does, at one of the connection's base URLs. */
export async function discoverAt(
  base: string,
  settings: ConnectionSettings,
  asker: Asker,
): Promise<ServerInfo> {
  const { discovery } = readAddress({ ...settings, url: base });
  const answer = await fetchDiscovery(asker, discovery);
  requireNoCertificate(answer, settings);
  const server = answer.status === 200 ? readDiscovery(parsed(answer.body), settings) : undefined;
  if (server === undefined) throw notEdFi(answer, discovery, base);
  return server;
}

/** Web servers that want a client certificate often say so only in an answer (nginx: 400, IIS: 403). */
function requireNoCertificate({ status, body }: HttpAnswer, { clientCertFile }: ConnectionSettings): void {
  const speaksOfIt = /no required SSL certificate|SSL certificate error|client certificate/i.test(body);
  if (status !== 495 && status !== 496 && !(speaksOfIt && (status === 400 || status === 403))) return;
  const code = clientCertFile === undefined ? "CLIENT_CERTIFICATE_MISSING" : "CLIENT_CERTIFICATE_REFUSED";
  throw new AppError("unusable", adviceFor({ kind: "no-answer", reason: "connection", code }), {
    status,
    code,
  });
}

async function fetchDiscovery(asker: Asker, url: string): Promise<HttpAnswer> {
  const answer = await follow(asker, url, mostRedirects);
  // Some hosts route the base URL only with a slash behind it.
  return answer.status === 404 ? follow(asker, `${url}/`, mostRedirects) : answer;
}

/** Follows redirects within one origin (a slash, a letter's case), and none that leads elsewhere. */
async function follow(asker: Asker, url: string, left: number): Promise<HttpAnswer> {
  const answer = await ask(asker, url);
  if (answer.kind === "no-answer") {
    throw new AppError("offline", adviceFor(answer), { code: answer.code, reason: answer.reason });
  }
  if (answer.status === 429 || answer.status >= 500) {
    throw new AppError(
      "offline",
      `The server has trouble just now (status ${answer.status}). Wait a little and try again; if it stays so, ask the host.`,
      { status: answer.status },
    );
  }
  const target = answer.status >= 300 && answer.status < 400 ? answer.location : undefined;
  if (target === undefined || !URL.canParse(target, url)) return answer;
  const next = new URL(target, url);
  const { origin } = new URL(url);
  if (next.origin !== origin) {
    throw sentOn(answer.status, origin, next);
  }
  return left > 0 ? follow(asker, next.href, left - 1) : answer;
}

/** A redirect to another origin is told and not followed; one to the same host's https is probably what was meant. */
function sentOn(status: number, origin: string, next: URL): AppError {
  const isSameHost = next.hostname === new URL(origin).hostname && isProtected(next);
  const url = `${next.origin}${next.pathname.replace(/\/+$/, "")}`;
  return new AppError(
    "unusable",
    `The server at ${origin} sends us on to ${next.origin}. If that is the right place, enter its address; if it is a sign-in page, sign in with the browser first.`,
    { status, ...(isSameHost && { suggestion: { url } }) },
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function notEdFi({ status, contentType }: HttpAnswer, asked: string, entered: string): AppError {
  const suggestion = suggestAddress(entered);
  const advice =
    suggestion === undefined
      ? "Enter the base URL as the host gave it, without /data or /oauth behind it."
      : `You probably mean ${suggestion}: enter that.`;
  const isPage = status === 200 && contentType?.toLowerCase().startsWith("text/html") === true;
  const found = isPage ? `${asked} shows a web page` : `There is no Ed-Fi API at ${asked} (status ${status})`;
  const portal = isPage
    ? " If it was right before, it is the sign-in page of a network: open a web page in the browser, sign in there, and try again."
    : "";
  return new AppError("unusable", `${found}. ${advice}${portal}`, {
    status,
    ...(suggestion !== undefined && { suggestion: { url: suggestion } }),
  });
}
