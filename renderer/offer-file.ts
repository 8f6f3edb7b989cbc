/** Offers a table as a file to be saved. The mark at its beginning lets spreadsheets read it as UTF-8. */
export function offerCsv(name: string, ...parts: readonly string[]) {
  const [first = "", ...rest] = parts;
  offerFile(name, ["\uFEFF", first.replace(/^\uFEFF/, ""), ...rest], "text/csv");
}

/** Lets the person keep a text as a file: a browser downloads it, the window asks where it goes. */
export function offerFile(name: string, parts: readonly BlobPart[], type: string) {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same with bytes, as base64. Returns how many they are. */
export function offerBytes(name: string, base64: string, type: string): number {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
  offerFile(name, [bytes], type);
  return bytes.length;
}
