import type { NoticeSettings, WaitingNotice } from "../../shared/domain/notices.ts";
import { quietUntil } from "../../shared/domain/quiet-hours.ts";
import { counted } from "../../shared/sentence-numbers.ts";

/** What the operating system shows. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Where in the pages it leads. */
  readonly place: string;
}

/** Milliseconds in which what belongs together comes: the causes of one run open one after the other. */
export const gathering = 5000;

/**
 * When what waits is to be told, in milliseconds since 1970; undefined: never, as things are set. Quiet hours put it off to
 * their end, together with all that comes until then. Pure.
 */
export function dueAt(
  waiting: readonly WaitingNotice[],
  { shown, quiet }: NoticeSettings,
  now: number,
): number | undefined {
  if (waiting.length === 0 || !shown) return undefined;
  const first = Math.min(...waiting.map(({ at }) => at));
  return quietUntil(quiet, new Date(Math.max(now, first + gathering)))?.getTime();
}

const mostNamed = 2;

/** One for all that waits. Pure. */
export function noticeOf(waiting: readonly WaitingNotice[]): Notice | undefined {
  const [first] = waiting;
  if (!first) return undefined;
  const connections = [...new Set(waiting.map(({ connection }) => connection))];
  const place = placeOf(waiting, connections);
  if (waiting.length === 1) return { title: `Steward: ${first.name}`, body: first.told, place };
  const things = `${counted(waiting.length)} new things need you`;
  if (connections.length > 1) {
    const each = connections.map((connection) => {
      const of = waiting.filter((one) => one.connection === connection);
      return `${of[0]?.name}: ${counted(of.length)}`;
    });
    return { title: "Steward", body: `${things}. ${each.join(", ")}.`, place };
  }
  const named = waiting.slice(0, mostNamed).map(({ told }) => told.replace(/\.$/, ""));
  const more = waiting.length - named.length;
  const rest = more === 0 ? "" : `; and ${counted(more)} more`;
  return { title: `Steward: ${first.name}`, body: `${things}: ${named.join("; ")}${rest}.`, place };
}

/** The one cause itself; else the list in which they all are. */
function placeOf(waiting: readonly WaitingNotice[], connections: readonly string[]): string {
  const causes = waiting.flatMap(({ cause }) => cause ?? []);
  const [connection = ""] = connections;
  const id = encodeURIComponent(connection);
  if (causes.length === 0) return connections.length === 1 ? `/sync/${id}` : "/";
  if (causes.length === 1 && waiting.length === 1) return `/causes/all/${id}/${causes[0]}`;
  return connections.length === 1 ? `/causes/${id}` : "/causes";
}
