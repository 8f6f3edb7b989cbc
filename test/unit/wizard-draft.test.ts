import { expect, test } from "vitest";
import { emptyDraft } from "../../renderer/settings-draft.ts";
import { forgetWizardDraft, keepWizardDraft, readWizardDraft } from "../../renderer/wizard-draft.ts";

function newShelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (place: string) => kept.get(place) ?? null,
    setItem: (place: string, text: string) => void kept.set(place, text),
    removeItem: (place: string) => void kept.delete(place),
  };
}
const values = { ...emptyDraft, url: "https://api.example.org" };

test("what was typed of a new connection is there again, until it is added", () => {
  const shelf = newShelf();
  expect(readWizardDraft(shelf)).toEqual({ name: "", values: emptyDraft });
  keepWizardDraft({ name: "State", values }, shelf);
  expect(readWizardDraft(shelf)).toEqual({ name: "State", values });
  forgetWizardDraft(shelf);
  expect(readWizardDraft(shelf).name).toBe("");
});

test("an address with a login in it is kept nowhere, and nothing else beside it", () => {
  const shelf = newShelf();
  keepWizardDraft({ name: "State", values }, shelf);
  keepWizardDraft({ name: "State", values: { ...values, proxy: "http://me:word@proxy.example.org" } }, shelf);
  expect(shelf.kept.size).toBe(0);
});

test("what another Steward kept is read as far as it goes", () => {
  const shelf = newShelf();
  shelf.setItem("new connection", "{");
  expect(readWizardDraft(shelf).values).toEqual(emptyDraft);
  shelf.setItem("new connection", JSON.stringify({ values: { url: "https://a.example.org" } }));
  expect(readWizardDraft(shelf)).toEqual({
    name: "",
    values: { ...emptyDraft, url: "https://a.example.org" },
  });
});
