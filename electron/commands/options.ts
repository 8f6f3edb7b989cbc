import { AppError } from "../../shared/errors.ts";

/** A parser for an option that takes a whole number from `least` to `most`. */
export function wholeNumber(option: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new AppError("invalid-input", `${option} takes a whole number ${range}.`);
  };
}

/** For an option that may be repeated and may hold a comma list: every name once, in order. */
export function names(text: string, before: readonly string[] = []): readonly string[] {
  const given = text.split(",").map((name) => name.trim());
  return [...new Set([...before, ...given.filter((name) => name !== "")])];
}

/** An http or https address without a password in it: what is typed here is stored and shown. */
export function address(option: string) {
  return (text: string): string => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol))
      throw new AppError(
        "invalid-input",
        `${option} takes an address that begins with https:// (or http://).`,
      );
    if (url.username || url.password)
      throw new AppError(
        "invalid-input",
        `${option} holds a name or a password: give the address without them.`,
      );
    return text;
  };
}
