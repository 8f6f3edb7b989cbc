import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { PageSkeleton } from "./components/page-states.tsx";
import { Frame } from "./frame/frame.tsx";
import { KeptLook } from "./kept-look.tsx";
import { LastPlace } from "./last-place.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { Overview } from "./pages/overview.tsx";
import { ofAll, patterns, readSetUpStep, type SyncParams } from "./routes.ts";
import { readSyncFace } from "./sync-view.ts";

const Causes = lazy(async () => ({ default: (await import("./pages/causes/causes.tsx")).Causes }));
const Sync = lazy(async () => ({ default: (await import("./pages/sync/sync.tsx")).Sync }));
const SyncChoice = lazy(async () => ({
  default: (await import("./pages/sync/sync-choice.tsx")).SyncChoice,
}));
const Connections = lazy(async () => ({
  default: (await import("./pages/connections/connections.tsx")).Connections,
}));
const AddConnection = lazy(async () => ({
  default: (await import("./pages/add/add-connection.tsx")).AddConnection,
}));
const AsSentPage = lazy(async () => ({ default: (await import("./pages/as-sent.tsx")).AsSentPage }));
const Explorer = lazy(async () => ({ default: (await import("./pages/records/explorer.tsx")).Explorer }));
const RecordsChoice = lazy(async () => ({
  default: (await import("./pages/records/records-choice.tsx")).RecordsChoice,
}));
const JournalPage = lazy(async () => ({
  default: (await import("./pages/journal/journal.tsx")).JournalPage,
}));
const RecordPage = lazy(async () => ({
  default: (await import("./pages/records/record-page.tsx")).RecordPage,
}));
const SetUp = lazy(async () => ({ default: (await import("./pages/add/set-up.tsx")).SetUp }));
const Settings = lazy(async () => ({ default: (await import("./pages/settings/settings.tsx")).Settings }));
const About = lazy(async () => ({ default: (await import("./pages/settings/about.tsx")).About }));
const ConnectionPage = lazy(async () => ({
  default: (await import("./pages/connection/connection-page.tsx")).ConnectionPage,
}));

const PracticePage = lazy(async () => ({
  default: (await import("./pages/practice/practice-page.tsx")).PracticePage,
}));

export function App() {
  return (
    <Frame>
      <KeptLook />
      <LastPlace>
        <Suspense fallback={<PageSkeleton label="Loading the page" />}>
          <Pages />
        </Suspense>
      </LastPlace>
    </Frame>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path={patterns.overview}>
        <Overview />
      </Route>
      <Route path={patterns.overviewOf}>{({ id }) => <Overview only={id} key={id} />}</Route>
      <Route path={patterns.settings}>
        <Settings />
      </Route>
      <Route path={patterns.about}>
        <About />
      </Route>
      <Route path={patterns.practice}>{({ begin }) => <PracticePage begin={begin === "begin"} />}</Route>
      <Route path={patterns.foundCauses}>
        {({ scope }) => <Causes scope={scope} chosen={undefined} only="found" />}
      </Route>
      <Route path={patterns.causes}>
        {({ scope, connection, cause }) => (
          <Causes
            scope={scope ?? ofAll}
            chosen={connection && cause ? { connection, id: cause } : undefined}
          />
        )}
      </Route>
      <Route path={patterns.sync}>
        <SyncChoice />
      </Route>
      <Route<SyncParams> path={patterns.syncOf}>
        {({ id, view, filter }) => <Sync id={id} {...readSyncFace(view, filter)} key={id} />}
      </Route>
      <Route path={patterns.connections}>
        <Connections />
      </Route>
      <Route path={patterns.add}>
        <AddConnection />
      </Route>
      <Route path={patterns.setUp}>
        {({ id, step }) => {
          const wanted = readSetUpStep(step);
          return wanted ? <SetUp id={id} step={wanted} /> : <NotFound />;
        }}
      </Route>
      <Route path={patterns.connection}>
        {({ id, tab }) => <ConnectionPage id={id} tab={tab} key={id} />}
      </Route>
      <Route path={patterns.journal}>
        {({ scope, filter }) => <JournalPage scope={scope ?? ofAll} filter={filter} />}
      </Route>
      <Route path={patterns.asSent}>{({ id, day }) => <AsSentPage id={id} day={day} key={id} />}</Route>
      <Route path={patterns.records}>
        <RecordsChoice />
      </Route>
      <Route path={patterns.recordsOf}>
        {({ id, filter }) => <Explorer id={id} filter={filter} key={id} />}
      </Route>
      <Route path={patterns.record}>
        {({ id, record }) => <RecordPage id={id} record={record} key={`${id} ${record}`} />}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
