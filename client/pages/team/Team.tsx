// The team: its people, the link that lets them in, and what new sessions start with.
import { useTranslation } from "react-i18next";
import type { Team as TeamAnswer } from "../../../shared/protocol/http.ts";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { Guests } from "./Guests.tsx";
import { People } from "./People.tsx";
import { TeamLink } from "./TeamLink.tsx";
import { TeamSettings } from "./TeamSettings.tsx";

export default function Team() {
  const { t } = useTranslation("team");
  const team = useResource<TeamAnswer>("/team", { fresh: true });
  const { me, guest } = useMe();
  return (
    <Page title={team.data?.name ?? t("title")} tabTitle={t("title")} lead={t("lead")} outside={guest}>
      <Loaded resource={team}>
        {(data) => (
          <>
            <People team={data} ownId={me.data?.person?.personId ?? null} onChanged={team.reload} />
            <TeamLink teamLink={data.teamLink} manage={data.may.manage} onReplaced={team.reload} />
            <Guests teamLink={data.teamLink} />
            {data.may.manage && <TeamSettings team={data} onSaved={team.set} onReload={team.reload} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
