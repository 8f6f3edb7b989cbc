import { z } from "zod";
import { Explanation, Topic } from "../domain/dictionary.ts";

export const dictionaryCommands = {
  "dictionary.list": { input: z.object({}), output: z.array(Explanation) },
  "dictionary.explain": { input: z.object({ topic: Topic }), output: Explanation },
  /** What the district knows of it; an empty text takes the note away. It goes along with templates: nothing of a student. */
  "dictionary.note": {
    input: z.object({ topic: Topic, text: z.string().trim().max(2000) }),
    output: Explanation,
  },
} as const;
