import type { Entries } from "./entry.ts";

export const deleteEntries = {
  "not-deleted": {
    means:
      "These records have left your files, and the server keeps them: it did not delete them when it was asked to.",
    steps: [
      "Open an example: the server's own answer is shown there.",
      "Once that is mended, push again with deletes confirmed: they are asked for again.",
      "If they should stay, put them back into the files.",
    ],
    place: "record",
  },
  "not-deleted.dependents": {
    means:
      "Other items on the server still refer to these records, so that it does not let them go. What refers to them may be yours, or another system's.",
    steps: [
      "Look in your files for what still refers to them, and take it out or point it to something else.",
      "Push again with deletes confirmed: what refers to others goes first by itself.",
      "If another system has sent what refers to them, ask the people who run it.",
    ],
    place: "record",
  },
  "not-deleted.right-gone": {
    means:
      "The key may delete what is about a person only while an association of that person, such as an enrolment, is on the server. The last one is deleted, so that the person is out of the key's reach.",
    misleads: "The server says that access was denied, as if the key had never had the right.",
    steps: [
      "In most states persons stay on the server when they leave: then there is nothing to do.",
      "If they are to be deleted, ask the host: it can do that where a district's key cannot.",
    ],
    place: "nowhere",
  },
  "not-deleted.denied": {
    means: "The key may send these records, and may not delete them.",
    steps: [
      "Ask the host to let the key delete records of this resource.",
      "Then push again with deletes confirmed.",
    ],
    place: "permissions",
  },
} satisfies Entries;
