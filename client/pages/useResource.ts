// One GET for one page: loading, there, or refused; asked again on demand and when the tab is looked at again.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Answered, ask, type Refusal } from "../api.ts";

export type Resource<Good> = {
  data: Good | null;
  refusal: Refusal | null;
  reload: () => Promise<void>;
  /** what a save answered, or a change shown before the server has it */
  set: (data: Good) => void;
};

export function useResource<Good extends { ok: true }>(path: string | null, options: { fresh?: boolean } = {}): Resource<Good> {
  const [data, setData] = useState<Good | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const latest = useRef(0);
  const reload = useCallback(async () => {
    if (path === null) return;
    const mine = ++latest.current;
    const answer: Answered<Good> = await ask<Good>("GET", path);
    // a slower, older answer never replaces a newer one
    if (mine !== latest.current) return;
    if (answer.ok) {
      setData(answer);
      setRefusal(null);
    } else setRefusal(answer);
  }, [path]);
  useEffect(() => {
    setData(null);
    setRefusal(null);
    void reload();
    return () => {
      latest.current++;
    };
  }, [reload]);
  useEffect(() => {
    if (!options.fresh) return;
    const look = () => {
      if (document.visibilityState === "visible") void reload();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [options.fresh, reload]);
  return { data, refusal, reload, set: setData };
}
