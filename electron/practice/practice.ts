import { randomBytes } from "node:crypto";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { Authorization } from "./server/authorization.ts";
import { DataApi } from "./server/data.ts";
import { deriveDependencies } from "./server/dependencies.ts";
import { type Dialect, dialectOf } from "./server/dialect.ts";
import { dataModelsOf } from "./server/discovery.ts";
import { readFaults } from "./server/faults.ts";
import { listen } from "./server/http.ts";
import { layoutOf, type PathLayout } from "./server/layout.ts";
import { prepareMetadata } from "./server/metadata.ts";
import type { Model, Resource } from "./server/model.ts";
import { readModel } from "./server/openapi.ts";
import { type Seeds, seed } from "./server/seeds.ts";
import { sinkAnswer } from "./server/sink.ts";
import { Store, structuredTags, timeTags } from "./server/store.ts";
import { Tokens } from "./server/tokens.ts";
import { type Counts, type LogLine, Traffic } from "./server/traffic.ts";
import { dmsWording } from "./server/wording/dms.ts";
import { legacyWording } from "./server/wording/legacy.ts";
import { odsWording } from "./server/wording/ods.ts";
import type { Wording } from "./server/wording/wording.ts";
import type { Holdings } from "./server/writes.ts";

export interface PracticeOptions {
  /** 0 or absent: any free port of 127.0.0.1. */
  readonly port?: number;
  /** Which server it behaves as; "ods-7.3" if absent. */
  readonly server?: ServerKind;
  /** Parsed OpenAPI documents of a real server instead of the built-in model. */
  readonly openApi?: readonly object[];
  /** A parsed dependencies document; derived from the model if absent. */
  readonly dependencies?: readonly object[];
  /** Bodies that are there from the start, by resource path. School years 1991 to 2050 are always there. */
  readonly seeds?: Seeds;
  readonly key?: string;
  readonly secret?: string;
  /** The key's organizations; without them all are in its reach. */
  readonly educationOrganizationIds?: readonly number[];
  /** Milliseconds that each data answer is held back. */
  readonly latency?: number;
  /** For example "503:2%,down:60s@1000" (see readFaults). */
  readonly faults?: string;
  /** Makes faults repeatable. */
  readonly seed?: number;
  /** Stores nothing and checks nothing. */
  readonly acceptOnly?: boolean;
  /** Life of a token; 1800 if absent. */
  readonly tokenSeconds?: number;
  readonly pathLayout?: PathLayout;
  /** Most rows of one answer; 500 if absent. */
  readonly pageSize?: number;
}

export interface Practice {
  /** Base URL: where discovery is asked. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  counts(): Counts;
  /** What it holds of a resource ("/ed-fi/students"), in the order of creation. */
  items(path: string): readonly { readonly id: string; readonly body: object }[];
  /** Changes the key's secret on the server; live tokens stay good. */
  setSecret(secret: string): void;
  /** The last data requests. */
  log(): readonly LogLine[];
  close(): Promise<void>;
}

/**
 * Starts a practice Ed-Fi API on loopback: discovery, OAuth, metadata and the data API of one server version.
 * @throws AppError "invalid-input" for faults or seeds that it cannot read
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const dialect = dialectOf(options.server ?? "ods-7.3");
  const content = await readContent(dialect, options);
  const holdings = makeHoldings(dialect, content.model, options);
  seed(holdings, content.seeds);
  const key = options.key ?? randomBytes(9).toString("base64url");
  const secret = options.secret ?? randomBytes(18).toString("base64url");
  const faults = readFaults(options.faults, options.seed ?? 1);
  const seconds = options.tokenSeconds ?? 1800;
  const tokens = new Tokens(dialect, { key, secret, seconds, usesEach: faults.tokenUses });
  const traffic = new Traffic();
  const given = options.pathLayout ?? {};
  const layout = layoutOf(dialect, given);
  const projects = content.model.resources.map((resource) => resource.project);
  const server = await listen(
    {
      key,
      layout,
      discovery: { dialect, given, dataModels: dataModelsOf(dialect, projects) },
      metadata: prepareMetadata(dialect, layout, content),
      tokens,
      faults,
      traffic,
      holdings,
      api: new DataApi({ holdings, maximum: options.pageSize ?? 500 }, wordingOf(dialect)),
      disturbed: options.faults !== undefined,
      latency: options.latency ?? 0,
      lines: (path) => lines(holdings, path),
      ...(options.acceptOnly === true ? { sink: sinkAnswer } : {}),
    },
    options.port ?? 0,
  );
  return {
    url: `${server.origin}${layout.base}`,
    key,
    secret,
    counts: () => traffic.counts(),
    items: (path) => itemsOf(holdings, path),
    setSecret: (next) => tokens.setSecret(next),
    log: () => traffic.log(),
    close: () => server.close(),
  };
}

interface Content {
  readonly documents: readonly object[];
  readonly dependencies: readonly object[];
  readonly builtIn: boolean;
  readonly seeds: Seeds;
  readonly model: Model;
}

async function readContent(dialect: Dialect, options: PracticeOptions): Promise<Content> {
  if (options.openApi !== undefined) {
    const model = readModel(options.openApi);
    const dependencies = options.dependencies ?? deriveDependencies(model, dialect.updateRows);
    return { documents: options.openApi, dependencies, builtIn: false, seeds: options.seeds ?? {}, model };
  }
  const { builtInDocuments } = await import("./model/documents.ts");
  const builtIn = builtInDocuments(dialect.kind);
  const documents = [builtIn.resources, builtIn.descriptors];
  return {
    documents,
    builtIn: true,
    dependencies: options.dependencies ?? builtIn.dependencies,
    seeds: options.seeds ?? builtIn.seeds,
    model: readModel(documents),
  };
}

function makeHoldings(dialect: Dialect, model: Model, options: PracticeOptions): Holdings {
  const store = new Store({ dashedIds: dialect.dms, tag: dialect.dms ? structuredTags() : timeTags() });
  return {
    dialect,
    model,
    store,
    authorization: new Authorization(store, options.educationOrganizationIds),
    walk: {
      model,
      rules: { dms: dialect.dms },
      anyCase: !dialect.dms,
      descriptorExists: (type, value) => store.find(type.group, value.toLowerCase()) !== undefined,
    },
  };
}

function wordingOf(dialect: Dialect): Wording {
  if (dialect.dms) return dmsWording;
  return dialect.legacyErrors ? legacyWording(dialect) : odsWording;
}

function lines(holdings: Holdings, path: string): Iterable<string> | undefined {
  const resource = holdings.model.byPath.get(path.toLowerCase());
  return resource === undefined ? undefined : linesOf(holdings, resource);
}

function* linesOf({ store }: Holdings, resource: Resource): Generator<string> {
  for (const item of store.list(resource)) {
    // A client may send indented JSON; line ends cannot stand inside its strings.
    yield `{"id":"${item.id}","body":${item.body.replaceAll(/[\r\n]+/g, " ")}}\n`;
  }
}

function itemsOf(holdings: Holdings, path: string): { readonly id: string; readonly body: object }[] {
  const found = lines(holdings, path);
  if (found === undefined) throw new AppError("not-found", `The practice API has no resource "${path}".`);
  return [...found].map((line) => JSON.parse(line));
}
