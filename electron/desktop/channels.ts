/** The only two ways between the window's page and Electron. */
export const channels = { call: "call", event: "event" } as const;
