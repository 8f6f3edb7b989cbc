import { PassThrough } from "node:stream";

/** A terminal at which a person types these lines. */
export function keyboard(...lines: readonly string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  for (const line of lines) stdin.write(`${line}\r`);
  return stdin;
}
