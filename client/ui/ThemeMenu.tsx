// Light, dark, or as the system: one small menu in the top bar.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Menu } from "./Menu.tsx";
import { chooseTheme, storedTheme, type Theme } from "./theme.ts";

const THEMES: Theme[] = ["system", "light", "dark"];

export function ThemeMenu() {
  const { t } = useTranslation("house");
  const [theme, setTheme] = useState<Theme>(storedTheme);
  return (
    <Menu
      label={t("theme.label")}
      icon="theme"
      items={THEMES.map((id) => ({
        id,
        label: t(`theme.${id}`),
        chosen: theme === id,
        onAction: () => {
          setTheme(id);
          chooseTheme(id);
        },
      }))}
    />
  );
}
