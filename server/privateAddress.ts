// Which hosts lie on this machine or a private network, where nobody can get a certificate and plain http is accepted.
import { BlockList, isIP } from "node:net";

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv4");
}
PRIVATE.addAddress("::1", "ipv6");
PRIVATE.addSubnet("fc00::", 7, "ipv6");
PRIVATE.addSubnet("fe80::", 10, "ipv6");

const unbracketed = (host: string) => host.replace(/^\[(.*)\]$/, "$1").toLowerCase();

export const isThisMachine = (host: string): boolean => {
  const name = unbracketed(host);
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
};

/** Names are judged by their ending: without a dot, or one of the endings kept for local networks. */
export const isPrivateHost = (host: string): boolean => {
  const name = unbracketed(host);
  const family = isIP(name);
  if (family !== 0) return PRIVATE.check(name, family === 4 ? "ipv4" : "ipv6");
  return !name.includes(".") || /\.(local|localhost|lan|internal|home\.arpa)$/.test(name);
};
