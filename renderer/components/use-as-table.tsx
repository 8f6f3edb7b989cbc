import { Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

/** The numbers of a picture, behind a button: both are placed where the picture has room for them. */
export function useAsTable(table: () => ReactNode): { button: ReactNode; table: ReactNode } {
  const [isShown, setShown] = useState(false);
  const id = useId();
  return {
    button: (
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? "Hide the table" : "As a table"}
      </Button>
    ),
    table: (
      <div id={id} hidden={!isShown}>
        {isShown && table()}
      </div>
    ),
  };
}
