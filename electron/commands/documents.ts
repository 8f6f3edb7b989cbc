import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "../../shared/errors.ts";

/**
 * A JSON object or list from a file, ".json" or ".json.gz".
 *
 * @throws AppError "invalid-input" when it cannot be read
 */
export async function readDocument(file: string): Promise<object> {
  const document = await readJson(file);
  if (typeof document === "object" && document !== null) return document;
  throw new AppError("invalid-input", `${file} cannot be used: it holds no object and no list.`);
}

/** Like readDocument, for a list of objects. */
export async function readList(file: string): Promise<readonly object[]> {
  const document = await readDocument(file);
  if (Array.isArray(document)) return document;
  throw new AppError("invalid-input", `${file} cannot be used: it holds no list.`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    const bytes = await readFile(file);
    const text = file.endsWith(".gz") ? await promisify(gunzip)(bytes) : bytes;
    return JSON.parse(text.toString("utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : (code ?? "it is no JSON");
    throw new AppError("invalid-input", `${file} cannot be read: ${reason}.`);
  }
}
