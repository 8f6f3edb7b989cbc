import type { ConnectionSettings, TestStep } from "../shared/domain/connection.ts";
import { withSuggestion } from "../shared/domain/suggestion.ts";
import { count, decimal } from "./format.ts";

/** A connection's settings as a person types them: all text, with empty for what is not set. Times are in seconds. */
export interface SettingsDraft {
  url: string;
  year: string;
  instance: string;
  tenant: string;
  context: string;
  caFile: string;
  clientCertFile: string;
  clientKeyFile: string;
  proxy: string;
  noProxy: string;
  /** One address a line. */
  otherUrls: string;
  trustedOrigins: readonly string[];
  requestsPerSecond: string;
  keyReminderDays: string;
  concurrency: string;
  requestSeconds: string;
  connectSeconds: string;
  sentHistoryDays: string;
  keepOthersChanges: boolean;
  /** Ids, with blanks or commas between them; empty: all schools. */
  schools: string;
}

/** What is wrong with a field, in a sentence. */
export type Problems = Partial<Record<keyof SettingsDraft, string>>;

/** What the core takes, defaults left out. */
type GivenSettings = Partial<ConnectionSettings> & Pick<ConnectionSettings, "url">;

export const emptyDraft: SettingsDraft = {
  url: "",
  year: "",
  instance: "",
  tenant: "",
  context: "",
  caFile: "",
  clientCertFile: "",
  clientKeyFile: "",
  proxy: "",
  noProxy: "",
  otherUrls: "",
  trustedOrigins: [],
  requestsPerSecond: "",
  keyReminderDays: "",
  concurrency: "",
  requestSeconds: "",
  connectSeconds: "",
  sentHistoryDays: "",
  keepOthersChanges: false,
  schools: "",
};

/** What is stored, as a form shows it. */
export function draftOf(settings: ConnectionSettings): SettingsDraft {
  const { year, requestsPerSecond, otherUrls, requestTimeout, connectTimeout } = settings;
  return {
    url: settings.url,
    year: text(year),
    instance: settings.instance ?? "",
    tenant: settings.tenant ?? "",
    context: settings.context ?? "",
    caFile: settings.caFile ?? "",
    clientCertFile: settings.clientCertFile ?? "",
    clientKeyFile: settings.clientKeyFile ?? "",
    proxy: settings.proxy ?? "",
    noProxy: settings.noProxy ?? "",
    otherUrls: otherUrls.join("\n"),
    trustedOrigins: settings.trustedOrigins,
    requestsPerSecond: text(requestsPerSecond),
    keyReminderDays: text(settings.keyReminderDays),
    concurrency: text(settings.concurrency),
    requestSeconds: text(requestTimeout / 1000),
    connectSeconds: text(connectTimeout / 1000),
    sentHistoryDays: text(settings.sentHistoryDays),
    keepOthersChanges: settings.keepOthersChanges,
    schools: settings.schools.join(", "),
  };
}

/** What a form says, for the core. Only for a draft without problems. */
export function settingsOf(draft: SettingsDraft): GivenSettings {
  const lines = linesOf(draft.otherUrls);
  const schools = idsOf(draft.schools);
  const numbers = {
    year: numberOf(draft.year),
    requestsPerSecond: numberOf(draft.requestsPerSecond),
    keyReminderDays: numberOf(draft.keyReminderDays),
    concurrency: numberOf(draft.concurrency),
    requestTimeout: milliseconds(draft.requestSeconds),
    connectTimeout: milliseconds(draft.connectSeconds),
    sentHistoryDays: numberOf(draft.sentHistoryDays),
  };
  const { instance, tenant, context, caFile, clientCertFile, clientKeyFile, proxy, noProxy } = draft;
  const words = { instance, tenant, context, caFile, clientCertFile, clientKeyFile, proxy, noProxy };
  return {
    url: draft.url.trim(),
    ...given(numbers),
    ...given(mapText(words)),
    ...(lines.length > 0 && { otherUrls: lines }),
    ...(schools.length > 0 && { schools }),
    ...(draft.keepOthersChanges && { keepOthersChanges: true }),
    ...(draft.trustedOrigins.length > 0 && { trustedOrigins: [...draft.trustedOrigins] }),
  };
}

/** The draft as a step of the test suggests it. Pure. */
export function suggested(
  draft: SettingsDraft,
  suggestion: NonNullable<TestStep["suggestion"]>,
): SettingsDraft {
  const year = numberOf(draft.year);
  const { trustedOrigins } = draft;
  const place = {
    url: draft.url.trim(),
    trustedOrigins: [...trustedOrigins],
    ...(year !== undefined && { year }),
    ...(draft.context.trim() !== "" && { context: draft.context.trim() }),
  };
  const next: typeof place & { year?: number; context?: string } = withSuggestion(place, suggestion);
  return {
    ...draft,
    url: next.url,
    year: text(next.year),
    context: next.context ?? "",
    trustedOrigins: next.trustedOrigins,
  };
}

/** What can be told while one types; the core has the last word. */
export function problemsOf(draft: SettingsDraft): Problems {
  const wrongUrl = linesOf(draft.otherUrls).find((line) => !isAddress(line));
  const wrongSchool = idsOf(draft.schools).find((id) => !/^[1-9]\d{0,17}$/.test(id));
  const found = {
    schools: wrongSchool && `${wrongSchool} is not the id of a school: ids have digits only, as 255901001.`,
    url: draft.url.trim() === "" ? "Enter the address of the API." : addressProblem(draft.url),
    proxy: draft.proxy.trim() === "" ? undefined : addressProblem(draft.proxy),
    otherUrls: wrongUrl && `${wrongUrl} is not a web address: it begins with https://.`,
    year: whole(draft.year, [1990, 2199], "A school year has four digits, such as 2027 for 2026-27."),
    requestsPerSecond: within(
      draft.requestsPerSecond,
      [0.1, 100_000],
      `A number from ${decimal(0.1)} to ${count(100_000)}.`,
    ),
    keyReminderDays: whole(
      draft.keyReminderDays,
      [1, 3650],
      `A whole number of days from 1 to ${count(3650)}.`,
    ),
    concurrency: whole(draft.concurrency, [1, 1024], `A whole number from 1 to ${count(1024)}.`),
    requestSeconds: within(draft.requestSeconds, [0.1, 600], "A number of seconds up to 600."),
    connectSeconds: within(draft.connectSeconds, [0.1, 120], "A number of seconds up to 120."),
    sentHistoryDays: whole(
      draft.sentHistoryDays,
      [7, 10_000],
      `A whole number of days from 7 to ${count(10_000)}.`,
    ),
  };
  return given(found);
}

/** Each once. */
export const idsOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((id) => id !== "")),
];

function isAddress(url: string) {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function addressProblem(url: string) {
  return isAddress(url.trim()) ? undefined : "A web address begins with https:// and has a name behind it.";
}

function within(value: string, [least, most]: readonly [number, number], sentence: string) {
  const number = numberOf(value);
  return number === undefined || (number >= least && number <= most) ? undefined : sentence;
}

function whole(value: string, range: readonly [number, number], sentence: string) {
  const number = numberOf(value);
  return number === undefined || Number.isInteger(number) ? within(value, range, sentence) : sentence;
}

function numberOf(value: string) {
  return value.trim() === "" ? undefined : Number(value);
}

function milliseconds(seconds: string) {
  const number = numberOf(seconds);
  return number === undefined ? undefined : Math.round(number * 1000);
}

const text = (value: number | undefined) => (value === undefined ? "" : String(value));
const linesOf = (value: string) =>
  value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function mapText<K extends string>(words: Record<K, string>): Record<K, string | undefined> {
  const trimmed = Object.entries<string>(words).map(([name, word]) => [name, word.trim() || undefined]);
  return Object.fromEntries(trimmed) as Record<K, string | undefined>;
}

/** Without the members that are not there. */
function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
