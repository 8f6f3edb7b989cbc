import { contentOfTemplate, readTemplate } from "../../electron/core/connections/template.ts";
import { type CommandName, type ConnectionStatus, commands } from "../../shared/contract.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { windowCommands } from "../../shared/window.ts";
import { createFakeCore, type FakeCore } from "../hosts/fake-core.ts";
import { defaultWorld } from "../hosts/fake-world.ts";
import { type Answers, goodSteps, quietAnswers, someDifferences, templateOf } from "./connection-answers.ts";

/** What the pages of connections ask for, answered by hand: invented connections that can be cloned, closed and removed. */

interface Asked {
  readonly name: string;
  readonly input: unknown;
}

export interface ConnectionWorld extends Transport {
  readonly core: FakeCore;
  /** Every command that was asked for, in order. */
  readonly asked: readonly Asked[];
  inputsOf(name: string): unknown[];
  statuses(): readonly ConnectionStatus[];
}

export function createConnectionWorld(
  given: readonly ConnectionStatus[] = twoConnections(),
  more: Answers = {},
): ConnectionWorld {
  const world = { statuses: [...given], causes: defaultWorld().causes };
  const core = createFakeCore({ world, byHand: true });
  const asked: Asked[] = [];
  const answers: Answers = { ...connectionAnswers(world, core), ...quietAnswers, ...more };
  return {
    core,
    asked,
    listen: core.listen,
    inputsOf: (name) => asked.filter((each) => each.name === name).map(({ input }) => input),
    statuses: () => world.statuses,
    call: async (name, input) => {
      asked.push({ name, input });
      const answer = answers[name];
      if (answer === undefined) return core.call(name, input);
      // What pages ask and what they are answered must be what the contract says.
      const { input: question, output } = { ...commands, ...windowCommands }[name as CommandName];
      return reply(async () => output.parse(await answer(question.parse(input) as never)));
    },
  };
}

async function reply(answer: () => unknown): Promise<Reply> {
  try {
    return { ok: true, value: await answer() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    return { ok: false, error: { code, message, ...(details !== undefined && { details }) } };
  }
}

function twoConnections(): ConnectionStatus[] {
  return defaultWorld().statuses;
}

/** As many as are to be comfortable, with the longest names there can be among them. */
export function tenConnections(): ConnectionStatus[] {
  const [state, practice] = defaultWorld().statuses;
  if (!state || !practice) return [];
  const names = [
    "Local hub",
    "State 2025-26",
    "Regional Education Service Center for the North-Eastern Lakes, shared instance, 2026-27 school year",
    "Assessment-and-Accountability-Data-Collection-System-of-the-Department-of-Education-2026-2027-pilot",
    "Special education",
    "State 2026-27, staging",
    "TPDM pilot",
    "State 2024-25",
  ];
  const others = names.map(
    (name, index): ConnectionStatus => ({
      ...practice,
      connection: {
        ...practice.connection,
        id: `c-${index}`,
        name,
        practice: false,
        ...(index === 1 && { key: { ending: "k9Zz", since: "2024-08-01T08:00:00.000Z", due: true } }),
        ...(index >= 7 && { closedAt: "2026-07-01T08:00:00.000Z" }),
      },
    }),
  );
  const keyless = others[4];
  if (keyless) {
    const { key: _, ...connection } = keyless.connection;
    const { lastRun: __, ...rest } = keyless;
    others[4] = { ...rest, connection };
  }
  return [state, practice, ...others];
}

function connectionAnswers(world: { statuses: ConnectionStatus[] }, core: FakeCore): Answers {
  const find = (reference: string) => {
    const found = world.statuses.find(
      ({ connection: { id, name } }) => reference === id || reference === name,
    );
    if (!found) throw new AppError("not-found", "There is no connection of that name.");
    return found;
  };
  const tell = () => core.emit({ name: "data.changed", data: { tables: ["connections", "audit"] } });
  const put = (id: string, change: Partial<Connection>) => {
    const { connection } = find(id);
    const next = { ...connection, ...change };
    world.statuses = world.statuses.map((status) =>
      status.connection.id === connection.id ? { ...status, connection: next } : status,
    );
    tell();
    return next;
  };
  const add = (connection: Connection) => {
    const { lastRun: _, ...fresh } = twoConnections()[1] ?? find("");
    world.statuses = [...world.statuses, { ...fresh, connection }];
    tell();
    return connection;
  };
  const made = (name: string, change: Partial<Connection>): Connection => ({
    ...find(twoConnections()[0]?.connection.id ?? "").connection,
    id: `c-${name.length}-new`,
    name,
    ...change,
  });
  return {
    "status.show": () => world.statuses,
    "connections.test": ({ connection }: { connection: string }) => ({
      connection: find(connection).connection,
      steps: goodSteps,
    }),
    "connections.add": ({ name, settings }: { name: string; settings: Connection["settings"] }) => {
      const base = twoConnections()[0]?.connection;
      if (!base) throw new AppError("not-found", "The world is empty.");
      const connection = add({ ...base, id: "c-added", name, settings: { ...base.settings, ...settings } });
      return { connection, steps: goodSteps };
    },
    "connections.update": (input: {
      connection: string;
      name?: string;
      settings?: Connection["settings"];
    }) => {
      const { settings } = find(input.connection).connection;
      const connection = put(input.connection, {
        ...(input.name !== undefined && { name: input.name }),
        settings: { ...settings, ...input.settings },
      });
      return { connection, steps: goodSteps };
    },
    "connections.rotate": ({ connection }: { connection: string }) => ({
      connection: put(connection, {
        key: { ending: "n3Wk", since: new Date().toISOString(), due: false },
      }),
      steps: goodSteps,
    }),
    "connections.clone": ({ connection, name }: { connection: string; name: string }) => ({
      connection: add(made(name, { clonedFrom: find(connection).connection.name })),
      steps: goodSteps,
      mappings: 3000,
      differences: someDifferences(find(connection).connection.name),
    }),
    "connections.export": ({ connection }: { connection: string }) => templateOf(find(connection).connection),
    // Looked into by the core's own rules: what is no template is refused in its words.
    "connections.readTemplate": ({ template }: { template?: unknown }) =>
      contentOfTemplate(readTemplate(template)),
    "connections.import": ({ template, name }: { template?: unknown; name: string }) => ({
      connection: add(made(name, { clonedFrom: readTemplate(template).name })),
      steps: [],
      mappings: readTemplate(template).mappings.length,
    }),
    "connections.differences": ({ connection }: { connection: string }) =>
      someDifferences(find(connection).connection.clonedFrom ?? ""),
    "connections.close": ({ connection }: { connection: string }) =>
      put(connection, { closedAt: "2026-11-22T08:00:00.000Z" }),
    "connections.reopen": ({ connection }: { connection: string }) =>
      put(connection, { closedAt: undefined } as never),
    "connections.remove": ({ connection }: { connection: string }) => {
      const { id } = find(connection).connection;
      world.statuses = world.statuses.filter((status) => status.connection.id !== id);
      tell();
      return undefined;
    },
  };
}
