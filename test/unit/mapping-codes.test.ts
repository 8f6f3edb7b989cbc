import { describe, expect, it } from "vitest";
import { compileCodes, packCodes, unpackCodes } from "../../electron/core/mapping/codes.ts";
import { createFates } from "../../electron/core/mapping/fates.ts";
import { foldValue, type KnownValues, resolveCode } from "../../electron/core/mapping/resolve.ts";
import { Shaper } from "../../electron/core/mapping/shape.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Resource } from "../../electron/core/model/types.ts";
import { listOf, openApi3, referenceOf, schemaOf, text, to, whole } from "./model-documents.ts";

const descriptor = { type: "string", maxLength: 306 };
const model = readModel([
  openApi3(
    {
      "/ed-fi/termDescriptors": {
        schema: "edFi_termDescriptor",
        properties: { codeValue: text, namespace: text },
        required: ["codeValue", "namespace"],
        key: ["codeValue", "namespace"],
      },
      "/ed-fi/colorDescriptors": {
        schema: "edFi_colorDescriptor",
        properties: { codeValue: text, namespace: text },
        required: ["codeValue", "namespace"],
        key: ["codeValue", "namespace"],
      },
      "/ed-fi/sessions": {
        schema: "edFi_session",
        properties: { sessionName: text, termDescriptor: descriptor },
        required: ["sessionName", "termDescriptor"],
        key: ["sessionName", "termDescriptor"],
      },
      "/ed-fi/clubs": {
        schema: "edFi_club",
        properties: {
          clubName: text,
          firstTermDescriptor: descriptor,
          sessionReference: to("edFi_sessionReference"),
          badges: listOf("edFi_clubBadge"),
          seats: whole,
          _ext: to("clubExtensions"),
        },
        required: ["clubName"],
        key: ["clubName"],
      },
    },
    {
      edFi_sessionReference: referenceOf({ sessionName: text, termDescriptor: descriptor }),
      edFi_clubBadge: schemaOf({ colorDescriptor: descriptor, _ext: to("badgeExtensions") }),
      clubExtensions: schemaOf({ sample: to("sample_club"), otherState: to("other_club") }),
      badgeExtensions: schemaOf({ sample: to("sample_badge") }),
      sample_club: schemaOf({ colorDescriptor: descriptor, motto: text }),
      other_club: schemaOf({ motto: text }),
      sample_badge: schemaOf({ motto: text }),
    },
  ),
]);
const clubs = model.resources.find(({ name }) => name === "clubs") as Resource;
const term = "/ed-fi/termDescriptors";
const color = "/ed-fi/colorDescriptors";

const club = () => ({
  clubName: "Chess",
  firstTermDescriptor: "FALL",
  sessionReference: { sessionName: "2027", termDescriptor: "uri://ed-fi.org/TermDescriptor#Fall" },
  badges: [
    { colorDescriptor: "R", _ext: { sample: { motto: "on" } } },
    { colorDescriptor: "B" },
    { colorDescriptor: "R" },
  ],
  _ext: { sample: { colorDescriptor: "G", motto: "mate" }, otherState: { motto: "in two" } },
});

describe("the codes of a body", () => {
  it("are its descriptor values, in references, lists and extensions too, and its extensions, each once", () => {
    expect(compileCodes(clubs).find(club())).toEqual([
      ...[term, "FALL", "_ext", "sample", "_ext", "otherstate"],
      ...[color, "R", color, "B", color, "G", term, "uri://ed-fi.org/TermDescriptor#Fall"],
    ]);
  });

  it.each([
    ["nothing", {}],
    [
      "other types than a schema says",
      { firstTermDescriptor: 7, badges: "none", sessionReference: null, _ext: [] },
    ],
  ])("are none in a body of %s", (_, body) => {
    expect(compileCodes(clubs).find(body)).toEqual([]);
  });

  it("come back from their packed form", () => {
    expect(unpackCodes(packCodes([1, 0, 4_294_967_295]))).toEqual([1, 0, 4_294_967_295]);
  });
});

const known = (
  values: readonly string[],
  mappings: Record<string, string> = {},
  stated: string[] = [],
): KnownValues => ({
  values: new Map(values.map((value) => [foldValue(value), value])),
  mappings: new Map(Object.entries(mappings)),
  stated: new Set(stated.map(foldValue)),
});
const fall = "uri://ed-fi.org/TermDescriptor#Fall";

describe("what becomes of a code", () => {
  it.each([
    ["a value of the server", fall, known([fall]), { state: "valid" }],
    [
      "the same in other letters",
      " URI://ed-fi.org/termdescriptor#fall ",
      known([fall]),
      { state: "respelled", target: fall },
    ],
    ["a mapped code", "F", known([fall], { F: fall }), { state: "mapped", target: fall }],
    [
      "one mapped in other letters",
      "F",
      known([fall], { F: fall.toUpperCase() }),
      { state: "mapped", target: fall },
    ],
    [
      "one mapped to what is gone",
      "F",
      known([fall], { F: "x#y" }),
      { state: "mapped", target: "x#y", lost: true },
    ],
    [
      "a value mapped to another",
      fall,
      known([fall, "x#y"], { [fall]: "x#y" }),
      { state: "mapped", target: "x#y" },
    ],
    ["a value that our files create", "x#y", known([fall], {}, ["X#Y"]), { state: "stated" }],
    ["any other", "F", known([fall]), { state: "unmapped" }],
    ["a code of an unseen type", "F", { ...known([]), values: undefined }, { state: "unchecked" }],
    ["a code of a type shown empty", "F", known([]), { state: "unchecked" }],
  ] as const)("%s", (_, code, values, expected) => {
    expect(resolveCode(code, values)).toEqual(expected);
  });
});

/** A shaper over codes that are listed from 1 on. */
function shaperFor(types: Record<string, KnownValues>, extensions: "all" | string[] = "all") {
  const listed = new Map<string, number>();
  const codes: { type: string; code: string }[] = [];
  const pack = (body: object) => {
    const pairs = compileCodes(clubs).find(body);
    const ids: number[] = [];
    for (let at = 0; at < pairs.length; at += 2) {
      const [type = "", code = ""] = pairs.slice(at, at + 2);
      const id = listed.get(type + code) ?? codes.push({ type, code });
      listed.set(type + code, id);
      ids.push(id);
    }
    return packCodes(ids);
  };
  const unseen: KnownValues = { values: undefined, mappings: new Map(), stated: new Set() };
  const fates = createFates({
    codes: { one: (id) => codes[id - 1] },
    extensions,
    known: (type) => types[type] ?? unseen,
  });
  const shaper = new Shaper(clubs, fates);
  return (body: object | string, packed?: Buffer) =>
    typeof body === "string"
      ? shaper.shape({ codes: packed ?? packCodes([0]), body })
      : shaper.shape({ codes: packed ?? pack(body), body: JSON.stringify(body) });
}

describe("a record on its way to a connection", () => {
  it("goes as it stands when all its values are the server's", () => {
    const shape = shaperFor({});
    expect(shape(club())).toEqual({ kind: "ready", body: JSON.stringify(club()), stated: [] });
  });

  it("carries what its codes are mapped to, at every depth", () => {
    const shape = shaperFor({
      [term]: known([fall], { FALL: fall }),
      [color]: known(["c#Red", "c#Blue", "c#Green"], { R: "c#Red", B: "c#Blue", G: "c#Green" }),
    });
    const shaped = shape(club());
    expect(shaped.kind === "ready" && JSON.parse(shaped.body)).toEqual({
      ...club(),
      firstTermDescriptor: fall,
      badges: [
        { colorDescriptor: "c#Red", _ext: { sample: { motto: "on" } } },
        { colorDescriptor: "c#Blue" },
        { colorDescriptor: "c#Red" },
      ],
      _ext: { sample: { colorDescriptor: "c#Green", motto: "mate" }, otherState: { motto: "in two" } },
    });
  });

  it("is held for a code that nobody has mapped", () => {
    const shape = shaperFor({ [color]: known(["c#Red", "c#Green"], { R: "c#Red", G: "c#Green" }) });
    expect(shape(club())).toEqual({ kind: "held", code: { type: color, code: "B" } });
  });

  it("leaves out the parts of an extension that is switched off, wherever they stand", () => {
    const shaped = shaperFor({}, ["other-state"])(club());
    expect(shaped.kind === "ready" && JSON.parse(shaped.body)).toEqual({
      ...club(),
      badges: [{ colorDescriptor: "R" }, { colorDescriptor: "B" }, { colorDescriptor: "R" }],
      _ext: { otherState: { motto: "in two" } },
    });
  });

  it("has no _ext at all when no part of it is left", () => {
    const shaped = shaperFor({}, [])(club());
    expect(shaped.kind === "ready" && shaped.body).not.toContain("_ext");
  });

  it("is not held for a code that only stands in a part that is left out", () => {
    const colors = known(["c#Red", "c#Blue"], { R: "c#Red", B: "c#Blue" });
    expect(shaperFor({ [color]: colors }, [])(club()).kind).toBe("ready");
    expect(shaperFor({ [color]: colors })(club())).toEqual({
      kind: "held",
      code: { type: color, code: "G" },
    });
  });

  it("names the values that the connection's own files have to create first", () => {
    const shape = shaperFor({ [term]: known([fall], {}, ["FALL"]) });
    expect(shape(club())).toMatchObject({ kind: "ready", stated: [{ type: term, code: "FALL" }] });
  });

  it("is looked into where its codes were too many to be listed", () => {
    const shape = shaperFor({ [term]: known([fall], { FALL: fall }) });
    const shaped = shape(club(), packCodes([0]));
    expect(shaped.kind === "ready" && JSON.parse(shaped.body).firstTermDescriptor).toBe(fall);
  });

  it("keeps numbers that a double cannot hold", () => {
    const shape = shaperFor({ [term]: known([fall], { FALL: fall }) });
    const text = '{"firstTermDescriptor":"FALL","seats":9007199254740993}';
    const shaped = shape(text, packCodes([0]));
    expect(shaped.kind === "ready" && shaped.body).toBe(
      `{"firstTermDescriptor":"${fall}","seats":9007199254740993}`,
    );
  });
});
