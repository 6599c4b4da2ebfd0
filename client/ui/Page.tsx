// The frame of every page that is not the call: a thin top bar, one heading in the product's voice, the content.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { LanguageMenu } from "./LanguageMenu.tsx";
import styles from "./Page.module.css";
import { ThemeMenu } from "./ThemeMenu.tsx";
import { useTitle } from "./useTitle.ts";

export type PageProps = {
  title: string;
  /** what the tab says; the title if left out */
  tabTitle?: string;
  /** a word or two above the heading */
  overline?: ReactNode;
  /** one line under the heading */
  lead?: ReactNode;
  /** beside the heading */
  actions?: ReactNode;
  /** no links in the bar: for people who are not in yet */
  outside?: boolean;
  /** left in the bar, instead of the product's name */
  context?: ReactNode;
  width?: "narrow" | "normal" | "wide";
  children: ReactNode;
};

const PLACES = [
  { href: "/", key: "nav.sessions" },
  { href: "/scorecards", key: "nav.scorecards" },
  { href: "/team", key: "nav.team" },
] as const;

export function Page({ title, tabTitle, overline, lead, actions, outside = false, context, width = "normal", children }: PageProps) {
  const { t } = useTranslation("house");
  const [location] = useLocation();
  useTitle(tabTitle ?? title);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Link href="/" className={styles.name}>
          <span className={styles.plumb} aria-hidden="true" />
          Plumb
        </Link>
        {context && <span className={styles.context}>{context}</span>}
        {!outside && (
          <nav aria-label={t("nav.label")} className={styles.nav}>
            {PLACES.map((place) => (
              <Link
                key={place.href}
                href={place.href}
                className={styles.place}
                aria-current={(place.href === "/" ? location === "/" : location.startsWith(place.href)) ? "page" : undefined}
              >
                {t(place.key)}
              </Link>
            ))}
          </nav>
        )}
        <div className={styles.end}>
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={`${styles.main} ${styles[width]}`}>
        <div className={styles.head}>
          <div className={styles.heading}>
            {overline && <p className={styles.overline}>{overline}</p>}
            <h1 className={styles.title}>{title}</h1>
            {lead && <p className={styles.lead}>{lead}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}
