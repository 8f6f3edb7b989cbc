import type { SentLine } from "./as-sent.ts";

/** The list of an "as sent" report as a file. */

export const sentCsvHeading = "day,resource,record,content,what\r\n";

/** No cell needs quotes: paths, digests and words of ours. */
export const sentCsvLine = (day: string, { resource, record, content, what }: SentLine): string =>
  `${day},${resource},${record},${content},${what}\r\n`;
