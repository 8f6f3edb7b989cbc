import { once } from "node:events";
import { createWriteStream, statSync } from "node:fs";
import { join } from "node:path";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { enrollment, enrollmentFile } from "./records.ts";
import { answer, readInput } from "./subject.ts";

/** Writes the source files: so many enrolments, or a whole district of so many students. */
const { folder, records, students } = readInput<{ folder: string; records?: number; students?: number }>();

if (students === undefined) {
  const file = join(folder, enrollmentFile);
  await writeLines(file, records ?? 0);
  answer({ records, bytes: statSync(file).size });
} else {
  const { records: written } = await generateDistrict(folder, { students });
  answer({ records: written });
}

async function writeLines(file: string, count: number): Promise<void> {
  const output = createWriteStream(file);
  for (let from = 0; from < count; from += 500) {
    let text = "";
    for (let index = from; index < Math.min(from + 500, count); index += 1) text += `${enrollment(index)}\n`;
    if (!output.write(text)) await once(output, "drain");
  }
  output.end();
  await once(output, "close");
}
