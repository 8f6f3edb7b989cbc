import { useHashLocation } from "wouter/use-hash-location";

/** Pages of an open review lie below it: going back from them leaves it. */
export const reviewBase = "/review";

export const isInReview = (path: string) => path === reviewBase || path.startsWith(`${reviewBase}/`);

let last = "/";

/** Where one was beneath it. */
export const lastLivePlace = (): string => last;

/** The address, but while a review is shown the one before it: the pages beneath stay as they are. */
export function useLiveLocation(): ReturnType<typeof useHashLocation> {
  const [path, navigate] = useHashLocation();
  if (!isInReview(path)) last = path;
  return [last, navigate];
}
