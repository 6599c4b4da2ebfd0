// What an operator writes to put Caddy in front: the greeting and the documents print these lines, and a test runs them.

/** Stands for a name of the operator's own. */
export const EXAMPLE_NAME = "plumb.example.com";

/** The whole Caddyfile: two lines. HTTPS comes by itself, and so do WebSockets and the forwarded address. */
export const caddyLines = (name: string, port: number): string[] => [name, `reverse_proxy 127.0.0.1:${port}`];

/** What Plumb has to be told then. */
export const proxySettings = (name: string): string => `PUBLIC_URL=https://${name} TRUST_PROXY=1`;
