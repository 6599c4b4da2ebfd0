// REDIS_URL: the address of one Redis, or several addresses of one Redis Cluster with a comma between them.

/** A comma alone may belong to a password; one before another address never does. */
export const addressesIn = (value: string): string[] => value.split(/\s*,\s*(?=rediss?:\/\/)/);

/** What is wrong with it, without showing it: it may hold a password. null: nothing. */
export const addressFault = (value: string): string | null => {
  const urls = addressesIn(value).map((address) => URL.parse(address));
  const good = urls.filter((url): url is URL => url !== null && /^rediss?:$/.test(url.protocol) && !/,/.test(url.hostname));
  if (good.length !== urls.length || (good.length > 1 && good.some(({ hostname }) => hostname === ""))) {
    return "must be an address such as redis://:password@10.0.0.5:6379, or several of one Redis Cluster, each with redis:// in front and a comma between them";
  }
  const [first, ...others] = good;
  if (!first || others.length === 0) return null;
  if (others.some(({ protocol }) => protocol !== first.protocol))
    return "must name all servers of a Redis Cluster by redis:// or all by rediss://";
  if (others.some(({ username, password }) => (username || password) && (username !== first.username || password !== first.password))) {
    return "must give the same user and password for all servers of a Redis Cluster; it is enough to give them with the first";
  }
  if (good.some(({ pathname }) => !/^\/?0?$/.test(pathname))) return "must name no database: a Redis Cluster has only database 0";
  return null;
};

/** The same way in, at another server of the cluster. `address` is host:port as Redis says it, without brackets. */
export const urlOf = (first: string, address: string): string => {
  const { protocol, username, password } = new URL(first);
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon);
  const who = username || password ? `${username}${password ? `:${password}` : ""}@` : "";
  return `${protocol}//${who}${host.includes(":") ? `[${host}]` : host}:${address.slice(colon + 1)}`;
};

/** host:port, for people and for telling servers apart. */
export const addressOf = (url: string): string => {
  const { hostname, port } = new URL(url);
  return `${hostname.replace(/^\[(.*)\]$/, "$1") || "localhost"}:${port || "6379"}`;
};
