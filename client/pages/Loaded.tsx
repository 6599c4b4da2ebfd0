// Shows a page's content once its data is there; until then nothing hurried, and a refusal in words with what to do.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import type { Resource } from "./useResource.ts";
import styles from "./Loaded.module.css";

export function Loaded<Good>({ resource, children }: { resource: Resource<Good>; children: (data: Good) => ReactNode }) {
  const { t } = useTranslation("house");
  const { data, refusal } = resource;
  if (data !== null)
    return (
      <>
        {refusal && (
          <Notice tone="apart" role="status">
            {refusal.message}
          </Notice>
        )}
        {children(data)}
      </>
    );
  if (refusal)
    return (
      <Notice
        tone="apart"
        role="alert"
        action={
          refusal.code === "SIGN_IN" || refusal.code === "NOT_SEATED" ? (
            <ButtonLink href="/">{t("getIn")}</ButtonLink>
          ) : refusal.code === "NOT_FOUND" || refusal.code === "NOT_ALLOWED" ? (
            // asked again it would answer the same
            <ButtonLink href="/">{t("lost.home")}</ButtonLink>
          ) : (
            <Button onPress={() => void resource.reload()}>{t("again")}</Button>
          )
        }
      >
        {refusal.message}
      </Notice>
    );
  return (
    <p className={styles.loading} role="status">
      {t("loading")}
    </p>
  );
}
