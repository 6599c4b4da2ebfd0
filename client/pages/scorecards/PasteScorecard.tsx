// A scorecard from a spreadsheet: paste, see it read row by row, correct what is unclear, save.
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearch } from "wouter";
import { LIMITS } from "../../../shared/limits.ts";
import type { ScorecardList } from "../../../shared/protocol/http.ts";
import { parseScorecardPaste } from "../../../shared/scorecard/paste.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { ask, type Done, type Refusal } from "../../api.ts";
import { newId } from "../../newId.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { notify } from "../../ui/notices.ts";
import { Page } from "../../ui/Page.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Loaded } from "../Loaded.tsx";
import type { Resource } from "../useResource.ts";
import { useStoredDraft } from "../useStoredDraft.ts";
import { PastePreview } from "./PastePreview.tsx";
import styles from "./PasteScorecard.module.css";

type Pasted = { name: string; cells: string };
const isPasted = (value: unknown): value is Pasted =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  "cells" in value &&
  typeof value.cells === "string";

export function PasteScorecard({ list, guest }: { list: Resource<ScorecardList>; guest: boolean }) {
  const { t } = useTranslation("scorecards");
  const into = new URLSearchParams(useSearch()).get("into");
  const previous = list.data?.scorecards.find((scorecard) => scorecard.scorecardId === into) ?? null;
  return (
    <Page
      title={t("pastePage.title")}
      lead={previous ? `${previous.name}. ${t("pastePage.intoLead")}` : t("pastePage.lead")}
      width="wide"
      outside={guest}
    >
      <Loaded resource={list}>{() => <PasteForm key={into ?? "new"} previous={previous} />}</Loaded>
    </Page>
  );
}

function PasteForm({ previous }: { previous: Scorecard | null }) {
  const { t } = useTranslation(["scorecards", "paste"]);
  const [, navigate] = useLocation();
  const [draft, setDraft] = useStoredDraft(`plumb.paste.${previous?.scorecardId ?? "new"}`, isPasted);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const name = draft?.name ?? previous?.name ?? "";
  const cells = draft?.cells ?? "";
  const slow = useDeferredValue(cells);
  const read = useMemo(
    () => (slow.trim() === "" ? null : parseScorecardPaste(slow, { name: name.trim() || undefined, newId, previous })),
    [slow, name, previous],
  );

  const save = async () => {
    if (!read?.scorecard || busy) return;
    setBusy(true);
    setRefusal(null);
    const answer = await ask<Done>("PUT", `/scorecards/${read.scorecard.scorecardId}`, {
      scorecard: { ...read.scorecard, version: Math.max(1, previous?.version ?? 1) },
    });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer);
    setDraft(null);
    notify({ text: t("saved", { version: (previous?.version ?? 0) + 1 }) });
    navigate(`/scorecards/${read.scorecard.scorecardId}`);
  };

  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <TextField label={t("name")} value={name} onChange={(value) => setDraft({ name: value, cells })} maxLength={LIMITS.name} />
        <TextField
          className={styles.cells}
          label={t("pastePage.cells")}
          hint={t("pastePage.columns")}
          multiline
          rows={10}
          autoFocus
          value={cells}
          placeholder={t("pastePage.placeholder")}
          onChange={(value) => setDraft({ name, cells: value })}
          spellCheck="false"
        />
        {cells === "" && (
          <div>
            <Button variant="text" size="small" onPress={() => setDraft({ name, cells: t("paste:example") })}>
              {t("pastePage.example")}
            </Button>
          </div>
        )}
        {refusal && (
          <Notice tone="apart" role="alert">
            {refusal.message}
          </Notice>
        )}
        <div className={styles.save}>
          <Button variant="filled" size="large" isPending={busy} isDisabled={!read?.scorecard} onPress={() => void save()}>
            {busy ? t("saving") : t("pastePage.save")}
          </Button>
          {read && !read.scorecard && <p className={styles.fix}>{t("pastePage.fix")}</p>}
        </div>
      </div>
      {read && <PastePreview read={read} />}
    </div>
  );
}
