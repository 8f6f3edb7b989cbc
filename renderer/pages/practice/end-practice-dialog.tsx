import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { PracticeView } from "../../../shared/domain/practice.ts";
import { totalsOf } from "../../components/marks.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { DialogFrame } from "../../dialogs/dialog-frame.tsx";
import { count, counted } from "../../format.ts";
import { useStatus } from "../../scope.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

interface EndPracticeProps {
  ending: "start over" | "remove";
  made: NonNullable<PracticeView["made"]>;
  startOver: (students: number) => Promise<void>;
  removed: () => Promise<void>;
  close: () => void;
}

const sizes = [100, 300, 1000] as const;

/** What goes is said before it goes; nothing of it was anybody's. */
export function EndPracticeDialog({ ending, made, startOver, removed, close }: EndPracticeProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const [students, setStudents] = useState(String(made.students));
  const isOver = ending === "start over";
  const remove = async () => {
    if (!(await act(() => client.call("practice.remove", {})))) return;
    close();
    await refresh();
    await removed();
  };
  const press = () => {
    if (busy) return;
    if (!isOver) return void remove();
    close();
    void startOver(Number(students));
  };
  return (
    <DialogFrame title={isOver ? "Start practice over" : "Remove practice"} close={close}>
      <p>This goes, for good:</p>
      <WhatGoes made={made} />
      <p>Your other connections, their records and your files stay as they are.</p>
      {isOver && (
        <NativeSelect
          label="Students of the new district"
          data={[...new Set([...sizes, made.students])].toSorted((one, other) => one - other).map(String)}
          value={students}
          onChange={({ currentTarget }) => setStudents(currentTarget.value)}
        />
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button variant="filled" color="red" aria-disabled={busy} onClick={press}>
          {isOver ? "Start over" : "Remove practice"}
        </Button>
        <Button onClick={close} data-autofocus>
          Keep it
        </Button>
      </div>
    </DialogFrame>
  );
}

function WhatGoes({ made }: Pick<EndPracticeProps, "made">) {
  const status = useStatus(made.connection);
  const accepted = status && totalsOf(status).accepted;
  return (
    <ul>
      <li>
        the district's files: {counted(made.records, "invented record", "invented records")} of{" "}
        {count(made.students)} students
      </li>
      <li>
        its API, and the {accepted === undefined ? "records" : counted(accepted, "record", "records")} that it
        has accepted
      </li>
      <li>
        the connection "{status?.connection.name ?? "Practice"}", with its mappings, its schedule
        {status && status.causes > 0 ? `, ${counted(status.causes, "cause", "causes")}` : ""} and its history
      </li>
    </ul>
  );
}
