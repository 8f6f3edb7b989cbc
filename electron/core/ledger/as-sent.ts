import { createHash, type Hash } from "node:crypto";
import type { SentLine, SentReport, SentResource, SentScope } from "../../../shared/domain/as-sent.ts";
import { AppError } from "../../../shared/errors.ts";
import { isoDay, numberOfDay } from "./calendar.ts";
import { entryBytes, type Kind, kindOf, readWord, standing, type Word } from "./entries.ts";
import { beginning, type LedgerStore, type Span } from "./ledger-store.ts";
import { mergeWords } from "./words.ts";

type Reading = Pick<LedgerStore, "rows" | "entriesIn" | "resources" | "gap" | "dayOf" | "zoneOf">;

interface AsSentOptions {
  readonly ledger: Reading;
  /** Resolves once everything that a ledger can tell is in it. */
  readonly completed: () => Promise<void>;
  readonly who: string;
}
/** Whose ledger is read. */
interface Asked {
  readonly id: number;
  readonly name: string;
  readonly settings: { readonly url: string };
}
interface ListQuery {
  readonly on?: string | undefined;
  readonly resource: string;
  readonly scope: SentScope;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Answers what a server got from a connection on a day, and had from it at the day's end. */
export class AsSent {
  readonly #options: AsSentOptions;

  constructor(options: AsSentOptions) {
    this.#options = options;
  }

  /** Throws AppError: "invalid-input" for a day or resource of which nothing can be told. */
  async show(
    { id, name, settings }: Asked,
    on: string | undefined,
    wanted: string | undefined,
  ): Promise<SentReport> {
    const { ledger, who } = this.#options;
    const day = await this.#dayOf(id, on);
    const paths = wanted === undefined ? ledger.resources(id, day) : [this.#resource(id, day, wanted)];
    const resources: SentResource[] = [];
    for (const resource of paths) {
      const found = await this.#count({ connection: id, resource, from: beginning, to: day });
      if (found.there > 0 || isTold(found)) resources.push(found);
    }
    const gap = ledger.gap(id);
    const now = Date.now();
    return {
      connection: name,
      address: settings.url,
      day: isoDay(day),
      timeZone: ledger.zoneOf(id),
      isToday: day === ledger.dayOf(id, now),
      ...(gap && { keptFrom: isoDay(gap.keptFrom) }),
      resources,
      digest: digestOver(resources),
      madeBy: who,
      madeAt: new Date(now).toISOString(),
    };
  }

  /** In the order of the digests. Throws what `show` throws. */
  async list({ id }: Asked, { on, resource: wanted, scope, after, limit }: ListQuery): Promise<SentLine[]> {
    const day = await this.#dayOf(id, on);
    const resource = this.#resource(id, day, wanted);
    const span = { connection: id, resource, from: scope === "sent" ? day : beginning, to: day };
    const lines: SentLine[] = [];
    // Digests are spread evenly; one page's share of them is read, with a little to spare.
    const extent = { from: after ? Number.parseInt(after.slice(0, 2), 16) : 0, wanted: 2 * limit };
    for await (const merged of this.#words(span, extent)) {
      const entries = scope === "there" ? standing(merged) : merged;
      for (const { record, content, kind } of wordsAfter(entries, after)) {
        lines.push({ resource, record, content, what: scope === "there" ? "there" : kind });
        if (lines.length === limit) return lines;
      }
    }
    return lines;
  }

  #words(span: Span, extent: { readonly from?: number; readonly wanted?: number } = {}) {
    const { ledger } = this.#options;
    return mergeWords(() => ledger.rows(span), { entries: ledger.entriesIn(span), ...extent });
  }

  async #count(span: Span): Promise<SentResource> {
    const told: Record<Kind, number> = { created: 0, updated: 0, renamed: 0, deleted: 0, left: 0 };
    const sent = createHash("sha256");
    for await (const merged of this.#words({ ...span, from: span.to })) {
      for (let at = 0; at < merged.length; at += entryBytes) told[kindOf(merged, at)] += 1;
      sent.update(merged);
    }
    const there = createHash("sha256");
    let count = 0;
    for await (const merged of this.#words(span)) {
      const entries = standing(merged);
      count += entries.length / entryBytes;
      there.update(entries);
    }
    const { left: _, ...counted } = told;
    return {
      resource: span.resource,
      sent: counted,
      sentDigest: shown(sent),
      there: count,
      thereDigest: shown(there),
    };
  }

  async #dayOf(connection: number, on: string | undefined): Promise<number> {
    await this.#options.completed();
    const { ledger } = this.#options;
    const today = ledger.dayOf(connection, Date.now());
    const day = on === undefined ? today : numberOfDay(on);
    if (day > today) throw new AppError("invalid-input", `${on} is yet to come: name a day up to today.`);
    const gap = ledger.gap(connection);
    if (!gap || day >= gap.keptFrom) return day;
    throw new AppError(
      "invalid-input",
      `What was sent before ${isoDay(gap.keptFrom)} is not kept day by day: name that day or a later one.`,
    );
  }

  /** By path, or by the name at its end. */
  #resource(connection: number, day: number, wanted: string): string {
    const paths = this.#options.ledger.resources(connection, day);
    const found = paths.filter((path) => path === wanted || path.endsWith(`/${wanted}`));
    const [path] = found;
    if (path !== undefined && found.length === 1) return path;
    throw new AppError(
      "invalid-input",
      path === undefined
        ? `Nothing of ${wanted} was sent up to that day.`
        : `More than one resource is called ${wanted}: name one of ${found.join(", ")}.`,
    );
  }
}

function* wordsAfter(entries: Buffer, after = ""): Generator<Word> {
  for (let at = 0; at < entries.length; at += entryBytes) {
    const word = readWord(entries, at);
    if (word.record > after) yield word;
  }
}

const isTold = ({ sent }: SentResource) => Object.values(sent).some((n) => n > 0);

/** Half of it tells lists apart; a whole one stands for the report. */
const shown = (hash: Hash): string => hash.digest("hex").slice(0, 32);

function digestOver(resources: readonly SentResource[]): string {
  const hash = createHash("sha256");
  for (const { resource, sentDigest, thereDigest } of resources)
    hash.update(`${resource} ${sentDigest} ${thereDigest}\n`);
  return hash.digest("hex");
}
