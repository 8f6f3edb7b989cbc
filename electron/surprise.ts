/** What may be written down of a surprise: where it happened. Its text may hold a student's data, and stays unsaid. */
export interface Surprise {
  readonly name: string;
  readonly code?: string;
  readonly at: readonly string[];
}

/** Names and codes that programs give: "TypeError", "ERR_INVALID_ARG_TYPE". */
const errorName = /^(?:[A-Z][A-Za-z]{0,40})?Error$/;
const errorCode = /^[A-Z][A-Z0-9_]{0,60}$/;

/** Pure. Lines of its text that look like places are none. */
export function surpriseOf(error: unknown): Surprise {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { name, message, stack = "" } = error;
  const code = "code" in error ? String(error.code) : "";
  const text = stack.indexOf(message);
  const behind = text < 0 ? "" : stack.slice(text + message.length);
  return {
    name: errorName.test(name) ? name : "Error",
    ...(errorCode.test(code) && { code }),
    at: behind
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
}

/** Said where a surprise ends a command. */
export function surpriseSentence(error: unknown): string {
  const [frame] = surpriseOf(error).at;
  return `Something went wrong inside Steward${frame ? ` (${frame})` : ""}.`;
}
