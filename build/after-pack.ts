import { FuseV1Options, FuseVersion } from "@electron/fuses";
import { type AfterPackContext, Arch } from "electron-builder";

/**
 * What the packed executable can no longer do, whoever starts it: run as plain Node, take code or a debugger from its
 * environment and switches, run an application that was put beside or into ours.
 */
export const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
} as const;

/** electron-builder calls it when everything is in its place, before anything is signed. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const { packager, electronPlatformName, arch } = context;
  await packager.addElectronFuses(context, {
    version: FuseVersion.V1,
    // An ARM Mac starts nothing whose signature does not fit, also where nobody signs it afterwards.
    resetAdHocDarwinSignature: electronPlatformName === "darwin" && arch === Arch.arm64,
    ...fuses,
  });
}
