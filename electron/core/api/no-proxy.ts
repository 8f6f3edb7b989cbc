import { BlockList, isIP } from "node:net";

type Rule = (host: string, port: string) => boolean;

/**
 * Reads a list as NO_PROXY has it, by commas or blanks: "district.org" and ".district.org" (the host and all below it),
 * "10.1.2.3:8443" (one port only), "10.0.0.0/8" (addresses), "*" (every host). Says which hosts are reached directly.
 */
export function readNoProxy(list: string): Rule {
  const rules = list
    .split(/[\s,;]+/)
    .filter((entry) => entry !== "")
    .map(ruleOf);
  return (host, port) => {
    const bare = host
      .toLowerCase()
      .replace(/^\[|\]$/g, "")
      .replace(/\.$/, "");
    return rules.some((rule) => rule(bare, port));
  };
}

function ruleOf(entry: string): Rule {
  if (entry === "*") return () => true;
  const [, network, bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? [];
  if (network !== undefined && bits !== undefined) return networkRule(network, Number(bits));
  const [, name, wanted] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const host = (name ?? entry)
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/^\*?\./, "");
  return (asked, port) =>
    (asked === host || (isIP(host) === 0 && asked.endsWith(`.${host}`))) &&
    (wanted === undefined || wanted === port);
}

function networkRule(network: string, bits: number): Rule {
  const family = isIP(network);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return () => false;
  const list = new BlockList();
  list.addSubnet(network, bits, family === 4 ? "ipv4" : "ipv6");
  return (host) => {
    const kind = isIP(host);
    return kind !== 0 && list.check(host, kind === 4 ? "ipv4" : "ipv6");
  };
}
