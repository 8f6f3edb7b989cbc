import {
  IconAlertTriangle,
  IconKey,
  IconLayoutDashboard,
  IconListSearch,
  IconNotebook,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
  type TablerIcon,
} from "@tabler/icons-react";
import { useLocation } from "wouter";
import { hasCounts } from "../review/review-words.ts";
import { places } from "../routes.ts";
import { useScope } from "../scope.ts";
import { useShown, useSteward } from "../steward.ts";
import { useLink } from "../use-link.ts";

interface Entry {
  readonly word: string;
  readonly icon: TablerIcon;
  readonly place: string;
  readonly here: boolean;
  readonly tally?: number | undefined;
  /** A review file holds it, too. */
  readonly inReview?: boolean;
  /** Of Steward itself: below the rest. */
  readonly isLast?: boolean;
}

export function Sidebar() {
  const { review } = useSteward();
  const [path] = useLocation();
  const { connection } = useScope();
  const connections = useShown((state) => state.statuses?.length);
  const causes = useOpenCauses(connection);
  const isConnections = path.startsWith(places.connections());
  const entries: Entry[] = [
    {
      word: "Overview",
      icon: IconLayoutDashboard,
      place: places.overview(connection),
      here: path === "/" || path.startsWith("/overview/"),
      inReview: review !== undefined && hasCounts(review.manifest),
    },
    {
      word: "Causes",
      icon: IconAlertTriangle,
      place: places.causes(connection),
      here: path.startsWith(places.causes()),
      tally: causes,
      inReview: true,
    },
    {
      word: "Sync",
      icon: IconRefresh,
      place: places.sync(connection),
      here: path.startsWith(places.sync()),
    },
    {
      word: "Records",
      icon: IconListSearch,
      place: places.records(connection),
      here: path.startsWith(places.records()),
    },
    review
      ? {
          word: "Permissions",
          icon: IconKey,
          place: connection === undefined ? places.connections() : places.connection(connection),
          here: isConnections,
          inReview: true,
        }
      : {
          word: "Connections",
          icon: IconPlugConnected,
          place: places.connections(),
          here: isConnections,
          tally: connections,
        },
    {
      word: "Journal",
      icon: IconNotebook,
      place: places.journal(connection),
      here: path.startsWith(places.journal()),
      inReview: true,
    },
    {
      word: "Settings",
      icon: IconSettings,
      place: places.settings(),
      here: path.startsWith(places.settings()),
      isLast: true,
    },
  ];
  return (
    <nav className="sidebar" aria-label="Pages">
      <Product />
      <ul>
        {entries
          .filter(({ inReview }) => !review || inReview)
          .map((entry) => (
            <SidebarLink key={entry.word} {...entry} />
          ))}
      </ul>
    </nav>
  );
}

/** Of one connection, or of all that are open. */
function useOpenCauses(connection: string | undefined): number | undefined {
  return useShown(({ statuses }) =>
    statuses
      ?.filter(({ connection: one }) =>
        connection === undefined ? one.closedAt === undefined : one.id === connection,
      )
      .reduce((sum, status) => sum + status.causes, 0),
  );
}

function Product() {
  return (
    <div className="product">
      <img src="/icon.svg" alt="" width={24} height={24} />
      <span className="word">Steward</span>
    </div>
  );
}

function SidebarLink({ word, icon: Icon, place, here, tally, isLast }: Entry) {
  const link = useLink();
  return (
    <li {...(isLast && { className: "sidebar-last" })}>
      <a href={link(place)} title={word} {...(here && { "aria-current": "page" })}>
        <Icon size={20} stroke={1.75} aria-hidden />
        <span className="word">{word}</span>
        {tally !== undefined && tally > 0 && (
          <span className="tally" aria-hidden="true">
            {tally}
          </span>
        )}
      </a>
    </li>
  );
}
