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

/** An address that fits no page, or no connection. */
function Lost({ title, children }: { title: string; children: ReactNode }) {
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
            <Button component="a" href={link(places.connections())}>
              See the connections
            </Button>
          )}
        </div>
      </section>
    </>
  );
}
