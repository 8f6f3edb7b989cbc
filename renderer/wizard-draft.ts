import { emptyDraft, type SettingsDraft } from "./settings-draft.ts";

/** What was typed of a connection that is yet to be added: it survives a reload. Key and secret are never in it. */
export interface WizardDraft {
  readonly name: string;
  readonly values: SettingsDraft;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;
const place = "new connection";

export function keepWizardDraft(draft: WizardDraft, shelf: Shelf = sessionStorage): void {
  // An address with a login in it is a secret.
  const hasLogin = Object.values(draft.values).some(
    (value) => typeof value === "string" && /\/\/[^/]*@/.test(value),
  );
  if (hasLogin) shelf.removeItem(place);
  else shelf.setItem(place, JSON.stringify(draft));
}

export const forgetWizardDraft = (shelf: Shelf = sessionStorage): void => shelf.removeItem(place);

/** Empty where nothing was typed, or where it cannot be read. */
export function readWizardDraft(shelf: Shelf = sessionStorage): WizardDraft {
  try {
    const kept = JSON.parse(shelf.getItem(place) ?? "{}") as Partial<WizardDraft>;
    return { name: kept.name ?? "", values: { ...emptyDraft, ...kept.values } };
  } catch {
    return { name: "", values: emptyDraft };
  }
}
