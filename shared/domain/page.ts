import { z } from "zod";

/** How the pages were left, whichever window or browser shows them next. */
export const PageSettings = z.object({
  /** The page that was open: its address behind the "#". It never holds a key of a record. */
  place: z
    .string()
    .max(1000)
    .regex(/^\/[^\s]*$/)
    .optional(),
  /** How high the rows of tables are. */
  density: z.enum(["dense", "roomy"]),
  scheme: z.enum(["auto", "light", "dark"]),
});
export type PageSettings = z.infer<typeof PageSettings>;

export const asPagesCome: PageSettings = { density: "dense", scheme: "auto" };

/** What is not among the changes stays as it is. Pure. */
export const withPageChanges = (
  before: PageSettings,
  {
    place = before.place,
    density = before.density,
    scheme = before.scheme,
  }: { [N in keyof PageSettings]?: PageSettings[N] | undefined },
): PageSettings => ({ density, scheme, ...(place !== undefined && { place }) });
