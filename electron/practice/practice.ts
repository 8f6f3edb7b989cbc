import { randomBytes } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import type { KeyOptions, Practice, PracticeOptions } from "./options.ts";
import { Authorization } from "./server/authorization.ts";
import { ApiClient } from "./server/clients.ts";
import { type Content, readContent } from "./server/content.ts";
import { DataApi } from "./server/data.ts";
import { descriptorDesk, spelling } from "./server/descriptors.ts";
import { type Dialect, dialectOf } from "./server/dialect.ts";
import { dataModelsOf } from "./server/discovery.ts";
import { readFaults } from "./server/faults.ts";
import { listen } from "./server/http.ts";
import { keepStore } from "./server/kept-store.ts";
import { layoutOf } from "./server/layout.ts";
import { Load } from "./server/load.ts";
import { prepareMetadata } from "./server/metadata.ts";
import type { Resource } from "./server/model.ts";
import { ProfileGate } from "./server/profile-gate.ts";
import { Relationships } from "./server/relationships.ts";
import { Rights } from "./server/rights.ts";
import { seed } from "./server/seeds.ts";
import { sinkAnswer } from "./server/sink.ts";
import { Store, structuredTags, timeTags } from "./server/store.ts";
import { Tokens } from "./server/tokens.ts";
import { Traffic } from "./server/traffic.ts";
import { dmsWording } from "./server/wording/dms.ts";
import { legacyWording } from "./server/wording/legacy.ts";
import { odsWording } from "./server/wording/ods.ts";
import type { Wording } from "./server/wording/wording.ts";
import type { Holdings } from "./server/writes.ts";

export type { Practice, PracticeOptions } from "./options.ts";
export type { ProfileDefinition } from "./server/profiles.ts";

/**
 * Starts a practice Ed-Fi API on loopback: discovery, OAuth, metadata and the data API of one server version.
 * @throws AppError "invalid-input" for faults, claims or seeds that it cannot read
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const dialect = dialectOf(options.server ?? "ods-7.3");
  const content = await readContent(dialect, options);
  const clients = makeClients(dialect, content, options);
  const [first] = clients;
  seed(first.holdings, content.seeds);
  const kept = options.keep === undefined ? undefined : await keepStore(options.keep, first.holdings);
  const faults = readFaults(options.faults, options.seed ?? 1);
  const seconds = options.tokenSeconds ?? 1800;
  const byKey = new Map(clients.map((client) => [client.key, client]));
  const tokens = new Tokens(dialect, { clients: byKey, seconds, usesEach: faults.tokenUses });
  const traffic = new Traffic();
  const pace = { latency: options.latency ?? 0 };
  const given = options.pathLayout ?? {};
  const layout = layoutOf(dialect, given);
  const projects = content.model.resources.map((resource) => resource.project);
  const server = await listen(
    {
      layout,
      discovery: {
        dialect,
        given,
        dataModels: dataModelsOf(dialect, projects),
        oddities: options.oddities ?? {},
      },
      metadata: prepareMetadata(dialect, layout, content),
      tokens,
      faults,
      traffic,
      api: first.api,
      disturbed: options.faults !== undefined,
      get latency() {
        return pace.latency;
      },
      load: options.load && new Load(options.load),
      lines: (path) => lines(first.holdings, path),
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      ...(options.acceptOnly === true ? { sink: sinkAnswer } : {}),
    },
    options.port ?? 0,
  ).catch((error) => {
    kept?.close();
    throw error;
  });
  const pairs = clients.map(({ key, secret }) => ({ key, secret }));
  return {
    url: `${server.origin}${layout.base}`,
    key: first.key,
    secret: first.secret,
    keys: pairs,
    counts: () => traffic.counts(),
    items: (path) => itemsOf(first.holdings, path),
    descriptors: descriptorDesk(first.holdings),
    ...keyDesk(first, byKey, tokens),
    log: () => traffic.log(),
    setLatency: (milliseconds) => {
      pace.latency = milliseconds;
    },
    close: async () => {
      await server.close();
      kept?.close();
    },
  };
}

type Clients = readonly [ApiClient, ...ApiClient[]];

/** All keys hold the same store and model, each with its own rights. */
function makeClients(dialect: Dialect, content: Content, options: PracticeOptions): Clients {
  const { model, profiles } = content;
  const store = new Store({ dashedIds: dialect.dms, tag: dialect.dms ? structuredTags() : timeTags() });
  const relationships = new Relationships(store);
  const exact = options.exactDescriptors === true && !dialect.dms;
  const shared = {
    dialect,
    model,
    store,
    walk: {
      model,
      rules: { dms: dialect.dms },
      anyCase: !dialect.dms,
      descriptorExists: (type: Resource, value: string) => {
        const item = store.find(type.group, value.toLowerCase());
        return item !== undefined && (!exact || spelling(item) === value);
      },
    },
  };
  const make = (given: KeyOptions): ApiClient => {
    const authorization = new Authorization(store, relationships, given.educationOrganizationIds);
    const holdings = { ...shared, authorization, rights: new Rights(model, given) };
    const { key = randomBytes(9).toString("base64url"), secret = newSecret() } = given;
    const gate = new ProfileGate({
      profiles,
      assigned: given.profiles ?? [],
      implied: dialect.kind !== "ods-5.3",
    });
    const api = new DataApi({ holdings, maximum: options.pageSize ?? 500 }, gate, wordingOf(dialect));
    return new ApiClient({ key, secret }, holdings, api);
  };
  return [make(options), ...(options.keys ?? []).map(make)];
}

const newSecret = () => randomBytes(18).toString("base64url");

type KeyDesk = Pick<Practice, "setSecret" | "rotateSecret" | "disableKey" | "enableKey" | "tokens">;

function keyDesk(first: ApiClient, byKey: ReadonlyMap<string, ApiClient>, tokens: Tokens): KeyDesk {
  const clientOf = (key: string): ApiClient => {
    const client = byKey.get(key);
    if (client === undefined) throw new AppError("not-found", "The practice API has no such key.");
    return client;
  };
  return {
    setSecret: (secret) => {
      first.secret = secret;
    },
    rotateSecret: (key, secret = newSecret()) => {
      const client = clientOf(key);
      client.secret = secret;
      tokens.revoke(client);
      return secret;
    },
    disableKey: (key) => {
      clientOf(key).disabled = true;
      tokens.revoke(clientOf(key));
    },
    enableKey: (key) => {
      clientOf(key).disabled = false;
    },
    tokens: (key = first.key) => clientOf(key).counts,
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
