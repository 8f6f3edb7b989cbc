import { ago, exactTime } from "../format.ts";

/** "5 minutes ago", with the exact time on hover. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {ago(at, Date.now())}
    </time>
  );
}
