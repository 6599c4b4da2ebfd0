// G-origin: every kind of Origin by every way in, all combinations, at push and release alike, on a server with https in front and on one without.
import { anyOriginServer } from "./origin/anyOrigin.ts";
import { tryWay, WAYS, type Way } from "./origin/ways.ts";
import type { Outcome, Proof } from "./proof.ts";
import { serverProcess } from "./real/serverProcess.ts";

type Variant = { name: string; origin: string | null; site?: string };
/** One that our own page would send, and everything that looks like it. */
const variantsOf = (own: string): Variant[] => {
  const { protocol, hostname, host, port } = new URL(own);
  const otherPort = `${protocol}//${hostname}:${Number(port || 443) + 1}`;
  const otherScheme = `${protocol === "https:" ? "http:" : "https:"}//${host}`;
  const onHost = (name: string): string => `${protocol}//${name}${port ? `:${port}` : ""}`;
  return [
    { name: "exact", origin: own },
    { name: "exact, says cross-site", origin: own, site: "cross-site" },
    { name: "absent", origin: null },
    { name: "absent, same-origin", origin: null, site: "same-origin" },
    { name: "absent, typed by the person", origin: null, site: "none" },
    { name: "absent, same-site", origin: null, site: "same-site" },
    { name: "absent, cross-site", origin: null, site: "cross-site" },
    { name: "null", origin: "null" },
    { name: "empty", origin: "" },
    { name: "other port", origin: otherPort },
    { name: "other scheme", origin: otherScheme },
    { name: "sub-domain", origin: onHost(`evil.${hostname}`) },
    { name: "suffix", origin: `${protocol}//${hostname}.evil.tld` },
    { name: "prefix", origin: onHost(`evil-${hostname}`) },
    { name: "upper case", origin: own.toUpperCase() },
    { name: "slash at the end", origin: `${own}/` },
    { name: "with a person in it", origin: own.replace("//", "//somebody@") },
    { name: "two at once", origin: `${own} https://evil.tld` },
    { name: "another site", origin: "https://evil.tld" },
    { name: "a file", origin: "file://" },
  ];
};

/** From the rule (reliability 1.2, 7), not from the code: a listed Origin goes in; without one only what reads, and only if no other site asks. */
function mayPass(own: string, way: Way, { origin, site }: Variant): boolean {
  if (origin !== null) return origin === own;
  if (way === "REST GET") return true;
  return way === "polling GET" && site !== "cross-site" && site !== "same-site";
}

async function differing(address: string, own: string): Promise<{ n: number; wrong: string[] }> {
  const wrong: string[] = [];
  let n = 0;
  const to = { address, host: new URL(own).host, own: { origin: own } };
  for (const variant of variantsOf(own))
    for (const way of WAYS) {
      const headers = {
        ...(variant.origin === null ? {} : { Origin: variant.origin }),
        ...(variant.site ? { "Sec-Fetch-Site": variant.site } : {}),
      };
      const status = await tryWay(way, to, headers);
      n += 1;
      // what passes is answered by what stands behind: a session, a refusal of an empty body, the protocol switched
      const passed = status !== 403 && status !== 0;
      if (passed !== mayPass(own, way, variant)) wrong.push(`${way}, Origin ${variant.name} (${variant.origin}): answered ${status}`);
    }
  return { n, wrong };
}

export const proof: Proof = {
  goal: "G-origin",
  promise: "Only Plumb's own pages talk to it, by whatever way in.",
  run: async (_size, seed): Promise<Outcome> => {
    const plain = await serverProcess();
    const behindHttps = await serverProcess({}, { PUBLIC_URL: "https://app.example", TRUST_PROXY: "1" });
    const open = await anyOriginServer();
    try {
      const [first, second] = [await differing(plain.url, plain.url), await differing(behindHttps.url, "https://app.example")];
      const control = await differing(open.address, open.address);
      const ends = [plain, behindHttps].flatMap((server) => server.died() ?? []);
      return {
        n: first.n + second.n,
        failures: [...first.wrong, ...second.wrong, ...ends],
        control: {
          what: `a server that lets any page in: ${control.wrong.length} of ${control.n} answers differ`,
          fired: control.wrong.length > 0,
        },
        seedFrom: seed,
        seedTo: seed,
        counted: { ways: WAYS.length, origins: variantsOf(plain.url).length, servers: 2 },
      };
    } finally {
      await Promise.all([plain.remove(), behindHttps.remove(), open.close()]);
    }
  },
};
