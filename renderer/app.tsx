import { lazy, Suspense } from "react";
import { PageSkeleton } from "./components/page-states.tsx";
import { Frame } from "./frame/frame.tsx";
import { KeptLook } from "./kept-look.tsx";
import { LastPlace } from "./last-place.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { Pages, type PageTable, sharedPages } from "./pages.tsx";
import { readSetUpStep } from "./routes.ts";
import { readSyncFace } from "./sync-view.ts";

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
          <Pages table={pages} />
        </Suspense>
      </LastPlace>
    </Frame>
  );
}

const pages: PageTable = {
  ...sharedPages,
  settings: () => <Settings />,
  about: () => <About />,
  practice: ({ begin }) => <PracticePage begin={begin === "begin"} />,
  sync: () => <SyncChoice />,
  syncOf: ({ id, view, filter }) => <Sync id={id} {...readSyncFace(view, filter)} key={id} />,
  connections: () => <Connections />,
  add: () => <AddConnection />,
  setUp: ({ id, step }) => {
    const wanted = readSetUpStep(step);
    return wanted ? <SetUp id={id} step={wanted} /> : <NotFound />;
  },
  connection: ({ id, tab }) => <ConnectionPage id={id} tab={tab} key={id} />,
  asSent: ({ id, day }) => <AsSentPage id={id} day={day} key={id} />,
  records: () => <RecordsChoice />,
  recordsOf: ({ id, filter }) => <Explorer id={id} filter={filter} key={id} />,
  record: ({ id, record }) => <RecordPage id={id} record={record} key={`${id} ${record}`} />,
};
