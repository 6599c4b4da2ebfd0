// When a page breaks: says so calmly and offers a reload. Drafts live in storage and on the server, so nothing is lost by it.
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { ButtonLink } from "./Button.tsx";
import { Page } from "./Page.tsx";

function Broken() {
  const { t } = useTranslation("house");
  return (
    <Page title={t("broken.title")} lead={t("broken.lead")} width="narrow" outside>
      <div style={{ display: "flex", gap: "var(--space-2)" }}>
        <Button variant="filled" onPress={() => window.location.reload()}>
          {t("broken.reload")}
        </Button>
        <ButtonLink href="/">{t("broken.home")}</ButtonLink>
      </div>
    </Page>
  );
}

export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidCatch(fault: unknown) {
    console.error(fault);
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
