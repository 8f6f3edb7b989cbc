import type { Handlers } from "../../../shared/contract.ts";
import { explain } from "../../../shared/dictionary/dictionary.ts";
import { type Explanation, type Topic, topics } from "../../../shared/domain/dictionary.ts";
import type { Parts } from "../parts.ts";

type DictionaryCommands = "dictionary.list" | "dictionary.explain" | "dictionary.note";

export function createDictionaryHandlers({ notes, emit }: Parts): Pick<Handlers, DictionaryCommands> {
  const show = (topic: Topic): Explanation => {
    const note = notes.of(topic);
    return { ...explain(topic), ...(note !== undefined && { note }) };
  };
  return {
    "dictionary.list": () => topics.map(show),
    "dictionary.explain": ({ topic }) => show(topic),
    "dictionary.note": ({ topic, text }) => {
      notes.set(topic, text);
      emit({ name: "data.changed", data: { tables: ["dictionary"] } });
      return show(topic);
    },
  };
}
