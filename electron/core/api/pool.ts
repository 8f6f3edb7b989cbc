import { Pool } from "undici";
import type { ConnectionSettings, Credentials } from "../../../shared/domain/connection.ts";
import { readAddress, readBases, readTrusted } from "./address.ts";
import { type Connector, createConnector, type Onlooker } from "./connector.ts";
import { Spread } from "./spread.ts";
import { Throttle } from "./throttle.ts";
import type { Way } from "./types.ts";

/** Idle connections are dropped before the gateways that hosts use (60 s and more) drop them on us. */
const idleTime = 20_000;

/**
 * The way of all requests of a connection: keep-alive, as many connections as requests at a time, time-outs, own authority
 * and client certificate, proxy, several servers, requests a second. It leads to the connection's own origins only.
 * `credentials` are for the proxy and for the client certificate's key.
 * @throws AppError "unusable" when a certificate file cannot be read, or an address is refused.
 */
export function createDispatcher(
  settings: ConnectionSettings,
  credentials?: Credentials,
  onlooker?: Onlooker,
): Way {
  const { origin } = readAddress(settings);
  const others = readTrusted(settings);
  const bases = readBases(settings);
  const connector = createConnector(settings, credentials, onlooker);
  const pool = (to: string): Pool => new Pool(to, optionsOf(settings, connector));
  const isPlain = bases.length === 1 && others.length === 0 && settings.proxy === undefined;
  const way = isPlain
    ? pool(origin)
    : ending(
        new Spread(
          bases.map((base) => ({ ...base, way: pool(base.origin) })),
          new Map(others.map((other) => [other, pool(other)])),
        ),
        connector,
      );
  return settings.requestsPerSecond === undefined ? way : new Throttle(way, settings.requestsPerSecond);
}

/** True when the way to the server takes more from the keychain than key and secret. */
export function needsCredentials(settings: ConnectionSettings): boolean {
  return settings.proxy !== undefined || settings.clientKeyFile !== undefined;
}

function optionsOf(settings: ConnectionSettings, { connect }: Connector): Pool.Options {
  return {
    connections: settings.concurrency,
    pipelining: 1,
    allowH2: false,
    headersTimeout: settings.requestTimeout,
    bodyTimeout: settings.requestTimeout,
    keepAliveTimeout: idleTime,
    connect,
  };
}

function ending(way: Way, connector: Connector): Way {
  return {
    dispatch: (options, handler) => way.dispatch(options, handler),
    async destroy() {
      connector.destroy();
      await way.destroy();
    },
  };
}
