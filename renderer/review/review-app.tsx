import { lazy, Suspense } from "react";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { BundleManifest } from "../../shared/domain/journal.ts";
import { PageSkeleton } from "../components/page-states.tsx";
import { Frame } from "../frame/frame.tsx";
import { NotFound } from "../pages/not-found.tsx";
import { Overview } from "../pages/overview.tsx";
import { ofAll, patterns } from "../routes.ts";
import { type Steward, StewardContext } from "../steward.ts";
import { reviewBase } from "./review-place.ts";
import { hasCounts } from "./review-words.ts";

const Causes = lazy(async () => ({ default: (await import("../pages/causes/causes.tsx")).Causes }));
const JournalPage = lazy(async () => ({
  default: (await import("../pages/journal/journal.tsx")).JournalPage,
}));
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
            <ReviewPages hasOverview={hasCounts(manifest)} />
          </Suspense>
        </Frame>
      </Router>
    </StewardContext>
  );
}

function ReviewPages({ hasOverview }: { hasOverview: boolean }) {
  return (
    <Switch>
      <Route path={patterns.overview}>{hasOverview ? <Overview /> : <NotFound />}</Route>
      <Route path={patterns.overviewOf}>
        {({ id }) => (hasOverview ? <Overview only={id} key={id} /> : <NotFound />)}
      </Route>
      <Route path={patterns.causes}>
        {({ scope, connection, cause }) => (
          <Causes
            scope={scope ?? ofAll}
            chosen={connection && cause ? { connection, id: cause } : undefined}
          />
        )}
      </Route>
      <Route path={patterns.journal}>
        {({ scope, filter }) => <JournalPage scope={scope ?? ofAll} filter={filter} />}
      </Route>
      <Route path={patterns.connections}>
        <ReviewPermissions id={undefined} />
      </Route>
      <Route path={patterns.connection}>{({ id }) => <ReviewPermissions id={id} key={id} />}</Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
