import type { Review } from "../../shared/domain/journal.ts";
import type { PageClient } from "../steward.ts";

/** All of a review file, by its bytes as base64: of one with many lines, part by part. */
export async function readReview(client: PageClient, content: string): Promise<Review> {
  const { more: first, ...review } = await client.call("journal.review", { content });
  const parts = [review.journal];
  for (let more = first; more !== undefined; ) {
    const part = await client.call("journal.reviewLines", { more });
    parts.push(part.lines);
    more = part.more;
  }
  return { ...review, journal: parts.flat() };
}
