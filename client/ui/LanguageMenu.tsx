// The language of the interface: a small menu beside light and dark in the top bar; with its name written out among one's own things in the call.
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../i18n.ts";
import { LANGUAGES } from "../language.ts";
import { Icon } from "./Icon.tsx";
import { Menu } from "./Menu.tsx";

export function LanguageMenu({ named = false }: { named?: boolean }) {
  const { t, i18n } = useTranslation("house");
  const chosen = LANGUAGES.find(({ id }) => id === i18n.language);
  return (
    <Menu
      label={named && chosen ? `${t("language")}: ${chosen.name}` : t("language")}
      items={LANGUAGES.map(({ id, name }) => ({ id, label: name, chosen: id === chosen?.id, onAction: () => chooseLanguage(id) }))}
      {...(named
        ? {
            size: "small" as const,
            trigger: (
              <>
                <Icon name="language" size={16} /> {chosen?.name ?? t("language")}
              </>
            ),
          }
        : { icon: "language" as const })}
    />
  );
}
