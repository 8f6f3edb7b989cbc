import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { atEnd, setUp } from "./harness.ts";

export const setUpKept = (options: PracticeOptions = {}) => setUp(options, { credentials: "keychain" });
export async function another(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice({ seed: 2, ...options });
  atEnd(practice.close);
  return practice;
}
export const pairOf = ({ key, secret }: Practice) => ({ key, secret });
