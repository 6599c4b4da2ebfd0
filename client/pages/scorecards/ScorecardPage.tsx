// One scorecard: a starter to read, one's own to change, or a new one.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../ui/Button.tsx";
import { Page } from "../../ui/Page.tsx";
import type { ScorecardList } from "../../../shared/protocol/http.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { newId } from "../../newId.ts";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { PasteScorecard } from "./PasteScorecard.tsx";
import { ScorecardEditor } from "./ScorecardEditor.tsx";
import { ScorecardView } from "./ScorecardView.tsx";
import { UseStarter } from "./Scorecards.tsx";

export default function ScorecardPage({ scorecardId }: { scorecardId: string }) {
  const { t } = useTranslation("scorecards");
  const list = useResource<ScorecardList>("/scorecards");
  const { guest } = useMe();
  const blank = useMemo((): Scorecard => {
    const sectionId = newId();
    return { scorecardId: newId(), version: 0, name: "", sections: [{ sectionId, name: "" }], criteria: [] };
  }, []);
  if (scorecardId === "paste") return <PasteScorecard list={list} guest={guest} />;
  if (!list.data)
    return (
      <Page title={t("title")} outside={guest}>
        <Loaded resource={list}>{() => null}</Loaded>
      </Page>
    );
  const own = list.data.scorecards.find((scorecard) => scorecard.scorecardId === scorecardId);
  const starter = list.data.starters.find((scorecard) => scorecard.scorecardId === scorecardId);
  if (scorecardId === "blank" && list.data.may.edit) return <ScorecardEditor key="blank" saved={blank} isNew onSaved={list.reload} />;
  if (own && list.data.may.edit)
    return <ScorecardEditor key={`${own.scorecardId} ${own.version}`} saved={own} isNew={false} onSaved={list.reload} />;
  const shown = own ?? starter;
  if (!shown)
    return (
      <Page title={t("unknown")} lead={t("unknownLead")}>
        <div>
          <ButtonLink href="/scorecards" variant="filled">
            {t("back")}
          </ButtonLink>
        </div>
      </Page>
    );
  return (
    <Page
      title={shown.name}
      lead={starter ? t("starterLead") : t("readLead", { version: shown.version })}
      actions={starter && list.data.may.edit && <UseStarter starter={starter} filled />}
    >
      <ScorecardView scorecard={shown} />
    </Page>
  );
}
