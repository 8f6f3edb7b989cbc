import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { compareWithOrigin } from "../connections/comparison.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { openLink } from "../connections/link.ts";
import { requireOpen } from "../connections/refusals.ts";
import { removeConnection } from "../connections/remove-connection.ts";
import { contentOfTemplate, readTemplate } from "../connections/template.ts";
import { knownModel, type Parts } from "../parts.ts";

type ConnectionCommands = Extract<keyof Handlers, `connections.${string}`>;

export function createConnectionHandlers(parts: Parts): Pick<Handlers, ConnectionCommands> {
  const { service, probes, rotation, updates, copies, closing } = parts;
  return {
    "connections.list": service.list,
    "connections.show": ({ connection }) => service.show(connection),
    "connections.add": (input) => service.add(input),
    "connections.test": ({ connection }) => service.test(connection),
    "connections.probe": probes.run,
    "connections.rotate": ({ connection: ref, credentials }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      return rotation.rotate(connection, credentials);
    },
    "connections.secrets": ({ connection }) => service.keptSecrets(connection),
    "connections.update": async (input) => {
      const before = service.find(input.connection);
      const answer = await updates.update(input);
      await followSchools(parts, before);
      return answer;
    },
    "connections.clone": (input) => copies.clone(input),
    "connections.export": ({ connection }) => copies.export(connection),
    "connections.readTemplate": ({ template }) => contentOfTemplate(readTemplate(template)),
    "connections.import": (input) => copies.import(input),
    "connections.differences": async ({ connection: ref, refresh }) => {
      const connection = service.find(ref);
      if (refresh) await askServer(parts, connection);
      return compareWithOrigin(parts, service.find(connection.uid));
    },
    "connections.close": async ({ connection }) => {
      await parts.pulls.stop(service.find(connection).id);
      return closing.close(connection);
    },
    "connections.reopen": async ({ connection }) => {
      const open = closing.reopen(connection);
      // A profile that it shares may have changed meanwhile.
      await parts.reshapes.run(service.find(open.id).id);
      return open;
    },
    "connections.remove": async ({ connection }) => {
      // The practice connection is one with its API and its district.
      if (parts.practiceServer.isOf(service.find(connection).uid)) await parts.practice.remove();
      else await removeConnection(parts, connection);
    },
  };
}

/** Other schools are sent than before: their records are to be sent now, or are not any more. */
async function followSchools(parts: Parts, { uid, settings: before }: StoredConnection): Promise<void> {
  const connection = parts.service.find(uid);
  const model = knownModel(parts, connection);
  if (!model || String(before.schools) === String(connection.settings.schools)) return;
  try {
    await parts.sources.during(connection, "schools", (signal) =>
      parts.scopes.settle(connection.id, model, signal),
    );
  } catch (error) {
    // The schools are saved: whoever ended this, the next reading of the folders does it.
    if (!(error instanceof AppError && error.code === "cancelled")) throw error;
  }
  parts.emit({ name: "data.changed", data: { tables: ["records", "causes"] } });
}

/** Reads anew what the server has; without a key only what it shows to everyone. */
async function askServer(parts: Parts, connection: StoredConnection): Promise<void> {
  requireOpen(connection);
  if (connection.keySince !== null || parts.secrets.source === "environment") {
    await parts.pulls.run(connection);
    return;
  }
  const { connections, models, secrets, tokens } = parts;
  const stores = { connections, models, secrets, tokens };
  const link = await openLink(stores, connection, new AbortController().signal);
  await link.client.close();
}
