import { choosesRecords, type PushRequest, type PushResult } from "../../../shared/domain/run.ts";

/** What is known of the runs that a submission has had. */
interface Past {
  readonly requests: number;
  readonly sent: { readonly deleted: number };
}

/**
 * What the next run of a submission takes of what was asked for: a packet of it, or what is left of its limit. Undefined when
 * the limit is used up. Requests are counted, repeats included: at most so many records leave the machine.
 */
export function takeOf(request: PushRequest, past: readonly Past[]): PushRequest | undefined {
  const { packet, packetBytes, limit, ...rest } = request;
  const asked = withoutDeleted(rest, past);
  const used = past.reduce((sum, { requests }) => sum + requests, 0);
  const left = limit === undefined ? Number.POSITIVE_INFINITY : limit - used;
  const size = isWhole(asked) || packet === undefined ? left : Math.min(left, packet);
  if (size < 1) return undefined;
  const limitBytes = isWhole(asked) ? undefined : packetBytes;
  return {
    ...asked,
    ...(size !== Number.POSITIVE_INFINITY && { limit: size }),
    ...(limitBytes !== undefined && { limitBytes }),
  };
}

/** Whether something of a submission may be left after its last run: a full packet, or records that were not reached. */
export function hasMore(request: PushRequest, { state, requests, left }: PushResult): boolean {
  const { packet, packetBytes } = request;
  const isCut = packet !== undefined || packetBytes !== undefined;
  if (!isCut || isWhole(request) || state !== "done" || requests === 0) return false;
  return left > 0 || (packet !== undefined && requests >= packet);
}

/** Of the total that a person confirmed, what was deleted before a pause is deleted. */
function withoutDeleted(request: PushRequest, past: readonly Past[]): PushRequest {
  const { confirmDeletes } = request;
  if (confirmDeletes === undefined) return request;
  const deleted = past.reduce((sum, { sent }) => sum + sent.deleted, 0);
  return { ...request, confirmDeletes: Math.max(confirmDeletes - deleted, 0) };
}

/**
 * A forced run begins at the front each time, and a run of chosen records with those that were refused: its packets would
 * be the same records again and again. What is deleted was looked at as one list.
 */
const isWhole = (request: PushRequest): boolean =>
  request.force || request.deletes === "confirm" || choosesRecords(request);
