// One's own scorecard, changed in place. Nothing counts until it is saved as the next version; until then it is kept in the tab.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { LIMITS } from "../../../shared/limits.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { scorecardProblems } from "../../../shared/scorecard/validate.ts";
import { ask, type Done, type Refusal } from "../../api.ts";
import { newId } from "../../newId.ts";
import { announce } from "../../ui/announce.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { notify } from "../../ui/notices.ts";
import { Page } from "../../ui/Page.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useStoredDraft } from "../useStoredDraft.ts";
import { addSection, isScorecard } from "./editing.ts";
import { SectionEditor } from "./SectionEditor.tsx";
import styles from "./ScorecardEditor.module.css";

export function ScorecardEditor(props: { saved: Scorecard; isNew: boolean; onSaved: () => Promise<void> }) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const [, navigate] = useLocation();
  const { saved, isNew } = props;
  const [draft, setDraft] = useStoredDraft(
    isNew ? "plumb.scorecard.new" : `plumb.scorecard.${saved.scorecardId}.${saved.version}`,
    isScorecard,
  );
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const scorecard = draft ?? saved;
  const problems = useMemo(() => scorecardProblems(scorecard), [scorecard]);
  const errors = problems.filter((problem) => problem.severity === "error");
  const overall = problems.filter(
    (problem) => problem.row === null && (problem.severity === "warning" || tried) && !problem.path.startsWith("sections"),
  );

  const save = async () => {
    setTried(true);
    setRefusal(null);
    if (errors.length > 0) return announce(t("errors", { count: errors.length }), "assertive");
    setBusy(true);
    const answer = await ask<Done>("PUT", `/scorecards/${scorecard.scorecardId}`, {
      // field by field: the list's own marks are no part of a scorecard
      scorecard: {
        scorecardId: scorecard.scorecardId,
        version: Math.max(1, saved.version),
        name: scorecard.name.trim(),
        sections: scorecard.sections,
        criteria: scorecard.criteria,
      } satisfies Scorecard,
    });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer);
    setDraft(null);
    notify({ text: t("saved", { version: saved.version + 1 }) });
    if (isNew) navigate(`/scorecards/${scorecard.scorecardId}`);
    else await props.onSaved();
  };
  const retire = async () => {
    const answer = await ask<Done>("DELETE", `/scorecards/${saved.scorecardId}`);
    notify(answer.ok ? { text: t("retired", { name: saved.name }) } : { text: answer.message, tone: "apart" });
    if (answer.ok) navigate("/scorecards");
  };

  return (
    <Page
      title={scorecard.name || t(isNew ? "newTitle" : "title")}
      lead={
        isNew
          ? t(scorecard.criteria.length === 0 ? "newFirst" : "newLead")
          : t("editLead", { version: saved.version, next: saved.version + 1 })
      }
      actions={
        !isNew && (
          <>
            <ButtonLink href={`/scorecards/paste?into=${saved.scorecardId}`} variant="text">
              {t("pasteOver")}
            </ButtonLink>
            <Menu label={t("house:more")} items={[{ id: "retire", label: t("retire"), tone: "apart", onAction: () => void retire() }]} />
          </>
        )
      }
    >
      <TextField
        className={styles.scorecardName}
        label={t("name")}
        value={scorecard.name}
        onChange={(name) => setDraft({ ...scorecard, name })}
        maxLength={LIMITS.name}
        problem={tried && scorecard.name.trim() === "" ? t("paste:problem.noName") : null}
      />
      {overall.length > 0 && (
        <ul className={styles.overall}>
          {overall.map((problem) => (
            <li key={`${problem.code} ${problem.path}`}>{t(`paste:problem.${problem.code}`, problem.params)}</li>
          ))}
        </ul>
      )}
      {scorecard.sections.map((section, index) => (
        <SectionEditor
          key={section.sectionId}
          scorecard={scorecard}
          section={section}
          place={index}
          problems={problems}
          showErrors={tried}
          onChange={setDraft}
        />
      ))}
      <div>
        <Button
          variant="text"
          onPress={() => setDraft(addSection(scorecard, { sectionId: newId(), name: t("newSection") }))}
          isDisabled={scorecard.sections.length >= LIMITS.sections}
        >
          {t("addSection")}
        </Button>
      </div>
      <div data-foot="" className={styles.foot}>
        <div className={styles.state} role="status">
          {refusal ? (
            <Notice tone="apart">{refusal.message}</Notice>
          ) : tried && errors.length > 0 ? (
            <span className={styles.errors}>{t("errors", { count: errors.length })}</span>
          ) : draft ? (
            t("unsaved")
          ) : null}
        </div>
        {draft && (
          <Button variant="text" onPress={() => setDraft(null)}>
            {t("discard")}
          </Button>
        )}
        <Button variant="filled" isPending={busy} isDisabled={!draft && !isNew} onPress={() => void save()}>
          {busy ? t("saving") : isNew ? t("saveNew") : t("save", { version: saved.version + 1 })}
        </Button>
      </div>
    </Page>
  );
}
