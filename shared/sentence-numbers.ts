/**
 * Counts and shares in sentences, which are English: written as the host has said that this computer writes numbers. It says so
 * once, before anything is told; until then they are written as in American English.
 */
let numbers = formatsOf("en-US");

function formatsOf(language: string) {
  return {
    whole: new Intl.NumberFormat(language, { numberingSystem: "latn" }),
    tenths: new Intl.NumberFormat(language, { numberingSystem: "latn", maximumFractionDigits: 1 }),
  };
}

/** `language`: as the operating system names it; what is none changes nothing. */
export function writeNumbersAs(language: string | undefined): void {
  try {
    if (language !== undefined) numbers = formatsOf(language);
  } catch {
    // Some systems have settings that name no language: "C".
  }
}

/** The language by which this machine's user writes numbers, as far as a program without a window knows it. */
export const machineLanguage = (): string => new Intl.NumberFormat().resolvedOptions().locale;

/** 17215 -> "17,215". */
export const counted = (count: number): string => numbers.whole.format(count);

/** (1, "record") -> "1 record", (2, "record") -> "2 records". */
export const some = (count: number, noun: string): string =>
  `${counted(count)} ${noun}${count === 1 ? "" : "s"}`;

/** 0.617 -> "61.7 %". */
export const percent = (share: number): string => `${numbers.tenths.format(100 * share)} %`;
