import { memo } from "react";
import { count } from "../../../format.ts";
import { nodeHeight, nodeWidth, type Place } from "../../../map/layout.ts";
import { type Standing, toneIcons, toneOf, toneWords } from "../../../map/standing.ts";
import type { Tie } from "../../../map/ties.ts";
import { runningOf } from "../../../state.ts";
import { useShown } from "../../../steward.ts";
import type { Sending } from "../../../sync-rows.ts";

interface MapNodeProps {
  connection: string;
  place: Place;
  standing: Standing;
  tie: Tie;
  isChosen: boolean;
  /** The one that the Tab key comes to. */
  isFirst: boolean;
  spoken: (sending: Sending | undefined) => string;
  point: (id: string | undefined) => void;
  focus: (id: string | undefined) => void;
  choose: (id: string) => void;
}

/** Ten times a second a push says how far it is: each node hears of itself only. */
function useSending(connection: string, id: string): Sending | undefined {
  const far = useShown((state) => {
    const now = runningOf(state, connection)?.progress?.sending.find(({ resource }) => resource === id);
    return now && `${now.done} ${now.planned}`;
  });
  if (far === undefined) return undefined;
  const [done = 0, planned = 0] = far.split(" ").map(Number);
  return { done, planned };
}

/** One resource: its name, how it stands in a word with its icon, and how much of it is where. */
export const MapNodeShape = memo(
  (props: MapNodeProps) => {
    const { connection, place, standing, tie, isChosen, isFirst, spoken, point, focus, choose } = props;
    const { id, x, y } = place;
    const sending = useSending(connection, id);
    const tone = toneOf(standing, sending);
    return (
      // biome-ignore lint/a11y/useSemanticElements: a drawing has no element that is a button.
      <g
        className={`map-node node-${tone} tie-${tie}`}
        transform={`translate(${x} ${y})`}
        role="button"
        tabIndex={isFirst ? 0 : -1}
        aria-label={spoken(sending)}
        aria-pressed={isChosen}
        data-node={id}
        onPointerEnter={() => point(id)}
        onPointerLeave={() => point(undefined)}
        onFocus={() => focus(id)}
        onBlur={() => focus(undefined)}
        onClick={() => choose(id)}
      >
        <rect className="node-box" width={nodeWidth} height={nodeHeight} rx={6} />
        <rect className="node-edge" width={4} height={nodeHeight} rx={2} />
        <foreignObject x={12} y={4} width={nodeWidth - 20} height={nodeHeight - 12}>
          <div className="node-words" aria-hidden="true">
            <span className={`node-name ${lengthClass(standing.name)}`}>
              <span className={`far-icon map-tone map-tone-${tone}`}>{toneIcons[tone]} </span>
              {broken(standing.name)}
            </span>
            <span className="node-state">
              <span className={`map-tone map-tone-${tone}`}>
                <span className="node-icon">{toneIcons[tone]}</span> {toneWords(standing, sending)}
              </span>
              {standing.accepted > 0 && tone !== "accepted" && tone !== "sending" && (
                <span className="quiet">● {count(standing.accepted)}</span>
              )}
            </span>
          </div>
        </foreignObject>
        <Share standing={standing} sending={sending} />
      </g>
    );
  },
  (one, other) =>
    one.place === other.place &&
    one.tie === other.tie &&
    one.isChosen === other.isChosen &&
    one.isFirst === other.isFirst &&
    JSON.stringify(one.standing) === JSON.stringify(other.standing),
);

/** A long name may go on in the next line before each of its words: there stands a space without width. */
const broken = (name: string) => name.replace(/(?!^)(?=[A-Z])/g, "\u200b");

const lengthClass = ({ length }: string) => (length > 40 ? "long" : length > 22 ? "middling" : "");

const shareWidth = nodeWidth - 24;

/** How much is with the server, refused, held and to send, as one thin bar. */
function Share({ standing, sending }: { standing: Standing; sending: Sending | undefined }) {
  const { accepted, refused, blocked, waiting, toSend, isOff } = standing;
  const pieces: readonly (readonly [string, number])[] = sending
    ? [
        ["sending", sending.done],
        ["rest", Math.max(0, sending.planned - sending.done)],
      ]
    : [
        ["accepted", accepted],
        ["refused", refused],
        ["blocked", blocked],
        ["waiting", waiting],
        ["rest", isOff ? 0 : toSend],
      ];
  const all = pieces.reduce((sum, [, many]) => sum + many, 0);
  if (all === 0) return null;
  let from = 12;
  return (
    <g className="node-share">
      {pieces.map(([tone, many]) => {
        if (many === 0) return null;
        const x = from;
        const width = Math.max(2, (many / all) * shareWidth);
        from += width;
        return (
          <rect key={tone} className={`share-${tone}`} x={x} y={nodeHeight - 8} width={width} height={3} />
        );
      })}
    </g>
  );
}
