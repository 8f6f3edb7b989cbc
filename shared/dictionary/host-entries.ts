import type { Entries } from "./entry.ts";

/** Repairs in our settings, at the host, or by waiting. */
export const hostEntries = {
  descriptor: {
    means: "A code of your system is none that this server knows.",
    steps: ["Map the code to one of the server's values: one mapping is enough for all records that use it."],
    place: "mapping",
  },
  "descriptor.unmapped": {
    means:
      "Your system uses this code, and this server has no such value. Records with it are kept back: they would be refused.",
    misleads:
      'The API would say that the descriptor "is required" or "does not exist". Both mean: this code is not recognised.',
    steps: [
      "Map the code to one of the server's values. Steward suggests those that look alike and says why.",
      "Save: the records that use it are sent at once or with the next batch, as you choose.",
    ],
    place: "mapping",
  },
  "descriptor.unknown": {
    means: "The server does not know a value that was sent to it, though it has the form of one.",
    misleads:
      'Some servers print the value in small letters, others say that it "could not be resolved": the value is simply not there.',
    steps: [
      "Read the server's values again on the descriptors' page: the host may have changed them.",
      "Map the value to one that the server has, or ask the host to add it.",
    ],
    place: "mapping",
  },
  "descriptor.form": {
    means:
      "A value stands where a code of the server belongs, and it does not have the form of one (namespace#code).",
    steps: [
      "Look at an example: a name or a number in this place comes from a wrong column.",
      "If it is a code of your system, map it on the descriptors' page.",
    ],
    place: "mapping",
  },
  permission: {
    means: "The key of this connection may not do this on the server. The data may be right.",
    steps: [
      "Open the permissions' page and read them again.",
      "Tell the host which resource is refused, with the status and the time; what the host has granted shows on the same page.",
    ],
    place: "permissions",
  },
  "permission.key": {
    means: "The server does not accept the key and secret of this connection.",
    steps: [
      "Test the connection: the step that fails says why.",
      "Enter the current key and secret. They are tested before the old ones are replaced.",
    ],
    place: "key",
  },
  "permission.resource": {
    means: "The key has no rights at this resource at all: the host's claim set leaves it out.",
    misleads:
      '"Are you missing a claim?" asks the host, not you: a claim is a right that the host gives to a key.',
    steps: [
      "Ask the host to add the resource to the claim set of this key.",
      "If you are not meant to send it, switch it off in the profile.",
    ],
    place: "permissions",
  },
  "permission.action": {
    means: "The key may read this resource, and may not create, change or delete it.",
    steps: [
      "Compare on the permissions' page what is granted with what you send.",
      "Ask the host for the missing right, or switch the resource off in the profile.",
    ],
    place: "permissions",
  },
  "permission.relationship": {
    means:
      "The records belong to a school, a student or a staff member that this key does not reach. A key reaches the organizations that the host gave it, and the people who are enrolled or employed there.",
    misleads:
      '"No relationships have been established" most often means that the student is not enrolled yet on this server, or that the enrolment was refused. Look there first.',
    steps: [
      "Look whether the enrolment (or the staff member's assignment) of the same person was accepted; if it was refused, mend that first.",
      "Compare the school's number with the organizations on the permissions' page.",
      "If the school is missing there, ask the host to add it to the key.",
    ],
    place: "permissions",
  },
  "permission.namespace": {
    means: "These records name a namespace in which this key may not write.",
    steps: [
      "Compare the namespace of an example with the prefixes on the permissions' page.",
      "Correct it in the source, or ask the host to add the prefix to the key.",
    ],
    place: "permissions",
  },
  "permission.ownership": {
    means: "Another key has created these items, and the server lets only that key change them.",
    steps: [
      "Find out which system sends them, and say so in the profile: another system sends it.",
      "If they are meant to be yours, ask the host to hand them over.",
    ],
    place: "profile",
  },
  "permission.profile": {
    means:
      "The host has put an API profile on this key: some resources or members may not be written with it.",
    steps: [
      "Look at the API profile on the profile page: it says what it leaves out.",
      "Choose another one if the host has assigned several, or ask the host.",
    ],
    place: "profile",
  },
  "permission.rule": {
    means: "The host has set a rule of its own that does not let this key write these records.",
    steps: ["Ask the host which rule it is, and what the records would have to say."],
    place: "nowhere",
  },
  waiting: {
    means: "These records wait for others. Nothing is wrong with them.",
    steps: ["Look at what they wait for: when that is accepted they go out by themselves."],
    place: "push",
  },
  "waiting.association": {
    means:
      "The person is on the server already, sent by another school or system. You may change them once their enrolment or assignment in your district is accepted.",
    misleads: "The API answers 403, as if a right were missing for good. It comes with the enrolment.",
    steps: [
      "Look whether the enrolment (or assignment) is in your files, and whether it was accepted.",
      "When it is, these go out by themselves with the next push.",
    ],
    place: "record",
  },
  "waiting.left-out": {
    means: "What these records refer to is in your files, and the last push was told to leave it out.",
    steps: ["Push the resource that they wait for, or everything."],
    place: "push",
  },
  "waiting.switched-off": {
    means:
      "What these records refer to is in your files, and the profile of this connection does not send it.",
    steps: [
      "Switch the resource on in the profile, if you are to send it.",
      "If another system sends it, say so there: then the server is asked instead.",
    ],
    place: "profile",
  },
  "waiting.other-school": {
    means: "These records refer to records of a school that is not among those which this connection sends.",
    steps: [
      "Add that school to those of the connection, if you are to send it.",
      "If these records belong to that school too, correct what they refer to in the source system.",
    ],
    place: "profile",
  },
  "key-change": {
    means:
      "What identifies a record has changed, and the server does not let it change there. The old item has to be replaced by a new one.",
    steps: [
      "Look at the plan: what is made anew, what is moved to it, and what is removed.",
      "Confirm it, or correct the value in the source system if it changed by mistake.",
    ],
    place: "push",
  },
  "changed-elsewhere": {
    means:
      "Somebody else has changed these items on the server since you last sent them. Yours were not sent over theirs.",
    steps: [
      "Open a record: it shows the server's version beside yours.",
      "Send yours anyway, or keep theirs.",
    ],
    place: "record",
  },
  server: {
    means: "The server, or the way to it, has trouble. Nothing is wrong with your records.",
    steps: ["Wait: they are sent again by themselves. If it lasts, tell the host status and time."],
    place: "connection-test",
  },
  "server.busy": {
    means: "The server had too much to do. Steward sends more slowly and repeats by itself.",
    steps: ["Nothing is to be done here. If it happens every day, ask the host at what hours there is room."],
    place: "nowhere",
  },
  "server.fault": {
    means: "The server breaks on these records and no others.",
    steps: [
      "Open an example, and compare it with a record of the same resource that was accepted.",
      "Tell the host resource, status and time: the fault is in the server's own log.",
    ],
    place: "record",
  },
  "server.setup": {
    means: "The server is not set up as it should be for this key or this resource.",
    steps: ["Tell the host status, type and time. Nothing can be done here."],
    place: "connection-test",
  },
  "server.lost": {
    means:
      "These were sent several times, and no clear answer came back. Nobody knows whether the server has them.",
    steps: [
      "Nothing is lost: the next push sends them again, which does no harm if they are there.",
      "If it stays so for this resource alone, tell the host resource and time.",
    ],
    place: "push",
  },
  other: {
    means: "The server refused these records for a reason that Steward does not know.",
    steps: [
      "Open an example: the server's own answer is shown there.",
      "Write down here what it turned out to be: the note is shown whenever it comes again.",
    ],
    place: "record",
  },
  "other.dependents": {
    means:
      "Other items on the server still refer to these, so that they cannot be removed or changed in this way.",
    steps: [
      "Remove or change first what refers to them; the answer names its kind.",
      "If another system has sent that, ask the people who run it.",
    ],
    place: "record",
  },
  "other.too-large": {
    means: "A record is larger than the server takes.",
    steps: [
      "Look at an example for a list that has grown without end, such as attachments or notes.",
      "Ask the host for its limit.",
    ],
    place: "record",
  },
  "other.request": {
    means:
      "The server could not make sense of the request itself. The address may lead to another version than was expected.",
    steps: [
      "Test the connection: it reads the server's version and addresses anew.",
      "If that is well, report it with the details.",
    ],
    place: "connection-test",
  },
} satisfies Entries;
