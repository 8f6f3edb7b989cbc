import type {
  CodeLine,
  DescriptorTypeLine,
  DescriptorValue,
  MappingChange,
  MappingResult,
  PullReport,
} from "../../shared/domain/descriptor.ts";

/** Invented descriptors, codes and mappings, that answer what the descriptors' page asks. */

const monday = "2026-11-16T07:30:00.000Z";
export const attendance = "/ed-fi/attendanceEventCategoryDescriptors";
const grades = "/ed-fi/gradeLevelDescriptors";
const sexes = "/ed-fi/sexDescriptors";
const exits = "/tpdm/credentialStatusDescriptors";

interface World {
  codes: CodeLine[];
  values: Map<string, DescriptorValue[]>;
  pulledAt: string | undefined;
}

const nameOf = (type: string) => type.slice(type.lastIndexOf("/") + 1).replace(/s$/, "");

function descriptor(type: string, codeValue: string, more: Partial<DescriptorValue> = {}): DescriptorValue {
  const namespace = more.namespace ?? `uri://ed-fi.org/${nameOf(type)}`;
  return {
    uri: `${namespace}#${codeValue}`,
    namespace,
    codeValue,
    shortDescription: codeValue,
    description: more.description ?? codeValue,
  };
}

function code(type: string, value: string, more: Partial<CodeLine>): CodeLine {
  const uses = more.uses ?? 10;
  const resource = "/ed-fi/studentSchoolAttendanceEvents";
  return { type, code: value, state: "unmapped", uses, resources: [{ resource, uses }], ...more };
}

export function smallWorld(): World {
  const values = new Map([
    [
      attendance,
      [
        ...["Excused Absence", "In Attendance", "Tardy", "Unexcused Absence"].map((each) =>
          descriptor(attendance, each, { description: `${each}, as the state counts it` }),
        ),
        descriptor(attendance, "Tardy", {
          namespace: "uri://state.example.org/AttendanceEventCategoryDescriptor",
          description: "Late for medical reasons",
        }),
      ],
    ],
    [grades, ["Eighth grade", "Ninth grade", "Tenth grade"].map((each) => descriptor(grades, each))],
    [sexes, ["Female", "Male", "Not selected"].map((each) => descriptor(sexes, each))],
  ]);
  return {
    pulledAt: monday,
    values,
    codes: [
      code(attendance, "ABS-U", {
        uses: 412,
        suggestion: {
          uri: descriptor(attendance, "Unexcused Absence").uri,
          reason: "the beginning of its words",
          sure: false,
        },
      }),
      code(attendance, "LATE-MEDEXC", {
        uses: 7004,
        resources: [
          { resource: "/ed-fi/studentSchoolAttendanceEvents", uses: 6900 },
          { resource: "/ed-fi/studentSectionAttendanceEvents", uses: 104 },
        ],
        suggestion: {
          uri: "uri://state.example.org/AttendanceEventCategoryDescriptor#Tardy",
          reason: "same words as its description",
          sure: true,
        },
      }),
      code(attendance, "P", {
        uses: 98_000,
        state: "mapped",
        target: descriptor(attendance, "In Attendance").uri,
      }),
      code(attendance, "REMOTE", { uses: 51 }),
      code(attendance, "T", {
        uses: 77,
        state: "mapped",
        target: descriptor(attendance, "Tardy (old)").uri,
        lost: true,
      }),
      code(attendance, descriptor(attendance, "excused absence").uri, {
        state: "respelled",
        target: descriptor(attendance, "Excused Absence").uri,
      }),
      code(grades, "09", {
        uses: 1210,
        suggestion: { uri: descriptor(grades, "Ninth grade").uri, reason: "the same number", sure: true },
      }),
      code(sexes, descriptor(sexes, "Female").uri, { state: "valid", uses: 1500 }),
      code(exits, "Active", { state: "unchecked" }),
    ],
  };
}

/** So much that drawing all of it would be felt. */
export function hugeWorld(): World {
  const many = (n: number, width: number) =>
    Array.from({ length: n }, (_, index) => String(index + 1).padStart(width, "0"));
  const values = many(3000, 4).map((number) =>
    descriptor(grades, `Course ${number}`, {
      description: `Course number ${number} of the state's catalogue`,
    }),
  );
  return {
    pulledAt: monday,
    values: new Map([[grades, values]]),
    codes: many(3000, 4).map((number) =>
      code(grades, `LOCAL-${number}`, {
        uses: Number(number),
        ...(Number(number) % 2 === 0 && {
          suggestion: {
            uri: `uri://ed-fi.org/${nameOf(grades)}#Course ${number}`,
            reason: "same number",
            sure: true,
          },
        }),
      }),
    ),
  };
}

const types = [attendance, exits, grades, sexes];

/** Answers by the world, which the commands change. */
export function mappingAnswers(world: World) {
  const line = (type: string): DescriptorTypeLine => {
    const codes = world.codes.filter((each) => each.type === type);
    const unmapped = codes.filter(({ state }) => state === "unmapped");
    const mapped = codes.filter(({ state }) => state === "mapped" || state === "respelled");
    const usesOf = (lines: readonly CodeLine[]) => lines.reduce((sum, { uses }) => sum + uses, 0);
    const readable = type !== exits;
    return {
      type,
      ...(world.pulledAt !== undefined && { pulledAt: world.pulledAt }),
      ...(world.pulledAt !== undefined && readable && { values: world.values.get(type)?.length ?? 0 }),
      readable: readable || world.pulledAt === undefined,
      codes: codes.length,
      unmapped: unmapped.length,
      unmappedUses: usesOf(unmapped),
      uses: {
        same: usesOf(codes) - usesOf(mapped) - usesOf(unmapped),
        mapped: usesOf(mapped),
        open: usesOf(unmapped),
      },
    };
  };
  return {
    "descriptors.types": () =>
      types.map(line).toSorted((one, other) => other.unmappedUses - one.unmappedUses),
    "descriptors.codes": (query: { type?: string; unmapped?: boolean; after?: CodeLine; limit?: number }) =>
      codesOf(world, query),
    "descriptors.values": ({
      type,
      search = "",
      limit = 50,
    }: {
      type: string;
      search?: string;
      limit?: number;
    }) =>
      (world.values.get(type) ?? [])
        .filter(({ codeValue, description }) =>
          `${codeValue} ${description}`.toLowerCase().includes(search.toLowerCase()),
        )
        .slice(0, limit),
    "descriptors.map": ({ mappings }: { mappings: MappingChange[] }): MappingResult => {
      world.codes = world.codes.map((each) => mapped(each, mappings));
      const uses = mappings.map(
        ({ code: value }) => world.codes.find((one) => one.code === value)?.uses ?? 0,
      );
      return {
        changed: mappings.length,
        records: uses.reduce((sum, each) => sum + each, 0),
        refused: [],
        warnings: [],
      };
    },
    "descriptors.pull": (): PullReport => {
      world.pulledAt = new Date().toISOString();
      return {
        types: 4,
        values: 3294,
        added: 3,
        changed: 1,
        gone: 0,
        unreadable: [exits],
        failed: [{ type: sexes, reason: "The server answered 500." }],
      };
    },
    "descriptors.export": ({ unmapped = false }: { unmapped?: boolean }) => ({
      csv: unmapped ? "type,code,uri\r\n" : `type,code,uri\r\n${attendance},P,uri\r\n`,
      lines: unmapped ? 0 : 1,
    }),
    "descriptors.import": (): MappingResult => ({
      changed: 411,
      records: 12_480,
      refused: [
        { line: 7, reason: 'the server has no descriptor type "colour"' },
        { line: 12, reason: "the code is missing" },
      ],
      warnings: ["3 lines have no URI and changed nothing."],
    }),
  };
}

function codesOf(
  world: World,
  {
    type,
    unmapped = false,
    after,
    limit = 200,
  }: { type?: string; unmapped?: boolean; after?: CodeLine; limit?: number },
): CodeLine[] {
  const all = world.codes.filter(
    (each) => (type === undefined || each.type === type) && (!unmapped || each.state === "unmapped"),
  );
  const from =
    after === undefined
      ? 0
      : all.findIndex((each) => each.type === after.type && each.code === after.code) + 1;
  return all.slice(from, from + limit);
}

function mapped(line: CodeLine, mappings: readonly MappingChange[]): CodeLine {
  const change = mappings.find((each) => each.type === line.type && each.code === line.code);
  if (!change) return line;
  const { suggestion: _, target: __, lost: ___, ...rest } = line;
  return change.uri === null
    ? { ...rest, state: "unmapped" }
    : { ...rest, state: "mapped", target: change.uri };
}
