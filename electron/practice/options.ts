import type { ServerKind } from "../../shared/domain/connection.ts";
import type { ExtensionName } from "./model/extensions.ts";
import type { TokenCounts } from "./server/clients.ts";
import type { DescriptorDesk } from "./server/descriptors.ts";
import type { PathLayout } from "./server/layout.ts";
import type { LoadOptions } from "./server/load.ts";
import type { Oddities } from "./server/oddities.ts";
import type { ProfileDefinition } from "./server/profiles.ts";
import type { KeyRights } from "./server/rights.ts";
import type { Seeds } from "./server/seeds.ts";
import type { TlsOptions } from "./server/tls.ts";
import type { Counts, LogLine } from "./server/traffic.ts";

/** A further key, with rights of its own. */
export interface KeyOptions extends KeyRights {
  readonly key?: string;
  readonly secret?: string;
}

/** The rights are those of the first key. */
export interface PracticeOptions extends KeyOptions {
  /** 0 or absent: any free port of 127.0.0.1. */
  readonly port?: number;
  /** Which server it behaves as; "ods-7.3" if absent. */
  readonly server?: ServerKind;
  /** Parsed OpenAPI documents of a real server instead of the built-in model. */
  readonly openApi?: readonly object[];
  /** Extensions of the built-in model. */
  readonly extensions?: readonly ExtensionName[];
  /** A parsed dependencies document; derived from the model if absent. */
  readonly dependencies?: readonly object[];
  /** Bodies that are there from the start, by resource path. School years 1991 to 2050 are always there. */
  readonly seeds?: Seeds;
  /** Keys beside the first one. */
  readonly keys?: readonly KeyOptions[];
  /** An ODS on a database that minds letter case: a descriptor value in another spelling is unknown. */
  readonly exactDescriptors?: boolean;
  /** A file in which what clients write is kept, so that it is there again at the next start; made where there is none. */
  readonly keep?: string;
  /** Milliseconds that each data answer is held back. */
  readonly latency?: number;
  /** For example "503:2%,down:60s@1000" (see readFaults). */
  readonly faults?: string;
  /** Makes faults repeatable. */
  readonly seed?: number;
  /** Stores nothing and checks nothing. */
  readonly acceptOnly?: boolean;
  /** With `acceptOnly`: what it can bear, instead of `latency`. */
  readonly load?: LoadOptions;
  /** Life of a token; 1800 if absent. */
  readonly tokenSeconds?: number;
  readonly pathLayout?: PathLayout;
  readonly oddities?: Oddities;
  /** API Profiles that the server has; keys are assigned to them by `profiles`, by their names. */
  readonly profileDefinitions?: readonly ProfileDefinition[];
  /** It speaks https, and with `requestCert` asks clients for a certificate. */
  readonly tls?: TlsOptions;
  /** Most rows of one answer; 500 if absent. */
  readonly pageSize?: number;
}

interface Pair {
  readonly key: string;
  readonly secret: string;
}

export interface Practice extends Pair {
  /** Base URL: where discovery is asked. */
  readonly url: string;
  /** All keys as they were at the start, the first one first. */
  readonly keys: readonly Pair[];
  counts(): Counts;
  /** What it holds of a resource ("/ed-fi/students"), in the order of creation. */
  items(path: string): readonly { readonly id: string; readonly body: object }[];
  /** What a host does with descriptor values while the server runs. */
  readonly descriptors: DescriptorDesk;
  /** Changes the first key's secret on the server; live tokens stay good. */
  setSecret(secret: string): void;
  /** Milliseconds that every answer takes from now on; those of `acceptOnly` keep theirs. */
  setLatency(milliseconds: number): void;
  /** Gives a key another secret, and withdraws its tokens; the secret is returned. */
  rotateSecret(key: string, secret?: string): string;
  /** Withdraws a key and its tokens; a server of 7.3 or later gives it no new ones, an older one some that are refused. */
  disableKey(key: string): void;
  enableKey(key: string): void;
  /** How often a key asked for a token; the first key if none is named. */
  tokens(key?: string): TokenCounts;
  /** The last data requests. */
  log(): readonly LogLine[];
  close(): Promise<void>;
}
