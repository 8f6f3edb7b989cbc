import { useCallback, useEffect, useState } from "react";
import type { PushPreview } from "../../shared/domain/run.ts";
import type { ResyncWish } from "../resync-draft.ts";
import { useSteward } from "../steward.ts";

/** Milliseconds after the last change of a field. */
const pauseAfterTyping = 300;

export interface PreviewShown {
  readonly preview: PushPreview | undefined;
  /** The files were looked at just now, and this is what would be sent. */
  readonly isFinal: boolean;
  readonly failure: string | undefined;
  again(): void;
}

type Shown = Omit<PreviewShown, "again"> & { readonly of: string };
const nothing = { preview: undefined, isFinal: false, failure: undefined };

/**
 * What a wish would send: first by what was read last, at once; then after a look at the files; then with what of it would
 * be refused. Undefined wish: none can be told. A preview of another wish than this one is never shown.
 */
export function usePreview(connection: string, wish: ResyncWish | undefined): PreviewShown {
  const { client } = useSteward();
  const [shown, setShown] = useState<Shown>({ ...nothing, of: "" });
  const [attempt, setAttempt] = useState(0);
  const of = `${attempt} ${JSON.stringify(wish)}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` holds what the wish is made of.
  useEffect(() => {
    if (wish === undefined) return;
    const state = { isWanted: true, isReading: false };
    const look = async (read: boolean) => {
      const preview = await client.call("push.preview", { connection, ...wish, read });
      if (state.isWanted) setShown({ of, preview, isFinal: read, failure: undefined });
    };
    // What would be refused takes longer to find than what would be sent, and changes none of its numbers.
    const foresee = async () => {
      const asked = { connection, ...wish, read: false, check: true };
      const { foreseen } = await client.call("push.preview", asked);
      if (state.isWanted && foreseen)
        setShown((before) =>
          before.preview ? { ...before, preview: { ...before.preview, foreseen } } : before,
        );
    };
    const timer = setTimeout(async () => {
      try {
        await look(false);
        if (!state.isWanted) return;
        state.isReading = true;
        await look(true);
        // Without it the preview stands as it is.
        if (state.isWanted) await foresee().catch(() => {});
      } catch (error) {
        if (state.isWanted) setShown({ ...nothing, of, failure: (error as Error).message });
      }
      state.isReading = false;
    }, pauseAfterTyping);
    return () => {
      state.isWanted = false;
      clearTimeout(timer);
      // Nobody waits for it any more; it may have ended meanwhile.
      if (state.isReading) client.call("sources.cancel", { connection, of: "preview" }).catch(() => {});
    };
  }, [client, connection, of]);

  const again = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...(shown.of === of ? shown : nothing), again };
}
