import type { ConnectionStatus } from "../../shared/contract.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import { markedName } from "../../shared/domain/practice-facts.ts";
import { connectionTabs, places } from "../routes.ts";

type Group = "Do" | "Pages" | "Connections" | "Causes" | "Records";

/** To one connection. */
type Deed = "send" | "check" | "pause" | "resume";

/** Something to do, or somewhere to go. */
export interface Entry {
  readonly id: string;
  readonly group: Group;
  readonly words: string;
  /** What tells it from others, in grey. */
  readonly note?: string;
  readonly to:
    | { readonly place: string }
    | { readonly do: Deed; readonly connection: string }
    | { readonly cancel: string }
    | "review";
  /** Found by its words alone: what nobody looks for does not stand before what one may. */
  readonly isRare?: boolean;
}

interface Known {
  readonly statuses: readonly ConnectionStatus[];
  /** By connection id. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
  /** The connection that the page is about. */
  readonly scope: string | undefined;
  /** Runs that are under way, by connection id. */
  readonly runs: ReadonlyMap<string, string>;
}

const tabWords: Readonly<Record<(typeof connectionTabs)[number], string>> = {
  overview: "Overview and folders",
  profile: "Profile and resources",
  descriptors: "Descriptors: map codes",
  permissions: "Permissions",
  schedule: "Schedule",
  transport: "Transport",
  history: "History",
};

/** With more connections than this, what is done more seldom is offered unasked of the one that the page is about only. */
const fewConnections = 3;

/** All that can be done and reached, the connection that the page is about first. Pure. */
export function entriesOf({ statuses, causes, scope, runs }: Known): Entry[] {
  const first = (one: ConnectionStatus) => (one.connection.id === scope ? 0 : 1);
  const ordered = statuses.toSorted((one, other) => first(one) - first(other));
  return [
    ...ordered.flatMap((status) => sendOf(status, runs.get(status.connection.id))),
    { id: "add", group: "Do", words: "Add a connection", to: { place: places.add() } },
    practiceEntry(statuses),
    { id: "review", group: "Do", words: "Open a review file…", to: "review" },
    ...ordered.flatMap((status) => {
      const isRare = status.connection.id !== scope && statuses.length > fewConnections;
      return deedsOf(status, runs.get(status.connection.id)).map((deed) => ({ ...deed, isRare }));
    }),
    ...pages(scope),
    ...ordered.flatMap(partsOf),
    ...ordered.flatMap(({ connection }) =>
      (causes.get(connection.id) ?? []).map(
        (cause): Entry => ({
          id: `cause ${connection.id} ${cause.id}`,
          group: "Causes",
          words: cause.title,
          note: markedName(connection),
          to: { place: places.cause(cause, cause.connection) },
        }),
      ),
    ),
  ];
}

function practiceEntry(statuses: readonly ConnectionStatus[]): Entry {
  const own = statuses.find(({ connection }) => connection.ownPractice);
  const entry = { id: "practice", group: "Do", to: { place: places.practice() } } as const;
  return own
    ? { ...entry, words: "Practice: mend, start over, remove", note: own.connection.name }
    : { ...entry, words: "Practise with an invented district" };
}

/** What is done most often. */
function sendOf({ connection, firstSync, pausedAt }: ConnectionStatus, run: string | undefined): Entry[] {
  const { id, closedAt } = connection;
  if (closedAt !== undefined) return [];
  const one = { group: "Do", note: markedName(connection) } as const;
  if (run !== undefined)
    return [{ ...one, id: `cancel ${id}`, words: "Cancel sending", to: { cancel: run } }];
  if (firstSync) return [{ ...one, id: `first ${id}`, words: "First sync", to: { place: places.sync(id) } }];
  return pausedAt === undefined
    ? [{ ...one, id: `send ${id}`, words: "Send now", to: { do: "send", connection: id } }]
    : [];
}

/** What else is done with a connection from wherever one is; what is being sent finds all that a check would. */
function deedsOf({ connection, pausedAt }: ConnectionStatus, run: string | undefined): Entry[] {
  const { id, closedAt } = connection;
  const entry = (what: Deed, words: string): Entry => ({
    id: `${what} ${id}`,
    group: "Do",
    words,
    note: markedName(connection),
    to: { do: what, connection: id },
  });
  if (closedAt !== undefined) return [];
  return [
    ...(run === undefined ? [entry("check", "Check without sending")] : []),
    pausedAt === undefined ? entry("pause", "Pause sending") : entry("resume", "Resume sending"),
  ];
}

const pages = (scope: string | undefined): Entry[] => {
  const page = (words: string, place: string): Entry => ({
    id: `page ${words}`,
    group: "Pages",
    words,
    to: { place },
  });
  return [
    page("Overview", places.overview(scope)),
    page("Causes", places.causes(scope)),
    page("Sync", places.sync(scope)),
    page("Records", places.records(scope)),
    page("Connections", places.connections()),
    page("Journal", places.journal(scope)),
    page("Settings", places.settings()),
    page("About Steward", places.about()),
  ];
};

const partsOf = ({ connection }: ConnectionStatus): Entry[] =>
  partsNamed(connection.id, markedName(connection));

const partsNamed = (id: string, name: string): Entry[] => [
  ...connectionTabs.map(
    (tab): Entry => ({
      id: `tab ${id} ${tab}`,
      group: "Connections",
      words: `${name}: ${tabWords[tab]}`,
      to: { place: places.connection(id, tab) },
    }),
  ),
  {
    id: `sync ${id}`,
    group: "Connections",
    words: `${name}: Sync`,
    to: { place: places.sync(id) },
  },
  {
    id: `as-sent ${id}`,
    group: "Connections",
    words: `${name}: What was sent on a day`,
    to: { place: places.asSent(id) },
  },
];

const groups: readonly Group[] = ["Do", "Pages", "Connections", "Causes", "Records"];
const wordsIn = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** Those of which every typed word begins a word, in their groups; where nothing is typed, all but the causes and the rare ones. Pure. */
export function fitting(entries: readonly Entry[], typed: string): readonly Entry[] {
  const wanted = wordsIn(typed);
  const fits = ({ words, note = "" }: Entry) => {
    const own = wordsIn(`${words} ${note}`);
    return wanted.every((start) => own.some((word) => word.startsWith(start)));
  };
  const found = entries.filter((entry) =>
    wanted.length === 0 ? entry.group !== "Causes" && entry.isRare !== true : fits(entry),
  );
  return groups.flatMap((group) => found.filter((entry) => entry.group === group));
}
