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

/** A parser for an option that takes a number from `least` to `most`, also with a decimal point. */
export function number(option: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value;
    throw new AppError("invalid-input", `${option} takes a number from ${least} to ${most}.`);
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

/** For an option that takes several addresses. */
export function addresses(option: string) {
  const read = address(option);
  return (text: string, before: readonly string[] = []): readonly string[] => [
    ...new Set([...before, read(text)]),
  ];
}

/** For an option that takes origins: of an address, scheme, host and port are kept. */
export function origins(option: string) {
  const read = address(option);
  return (text: string, before: readonly string[] = []): readonly string[] => [
    ...new Set([...before, new URL(read(text)).origin]),
  ];
}

/** For an option that may be repeated, each time with a name and what it gets: "grades=other". */
export function pairs(option: string, form: string) {
  return (
    text: string,
    before: readonly (readonly [string, string])[] = [],
  ): readonly (readonly [string, string])[] => {
    const place = text.indexOf("=");
    const [name, value] = [text.slice(0, place).trim(), text.slice(place + 1).trim()];
    if (place > 0 && name !== "" && value !== "") return [...before, [name, value]];
    throw new AppError("invalid-input", `${option} takes a resource and what it gets, as ${form}.`);
  };
}
