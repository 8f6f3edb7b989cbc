import { HealthWords } from "../components/health-words.tsx";
import { SendButton } from "../components/send-button.tsx";
import { useScope, useStatus } from "../scope.ts";
import { useSteward } from "../steward.ts";
import { Bands } from "./bands.tsx";
import { ConnectionSwitcher } from "./connection-switcher.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { SchemeButton } from "./scheme-button.tsx";

/** Which connection, how it stands, and the one thing that is done most often. */
export function TopBar() {
  const { connection, sendsItself } = useScope();
  const status = useStatus(connection);
  const { review } = useSteward();
  return (
    <header className="head">
      <div className="top">
        <ConnectionSwitcher />
        {status && <HealthWords status={status} />}
        <div className="top-end">
          {status && !sendsItself && !review && <SendButton connection={status.connection} />}
          {!review && <PaletteButton />}
          <SchemeButton />
        </div>
      </div>
      <Bands />
    </header>
  );
}
