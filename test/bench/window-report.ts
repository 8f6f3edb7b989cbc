import { atMost, type Goal, shown, shownSpread, spreadOf } from "./figures.ts";
import type { Section } from "./report.ts";
import type { WindowFigures } from "./window.ts";

/** Tables and goals of what window.ts measured. */

export function describeWindow({
  records,
  affected,
  starts,
  opened,
  pushing,
  sizes,
}: WindowFigures): readonly Section[] {
  const painted = spreadOf(starts.map((start) => start.painted));
  const useful = spreadOf(starts.map((start) => start.useful));
  const fromProcess = spreadOf(starts.map((start) => start.fromProcess));
  return [
    {
      name: "window",
      title: `Window over ${shown(records)} records, ${shown(affected)} of them under causes: milliseconds`,
      columns: ["", "first time", "again"],
      rows: [
        ["first paint", shownSpread(painted), ""],
        ["Overview with its counts and causes", shownSpread(useful), ""],
        ["the same, from the start of the process", shownSpread(fromProcess), ""],
        ["longest task of the start", shown(Math.max(0, ...starts.flatMap((start) => start.longTasks))), ""],
        ...opened.map(({ name, first, again }) => [
          name,
          shownSpread(spreadOf(first)),
          shownSpread(spreadOf(again)),
        ]),
      ],
      goals: [
        atMost("first paint", painted.max, 1000, "ms"),
        atMost("first useful page", useful.max, 2000, "ms"),
        ...opened.map(({ name, first }): Goal => atMost(name, Math.max(...first), 2000, "ms")),
      ],
      data: { records, affected, starts, opened },
    },
    {
      name: "window-push",
      title: "The page while everything is sent again",
      columns: [
        "page",
        "seconds",
        "records a second",
        "long tasks",
        "longest",
        "by processor time",
        "frame",
        "longest frame",
        "over 50 ms",
      ],
      rows: pushing.map(({ page, seconds, sent, longTasks, longestOfProcessor, frames }) => [
        page,
        shown(seconds),
        shown(sent / seconds),
        shown(longTasks.length),
        shown(Math.max(0, ...longTasks)),
        shown(longestOfProcessor),
        shown(frames.median),
        shown(frames.most),
        `${frames.late} of ${frames.all}`,
      ]),
      // By the clock as well, which on a busy machine says as much of its other programs: see the page that stands still.
      goals: pushing
        .slice(1)
        .flatMap(({ page, longTasks, longestOfProcessor }) => [
          atMost(`${page}: longest task while a push runs`, Math.max(0, ...longTasks), 50, "ms"),
          atMost(`${page}: the same, by processor time`, longestOfProcessor, 50, "ms"),
        ]),
      data: pushing,
    },
    {
      name: "window-size",
      title: "Pages as they are loaded, kB by gzip",
      columns: ["", "kB"],
      rows: [
        ["start", shown(sizes.start / 1000)],
        ...sizes.later.map(({ source, bytes }) => [source, shown(bytes / 1000)]),
      ],
      goals: [atMost("start", sizes.start / 1000, 400, "kB")],
      data: sizes,
    },
  ];
}
