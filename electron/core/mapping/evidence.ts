import type { DescriptorValue } from "../../../shared/domain/descriptor.ts";
import { differingLetters, editDistance, kinship, lettersOf, type Shortness, shortens } from "./near.ts";
import { foldValue } from "./resolve.ts";
import {
  compactOf,
  createSenses,
  isContrary,
  isMark,
  isNumber,
  type Sense,
  type Senses,
  wordsOf,
} from "./words.ts";

/** A value, prepared to be compared. */
export interface Entry {
  readonly value: DescriptorValue;
  /** Its code, and its short description where that says something else. */
  readonly wordings: readonly Wording[];
}

interface Wording {
  readonly compact: string;
  readonly letters: number;
  readonly words: readonly string[];
  readonly sense: Sense;
}

/** Why a value may be what a code means. */
export interface Evidence {
  readonly entry: Entry;
  /** 1: the very same code; below 0.5: nothing worth showing. */
  readonly score: number;
  readonly reason: string;
}

/** A code of the sources without its namespace, prepared to be compared. */
interface Code extends Wording {
  readonly text: string;
  readonly hasNamespace: boolean;
}

/** Evidence from this score on leaves no room for resemblance. */
const strong = 0.9;

const shortness: Readonly<Record<Shortness, { readonly score: number; readonly reason: string }>> = {
  all: { score: 0.86, reason: "short for it" },
  "run-together": { score: 0.82, reason: "short for it" },
  initials: { score: 0.75, reason: "its initials" },
  beginning: { score: 0.7, reason: "begins like it" },
};
/** Part of the words, by weight, that two texts must share. */
const leastOverlap = 0.5;

/** The values of one descriptor type, searchable by everything that a code may have in common with them. */
export class EvidenceIndex {
  readonly #entries: readonly Entry[];
  readonly #senses: Senses;
  readonly #byCode = new Map<string, Entry[]>();
  readonly #byCompact = new Map<string, Entry[]>();
  readonly #byText = new Map<string, Entry[]>();
  readonly #bySense = new Map<string, Entry[]>();
  /** By the first letters of each word of the sense. */
  readonly #byWord = new Map<string, Set<Entry>>();

  constructor(type: string, values: readonly DescriptorValue[]) {
    this.#senses = createSenses(type);
    this.#entries = values.map((value) => this.#enter(value));
  }

  /** All evidence of some worth, one line a value. */
  of(code: string): Evidence[] {
    const found = new Map<Entry, Evidence>();
    const note = (entry: Entry, score: number, reason: string) => {
      if (score > (found.get(entry)?.score ?? 0)) found.set(entry, { entry, score, reason });
    };
    const read = this.#read(code);
    if (read.text === "") return [];
    this.#noteSame(read, note);
    if (![...found.values()].some(({ score }) => score >= strong)) {
      this.#noteSense(read, note);
      for (const entry of this.#entries) noteResemblance(read, entry, note);
      this.#noteOverlap(read, note);
    }
    return [...found.values()];
  }

  #enter(value: DescriptorValue): Entry {
    const { codeValue, shortDescription, description } = value;
    const texts = [codeValue, currentText(shortDescription)].filter((text) => text !== "");
    const wordings = [...new Set(texts)].map((text) => this.#wording(text));
    const entry = { value, wordings };
    put(this.#byCode, foldValue(codeValue), entry);
    put(this.#byCompact, compactOf(codeValue), entry);
    for (const text of new Set([shortDescription, description].map((one) => compactOf(currentText(one))))) {
      put(this.#byText, text, entry);
    }
    for (const { sense } of wordings) {
      put(this.#bySense, sense.key, entry);
      for (const word of sense.words) {
        const bucket = this.#byWord.get(stemOf(word)) ?? new Set();
        this.#byWord.set(stemOf(word), bucket.add(entry));
      }
    }
    return entry;
  }

  #wording(text: string): Wording {
    const compact = compactOf(text);
    return { compact, letters: lettersOf(compact), words: wordsOf(text), sense: this.#senses(text) };
  }

  #read(code: string): Code {
    const mark = code.indexOf("#");
    const text = code.slice(mark + 1).trim();
    return { ...this.#wording(text), text, hasNamespace: mark > 0 };
  }

  #noteSame({ text, compact, hasNamespace }: Code, note: Note) {
    const elsewhere = hasNamespace ? " in another namespace" : "";
    for (const entry of this.#byCode.get(foldValue(text)) ?? []) note(entry, 1, `same code${elsewhere}`);
    for (const entry of this.#byCompact.get(compact) ?? []) {
      note(entry, 0.97, `same code but for blanks and punctuation${elsewhere && `,${elsewhere}`}`);
    }
    for (const entry of this.#byText.get(compact) ?? []) note(entry, 0.92, "same words as its description");
  }

  #noteSense({ sense, words }: Code, note: Note) {
    const sorted = [...words].sort().join(" ");
    for (const entry of this.#bySense.get(sense.key) ?? []) {
      const wording = entry.wordings.find((one) => one.sense.key === sense.key);
      const isSame = wording !== undefined && [...wording.words].sort().join(" ") === sorted;
      const reason = isSame ? "same words" : "a usual short form of it";
      note(entry, 0.88, sense.words.every(isNumber) ? "same number" : reason);
    }
  }

  /** Words in common, rare ones above all. */
  #noteOverlap({ sense }: Code, note: Note) {
    const near = new Set(sense.words.flatMap((word) => [...(this.#byWord.get(stemOf(word)) ?? [])]));
    for (const entry of near) {
      for (const wording of entry.wordings) {
        const shared = this.#overlap(sense.words, wording.sense.words);
        if (shared < leastOverlap || isContrary(sense.words, wording.sense.words)) continue;
        const reason = shared > 0.66 ? "most words are the same" : "some words are the same";
        note(entry, 0.4 + 0.35 * shared, reason);
      }
    }
  }

  #overlap(words: readonly string[], others: readonly string[]): number {
    const marks = others.filter(isMark);
    if (marks.length > 0 && marks.join() !== words.filter(isMark).join()) return 0;
    let shared = 0;
    let all = 0;
    for (const word of words) {
      const weight = this.#weight(word);
      const kin = Math.max(0, ...others.map((other) => kinship(word, other)));
      shared += kin * weight;
      all += weight;
    }
    for (const other of others) {
      if (!words.some((word) => kinship(word, other) > 0)) all += this.#weight(other);
    }
    return all === 0 ? 0 : shared / all;
  }

  #weight = (word: string) =>
    Math.log(2 + this.#entries.length / (1 + (this.#byWord.get(stemOf(word))?.size ?? 0)));
}

type Note = (entry: Entry, score: number, reason: string) => void;

/** Short forms and slips of the keyboard. */
function noteResemblance(code: Code, entry: Entry, note: Note) {
  for (const wording of entry.wordings) {
    const short = shortens(code.words, wording.words) ?? shortens(code.words, wording.sense.words);
    const distance = slips(code, wording);
    if (short === undefined && distance === undefined) continue;
    if (isContrary(code.sense.words, wording.sense.words)) continue;
    if (short !== undefined) note(entry, shortness[short].score, shortness[short].reason);
    if (distance !== undefined) noteSlips(distance, code, (score, reason) => note(entry, score, reason));
  }
}

function noteSlips(distance: number, { compact }: Code, note: (score: number, reason: string) => void) {
  if (distance === 1) note(compact.length >= 7 ? 0.85 : 0.8, "one letter differs");
  else note(0.76, "two letters differ");
}

/** One slip in at least five letters, two in at least ten; another number or another single letter is no slip. */
function slips(code: Code, wording: Wording): number | undefined {
  const { length } = code.compact;
  if (length < 5 || Math.abs(length - wording.compact.length) > 2) return undefined;
  const most = length < 10 ? 1 : 2;
  if (differingLetters(code.letters, wording.letters) > 2 * most) return undefined;
  if (marksOf(code) !== marksOf(wording)) return undefined;
  return editDistance(code.compact, wording.compact, most);
}

const marksOf = ({ compact, words }: Wording) =>
  `${compact.replace(/\D/g, "")} ${words.filter(isMark).join()}`;
const stemOf = (word: string) => word.slice(0, 5);
const outdated = /^deprecated\W*/i;
const currentText = (text: string) => text.replace(outdated, "").trim();

/** Kept by the host for old records only. */
export const isOutdated = ({ value }: Entry): boolean =>
  outdated.test(value.shortDescription) || outdated.test(value.description);

function put(index: Map<string, Entry[]>, key: string, entry: Entry) {
  if (key === "") return;
  const entries = index.get(key);
  if (entries) entries.push(entry);
  else index.set(key, [entry]);
}
