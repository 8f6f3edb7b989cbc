import { code } from "./codes.ts";
import { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { dateAfter, firstDay } from "./year.ts";

type Body = Readonly<Record<string, unknown>>;
/** Makes of a core record its `_ext` part, and emits what comes after it. */
type Extend = (body: Body, random: Random) => Body;

type Club = readonly [name: string, type: string];

const clubs: readonly [Club, ...Club[]] = [
  ["Chess Club", "Academic"],
  ["Drama Club", "Arts"],
  ["Garden Club", "Service"],
  ["Running Club", "Sports"],
];

const hobbies = ["Drawing", "Swimming", "Astronomy", "Cooking", "Coding"] as const;

const extenders: Readonly<Record<string, Extend>> = {
  students: (body, random) => ({
    ...body,
    _ext: {
      sample: {
        ridesBicycle: random.chance(0.3),
        ...(random.chance(0.5) && {
          hobbies: [{ hobby: random.pick(hobbies), yearsOfPractice: random.below(9) }],
        }),
      },
    },
  }),
  studentSchoolAssociations: (body, random) => ({
    ...body,
    _ext: {
      sample: {
        lockerNumber: String(random.between(100, 999)),
        firstChoiceClubTypeDescriptor: code("clubType", random.pick(clubs)[1]),
        ...(random.chance(0.5) && { firstChoiceClubReference: clubOf(body, random) }),
      },
    },
  }),
  staffs: (body, random) => ({
    ...body,
    addresses: (body.addresses as readonly object[]).map((address) => ({
      ...address,
      _ext: { sample: { mailStop: `M${random.between(1, 40)}` } },
    })),
    _ext: { sample: { coachesClubs: random.chance(0.2) } },
  }),
};

/**
 * Adds the sample extension to a district: `_ext` parts in core records, the clubs of each school, and a share of the
 * students in them. It draws from sequences of its own, so that the core's members stay what they are without it.
 */
export function withSample(seed: number, emit: Emit): Emit {
  const counts = new Map<string, number>();
  const sequence = (resource: string): Random => {
    const count = (counts.get(resource) ?? 0) + 1;
    counts.set(resource, count);
    return new Random(seed, 9, resource.length, count);
  };
  return (resource, record) => {
    const extend = extenders[resource];
    const random = sequence(resource);
    const body = record as Body;
    emit(resource, extend === undefined ? body : extend(body, random));
    if (resource === "schools") emitClubs(emit, body.schoolId);
    if (resource === "studentSchoolAssociations" && random.chance(0.25)) emitMembership(emit, body, random);
  };
}

function emitClubs(emit: Emit, schoolId: unknown): void {
  for (const [clubName, type] of clubs) {
    emit("clubs", {
      clubName,
      schoolReference: { schoolId },
      clubTypeDescriptor: code("clubType", type),
      meetings: [{ roomNumber: "12", startTime: "15:30:00" }],
    });
  }
}

function emitMembership(emit: Emit, enrollment: Body, random: Random): void {
  emit("studentClubAssociations", {
    beginDate: dateAfter(String(enrollment.entryDate ?? firstDay), 7),
    clubReference: clubOf(enrollment, random),
    studentReference: enrollment.studentReference,
  });
}

function clubOf({ schoolReference }: Body, random: Random): object {
  return { clubName: random.pick(clubs)[0], ...(schoolReference as object) };
}
