import { lazy, Suspense } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { BundleManifest } from "../../shared/domain/journal.ts";
import { PageSkeleton } from "../components/page-states.tsx";
import { Frame } from "../frame/frame.tsx";
import { Pages, type PageTable, sharedPages } from "../pages.tsx";
import { type Steward, StewardContext } from "../steward.ts";
import { reviewBase } from "./review-place.ts";
import { hasCounts } from "./review-words.ts";

const ReviewPermissions = lazy(async () => ({
  default: (await import("./review-permissions.tsx")).ReviewPermissions,
}));

/** The pages that a review file can fill, over the file in the place of a core. */
export function ReviewApp({ steward, manifest }: { steward: Steward; manifest: BundleManifest }) {
  return (
    <StewardContext value={steward}>
      <Router hook={useHashLocation} base={reviewBase}>
        <Frame key={manifest.madeAt}>
          <Suspense fallback={<PageSkeleton label="Loading the page" />}>
            <Pages table={hasCounts(manifest) ? pages : withoutOverview} />
          </Suspense>
        </Frame>
      </Router>
    </StewardContext>
  );
}

const pages: Partial<PageTable> = {
  ...sharedPages,
  connections: () => <ReviewPermissions id={undefined} />,
  connection: ({ id }) => <ReviewPermissions id={id} key={id} />,
};

/** Files that were made before Steward put counts into them have no overview. */
const { overview: _, overviewOf: __, ...withoutOverview } = pages;
