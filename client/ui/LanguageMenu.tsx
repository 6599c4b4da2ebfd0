// The language of the interface: one small menu in the top bar, beside light and dark.
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../i18n.ts";
import { LANGUAGES } from "../language.ts";
import { Menu } from "./Menu.tsx";

export function LanguageMenu() {
  const { t, i18n } = useTranslation("house");
  return (
    <Menu
      label={t("language")}
      icon="language"
      items={LANGUAGES.map(({ id, name }) => ({ id, label: name, chosen: i18n.language === id, onAction: () => chooseLanguage(id) }))}
    />
  );
}
