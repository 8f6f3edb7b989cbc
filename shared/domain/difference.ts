import { z } from "zod";

/** Where the server of a cloned or imported connection differs from the one that its mappings were made for. */
export const Differences = z.object({
  /** The connection (or template) that it is compared with. */
  comparedWith: z.string(),
  at: z.string(),
  descriptors: z.array(
    z.object({
      type: z.string(),
      added: z.array(z.string()),
      gone: z.array(
        z.object({
          uri: z.string(),
          /** Local codes that are mapped to it. */
          mappedFrom: z.array(z.string()),
        }),
      ),
      /** Same value, other description or dates. */
      changed: z.array(z.object({ uri: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  resources: z.object({ added: z.array(z.string()), gone: z.array(z.string()) }),
  extensions: z.object({ added: z.array(z.string()), gone: z.array(z.string()) }),
  /** School years found in the connection's sources, and the year of its address where it has one. */
  years: z.object({ inData: z.array(z.int()), ofServer: z.int().optional(), advice: z.string().optional() }),
  /** What could not be compared, and why, in sentences. */
  notCompared: z.array(z.string()),
});
export type Differences = z.infer<typeof Differences>;
