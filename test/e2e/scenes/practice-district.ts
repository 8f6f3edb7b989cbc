import { generateDistrict } from "../../../electron/practice/district/generate.ts";
import { openSentOffice } from "../sent-office.ts";

const seed = 1;
const faults =
  "refused-school=60,unmapped-code=300,missing-parent=20,bad-date=12,too-long=3,wrong-type=2,duplicate-key=1";

/** A synthetic district with mistakes in its files, sent once. */
export const openPracticeDistrict = () =>
  openSentOffice(async (files) => {
    await generateDistrict(files, { students: 300, seed, faults, signal: new AbortController().signal });
  }, seed);
