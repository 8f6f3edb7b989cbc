import type { ServerInfo } from "./types.ts";

/** "ODS/API 7.3, Ed-Fi 5.2.0, TPDM 1.1.0". */
export function serverInWords({ product, version, dataModels }: ServerInfo): string {
  const models = dataModels.map((model) => `${model.name} ${model.version}`.trim());
  return [`${product === "ods" ? "ODS/API" : "DMS"} ${version}`.trim(), ...models].join(", ");
}

/** Version, data standard, extensions and every derived URL, a line each. */
export function endpointsInWords({ product, version, dataModels, endpoints }: ServerInfo): string[] {
  const named = (isCore: boolean): string =>
    dataModels
      .filter(({ name }) => (name.toLowerCase() === "ed-fi") === isCore)
      .map((model) => `${model.name} ${model.version}`.trim())
      .join(", ");
  const urls: readonly (readonly [string, string | undefined])[] = [
    ["Data", endpoints.data],
    ["Token", endpoints.oauth],
    ["Token info", endpoints.tokenInfo],
    ["Dependencies", endpoints.dependencies],
    ["Metadata", endpoints.openApi],
    ["Change queries", endpoints.changeQueries],
  ];
  return [
    `Version: ${product === "ods" ? "ODS/API" : "DMS"} ${version}`.trim(),
    `Data standard: ${named(true) || "not said"}`,
    `Extensions: ${named(false) || "none"}`,
    ...urls.map(([name, url]) => `${name}: ${url ?? "not offered"}`),
  ];
}
