// A component whose code arrives when it is first shown, or earlier in an idle moment: menus and dialogs weigh more than the whole score sheet.
import { type ComponentType, useEffect, useReducer, useState } from "react";

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
        // no network just now: the next time it is shown asks again
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
      void preload().then(() => here && again());
      return () => {
        here = false;
      };
    }, []);
    return Ready ? <Ready {...props} /> : null;
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
