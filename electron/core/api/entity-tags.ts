/**
 * An ETag without what a way may put on it: its quotes, the mark of a weak one (a proxy that compresses answers adds it), the
 * name of a compression. The servers' own tags are strong ones (protocol section 5.5).
 */
export const bareTag = (etag: string): string =>
  etag
    .trim()
    .replace(/^W\//, "")
    .replace(/^"(.*)"$/, "$1")
    .replace(/[-;]gzip$/, "");

/** Header of a write that is to be refused where somebody changed the item since. */
export const ifMatch = (etag: string) => ({ "if-match": `"${bareTag(etag)}"` });

/** Header of a reading that is to be answered 304 where nobody has. An ODS compares the text without quotes, and never any other. */
export const ifNoneMatch = (product: "ods" | "dms", etag: string) => ({
  "if-none-match": product === "ods" ? bareTag(etag) : `"${bareTag(etag)}"`,
});

/** The same version of an item: only the first part of a structured tag speaks of that, the rest of how it was asked for. */
export const isSameVersion = (one: string, other: string): boolean => version(one) === version(other);

const version = (etag: string) => bareTag(etag).split(".", 1)[0];
