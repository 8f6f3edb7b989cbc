import type { Answer, ApiClient } from "../api/types.ts";

interface ToResource {
  /** Path of the resource below the data API. */
  readonly path: string;
  /** If-Match and the like. */
  readonly headers?: Readonly<Record<string, string>>;
}
/** One item by the id that its server gave it. */
interface ToItem extends ToResource {
  readonly id: string;
}

/** What a server is asked to do with one item: an upsert, a replacement under another key, a removal (protocol section 5). */
export type Write =
  | (ToResource & { readonly method: "POST"; readonly body: string })
  | (ToItem & { readonly method: "PUT"; readonly body: string })
  | (ToItem & { readonly method: "DELETE" });

export function ask(client: Pick<ApiClient, "post" | "put" | "delete">, write: Write): Promise<Answer> {
  switch (write.method) {
    case "POST":
      return client.post(write.path, write.body, write.headers && { headers: write.headers });
    case "PUT":
      return client.put(write.path, write.id, write.body, write.headers);
    case "DELETE":
      return client.delete(write.path, write.id, write.headers);
    default:
      return write satisfies never;
  }
}
