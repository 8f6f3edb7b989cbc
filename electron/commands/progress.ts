import type { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.ts";

/** How far something is: a line for people and, where the end is known, a part of 1 for the bar. */
export interface Progress {
  readonly line: string;
  readonly part?: number;
}

export interface ProgressDisplay {
  update(progress: Progress): void;
  end(): void;
}

/** Seconds between two lines where there is no terminal to draw a bar on. */
const lineEvery = 10;
const barSize = 24;
const smallestBar = 6;
/** Columns of a terminal that does not say. */
const unlessKnown = 80;

/** A bar on a terminal, else a line every ten seconds; always on standard error. */
export async function showProgress({ stderr }: Terminal): Promise<ProgressDisplay> {
  if (!stderr.isTTY) return showLines(stderr);
  const { SingleBar, Format } = await import("cli-progress");
  const bar = new SingleBar({
    stream: stderr,
    barsize: barSize,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    clearOnComplete: true,
    fps: 5,
    format: (options, { progress }, { line }: { line: string }) => {
      const width = stderr.columns || unlessKnown;
      const barsize = Math.min(barSize, width - line.length - 2);
      const drawn = barsize < smallestBar ? "" : `${Format.BarFormat(progress, { ...options, barsize })} `;
      return cut(drawn + line, width);
    },
  });
  return showBar(bar);
}

function showBar(bar: SingleBar): ProgressDisplay {
  bar.start(1, 0, { line: "" });
  return {
    update: ({ line, part = 0 }) => bar.update(Math.min(1, part), { line }),
    end: () => bar.stop(),
  };
}

function showLines(stderr: Terminal["stderr"]): ProgressDisplay {
  let latest: Progress | undefined;
  const timer = setInterval(() => {
    if (latest) stderr.write(`${latest.line}\n`);
    latest = undefined;
  }, lineEvery * 1000);
  timer.unref();
  return {
    update: (progress) => {
      latest = progress;
    },
    end: () => clearInterval(timer),
  };
}

const cut = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
