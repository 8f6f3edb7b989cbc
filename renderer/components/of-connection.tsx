import type { ReactNode } from "react";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { useFailure } from "../ask.ts";
import { NoSuchConnection } from "../pages/not-found.tsx";
import { useStatus } from "../scope.ts";
import { useShown, useSteward } from "../steward.ts";
import { Failure, PageSkeleton } from "./page-states.tsx";

interface OfConnectionProps {
  id: string;
  /** Of the page, while nothing is known of the connection. */
  title: string;
  children: (status: ConnectionStatus) => ReactNode;
}

/** A page about one connection: until that is known, its heading and where things will be, or why they are not. */
export function OfConnection({ id, title, children }: OfConnectionProps) {
  const { refresh } = useSteward();
  const status = useStatus(id);
  const isKnown = useShown((state) => state.statuses !== undefined);
  const failure = useFailure();
  if (status) return children(status);
  if (isKnown) return <NoSuchConnection />;
  return (
    <>
      {/* Leaves the focus to the heading that takes its place. */}
      <div className="page-title">
        <h1>{title}</h1>
      </div>
      {failure === undefined ? (
        <PageSkeleton label="Loading the page" lines={12} />
      ) : (
        <Failure sentence={failure} retry={refresh} />
      )}
    </>
  );
}
