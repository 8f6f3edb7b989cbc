import type {
  CodeLine,
  DescriptorTypeLine,
  DescriptorValue,
  MappingChange,
  MappingResult,
  Suggestion,
} from "../../../shared/domain/descriptor.ts";
import { AppError } from "../../../shared/errors.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { requireOpen } from "../connections/refusals.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { type CodeUse, codeLines, isAfter, typeLines, wantsMapping } from "./code-lines.ts";
import type { DescriptorsStore } from "./descriptors-store.ts";
import { auditOf, type ChangedMapping, warningsOf } from "./mapping-changes.ts";
import { readMappings, writeMappings } from "./mapping-csv.ts";
import type { MappingsStore } from "./mappings-store.ts";
import { foldValue, type KnownValues } from "./resolve.ts";
import { createSuggester, type Suggester } from "./suggest.ts";
import { findType } from "./type-names.ts";
import { searchValues } from "./value-search.ts";

/** What a connection's own records say, as they were last read. */
export interface CodeSources {
  /** Codes of the records that are sent. */
  readonly uses: () => readonly CodeUse[];
  /** Folded values of a type that they create. */
  readonly stated: (type: string) => ReadonlySet<string>;
}

export interface MapperOptions {
  readonly db: Db;
  readonly descriptors: DescriptorsStore;
  readonly mappings: MappingsStore;
  readonly audit: Pick<AuditStore, "note">;
  readonly reshapes: {
    queue(connection: number, codes: readonly { type: string; code: string }[]): void;
    run(connection: number): Promise<number>;
  };
  /** Descriptor types of the server, as its model was last read. */
  readonly typesOf: (connection: StoredConnection) => readonly string[];
  readonly sourcesOf: (connection: StoredConnection) => CodeSources;
  /** Mappings are others than before. */
  readonly changed: () => void;
}

export interface CodesQuery {
  readonly type?: string | undefined;
  readonly unmapped: boolean;
  readonly suggested: boolean;
  readonly after?: { readonly type: string; readonly code: string } | undefined;
  readonly limit: number;
}

/** Codes that get a suggestion before others get a turn. */
const codesATurn = 50;
/** Lines of a file that are told one by one. */
const mostRefused = 1000;

/** What stands behind the descriptors.* commands, but for the reading from the server. */
export class Mapper {
  readonly #options: MapperOptions;

  constructor(options: MapperOptions) {
    this.#options = options;
  }

  types(connection: StoredConnection): DescriptorTypeLine[] {
    const { descriptors, typesOf } = this.#options;
    return typeLines(this.#lines(connection), descriptors.types(connection.id), typesOf(connection));
  }

  /** Suggestions come with codes that need one; nothing is mapped by them. */
  async codes(connection: StoredConnection, query: CodesQuery): Promise<CodeLine[]> {
    const type = query.type === undefined ? undefined : this.requireType(connection, query.type);
    const { after } = query;
    const lines = this.#lines(connection, type).filter(
      (line) => (!query.unmapped || wantsMapping(line)) && (after === undefined || isAfter(line, after)),
    );
    const suggest = this.#suggesterFor(connection);
    const found: CodeLine[] = [];
    for (const [index, line] of lines.entries()) {
      if (found.length === query.limit) break;
      const suggestion = suggest(line);
      if (suggestion || !query.suggested) found.push({ ...line, ...(suggestion && { suggestion }) });
      if (index % codesATurn === codesATurn - 1) await new Promise(setImmediate);
    }
    return found;
  }

  values(connection: StoredConnection, type: string, search: string, limit: number): DescriptorValue[] {
    const values = this.#options.descriptors.values(connection.id, this.requireType(connection, type));
    return searchValues(values, search, limit);
  }

  /** All mappings or none. Throws AppError: "invalid-input" for a type that the server has not, "conflict" when closed. */
  async map(connection: StoredConnection, changes: readonly MappingChange[]): Promise<MappingResult> {
    const find = this.#finder(connection);
    const named = changes.map((change) => ({
      ...change,
      type: find(change.type) ?? noType(connection, change.type),
    }));
    const wrong = named.find(({ uri }) => uri !== null && !isUri(uri));
    if (wrong) throw new AppError("invalid-input", `"${wrong.uri}": ${notUri}`);
    return { ...(await this.#apply(connection, named)), refused: [] };
  }

  /**
   * CSV with the columns type,code,uri: all mappings; or the codes that want one, to be filled in, with the URI that is
   * no value of the server where there is one.
   */
  export(connection: StoredConnection, unmapped: boolean): { csv: string; lines: number } {
    const rows = unmapped
      ? this.#lines(connection)
          .filter(wantsMapping)
          .map(({ type, code, target = "" }) => ({ type, code, uri: target }))
      : this.#options.mappings.list(connection.id);
    return { csv: writeMappings(rows), lines: rows.length };
  }

  /** Wrong lines are refused, the others are taken. Throws AppError: "invalid-input", "conflict". */
  async import(connection: StoredConnection, csv: string): Promise<MappingResult> {
    const file = await readMappings(csv);
    const refused = [...file.refused];
    const taken = new Map<string, MappingChange & { readonly line: number }>();
    const find = this.#finder(connection);
    for (const row of file.rows) {
      const type = find(row.type);
      const reason = type === undefined ? `the server has no descriptor type "${row.type}"` : problemOf(row);
      const earlier = taken.get(`${type} ${row.code}`);
      if (type === undefined || reason !== undefined) refused.push({ line: row.line, reason: reason ?? "" });
      else if (earlier && earlier.uri !== row.uri)
        refused.push({ line: row.line, reason: `line ${earlier.line} maps this code to another value` });
      else taken.set(`${type} ${row.code}`, { ...row, type });
    }
    const result = await this.#apply(connection, [...taken.values()]);
    const warnings = [...result.warnings, ...leftOut(file.empty, refused.length - mostRefused)];
    const inOrder = refused.toSorted((one, other) => one.line - other.line).slice(0, mostRefused);
    return { ...result, warnings, refused: inOrder };
  }

  /** The path of a type that a person named. Throws AppError("invalid-input"). */
  requireType = (connection: StoredConnection, name: string): string =>
    this.#finder(connection)(name) ?? noType(connection, name);

  #finder(connection: StoredConnection): (name: string) => string | undefined {
    const { typesOf, descriptors } = this.#options;
    const ofModel = typesOf(connection);
    const types = ofModel.length > 0 ? ofModel : descriptors.types(connection.id).map(({ type }) => type);
    const found = new Map<string, string | undefined>();
    return (name) => {
      if (!found.has(name)) found.set(name, findType(types, name));
      return found.get(name);
    };
  }

  #lines(connection: StoredConnection, type?: string): CodeLine[] {
    const sources = this.#options.sourcesOf(connection);
    const uses = sources.uses();
    const wanted = type === undefined ? uses : uses.filter((use) => use.type === type);
    return codeLines(wanted, (name) => this.#known(connection, sources, name));
  }

  #known({ id }: StoredConnection, { stated }: CodeSources, type: string): KnownValues {
    const { descriptors, mappings } = this.#options;
    return {
      values: descriptors.known(id, type),
      mappings: mappings.of(id, type),
      stated: stated(type),
    };
  }

  #suggesterFor(connection: StoredConnection): (line: CodeLine) => Suggestion | undefined {
    const suggesters = new Map<string, Suggester>();
    return (line) => {
      if (!wantsMapping(line)) return undefined;
      const { type, code } = line;
      const suggester =
        suggesters.get(type) ?? createSuggester(type, this.#options.descriptors.values(connection.id, type));
      suggesters.set(type, suggester);
      return suggester(code);
    };
  }

  /** Stores what is other than before, notes who did it, and marks the records that use it. */
  async #apply(
    connection: StoredConnection,
    changes: readonly MappingChange[],
  ): Promise<Omit<MappingResult, "refused">> {
    requireOpen(connection);
    const { db, audit, reshapes, changed, sourcesOf } = this.#options;
    const sources = sourcesOf(connection);
    const types = new Set(changes.map(({ type }) => type));
    const known = new Map([...types].map((type) => [type, this.#known(connection, sources, type)]));
    const done = inTransaction(db, () => {
      const stored = changes.flatMap((change) => this.#store(connection.id, change, known) ?? []);
      if (stored.length > 0) {
        reshapes.queue(connection.id, stored);
        const { what, details } = auditOf(stored);
        audit.note(connection, what, details);
      }
      return stored;
    });
    const records = done.length === 0 ? 0 : await reshapes.run(connection.id);
    if (done.length > 0) changed();
    return { changed: done.length, records, warnings: warningsOf(changes, known) };
  }

  /** Undefined when it was so already. */
  #store(
    connection: number,
    { type, code, uri }: MappingChange,
    known: ReadonlyMap<string, KnownValues>,
  ): ChangedMapping | undefined {
    const { mappings } = this.#options;
    const from = mappings.one(connection, type, code);
    // The server's spelling, where it has the value.
    const to = uri === null ? undefined : (known.get(type)?.values?.get(foldValue(uri)) ?? uri);
    if (from === to) return undefined;
    if (to === undefined) mappings.remove(connection, type, code);
    else mappings.put(connection, { type, code, uri: to });
    return { type, code, from, to };
  }
}

function noType(connection: StoredConnection, name: string): never {
  throw new AppError(
    "invalid-input",
    `The server of "${connection.name}" has no descriptor type "${name}". Its types are listed with the connection's descriptors.`,
  );
}

const isUri = (uri: string) => /^[^#\s][^#]*#\s*\S/.test(uri) && uri.length <= 400;
const notUri =
  "a descriptor value is a namespace, # and a code: uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";

function problemOf({ code, uri }: { readonly code: string; readonly uri: string }): string | undefined {
  if (code.length > 400) return "the code is longer than 400 characters";
  return isUri(uri) ? undefined : notUri;
}

function leftOut(empty: number, untold: number): string[] {
  const warnings: string[] = [];
  if (empty > 0)
    warnings.push(`${empty} ${empty === 1 ? "line has" : "lines have"} no URI and changed nothing.`);
  if (untold > 0) warnings.push(`${untold} more lines were refused.`);
  return warnings;
}
