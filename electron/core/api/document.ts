import { Exchange } from "./exchange.ts";
import type { HttpAnswer, NoAnswer, Way } from "./types.ts";

/** What it takes to ask a server for something that is no record: discovery, a token, metadata. */
export interface Asker {
  readonly dispatcher: Way;
  /** Milliseconds that a whole answer may take. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** Where it may be asked, when that is more than the origin of the data. */
  readonly origins?: ReadonlySet<string>;
}

export interface Question {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks an absolute URL once, and reads the whole answer. Never follows a redirect. */
export function ask(asker: Asker, url: string, question: Question = {}): Promise<HttpAnswer | NoAnswer> {
  return new Promise((resolve) => {
    const { origin, pathname, search } = new URL(url);
    const exchange = new Exchange(resolve, asker.timeout, true);
    if (!exchange.obey(asker.signal)) return;
    asker.dispatcher.dispatch(
      {
        origin,
        path: `${pathname}${search}`,
        method: question.method ?? "GET",
        headers: { accept: "application/json", "accept-encoding": "gzip", ...question.headers },
        body: question.body ?? null,
      },
      exchange,
    );
  });
}
