import { Button } from "@mantine/core";

interface TrustedOriginsProps {
  origins: readonly string[];
  remove: (origin: string) => void;
}

/** Who else may receive the key: said for each connection anew, and taken back here. */
export function TrustedOrigins({ origins, remove }: TrustedOriginsProps) {
  if (origins.length === 0) return null;
  return (
    <fieldset className="fields">
      <legend>Other servers that may receive the key and the records</legend>
      <ul className="rows">
        {origins.map((origin) => (
          <li key={origin} className="row">
            <span className="path">{origin}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`No longer allow ${origin}`}
              onClick={() => remove(origin)}
            >
              No longer allow
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
