import { Button, CloseButton } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { SyncLine } from "../../../../shared/domain/sync.ts";
import { count, counted } from "../../../format.ts";
import { descriptorsId, type MapGraph } from "../../../map/graph.ts";
import { type Standing, toneIcons, toneOf, toneWords } from "../../../map/standing.ts";
import { linkTo, places } from "../../../routes.ts";
import { Reasons } from "../resource-table.tsx";

interface MapDetailProps {
  connection: Connection;
  graph: MapGraph;
  standings: ReadonlyMap<string, Standing>;
  id: string;
  line: SyncLine | undefined;
  choose: (id: string | undefined) => void;
  showInList: (find: string) => void;
}

/** One resource of the map: its figures, why something of it does not go, what it waits for, and where to go on. */
export function MapDetail({ connection, graph, standings, id, line, choose, showInList }: MapDetailProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = useId();
  useEffect(() => heading.current?.focus(), []);
  const standing = standings.get(id);
  if (!standing) return null;
  const close = () => {
    choose(undefined);
    document.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
  };
  const tone = toneOf(standing);
  const after = graph.nodes.find((node) => node.id === id)?.after ?? [];
  const next = graph.nodes.filter((node) => node.after.includes(id)).map((node) => node.id);
  return (
    <section
      className="map-detail"
      aria-labelledby={title}
      onKeyDown={({ key }) => key === "Escape" && close()}
    >
      <div className="map-detail-head">
        <h3 id={title} ref={heading} tabIndex={-1}>
          {standing.name}
        </h3>
        <CloseButton aria-label={`Close ${standing.name}`} onClick={close} />
      </div>
      <p className={`map-tone map-tone-${tone}`}>
        <span aria-hidden="true">{toneIcons[tone]}</span> {toneWords(standing)}
      </p>
      <Figures standing={standing} />
      {line && <Reasons line={line} connection={connection} />}
      <div className="buttons">
        {id !== descriptorsId && standing.records > 0 && (
          <Button
            component="a"
            size="compact-sm"
            href={linkTo(places.records(connection.id, { resource: id }))}
          >
            Its records
          </Button>
        )}
        {line !== undefined && line.causes > 0 && (
          <Button component="a" size="compact-sm" href={linkTo(places.causes(connection.id))}>
            {counted(line.causes, "cause", "causes")}
          </Button>
        )}
        {standing.records > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => showInList(id === descriptorsId ? "Descriptors" : standing.name)}
          >
            In the list
          </Button>
        )}
      </div>
      <Ties
        title="Waits for"
        none="Nothing: it goes out first."
        ids={after}
        all={graph.ancestors.get(id)?.size ?? 0}
        {...{ standings, choose }}
      />
      <Ties
        title="Waits for it"
        none="Nothing."
        ids={next}
        all={graph.descendants.get(id)?.size ?? 0}
        {...{ standings, choose }}
      />
    </section>
  );
}

function Figures({ standing }: { standing: Standing }) {
  const { toSend, blocked, waiting, refused, accepted, isOff } = standing;
  const shown: readonly (readonly [string, number])[] = [
    ["accepted", accepted],
    ["refused", refused],
    ["blocked", blocked],
    ["waiting", waiting],
    [isOff ? "not sent" : "to send", toSend],
  ];
  return (
    <dl className="map-figures">
      {shown
        .filter(([, many]) => many > 0)
        .map(([words, many]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd className="number">{count(many)}</dd>
          </div>
        ))}
    </dl>
  );
}

interface TiesProps {
  title: string;
  none: string;
  /** Those without a way round. */
  ids: readonly string[];
  /** Also by way of others. */
  all: number;
  standings: ReadonlyMap<string, Standing>;
  choose: (id: string) => void;
}

function Ties({ title, none, ids, all, standings, choose }: TiesProps) {
  const named = useId();
  return (
    <>
      <h4 id={named}>{title}</h4>
      {ids.length === 0 ? (
        <p className="quiet small">{none}</p>
      ) : (
        <>
          <ul className="map-ties" aria-labelledby={named}>
            {ids.map((id) => (
              <li key={id}>
                <button type="button" className="link-button" onClick={() => choose(id)}>
                  {standings.get(id)?.name ?? id}
                </button>
              </li>
            ))}
          </ul>
          {all > ids.length && (
            <p className="quiet small">
              and, by way of these, {counted(all - ids.length, "other", "others")}
            </p>
          )}
        </>
      )}
    </>
  );
}
