// The way in: a link's token or six letters, then a name and one question, then the session. Nothing of any conversation is shown here.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { EnterAnswer, Me } from "../../../shared/protocol/http.ts";
import { ask, type Refusal } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { notify } from "../../ui/notices.ts";
import { Page } from "../../ui/Page.tsx";
import { CodeForm } from "./CodeForm.tsx";
import styles from "./Enter.module.css";
import { type Answers, NameForm } from "./NameForm.tsx";

type Key = { token: string } | { code: string };
type Asked = Extract<EnterAnswer, { next: "name" }>;

/** nothing is wrong with the link: the network, the server or the pace was */
const FOR_NOW: ReadonlySet<string> = new Set(["NETWORK", "INTERNAL", "TOO_FAST", "BUSY", "STORAGE"]);

/** what the address itself brings: #token, or on /join a code behind # or ?code= */
function keyOfAddress(path: string): Key | null {
  const hash = decodeURIComponent(window.location.hash.slice(1));
  if (path === "/enter") return hash === "" ? null : { token: hash };
  const code = hash || new URLSearchParams(window.location.search).get("code") || "";
  return code === "" ? null : { code };
}

export default function Enter() {
  const { t } = useTranslation("enter");
  const [path, navigate] = useLocation();
  const [key, setKey] = useState<Key | null>(() => keyOfAddress(path));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [nothing, setNothing] = useState(false);
  const [busy, setBusy] = useState(key !== null);
  const started = useRef(false);

  const enter = async (by: Key, answers: Answers | null, practise = false) => {
    setBusy(true);
    setRefusal(null);
    setNothing(false);
    const answer = await ask<EnterAnswer>("POST", "/enter", { ...by, ...answers });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer);
    setKey(by);
    if (answer.next === "name") return setAsked(answer);
    // the link has done its work: it leaves the address and the history
    if (answer.next === "session") navigate(`/s/${answer.sessionId}`, { replace: true });
    else if (answer.next === "screen") navigate(`/screen/${answer.sessionId}#${answer.screenToken}`, { replace: true });
    else {
      const practice = practise ? await ask<{ ok: true; sessionId: string }>("POST", "/practice", { speed: "normal" }) : null;
      if (practice?.ok) return navigate(`/s/${practice.sessionId}`, { replace: true });
      if (practice) notify({ text: practice.message, tone: "apart" });
      if (asked?.for !== "setup") {
        // the link is right, and whoever holds it is not known yet: there is nothing to come into
        const me = await ask<Me>("GET", "/me");
        if (me.ok && !me.person) return setNothing(true);
        notify({ text: t("nothingOpen") });
      }
      navigate("/", { replace: true });
    }
  };

  // another link pasted into the same tab changes only what stands behind the #
  useEffect(() => {
    const again = () => window.location.reload();
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the address one came with
  useEffect(() => {
    if (started.current || key === null) return;
    started.current = true;
    void enter(key, null);
  }, []);

  // the terminal's one-time link: makes the team, or an admin more where there is one already
  const setUp = asked?.for === "setup" ? (asked.team === null ? "setup" : "admin") : null;
  if (asked && key)
    return (
      <Page
        title={t(setUp ? `${setUp}.title` : "name.title", { team: asked.team ?? "" })}
        tabTitle={t(setUp ? `${setUp}.title` : "name.tab", { team: asked.team ?? "" })}
        lead={
          setUp
            ? t(`${setUp}.lead`)
            : asked.team && asked.sessionName && !asked.sessionName.includes(asked.team)
              ? t("name.lead", { session: asked.sessionName, team: asked.team })
              : (asked.sessionName ?? asked.team)
        }
        width="narrow"
        outside
      >
        <NameForm setUp={setUp} busy={busy} refusal={refusal} onDone={(answers, practise) => void enter(key, answers, practise)} />
      </Page>
    );
  if (busy && key && "token" in key)
    return (
      <Page title={t("opening")} width="narrow" outside>
        <p className={styles.purpose}>{t("purpose")}</p>
      </Page>
    );
  if (key && "token" in key && (nothing || (refusal && FOR_NOW.has(refusal.code))))
    return (
      <Page title={t(nothing ? "none.title" : "later.title")} lead={t(nothing ? "none.lead" : "later.lead")} width="narrow" outside>
        {refusal && (
          <Notice tone="apart" role="alert">
            {refusal.message}
          </Notice>
        )}
        <div>
          <Button variant="filled" isPending={busy} onPress={() => void enter(key, null)}>
            {t("later.again")}
          </Button>
        </div>
      </Page>
    );
  const invalidLink = key !== null && "token" in key && refusal !== null;
  return (
    <Page
      title={t(invalidLink ? "invalid.title" : "join.title")}
      lead={t(invalidLink ? "invalid.lead" : "join.lead")}
      width="narrow"
      outside
    >
      {invalidLink && (
        <Notice tone="apart" role="alert">
          {refusal.message}
        </Notice>
      )}
      <CodeForm
        busy={busy}
        start={key && "code" in key ? key.code : ""}
        problem={invalidLink || !refusal ? null : refusal.code === "LINK_INVALID" ? t("join.unknown") : refusal.message}
        onCode={(code) => {
          setKey({ code });
          void enter({ code }, null);
        }}
      />
      <p className={styles.purpose}>{t("purpose")}</p>
    </Page>
  );
}
