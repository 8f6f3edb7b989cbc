import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Input } from "../../shared/contract.ts";
import type { ConnectionSettings, TestStep } from "../../shared/domain/connection.ts";
import { withSuggestion } from "../../shared/domain/suggestion.ts";
import { address, addresses, number, origins, wholeNumber } from "./options.ts";
import type { Remedy } from "./test-steps.ts";
import { typed } from "./words.ts";

/** The options that say where a server is and how it is reached. */
export interface SettingsOptions {
  readonly url?: string;
  readonly year?: number;
  readonly instance?: string;
  readonly tenant?: string;
  readonly context?: string;
  readonly also?: readonly string[];
  readonly trust?: readonly string[];
  readonly ca?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly proxy?: string;
  readonly noProxy?: string;
  readonly concurrency?: number;
  readonly requestsPerSecond?: number;
  readonly requestTimeout?: number;
  readonly connectTimeout?: number;
  readonly keyReminder?: number;
  readonly sentHistory?: number;
  readonly keepOthersChanges?: boolean;
  readonly schools?: readonly string[];
}

type Settings = Input<"connections.add">["settings"];

/** Each option's setting; an option is named as it is typed, without the dashes. */
const settingOf = {
  year: "year",
  instance: "instance",
  tenant: "tenant",
  context: "context",
  also: "otherUrls",
  trust: "trustedOrigins",
  ca: "caFile",
  "client-cert": "clientCertFile",
  "client-key": "clientKeyFile",
  proxy: "proxy",
  "no-proxy": "noProxy",
  "requests-per-second": "requestsPerSecond",
  concurrency: "concurrency",
  "request-timeout": "requestTimeout",
  "connect-timeout": "connectTimeout",
  "key-reminder": "keyReminderDays",
  "sent-history": "sentHistoryDays",
  "keep-others-changes": "keepOthersChanges",
  schools: "schools",
} as const satisfies Record<string, keyof ConnectionSettings>;

export type Clearable = keyof typeof settingOf;
export const clearable = Object.keys(settingOf) as Clearable[];

const milliseconds = 1000;

export function withSettingsOptions(command: Command): Command {
  return withPlaceOptions(command)
    .option("--instance <name>", "instance in the address")
    .option("--also <urls...>", "other addresses of the same API: requests are spread", addresses("--also"))
    .option("--trust <origins...>", "other origins that may get the key and the records", origins("--trust"))
    .option("--ca <file>", "certificate authority of the server, PEM")
    .option("--client-cert <file>", "client certificate, PEM")
    .option("--client-key <file>", "its private key, PEM; a passphrase is asked for")
    .option("--proxy <url>", "proxy on the way to the server; its user is asked for", address("--proxy"))
    .addOption(noProxy())
    .option("--concurrency <count>", "requests at a time, at most", wholeNumber("--concurrency", 1, 1024))
    .option(
      "--requests-per-second <count>",
      "requests a second, at most",
      number("--requests-per-second", 0.1, 100_000),
    )
    .option(
      "--request-timeout <seconds>",
      "until an unanswered request is sent again",
      number("--request-timeout", 0.1, 600),
    )
    .option(
      "--connect-timeout <seconds>",
      "until a server counts as silent",
      number("--connect-timeout", 0.1, 120),
    )
    .option(
      "--key-reminder <days>",
      "remind of a new key after so many days",
      wholeNumber("--key-reminder", 1, 3650),
    )
    .option(
      "--sent-history <days>",
      "keep for so many days what was sent on each",
      wholeNumber("--sent-history", 7, 10_000),
    )
    .option(
      "--keep-others-changes",
      "do not overwrite what somebody else changed on the server: it becomes a cause, and you choose",
    )
    .option(
      "--schools <ids...>",
      "send the records of these schools only, and what belongs to no school",
      schoolIds,
    );
}

/** One after the other, or with commas. */
const schoolIds = (typed: string, former: readonly string[] = []): readonly string[] => [
  ...former,
  ...typed.split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()])),
];

/** Where a connection goes. */
export function withPlaceOptions(command: Command): Command {
  return command
    .option("--year <year>", "school year in the address", wholeNumber("--year", 1990, 2199))
    .option("--tenant <name>", "tenant in the address")
    .option("--context <path>", "route segments in the address, as 255901/2026");
}

/** Commander would take it for the opposite of --proxy. */
function noProxy(): Option {
  const option = new Option(
    "--no-proxy <hosts>",
    "hosts that are reached without it, as .district.org,10.1.2.3",
  );
  option.negate = false;
  return option;
}

/** Settings as the contract names them. Files are found from any folder later, also by a scheduled job. */
export function settingsOf({ url, ...options }: SettingsOptions & { readonly url: string }): Settings {
  return { url, ...given(options) };
}

/** Settings with what was typed in place of what was there; other addresses and origins are added to those known. */
export function changedSettings(
  former: ConnectionSettings,
  options: SettingsOptions,
  cleared: readonly Clearable[],
): Settings {
  const kept: Record<string, unknown> = { ...former };
  for (const option of cleared) delete kept[settingOf[option]];
  const { otherUrls, trustedOrigins, ...changes } = given(options);
  const lists = {
    otherUrls: joined(kept.otherUrls, otherUrls),
    trustedOrigins: joined(kept.trustedOrigins, trustedOrigins),
  };
  return { ...(kept as Settings), ...changes, ...lists };
}

const joined = (former: unknown, added: readonly string[] = []): string[] => [
  ...new Set([...((former as string[] | undefined) ?? []), ...added]),
];

function given(options: SettingsOptions): Partial<Settings> {
  const { ca, clientCert, clientKey, also, trust, ...durations } = options;
  const { requestTimeout, connectTimeout, keyReminder, sentHistory, ...same } = durations;
  const others = {
    caFile: ca && resolve(ca),
    clientCertFile: clientCert && resolve(clientCert),
    clientKeyFile: clientKey && resolve(clientKey),
    requestTimeout: requestTimeout && Math.round(requestTimeout * milliseconds),
    connectTimeout: connectTimeout && Math.round(connectTimeout * milliseconds),
    keyReminderDays: keyReminder,
    sentHistoryDays: sentHistory,
    otherUrls: also,
    trustedOrigins: trust,
  };
  const set = Object.entries({ ...same, ...others }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
}

/** A step's suggestion as the options that would make it so: "--year 2026". */
export function optionsFor(
  settings: Settings,
  suggestion: NonNullable<TestStep["suggestion"]>,
): string | undefined {
  const before = { otherUrls: [], trustedOrigins: [], ...settings } as ConnectionSettings;
  const after = withSuggestion(before, suggestion);
  const changed = [
    ...(["url", "year", "context"] as const).flatMap((name) =>
      after[name] === undefined || after[name] === before[name] ? [] : [`--${name} ${shown(after[name])}`],
    ),
    ...after.trustedOrigins
      .filter((origin) => !before.trustedOrigins.includes(origin))
      .map((origin) => `--trust ${shown(origin)}`),
  ];
  return changed.length === 0 ? undefined : changed.join(" ");
}

/** Addresses need no quotes. */
const shown = (value: string | number): string => {
  const text = String(value);
  return /^[\w.@:/-]+$/.test(text) ? text : typed(text);
};

/** The settings of a connection in a steward's words, those that are at rest left out. */
export function settingsInWords(settings: ConnectionSettings): [string, string][] {
  const rows: [string, string | undefined][] = [
    ["address", settings.url],
    ["other addresses", settings.otherUrls.join(", ")],
    ["year", settings.year?.toString()],
    ["instance", settings.instance],
    ["tenant", settings.tenant],
    ["context", settings.context],
    ["trusted origins", settings.trustedOrigins.join(", ")],
    ["authority", settings.caFile],
    ["client certificate", settings.clientCertFile],
    ["its key", settings.clientKeyFile],
    ["proxy", settings.proxy],
    ["not by proxy", settings.noProxy],
    ["requests", limitsOf(settings)],
    ["key reminder", `after ${settings.keyReminderDays} days`],
    ["others' changes", settings.keepOthersChanges ? "are not overwritten" : undefined],
    ["schools", settings.schools.length > 0 ? `only ${settings.schools.join(", ")}` : undefined],
    ["as sent", `told of the last ${settings.sentHistoryDays} days`],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== "");
}

function limitsOf({ concurrency, requestsPerSecond, requestTimeout, connectTimeout }: ConnectionSettings) {
  const rate = requestsPerSecond === undefined ? "" : `, ${requestsPerSecond} a second at most`;
  return `${concurrency} at a time at most${rate}, given up after ${requestTimeout / milliseconds} s (${connectTimeout / milliseconds} s to connect)`;
}

/** For a command that stored nothing: the same again, with the options that are suggested. */
export function sayAgain(settings: Parameters<typeof optionsFor>[0]): Remedy {
  return (suggestion) => {
    const options = optionsFor(settings, suggestion);
    return options && `Say it again with ${options}`;
  };
}
