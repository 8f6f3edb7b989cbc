import { notifications } from "@mantine/notifications";
import type { AppError } from "../../shared/errors.ts";
import type { PageClient } from "../steward.ts";

/** Checks from anywhere: how far it is, and what it found, is told where checks are; here only why it could not be done. */
export async function runCheck(client: PageClient, connection: string): Promise<void> {
  try {
    await client.call("check.run", { connection });
  } catch (error) {
    const { message, code } = error as Error & Partial<Pick<AppError, "code">>;
    if (code !== "cancelled") notifications.show({ title: "Nothing was checked", message, color: "red" });
  }
}
