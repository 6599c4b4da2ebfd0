// Which routes the server really has: every router's stack, walked with the paths it was mounted on.
import { Router } from "express";
import { createApp } from "../../../server/app.ts";

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] }; mountedAt?: string };
type Stack = { stack: Layer[] };

/** Something that has every property and can be called for anything: enough to build routes that nobody calls. */
const anything: unknown = new Proxy(() => {}, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => "x" : name === "then" ? undefined : anything),
  apply: () => anything,
  has: () => true,
});

export function routesOfServer(): string[] {
  const proto = Router.prototype as { use: (...given: unknown[]) => unknown };
  const { use } = proto;
  proto.use = function (this: Stack, ...given: unknown[]) {
    const before = this.stack.length;
    const answer = use.apply(this, given);
    for (const layer of this.stack.slice(before)) layer.mountedAt = typeof given[0] === "string" ? given[0] : "";
    return answer;
  };
  try {
    const app = createApp(
      anything as never,
      {
        origins: new Set(),
        https: false,
        trustProxy: 0,
        session: (() => {}) as never,
        onFault: () => {},
        onOddity: () => {},
      } as never,
    );
    const found: string[] = [];
    const walk = (stack: Layer[], path: string): void => {
      for (const { route, handle, mountedAt } of stack) {
        if (route)
          for (const method of Object.keys(route.methods))
            found.push(`${method.toUpperCase()} ${path}${route.path === "/" ? "" : route.path}`.trim());
        else if (handle.stack) walk(handle.stack, `${path}${mountedAt === "/" ? "" : (mountedAt ?? "")}`);
      }
    };
    walk((app as unknown as { router: Stack }).router.stack, "");
    // the pages themselves: every other address is answered with the same page, which holds nothing of anybody
    return [...new Set(found)].filter((route) => !route.includes("{*path}"));
  } finally {
    proto.use = use;
  }
}
