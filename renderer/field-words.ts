/** Settings that an audit names, in the words of the form that changes them. */
const words: Readonly<Record<string, string>> = {
  url: "address of the API",
  year: "school year",
  tenant: "tenant",
  context: "context",
  instance: "instance",
  caFile: "file of the certificate authority",
  clientCertFile: "file of the client certificate",
  clientKeyFile: "file of the client certificate's key",
  proxy: "address of the proxy",
  noProxy: "reached without the proxy",
  concurrency: "requests at a time, at most",
  requestsPerSecond: "requests a second, at most",
  connectTimeout: "milliseconds to connect",
  requestTimeout: "milliseconds to wait for an answer",
  keyReminderDays: "days until a reminder to change the key",
  sentHistoryDays: "days of which it can be told what was sent",
  keepOthersChanges: "what others changed is not overwritten",
  schools: "only these schools",
  otherUrls: "other addresses of the same API",
  trustedOrigins: "addresses that may receive the key",
};

/** What a field is called on the page; a name that is a word already stays. */
export const fieldWords = (field: string): string =>
  (Object.hasOwn(words, field) ? words[field] : undefined) ?? field;
