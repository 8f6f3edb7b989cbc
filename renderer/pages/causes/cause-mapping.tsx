import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { CauseDetail } from "../../../shared/domain/cause.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { CodeLine } from "../../../shared/domain/descriptor.ts";
import { useAnswer } from "../../ask.ts";
import { Refusal } from "../../components/refusal.tsx";
import { count } from "../../format.ts";
import { shortNamespace, splitUri } from "../../mapping-words.ts";
import { useResync } from "../../resync/use-resync.tsx";
import { emptyResync } from "../../resync-draft.ts";
import { useStatus } from "../../scope.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { TargetPicker } from "../connection/descriptors/target-picker.tsx";

interface CauseMappingProps {
  connection: Connection;
  cause: CauseDetail;
  /** Path of the descriptor type. */
  type: string;
  code: string;
}

const mostCodes = 1000;

/** The mapping that mends it, chosen where the cause is read; what was suggested stands in the field already. */
export function CauseMapping({ connection, cause, type, code }: CauseMappingProps) {
  const asked = { connection: connection.id, type, unmapped: true, limit: mostCodes };
  const { value } = useAnswer("descriptors.codes", asked, ["descriptors", "records"]);
  const line = value?.find((one) => one.code === code);
  // Here, for what has been mapped is no longer to be mapped, and what was opened from there is to stay.
  const { open, dialog } = useResync(connection);
  const send = () => open({ ...emptyResync, causes: [{ id: cause.id, title: cause.title }] });
  return (
    <>
      {/* Mapped, and not sent yet: the cause says what is ready. */}
      {line && <Mapping connection={connection} cause={cause} line={line} send={send} />}
      {dialog}
    </>
  );
}

interface MappingProps {
  connection: Connection;
  cause: CauseDetail;
  line: CodeLine;
  /** Offers what the mapping releases to be sent. */
  send: () => void;
}

function Mapping({ connection, cause, line, send }: MappingProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const isFirst = useStatus(connection.id)?.firstSync === true;
  const { type, code, suggestion } = line;
  const [uri, setUri] = useState<string | undefined>(suggestion?.sure ? suggestion.uri : undefined);
  const save = (then?: () => void) =>
    uri !== undefined &&
    !busy &&
    act(async () => {
      await client.call("descriptors.map", { connection: connection.id, mappings: [{ type, code, uri }] });
      void refresh();
      then?.();
    });
  return (
    <section className="cause-mapping" aria-labelledby="cause-mapping">
      <h3 id="cause-mapping">Do this</h3>
      <p className="cause-mapping-row">
        <span className="code-value">{code}</span> <span aria-hidden="true">→</span>{" "}
        <Choose connection={connection.id} line={line} uri={uri} choose={setUri} />
      </p>
      {suggestion && (
        <p className="quiet small">
          {suggestion.sure ? "Suggested" : "Perhaps"}: {splitUri(suggestion.uri).code} · {suggestion.reason}
          {uri !== suggestion.uri && (
            <Button size="compact-xs" variant="light" onClick={() => setUri(suggestion.uri)}>
              Take {splitUri(suggestion.uri).code}
            </Button>
          )}
        </p>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {!isFirst && !cause.found && (
          <Button variant="filled" aria-disabled={uri === undefined || busy} onClick={() => save(send)}>
            Save and send {count(cause.releases)}…
          </Button>
        )}
        <Button aria-disabled={uri === undefined || busy} onClick={() => save()}>
          {cause.found ? "Save the mapping" : "Save, send with the next batch"}
        </Button>
      </div>
    </section>
  );
}

interface ChooseProps {
  connection: string;
  line: CodeLine;
  uri: string | undefined;
  choose: (uri: string) => void;
}

function Choose({ connection, line, uri, choose }: ChooseProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leave = (isBack: boolean) => {
    setOpen(false);
    if (isBack) requestAnimationFrame(() => button.current?.focus());
  };
  const take = (chosen: string | null | undefined) => {
    if (typeof chosen === "string") choose(chosen);
    leave(true);
  };
  if (isOpen)
    return (
      <TargetPicker
        connection={connection}
        row={{ key: line.code, line, drafted: undefined }}
        typed=""
        choose={take}
        chooseAndGoOn={take}
        leave={leave}
      />
    );
  const shown = uri === undefined ? undefined : splitUri(uri);
  return (
    <button
      ref={button}
      type="button"
      className="target-button cause-target"
      aria-haspopup="listbox"
      aria-label={`Value for ${line.code}: ${shown?.code ?? "none yet"}`}
      title={uri}
      onClick={() => setOpen(true)}
    >
      {shown ? (
        <span className="one-row">
          {shown.code} <span className="quiet namespace">{shortNamespace(shown.namespace, line.type)}</span>
        </span>
      ) : (
        <span className="quiet">Choose a value</span>
      )}
      <span aria-hidden="true"> ▾</span>
    </button>
  );
}
