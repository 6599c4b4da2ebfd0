// A component whose code arrives when it is first shown, or earlier in an idle moment: menus and dialogs weigh more than the whole score sheet.
import { type ComponentType, lazy, useEffect, useReducer, useState } from "react";

/** after a network that failed just then */
const AGAIN_MS = 3_000;

export type OnDemand<Props extends object> = ComponentType<Props> & { preload: () => Promise<void> };

export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let Ready: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const preload = (): Promise<void> => {
    loading ??= load().then(
      (component) => {
        Ready = component;
      },
      () => {
        // no network just now: asked again
        loading = null;
      },
    );
    return loading;
  };
  function Shown(props: Props) {
    const [, again] = useReducer((count: number) => count + 1, 0);
    useEffect(() => {
      if (Ready) return;
      let here = true;
      const ask = (): unknown => here && preload().then(() => here && (Ready ? again() : setTimeout(ask, AGAIN_MS)));
      ask();
      return () => {
        here = false;
      };
    }, []);
    return Ready ? <Ready {...props} /> : null;
  }
  return Object.assign(Shown, { preload });
}

/** A screen of its own: shown at once where its code is here already, without the blink of a fallback; else as lazy shows it, faults included. */
export function screenOnDemand<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>): OnDemand<Props> {
  const Later = lazy(load);
  let Ready: ComponentType<Props> = Later;
  const preload = (): Promise<void> =>
    load().then(
      (module) => {
        Ready = module.default;
      },
      () => undefined,
    );
  function Shown(props: Props) {
    // what it began with it stays: what is typed on a screen outlives the arrival of its code
    const [Screen] = useState(() => Ready);
    return <Screen {...props} />;
  }
  return Object.assign(Shown, { preload });
}

/** A dialog that is there only since it was first opened, so that a closed one loads nothing. */
export function dialogOnDemand<Props extends { isOpen: boolean }>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  const Loaded = onDemand(load);
  function Opened(props: Props) {
    const [wasOpen, setWasOpen] = useState(props.isOpen);
    if (props.isOpen && !wasOpen) setWasOpen(true);
    return wasOpen ? <Loaded {...props} /> : null;
  }
  return Object.assign(Opened, { preload: Loaded.preload });
}

/** Fetches what may be needed later, once the browser has nothing better to do. */
export function preloadWhenIdle(...components: { preload: () => Promise<void> }[]): void {
  const run = () => {
    for (const component of components) void component.preload();
  };
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: 4_000 });
  else setTimeout(run, 2_000);
}
