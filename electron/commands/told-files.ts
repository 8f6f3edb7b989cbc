import { toldFile } from "../../shared/domain/file-name.ts";

/** What is listed with the place of an example; scripts read it, and logs keep it. */
type Placed = { readonly example?: { readonly file: string; readonly line: number } | undefined };

/** Files by names that may be told: `--cause` shows the whole ones, to who asks for them. */
export const withToldFiles = <Each extends Placed>(all: readonly Each[]): Each[] =>
  all.map((one) =>
    one.example ? { ...one, example: { ...one.example, file: toldFile(one.example.file) } } : one,
  );
