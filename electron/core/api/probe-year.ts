import type { ConnectionSettings, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { withSuggestion, yearOf } from "../../../shared/domain/suggestion.ts";
import { AppError } from "../../../shared/errors.ts";
import { discover } from "./discovery.ts";
import type { Asker } from "./document.ts";
import { readOne } from "./probe-rights.ts";
import { createTokens, type Token } from "./token.ts";
import type { ServerInfo } from "./types.ts";

/** What is known already: the token is good for other years too where its URL has no year in it. */
interface Known {
  readonly credentials: Credentials | undefined;
  readonly token?: Token;
}

/** For a step that was answered 404 on a connection with a year: the same step, with a year that the server does have. */
export async function withOtherYear(
  failed: TestStep,
  settings: ConnectionSettings,
  { asker, known }: { readonly asker: Asker; readonly known: Known },
): Promise<TestStep> {
  const year = yearOf(settings);
  if (failed.ok || failed.status !== 404 || failed.suggestion !== undefined || year === undefined)
    return failed;
  for (const other of candidates(year, new Date())) {
    if (!(await answersFor(withSuggestion(settings, { year: other }), asker, known))) continue;
    const advice = `The server has nothing for the school year ${year}, but it has ${other}. If that is the year that you send, enter it.`;
    return { ...failed, advice, suggestion: { year: other } };
  }
  return failed;
}

/** The neighbours, then the present school year, by the calendar year in which it ends. */
function candidates(year: number, now: Date): readonly number[] {
  const present = now.getUTCFullYear() + (now.getUTCMonth() >= 6 ? 1 : 0);
  return [...new Set([year + 1, year - 1, present])].filter((candidate) => candidate !== year);
}

async function answersFor(settings: ConnectionSettings, asker: Asker, known: Known): Promise<boolean> {
  const server = await discovered(settings, asker);
  if (server === undefined) return false;
  if (known.credentials === undefined) return true;
  const token = await tokenFor(server, known.credentials, { asker, known });
  if (token === undefined) return false;
  const answer = await readOne(asker, server, { token, resource: "schools" });
  return answer.kind === "answer" && (answer.status === 200 || answer.status === 403);
}

async function discovered(settings: ConnectionSettings, asker: Asker): Promise<ServerInfo | undefined> {
  try {
    return await discover(settings, asker.dispatcher, asker.signal);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function tokenFor(
  server: ServerInfo,
  credentials: Credentials,
  { asker, known }: { readonly asker: Asker; readonly known: Known },
): Promise<Token | undefined> {
  const url = server.endpoints.oauth;
  if (known.token?.endpoint === url) return known.token;
  const token = await createTokens({ credentials: async () => credentials }).obtain({ url, asker });
  return token.kind === "token" ? token : undefined;
}
