/** A record that refers, through its key or beside it, to one that is made anew; gone from the files itself. */
export interface OldDependent {
  readonly record: number;
  readonly resource: string;
  /** "there": the record of the files that takes its place is on the server. "none": the files have no such record. */
  readonly successor: "to come" | "there" | "none";
  /** Old records of the changes that it hangs on. */
  readonly of: readonly number[];
}

/** A record that is to be made anew. */
export interface Recreation {
  readonly oldRecord: number;
  readonly resource: string;
  readonly isMade: boolean;
}

/**
 * What is to be done. "create": sent as new ones. "move": what refers to them, sent under their keys. "remove": the old
 * ones that these take the place of. "drop": what refers to such an old one, and nothing in the files takes its place.
 */
export interface PlanStep {
  readonly what: "create" | "move" | "remove" | "drop";
  readonly resource: string;
  readonly records: number;
}

interface Order {
  /** Resources as they depend on each other. */
  readonly order: readonly string[];
  /** Records that are to be sent because they refer to a new one beside their keys, by resource. */
  readonly moving: ReadonlyMap<string, number>;
}

/**
 * The steps that are left of making records anew: new ones in dependency order, then what refers to them, then the old ones
 * in reverse order. Only counts are kept of what is taken.
 */
export function createPlan(recreations: readonly Recreation[]) {
  const counts = new Map<string, number>();
  const count = (what: PlanStep["what"], resource: string, records = 1) =>
    void counts.set(`${what} ${resource}`, (counts.get(`${what} ${resource}`) ?? 0) + records);
  for (const { resource, isMade } of recreations) {
    if (!isMade) count("create", resource);
    count("remove", resource);
  }
  return {
    take({ resource, successor }: Pick<OldDependent, "resource" | "successor">) {
      if (successor === "to come") count("move", resource);
      count(successor === "none" ? "drop" : "remove", resource);
    },
    steps({ order, moving }: Order): PlanStep[] {
      for (const [resource, records] of moving) count("move", resource, records);
      const of = (what: PlanStep["what"], resource: string) => {
        const records = counts.get(`${what} ${resource}`);
        return records === undefined ? [] : [{ what, resource, records }];
      };
      const all = (what: PlanStep["what"]) => order.flatMap((resource) => of(what, resource));
      const back = order.toReversed();
      return [
        ...all("create"),
        ...all("move"),
        ...back.flatMap((resource) => [...of("drop", resource), ...of("remove", resource)]),
      ];
    },
  };
}

/**
 * Which old records may be removed now: of a record that was made anew, all that hung on the old one and has a successor on
 * the server, or none at all; and the old one itself once nothing that is yet to come hangs on it.
 */
export function createRemoval(recreations: readonly Recreation[]) {
  const made = new Set(recreations.filter(({ isMade }) => isMade).map(({ oldRecord }) => oldRecord));
  const waiting = new Set<number>();
  return {
    /** Whether this one may be removed; all of them are to be taken before `old` is asked for. */
    take({ successor, of }: Pick<OldDependent, "successor" | "of">): boolean {
      const isReady = successor !== "to come" && of.every((record) => made.has(record));
      if (!isReady) for (const record of of) waiting.add(record);
      return isReady;
    },
    old: (): number[] => [...made].filter((record) => !waiting.has(record)),
  };
}
