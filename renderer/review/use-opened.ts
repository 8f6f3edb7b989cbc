import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { isInWindow } from "../transport.ts";
import type { ReviewFile } from "./read-file.ts";

/**
 * What the system opens with Steward, also what it was started with: a review is shown; a folder of records waits in the field
 * of the connection that it is added to.
 */
export function useOpened(openReview: (file: ReviewFile) => Promise<void>) {
  const { client, store, drafts } = useSteward();
  useEffect(() => {
    if (!isInWindow()) return;
    const take = async () => {
      const { file, folder } = await client.call("window.takeOpened", {});
      if (file) await openReview({ name: file.name, read: async () => file.content });
      if (folder === undefined) return;
      drafts.setState({ folder });
      const { place, isChoice } = placeOf(store.getState().statuses ?? []);
      location.hash = place;
      if (isChoice)
        notifications.show({
          title: "A folder was opened",
          message: `${folder} waits in the field for folders: add it to the connection that its records go to.`,
        });
    };
    const takeSafely = () => void take().catch(() => {});
    takeSafely();
    return client.listen(({ name, data }) => {
      if (name === "window.asked" && data.what === "opened") takeSafely();
    });
  }, [client, store, drafts, openReview]);
}

/** Where a folder can be added: at the only connection, else where one is chosen or added. */
function placeOf(statuses: readonly ConnectionStatus[]) {
  const [first, ...others] = statuses.filter(({ connection }) => connection.closedAt === undefined);
  if (!first) return { place: places.add(), isChoice: false };
  return others.length === 0
    ? { place: places.connection(first.connection.id), isChoice: false }
    : { place: places.connections(), isChoice: true };
}
