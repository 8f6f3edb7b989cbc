import { open, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "../../shared/errors.ts";

/**
 * Writes a new file; one that is there may hold somebody's work, and stays unless `overwrite` says otherwise.
 *
 * @throws AppError "invalid-input" when it is there already, or cannot be written
 */
export async function writeNewFile(
  file: string,
  content: string | Buffer,
  overwrite: boolean,
): Promise<string> {
  const path = resolve(file);
  try {
    await writeFile(path, content, { flag: overwrite ? "w" : "wx" });
    return path;
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** Like writeNewFile, for a text that comes in parts. What `parts` throws goes on, and the file is left unfinished. */
export async function writeNewParts(
  file: string,
  parts: AsyncIterable<string>,
  overwrite: boolean,
): Promise<string> {
  const path = resolve(file);
  const handle = await open(path, overwrite ? "w" : "wx").catch((error) => {
    throw notWritten(path, error);
  });
  try {
    for await (const part of parts) {
      await handle.appendFile(part).catch((error) => {
        throw notWritten(path, error);
      });
    }
    return path;
  } finally {
    await handle.close();
  }
}

function notWritten(path: string, error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException;
  const sentence =
    code === "EEXIST"
      ? `${path} is there already: name another file, or say --overwrite.`
      : `${path} cannot be written: ${reasonOf(code)}.`;
  return new AppError("invalid-input", sentence);
}

/**
 * The text of a file in UTF-8.
 *
 * @throws AppError "invalid-input" when it cannot be read, or is written in another way
 */
export async function readText(file: string): Promise<string> {
  const path = resolve(file);
  const bytes = await readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError(
      "invalid-input",
      `${path} cannot be read: it is not UTF-8. Save it as "CSV UTF-8" in the spreadsheet.`,
    );
  }
}

/** @throws AppError "invalid-input" when it cannot be read */
export async function readBytes(file: string): Promise<Buffer> {
  const path = resolve(file);
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError("invalid-input", `${path} cannot be read: ${reasonOf(error.code)}.`);
  });
}

function reasonOf(code: string | undefined): string {
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
      return "you may not";
    default:
      return code ?? "the disk refuses";
  }
}
