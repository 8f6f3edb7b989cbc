import type { Entries } from "./entry.ts";

/** Repairs in the source data: values, missing records, lines that are no records. */
export const dataEntries = {
  "missing-parent": {
    means:
      "These records refer to another record, such as a school, a course or a student, that is not there. The API takes a record only after what it refers to.",
    steps: [
      "Find out which record is missing: it is named above, or in the answer of an example.",
      "Add it where your records come from, or correct the reference.",
      "Read the files again: the waiting records go out by themselves once it is accepted.",
    ],
    place: "record",
  },
  "missing-parent.files": {
    means:
      "These records refer to a record that none of your files holds, though your files hold others of its kind. Steward keeps them back: they would be refused.",
    steps: [
      "Look whether the missing record was left out of the export, for instance by a filter on school, year or status.",
      "If it is there, compare the identifying values: one wrong digit or a blank is enough.",
      "If another system sends it, say so in the profile (another system sends it): then the server is asked instead.",
    ],
    place: "source-file",
  },
  "missing-parent.server": {
    means:
      "The server does not have a record that these refer to. Either it was never sent, or another system that should send it has not done so yet.",
    misleads:
      'Older servers write "… reference could not be resolved" or that access "could not be authorized" because something "was not found". Both mean the same: it is not there.',
    steps: [
      "If the missing record is yours, add it to your files; it is sent first.",
      "If another system sends it, ask the people who run that system; the profile can name whom to call.",
      "Then send the records of this cause again.",
    ],
    place: "profile",
  },
  validation: {
    means:
      "The server does not take a value of these records as it is. Nothing is wrong with the connection: the value has to be corrected where it comes from.",
    steps: [
      "Open an example: the answer names the member and says what is wrong with it.",
      "Correct it in the source system, or in what exports the files.",
      "Read the files again: what has changed goes with the next push.",
    ],
    place: "record",
  },
  "validation.required": {
    means: "A value that the server must have is missing, or it was left empty.",
    misleads:
      'Servers also write "… is required" when a value is there and is not recognised, a code above all. If your file has the value, look whether it is a code that the server knows.',
    steps: [
      "Open an example and look at the member that is named.",
      "If it is empty: fill it in the source system, or have the export give it.",
      "If it holds a code: map the code on the descriptors' page.",
    ],
    place: "record",
  },
  "validation.length": {
    means: "A text is longer (or shorter) than the server allows.",
    steps: [
      "Open an example: the answer names the member and the number of characters that fit.",
      "Shorten it in the source system. Steward cuts nothing off: half a name would be a wrong name.",
    ],
    place: "record",
  },
  "validation.range": {
    means: "A number is smaller or larger than the server allows.",
    steps: [
      "Open an example and compare the number with the range in the answer.",
      "Correct it in the source system; often the unit is wrong, such as percent instead of a share.",
    ],
    place: "record",
  },
  "validation.type": {
    means:
      "A value is of another sort than the server expects: a text where a number belongs, or the other way round.",
    steps: [
      "Open an example and look at the member that is named.",
      "Have the export write it as the server expects: numbers and true or false without quotation marks, texts with them.",
    ],
    place: "record",
  },
  "validation.date": {
    means: "A date is not written as the server reads dates, or it is no day of the calendar.",
    steps: [
      "Open an example and look at the member that is named.",
      "Dates are written year-month-day, such as 2026-08-17, without a time of day.",
      "Have the export write them so.",
    ],
    place: "record",
  },
  "validation.spaces": {
    means:
      "An identifying value begins or ends with a blank. The server refuses that, since nobody would see the difference.",
    steps: ["Remove the blank in the source system, or have the export trim its values."],
    place: "record",
  },
  "validation.duplicate": {
    means: "A list inside the record holds the same item twice, such as two addresses of the same kind.",
    steps: [
      'Open an example and look at the list that is named: "the 2nd item" counts from the first one.',
      "Remove one of the two in the source system, or give them different kinds.",
    ],
    place: "record",
  },
  "validation.agree": {
    means:
      "Two references of the record name different values for the same thing, such as the school of a section and the school of its session.",
    steps: [
      "Open an example: the answer names the references and the value that must agree.",
      "Correct the one that is wrong in the source system.",
    ],
    place: "record",
  },
  "validation.format": {
    means: "A value is there, and the server cannot read it.",
    steps: [
      "Open an example and look at the member that is named.",
      "Compare it with a record of the same resource that was accepted, and have the export write it the same way.",
    ],
    place: "record",
  },
  "validation.surplus": {
    means: "The record holds something that may not be sent, such as an id that only the server gives.",
    steps: ["Leave the member that is named out of the export."],
    place: "source-file",
  },
  identity: {
    means: "What identifies these records is taken already, by another record.",
    steps: [
      "Open an example and look whether two records of your files mean the same thing.",
      "If another system sends it too, decide in the profile which one does.",
    ],
    place: "record",
  },
  "identity.taken": {
    means:
      "The server has another item with the same identifying values, of a kind that shares them: a school and a district may not have the same number.",
    steps: [
      "Find the other item; the answer of an example names the values.",
      "Give one of the two another number in the source system, or ask the host to remove the wrong one.",
    ],
    place: "record",
  },
  "identity.values": {
    means: "A value that only one record may have belongs to another record on the server.",
    steps: [
      "Open an example: the answer names the value.",
      "Look in the source system for the record that has it as well, and correct one of them.",
    ],
    place: "record",
  },
  "identity.folders": {
    means:
      "Two folders of this connection hold the same record. Steward sends the one of the folder that was added first.",
    steps: [
      "Decide which folder is right, and take the other file out of its folder.",
      "If the first folder is out of date, remove it from the connection.",
    ],
    place: "folders",
  },
  "rejected-line": {
    means: "A line of a file is no record that can be sent. All other lines were read.",
    steps: [
      "Open the file at the line that is named.",
      "Correct it in what exports the file, and read the folder again.",
    ],
    place: "source-file",
  },
  "rejected-line.not-json": {
    means: "A line is not complete: the file was cut off, or the line is not one whole record in braces.",
    steps: [
      "Open the file at the line that is named. Often it is the last one: then the export was stopped, or the file was copied while it was written.",
      "Export the file again.",
    ],
    place: "source-file",
  },
  "rejected-line.wrong-type": {
    means: "A value of the line is of another sort than the API's, such as a text where a number belongs.",
    steps: [
      "Open the file at the line that is named, and look at the member.",
      "Have the export write numbers and true or false without quotation marks, and texts with them.",
    ],
    place: "source-file",
  },
  "rejected-line.no-key": {
    means:
      "The line misses a part of what identifies the record, so that nobody could say which record it is.",
    steps: [
      "Open the file at the line that is named, and fill in what is missing, in the source system or in the export.",
    ],
    place: "source-file",
  },
  "rejected-line.encoding": {
    means: "The file is not written in UTF-8: names with accents would arrive as other letters.",
    steps: ['Have the export write UTF-8 (spreadsheets call it "CSV UTF-8" or "Unicode").'],
    place: "source-file",
  },
  "rejected-line.duplicate-key": {
    means: "Two lines state the same record with different content. The later line was taken.",
    steps: [
      "Open the file at the line that is named, and look which of the two is right.",
      "Remove the other one in the source system; it will come back with the next export otherwise.",
    ],
    place: "source-file",
  },
  "rejected-line.unknown-resource": {
    means: "The name of the file is none of this server's resources, so that its lines cannot be sent there.",
    steps: [
      "Compare the file's name with the API's resource names, such as studentSchoolAssociations.jsonl.",
      "If the resource belongs to an extension or to another year's data standard, this server does not have it: take the file out of the folder.",
    ],
    place: "folders",
  },
  "rejected-line.unreadable": {
    means: "The file could not be read. Its records stay as they were: nothing counts as gone because of it.",
    steps: [
      "Look whether another program has the file open, whether it is still being copied, and whether you may read it.",
      "Read the folder again.",
    ],
    place: "source-file",
  },
} satisfies Entries;
