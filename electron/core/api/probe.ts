import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import type { Permissions } from "../../../shared/domain/permissions.ts";
import { AppError } from "../../../shared/errors.ts";
import { isLoopback, originsOf, securedUrl } from "./address.ts";
import { discover } from "./discovery.ts";
import type { Asker } from "./document.ts";
import { createDispatcher } from "./pool.ts";
import { detailOf, failed, reach } from "./probe-reach.ts";
import { testRights } from "./probe-rights.ts";
import { withOtherYear } from "./probe-year.ts";
import { provenToken } from "./proven-token.ts";
import { proxyAddress } from "./proxy.ts";
import { createTokens, type Token, type Tokens } from "./token.ts";
import { adviceFor, isCertificateTrouble } from "./trouble.ts";
import type { BadCredentials, NoAnswer, ServerInfo, Way } from "./types.ts";

interface TestOptions {
  /** Of the connection that is tested, so that its token is shared; else of the credentials alone. */
  readonly tokens?: Tokens;
  /** Paths of the resources that are to be sent. */
  readonly enabled?: readonly string[];
  /** Told what the server says that the key is good for. */
  readonly onPermissions?: (permissions: Permissions) => void;
  readonly signal?: AbortSignal;
}

/**
 * Tests a connection step by step: address, tls, discovery, token, token_info, read, permissions. Ends behind the first step
 * that the next ones need. Without credentials it ends behind discovery. Returns what discovery found. Key and secret are
 * sent only when the address, every certificate and the discovery document are good.
 */
export async function* testSteps(
  settings: ConnectionSettings,
  credentials: Credentials | undefined,
  options: TestOptions = {},
): AsyncGenerator<TestStep, ServerInfo | undefined> {
  let dispatcher: Way;
  try {
    dispatcher = createDispatcher(settings, credentials);
  } catch (error) {
    yield refusedBefore(settings, error);
    return undefined;
  }
  const { signal } = options;
  const asker: Asker = {
    dispatcher,
    timeout: settings.requestTimeout,
    ...(signal !== undefined && { signal }),
  };
  try {
    return yield* stepsOver(asker, settings, { ...options, credentials });
  } finally {
    await dispatcher.destroy();
  }
}

/** Nothing has been asked yet: an address is refused, or a certificate's file. */
function refusedBefore(settings: ConnectionSettings, error: unknown): TestStep {
  if (!(error instanceof AppError)) throw error;
  if (detailOf(error, "code") === proxyAddress) return failed("address", error);
  try {
    originsOf(settings);
    return failed("tls", error);
  } catch {
    return failed("address", error);
  }
}

async function* stepsOver(
  asker: Asker,
  settings: ConnectionSettings,
  options: TestOptions & { credentials: Credentials | undefined },
): AsyncGenerator<TestStep, ServerInfo | undefined> {
  const { credentials, enabled = [], tokens, signal, onPermissions } = options;
  const { server, steps } = await reach(settings, credentials, signal);
  for (const step of steps) {
    yield await withAdvice(step, settings, { asker, known: { credentials } });
  }
  const all = tokens ?? (credentials && createTokens({ credentials: async () => credentials }));
  if (server === undefined || all === undefined) return server;
  const { oauth, data } = server.endpoints;
  const token = await provenToken(all, { url: oauth, asker }, data);
  if (token.kind !== "token") {
    yield await withOtherYear(refusedToken(token), settings, { asker, known: { credentials } });
    return server;
  }
  yield { step: "token", ok: true, status: 200, found: lifeOf(token) };
  for await (const step of testRights(asker, { server, token, enabled, onPermissions })) {
    yield await withOtherYear(step, settings, { asker, known: { credentials, token } });
  }
  return server;
}

/** What may be made of a failure before anything secret was sent: https, another year, a proxy that was not entered. */
async function withAdvice(
  step: TestStep,
  settings: ConnectionSettings,
  asking: Parameters<typeof withOtherYear>[2],
): Promise<TestStep> {
  if (step.ok) return step;
  if (step.step === "address") return withProxyHint(step, settings);
  if (step.step !== "discovery" || step.suggestion !== undefined) return step;
  return (await withSecureUrl(step, settings, asking)) ?? withOtherYear(step, settings, asking);
}

/** The environment's proxy is not used by itself; that there is one may be why nothing answers. */
function withProxyHint(step: TestStep, { proxy }: ConnectionSettings): TestStep {
  const named = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  if (proxy !== undefined || named === undefined || !URL.canParse(named)) return step;
  const { protocol, host } = new URL(named);
  const hint = `This computer's environment names a proxy, ${protocol}//${host}: if the way to the server leads through it, enter it in the connection.`;
  return { ...step, advice: `${step.advice ?? ""} ${hint}`.trim() };
}

/** http to this machine, where only https is spoken. */
async function withSecureUrl(
  step: TestStep,
  settings: ConnectionSettings,
  { asker, known }: Parameters<typeof withOtherYear>[2],
): Promise<TestStep | undefined> {
  const url = new URL(settings.url);
  if (step.found !== undefined || url.protocol !== "http:" || !isLoopback(url.hostname)) return undefined;
  const secure = { ...settings, url: securedUrl(url), otherUrls: [] };
  const dispatcher = createDispatcher(secure, known.credentials);
  try {
    await discover(secure, dispatcher, asker.signal);
  } catch (error) {
    const code = error instanceof AppError ? String(detailOf(error, "code")) : "";
    if (!isCertificateTrouble(code) || /WRONG_VERSION|EPROTO|PACKET_LENGTH/.test(code)) return undefined;
  } finally {
    await dispatcher.destroy();
  }
  const advice = `What answers there speaks https. Enter ${secure.url}.`;
  return { ...step, advice, suggestion: { url: secure.url } };
}

function refusedToken(token: NoAnswer | BadCredentials): TestStep {
  const step = "token";
  if (token.kind === "no-answer") return { step, ok: false, advice: adviceFor(token) };
  const status = token.status > 0 ? { status: token.status } : {};
  return { step, ok: false, ...status, advice: token.sentence };
}

function lifeOf(token: Token): string {
  const minutes = Math.round((token.until - Date.now()) / 60_000);
  return Number.isFinite(minutes) && minutes > 0 ? `a token for ${minutes} minutes` : "a token";
}
