/** Offers a text as a file to be saved. The mark at its beginning lets spreadsheets read it as UTF-8. */
export function offerFile(name: string, ...parts: readonly string[]) {
  const [first = "", ...rest] = parts;
  const text = ["\uFEFF", first.replace(/^\uFEFF/, ""), ...rest];
  const url = URL.createObjectURL(new Blob(text, { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
