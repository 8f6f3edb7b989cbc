import type { DataApi } from "./data.ts";
import type { DiscoveryContext } from "./discovery.ts";
import type { Faults } from "./faults.ts";
import type { Layout } from "./layout.ts";
import type { Load } from "./load.ts";
import type { Metadata } from "./metadata.ts";
import type { Answer } from "./problems.ts";
import type { TlsOptions } from "./tls.ts";
import type { Tokens } from "./tokens.ts";
import type { Traffic } from "./traffic.ts";

/** All parts of one practice API. */
export interface Parts {
  readonly layout: Layout;
  readonly discovery: DiscoveryContext;
  readonly metadata: Metadata;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly traffic: Traffic;
  /** Says what concerns no key. */
  readonly api: DataApi;
  /** With a certificate it speaks https. */
  readonly tls?: TlsOptions;
  /** Faults were asked for: every request goes the long way. */
  readonly disturbed: boolean;
  /** Milliseconds that each data answer is held back. */
  readonly latency: number;
  /** What the sink can bear. */
  readonly load: Load | undefined;
  /** Answers without storing or checking; the body is not even read into memory. */
  readonly sink?: (method: string, route: string, dataUrl: string) => Answer;
  /** The items of a resource as lines of JSON, for tests in other processes; undefined for an unknown path. */
  readonly lines: (path: string) => Iterable<string> | undefined;
}
