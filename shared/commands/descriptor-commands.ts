import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import {
  CodeLine,
  DescriptorType,
  DescriptorTypeLine,
  DescriptorValue,
  MappingChange,
  MappingResult,
  PullReport,
} from "../domain/descriptor.ts";

const of = z.object({ connection: ConnectionRef });

export const descriptorCommands = {
  /** Types that the sources use or that the server has, most held records first. */
  "descriptors.types": { input: of, output: z.array(DescriptorTypeLine) },
  /** Codes in the sources, by type and code; `after` is "type code" of the last one shown. */
  "descriptors.codes": {
    input: of.extend({
      type: DescriptorType.optional(),
      /** Only those that want a mapping: the unmapped ones, and those whose mapping is lost. */
      unmapped: z.boolean().default(false),
      /** Only those with a suggestion. */
      suggested: z.boolean().default(false),
      after: z.object({ type: z.string(), code: z.string() }).optional(),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.array(CodeLine),
  },
  /** Values of the server, those that fit `search` best first. */
  "descriptors.values": {
    input: of.extend({
      type: DescriptorType,
      search: z.string().max(200).default(""),
      limit: z.int().min(1).max(1000).default(50),
    }),
    output: z.array(DescriptorValue),
  },
  /** Saves mappings, and marks exactly the records that use them. */
  "descriptors.map": {
    input: of.extend({ mappings: z.array(MappingChange).min(1).max(10_000) }),
    output: MappingResult,
  },
  /** Reads all types and values from the server, by pages. */
  "descriptors.pull": { input: of.extend({ types: z.array(DescriptorType).optional() }), output: PullReport },
  /** CSV with a heading: type,code,uri. `unmapped`: the codes that want a mapping, to be filled in. */
  "descriptors.export": {
    input: of.extend({ unmapped: z.boolean().default(false) }),
    output: z.object({ csv: z.string(), lines: z.int() }),
  },
  "descriptors.import": {
    input: of.extend({ csv: z.string().max(20_000_000) }),
    output: MappingResult,
  },
} as const;
