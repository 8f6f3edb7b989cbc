/** What stands in for the operating system's keychain. */
export const entries = new Map<string, string>();

const at = (service: string, account: string) => `${service}/${account}`;

export const keychain = {
  getPassword: async (service: string, account: string) => entries.get(at(service, account)) ?? null,
  setPassword: async (service: string, account: string, password: string) => {
    entries.set(at(service, account), password);
  },
  deletePassword: async (service: string, account: string) => entries.delete(at(service, account)),
};
