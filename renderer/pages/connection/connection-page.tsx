import { Tabs } from "@mantine/core";
import { useLocation } from "wouter";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import { ClosedNote } from "../../components/closed-note.tsx";
import { OfConnection } from "../../components/of-connection.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { ConnectionMenu } from "../../dialogs/connection-menu.tsx";
import { serverWords } from "../../format.ts";
import { type ConnectionTab, connectionTabs, places, readTab } from "../../routes.ts";
import { NotFound } from "../not-found.tsx";
import { DescriptorsTab } from "./descriptors-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { OverviewTab } from "./overview-tab.tsx";
import { PermissionsTab } from "./permissions-tab.tsx";
import { ProfileTab } from "./profile-tab.tsx";
import { ScheduleTab } from "./schedule-tab.tsx";
import { TransportTab } from "./transport-tab.tsx";

const titles: Readonly<Record<ConnectionTab, string>> = {
  overview: "Overview",
  profile: "Profile and resources",
  descriptors: "Descriptors",
  permissions: "Permissions",
  schedule: "Schedule",
  transport: "Transport",
  history: "History",
};

/** Everything about one connection. */
export function ConnectionPage({ id, tab }: { id: string; tab: string | undefined }) {
  const wanted = readTab(tab);
  if (wanted === undefined) return <NotFound />;
  return (
    <OfConnection id={id} title="Connection">
      {(status) => <Known status={status} tab={wanted} />}
    </OfConnection>
  );
}

function Known({ status, tab }: { status: ConnectionStatus; tab: ConnectionTab }) {
  const [, navigate] = useLocation();
  const { connection } = status;
  return (
    <>
      <PageTitle title={connection.name}>
        <ConnectionMenu connection={connection} />
      </PageTitle>
      <p className="quiet under-title">{serverWords(connection)}</p>
      <Tabs
        value={tab}
        onChange={(value) => navigate(places.connection(connection.id, readTab(value ?? undefined)))}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List aria-label={`Parts of ${connection.name}`}>
          {connectionTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {titles[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {connectionTabs.map((each) => (
          <Tabs.Panel key={each} value={each}>
            {each === tab && (
              <div className="tab-page">
                {connection.closedAt !== undefined && <ClosedNote connection={connection} />}
                <TabPage status={status} tab={tab} />
              </div>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function TabPage({ status, tab }: { status: ConnectionStatus; tab: ConnectionTab }) {
  const { connection } = status;
  switch (tab) {
    case "overview":
      return <OverviewTab status={status} />;
    case "profile":
      return <ProfileTab connection={connection} />;
    case "descriptors":
      return <DescriptorsTab connection={connection} />;
    case "permissions":
      return <PermissionsTab connection={connection} />;
    case "schedule":
      return <ScheduleTab connection={connection} />;
    case "transport":
      return <TransportTab connection={connection} />;
    case "history":
      return <HistoryTab connection={connection} />;
    default:
      return tab satisfies never;
  }
}
