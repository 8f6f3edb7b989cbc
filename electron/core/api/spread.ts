import type { Dispatcher } from "undici";
import { NotConnected } from "./connector.ts";
import type { Way } from "./types.ts";

/** One server of several that are one API. */
export interface Server {
  readonly origin: string;
  /** Path of the base URL, without a slash at its end. */
  readonly path: string;
  readonly way: Way;
}

interface Member extends Server {
  isOut: boolean;
  /** Left out until then, in milliseconds of performance.now. */
  outUntil: number;
}

/** Milliseconds until a server that was left out is tried again. */
const pause = 10_000;

/**
 * Spreads requests over the servers of one API, in turn. A server that cannot be connected to, or does not answer in time, is
 * left out for a while; then one request tries it again. Only a request that never left is given to another server here:
 * one that may have arrived is its sender's to repeat, so that no write is under way twice.
 */
export class Spread implements Way {
  readonly #members: readonly Member[];
  /** Ways to origins that are none of the servers. */
  readonly #others: ReadonlyMap<string, Way>;
  #turn = 0;

  constructor(servers: readonly Server[], others: ReadonlyMap<string, Way>) {
    this.#members = servers.map((server) => ({ ...server, isOut: false, outUntil: 0 }));
    this.#others = others;
  }

  /** @throws Error for an origin that the connection does not know: nothing is sent there. */
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const home = this.#members.find((member) => isBelow(options, member));
    if (home !== undefined && this.#members.length > 1) {
      const request = { options, below: options.path.slice(home.path.length) };
      return this.#send(request, handler, new Set());
    }
    const origin = String(options.origin);
    const way = this.#members.find((member) => member.origin === origin)?.way ?? this.#others.get(origin);
    if (way === undefined) throw new Error("A request for an origin that the connection does not trust.");
    return way.dispatch(options, handler);
  }

  async destroy(): Promise<void> {
    const ways = [...this.#members.map(({ way }) => way), ...this.#others.values()];
    await Promise.all(ways.map((way) => way.destroy()));
  }

  #send(request: Request, handler: Dispatcher.DispatchHandler, tried: Set<Member>): boolean {
    const member = this.#next(tried);
    tried.add(member);
    const attempt = new Attempt(handler, {
      answered: () => {
        member.isOut = false;
        member.outUntil = 0;
      },
      broke: (isUnsent) => {
        member.isOut = true;
        member.outUntil = performance.now() + pause;
        if (!isUnsent || tried.size === this.#members.length) return false;
        this.#send(request, handler, tried);
        return true;
      },
    });
    const path = member.path + request.below;
    return member.way.dispatch({ ...request.options, origin: member.origin, path }, attempt);
  }

  /** The next in turn that is not left out; when all are, the one whose pause ends first. */
  #next(tried: ReadonlySet<Member>): Member {
    const now = performance.now();
    const count = this.#members.length;
    let best: Member | undefined;
    for (let step = 0; step < count; step += 1) {
      const member = this.#members[(this.#turn + step) % count] as Member;
      if (tried.has(member)) continue;
      if (member.outUntil <= now) {
        this.#turn = (this.#turn + step + 1) % count;
        // One request tries it; the others keep away until that one is answered.
        if (member.isOut) member.outUntil = now + pause;
        return member;
      }
      if (best === undefined || member.outUntil < best.outUntil) best = member;
    }
    return best as Member;
  }
}

interface Request {
  readonly options: Dispatcher.DispatchOptions;
  /** What stands behind the base URL. */
  readonly below: string;
}

function isBelow({ origin, path }: Dispatcher.DispatchOptions, server: Server): boolean {
  if (String(origin) !== server.origin || !path.startsWith(server.path)) return false;
  return path.length === server.path.length || "/?".includes(path.charAt(server.path.length));
}

interface Report {
  answered(): void;
  /** The server is not there. True when another one has the request now. */
  broke(isUnsent: boolean): boolean;
}

/** One request at one server: passes on what comes back, and tells how the server did. */
class Attempt implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #report: Report;

  constructor(handler: Dispatcher.DispatchHandler, report: Report) {
    this.#handler = handler;
    this.#report = report;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2],
  ): void {
    this.#report.answered();
    this.#handler.onResponseStart?.(controller, status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(
    controller: Dispatcher.DispatchController,
    trailers: Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseEnd"]>>[1],
  ): void {
    this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error & { code?: unknown }): void {
    const isUnsent = error instanceof NotConnected;
    const isAway = isUnsent || error.code === "UND_ERR_HEADERS_TIMEOUT";
    if (isAway && this.#report.broke(isUnsent)) return;
    this.#handler.onResponseError?.(controller, error);
  }
}
