import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "../shared/errors.ts";
import { makeNonce, securityHeaders } from "./csp.ts";

interface RendererFile {
  readonly contentType: string;
  readonly body: Buffer<ArrayBuffer>;
}

/** The pages by URL path: "/" and "/index.html", "/assets/...". */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * Reads the built pages once. A request is then only a look-up in this map: no path of the file system is ever
 * made from what a client sends, so there is nothing to traverse. Symbolic links and unknown types are left out.
 *
 * @throws AppError "not-found" when the pages are not built
 */
export function readRendererFiles(folder: string): RendererFiles {
  if (!existsSync(join(folder, "index.html"))) {
    throw new AppError("not-found", "Steward's pages are not built yet: run `npm run build` first.");
  }
  const files = new Map<string, RendererFile>();
  for (const file of plainFiles(folder)) {
    const contentType = contentTypes[extname(file)];
    if (contentType !== undefined)
      files.set(urlPath(folder, file), { contentType, body: readFileSync(file) });
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

/** A file as either host answers with it: a page carries the nonce that its policy names, and no two the same. */
export function answerWith({ contentType, body }: RendererFile) {
  const nonce = contentType.startsWith("text/html") ? makeNonce() : undefined;
  return {
    headers: { ...securityHeaders(nonce), "content-type": contentType },
    body: nonce === undefined ? body : withNonce(body, nonce),
  };
}

/** Where the page's code, and the build's own loader, look for it. */
function withNonce(page: Buffer<ArrayBuffer>, nonce: string) {
  const meta = `<head><meta property="csp-nonce" nonce="${nonce}">`;
  return Buffer.from(page.toString("utf8").replace("<head>", meta));
}

/** Where the build puts the pages, seen from the sources and from the bundle in dist/. */
export function builtRendererFolder() {
  const path = import.meta.url.endsWith(".ts") ? "../dist/renderer" : "./renderer";
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Walks by itself: readdir's own recursion follows links to folders. */
function plainFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return plainFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

function urlPath(folder: string, file: string) {
  return `/${relative(folder, file).split(sep).join("/")}`;
}
