/** A review file, before it is read. */
export interface ReviewFile {
  readonly name: string;
  /** Its bytes as base64. */
  readonly read: () => Promise<string>;
}

/** Above any review file; the host takes no more in one call. */
const mostBytes = 17_000_000;

/** A file's bytes as base64. Throws with a sentence where it is larger than any review file. */
export async function readAsBase64(file: File): Promise<string> {
  if (file.size > mostBytes)
    throw new Error("This file is larger than any review file. Choose one that a Steward has made.");
  const read = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => read.resolve(String(reader.result));
  reader.onerror = () =>
    read.reject(new Error("This file cannot be read. Copy it to this computer and open the copy."));
  reader.readAsDataURL(file);
  const url = await read.promise;
  return url.slice(url.indexOf(",") + 1);
}
