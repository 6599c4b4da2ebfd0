// The scorecards of the team, and the starters one may begin with.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { ScorecardList } from "../../../shared/protocol/http.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { copyStarter } from "./copyStarter.ts";
import styles from "./Scorecards.module.css";

export default function Scorecards() {
  const { t } = useTranslation("scorecards");
  const list = useResource<ScorecardList>("/scorecards", { fresh: true });
  const { guest } = useMe();
  return (
    <Page title={t("title")} lead={t("lead")} outside={guest}>
      <Loaded resource={list}>
        {(data) => (
          <>
            <section className={styles.section} aria-labelledby="own-scorecards">
              <h2 id="own-scorecards" className={styles.heading}>
                {t("own")}
              </h2>
              {data.scorecards.length === 0 && <p className={styles.soft}>{t("none")}</p>}
              {data.scorecards.length > 0 && (
                <ul className={styles.list}>
                  {data.scorecards.map((scorecard) => (
                    <ScorecardRow key={scorecard.scorecardId} scorecard={scorecard} version />
                  ))}
                </ul>
              )}
              {data.may.edit && (
                <div className={styles.buttons}>
                  <ButtonLink href="/scorecards/paste" variant="filled">
                    {t("paste")}
                  </ButtonLink>
                  <ButtonLink href="/scorecards/blank" variant="text">
                    {t("blank")}
                  </ButtonLink>
                </div>
              )}
            </section>
            <section className={styles.section} aria-labelledby="starter-scorecards">
              <div>
                <h2 id="starter-scorecards" className={styles.heading}>
                  {t("starters")}
                </h2>
                <p className={styles.soft}>{t("startersLead")}</p>
              </div>
              <ul className={styles.list}>
                {data.starters.map((starter) => (
                  <ScorecardRow key={starter.scorecardId} scorecard={starter}>
                    {data.may.edit && <UseStarter starter={starter} />}
                  </ScorecardRow>
                ))}
              </ul>
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ScorecardRow({ scorecard, version, children }: { scorecard: Scorecard; version?: boolean; children?: React.ReactNode }) {
  const { t } = useTranslation("scorecards");
  return (
    <li className={styles.row}>
      <Link href={`/scorecards/${scorecard.scorecardId}`} className={styles.name}>
        {scorecard.name}
      </Link>
      <span className={styles.names}>{scorecard.sections.map((section) => section.name).join(", ")}</span>
      <span className={styles.fact}>
        {t("criteria", { count: scorecard.criteria.length })}
        {version && `, ${t("version", { version: scorecard.version })}`}
      </span>
      <span className={styles.act}>{children}</span>
    </li>
  );
}

export function UseStarter({ starter, filled }: { starter: Scorecard; filled?: boolean }) {
  const { t } = useTranslation("scorecards");
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const use = async () => {
    setBusy(true);
    const made = await copyStarter(starter, t);
    setBusy(false);
    if (made) navigate(`/scorecards/${made}`);
  };
  return (
    <Button size={filled ? "normal" : "small"} variant={filled ? "filled" : "quiet"} isPending={busy} onPress={() => void use()}>
      {busy ? t("using") : t("use")}
    </Button>
  );
}
