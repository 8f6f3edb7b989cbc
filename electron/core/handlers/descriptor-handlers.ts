import type { Handlers } from "../../../shared/contract.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import type { Parts } from "../parts.ts";

type DescriptorCommands =
  | "descriptors.types"
  | "descriptors.codes"
  | "descriptors.values"
  | "descriptors.map"
  | "descriptors.pull"
  | "descriptors.export"
  | "descriptors.import";

export function createDescriptorHandlers({
  service,
  mapper,
  pulls,
  secrets,
}: Parts): Pick<Handlers, DescriptorCommands> {
  return {
    "descriptors.types": ({ connection }) => mapper.types(service.find(connection)),
    "descriptors.codes": ({ connection, ...query }) => mapper.codes(service.find(connection), query),
    "descriptors.values": ({ connection, type, search, limit }) =>
      mapper.values(service.find(connection), type, search, limit),
    "descriptors.map": ({ connection, mappings }) => mapper.map(service.find(connection), mappings),
    "descriptors.pull": ({ connection: ref, types }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      requireKey(connection, secrets);
      return pulls.run(
        connection,
        types?.map((type) => mapper.requireType(connection, type)),
      );
    },
    "descriptors.export": ({ connection, unmapped }) => mapper.export(service.find(connection), unmapped),
    "descriptors.import": ({ connection, csv }) => mapper.import(service.find(connection), csv),
  };
}
