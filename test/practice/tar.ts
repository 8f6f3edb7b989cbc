/** The files of a tar archive by name: 512-byte headers, contents padded to 512 bytes. */
export function readTar(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= archive.length; ) {
    const field = (start: number, length: number) =>
      archive.toString("latin1", at + start, at + start + length).replace(/\0.*$/s, "");
    const name = field(0, 100);
    if (name === "") break;
    const size = Number.parseInt(field(124, 12), 8);
    const isFile = field(156, 1) === "0" || field(156, 1) === "";
    if (isFile) files.set(name, archive.toString("utf8", at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
