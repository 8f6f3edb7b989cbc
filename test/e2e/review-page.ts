import { expect, type Page } from "@playwright/test";

/** Opens a page by its entry. */
export const go = (page: Page, entry: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: entry }).click();

/** Drops a file on the window, as a file manager does. */
export async function drop(page: Page, name: string, content: Buffer) {
  const files = await page.evaluateHandle(
    ([called, base64]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], called));
      return transfer;
    },
    [name, content.toString("base64")] as const,
  );
  await page.dispatchEvent("main", "dragover", { dataTransfer: files });
  await expect(page.getByText("Drop a review file to open it")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: files });
}
