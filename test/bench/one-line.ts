import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { enrollment } from "./records.ts";

/** Changes of one line of a file of enrolments that leave every record as it is: only digests can tell. */

const lineLength = enrollment(0).length + 1;

/** A blank at the end of the file: it is longer, and its last line another one. */
export function lengthenLastLine(file: string): void {
  withFile(file, (handle) => {
    const { size } = fstatSync(handle);
    writeSync(handle, " \n", size - 1);
  });
}

/** Another spelling of a line in the middle: the file's length stays, so that its digest has to be taken. */
export function respellLine(file: string, index: number): void {
  withFile(file, (handle) => {
    const line = Buffer.alloc(lineLength);
    readSync(handle, line, 0, lineLength, index * lineLength);
    const text = line.toString();
    const [one, other] = [
      '"primarySchool":true,"schoolChoice":false',
      '"schoolChoice":false,"primarySchool":true',
    ];
    const changed = text.includes(one) ? text.replace(one, other) : text.replace(other, one);
    if (changed === text) throw new Error("The line is not one of the benchmark's own.");
    writeSync(handle, changed, index * lineLength);
  });
}

function withFile(file: string, work: (handle: number) => void): void {
  const handle = openSync(file, "r+");
  try {
    work(handle);
  } finally {
    closeSync(handle);
  }
}
