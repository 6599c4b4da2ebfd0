// A session on one page: paste, Start. Everything else has a default and stays closed.
import { useTranslation } from "react-i18next";
import { useSearch } from "wouter";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { CreateForm } from "./CreateForm.tsx";

export default function Create() {
  const { t } = useTranslation("create");
  const from = new URLSearchParams(useSearch()).get("from");
  const defaults = useResource<SessionDefaults>(`/sessions/new${from ? `?from=${encodeURIComponent(from)}` : ""}`);
  const { guest } = useMe();
  return (
    <Page title={t(from ? "nextTitle" : "title")} lead={t("lead")} outside={guest}>
      <Loaded resource={defaults}>{(data) => <CreateForm key={from ?? "new"} defaults={data} from={from} />}</Loaded>
    </Page>
  );
}
