import { exactTime } from "../format.ts";
import { useScope, useStatus } from "../scope.ts";
import { useShown } from "../steward.ts";

/** What must not be overlooked about everything below: practice, closed, no core. */
export function Bands() {
  const connected = useShown((state) => state.connected);
  const { connection } = useScope();
  const status = useStatus(connection);
  return (
    <>
      {!connected && (
        <p className="banner" role="alert">
          Steward does not answer. This page goes on by itself when it is back; if it was closed, start it
          again and open the address that it prints.
        </p>
      )}
      {status?.connection.practice === true && (
        <p className="band band-practice">Practice: nothing here reaches your state</p>
      )}
      {status?.connection.closedAt !== undefined && (
        <p className="band band-closed">
          Closed on {exactTime(status.connection.closedAt)}: kept for reading, nothing is sent
        </p>
      )}
    </>
  );
}
