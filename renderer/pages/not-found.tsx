import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { PageTitle } from "../components/page-title.tsx";
import { places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { useLink } from "../use-link.ts";

export function NotFound() {
  return (
    <Lost title="There is no such page">
      <p>
        The address leads nowhere: it may have been cut off when it was copied, or it may be of another
        version of Steward. Everything there is can be reached from the overview and from the list of
        connections.
      </p>
    </Lost>
  );
}

export function NoSuchConnection() {
  return (
    <Lost title="There is no such connection">
      <p>
        It may have been removed since you were here last, or the address is of another computer's Steward.
        Connections that were closed are kept: the list has them.
      </p>
    </Lost>
  );
}

/** `connection`: the id of the one that was asked for it. */
export function NoSuchRecord({ connection }: { connection: string }) {
  return (
    <Lost
      title="There is no such record"
      near={{ words: "See the records", place: places.records(connection) }}
    >
      <p>
        No file of this connection holds it any more, and the server has nothing of it from here; or the
        address is of another computer's Steward.
      </p>
    </Lost>
  );
}

const connections = { words: "See the connections", place: places.connections() };

interface LostProps {
  readonly title: string;
  /** Where what was meant may stand. */
  readonly near?: { readonly words: string; readonly place: string };
  readonly children: ReactNode;
}

/** An address that fits no page, or nothing that is there. */
function Lost({ title, near = connections, children }: LostProps) {
  const link = useLink();
  const { review } = useSteward();
  return (
    <>
      <PageTitle title={title} />
      <section className="empty">
        {review ? <p>The review file does not hold it.</p> : children}
        <div className="buttons">
          <Button component="a" href={link(review ? places.causes() : places.overview())} variant="filled">
            {review ? "Go to the causes" : "Go to the overview"}
          </Button>
          {!review && (
            <Button component="a" href={link(near.place)}>
              {near.words}
            </Button>
          )}
        </div>
      </section>
    </>
  );
}
