import { notifications } from "@mantine/notifications";
import { Activity, lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import { createClient } from "../../shared/client.ts";
import type { BundleManifest, Review } from "../../shared/domain/journal.ts";
import { createDrafts } from "../drafts.ts";
import { places } from "../routes.ts";
import { type PageClient, type Steward, useSteward } from "../steward.ts";
import { connectStore } from "../store.ts";
import { type ReviewFile, readAsBase64 } from "./read-file.ts";
import { readReview } from "./read-review.ts";
import { ReviewDoorContext } from "./review-door.ts";
import { isInReview, lastLivePlace, reviewBase } from "./review-place.ts";
import { reviewTransport } from "./review-transport.ts";
import { useFileDrop } from "./use-file-drop.ts";
import { useOpened } from "./use-opened.ts";

const ReviewApp = lazy(async () => ({ default: (await import("./review-app.tsx")).ReviewApp }));

const chosen = (file: File): ReviewFile => ({ name: file.name, read: () => readAsBase64(file) });

interface Opened {
  readonly steward: Steward;
  readonly manifest: BundleManifest;
}

/** The pages of this computer, and over them those of a review file while one is open. */
export function Reviews({ children }: { children: ReactNode }) {
  const live = useSteward();
  const [path, navigate] = useHashLocation();
  const [opened, setOpened] = useState<Opened>();
  const [reading, setReading] = useState<string>();
  const isShown = opened !== undefined && isInReview(path);
  const input = useRef<HTMLInputElement>(null);
  const open = useMemo(() => {
    const close = () => {
      navigate(before);
      setOpened(undefined);
    };
    let before = places.overview();
    return async ({ name, read }: ReviewFile) => {
      setReading(name);
      try {
        const review = await readReview(live.client, await read());
        const here = location.hash.slice(1);
        if (!isInReview(here)) before = here;
        navigate(`${reviewBase}${places.causes()}`);
        setOpened(openReview(review, live, close));
      } catch (error) {
        refuse(name, (error as Error).message);
      } finally {
        setReading(undefined);
      }
    };
  }, [live, navigate]);
  const door = useMemo(() => ({ choose: () => input.current?.click() }), []);
  // Who goes back from its first page comes into it again by going forward. Of one that is closed there is nothing to show.
  const isGone = isInReview(path) && opened === undefined && reading === undefined;
  useEffect(() => {
    if (isGone) navigate(lastLivePlace(), { replace: true });
  }, [isGone, navigate]);
  const isOver = useFileDrop((file) => void open(chosen(file)));
  useOpened(open);
  return (
    <ReviewDoorContext value={door}>
      {isShown && (
        <Suspense>
          <ReviewApp steward={opened.steward} manifest={opened.manifest} />
        </Suspense>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Review file"
        accept=".steward-review,.gz,.jsonl,application/gzip"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) void open(chosen(file));
          // So that the same file can be chosen again.
          currentTarget.value = "";
        }}
      />
      <Activity mode={isShown ? "hidden" : "visible"}>{children}</Activity>
      {(isOver || reading !== undefined) && (
        <div className="drop-veil" role="status">
          <p>{reading === undefined ? "Drop a review file to open it" : `Reading ${reading}`}</p>
        </div>
      )}
    </ReviewDoorContext>
  );
}

function openReview(review: Review, beneath: Steward, close: () => void): Opened {
  const client = createClient(reviewTransport(review));
  const { manifest } = review;
  const steward = {
    client: client as PageClient,
    drafts: createDrafts(),
    kept: beneath.kept,
    ...connectStore(client, undefined),
    review: { manifest, beneath, close },
  };
  return { steward, manifest };
}

function refuse(name: string, sentence: string) {
  notifications.show({ title: `${name} was not opened`, message: sentence, color: "red", autoClose: false });
}
