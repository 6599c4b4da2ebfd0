// Which page an address shows. Every page is fetched on its own, so that scoring loads nothing it does not need.
import { lazy, Suspense, useEffect, useRef } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { useTranslation } from "react-i18next";
import { Route, Switch, useLocation } from "wouter";
import styles from "./App.module.css";
import { Boundary } from "./ui/Boundary.tsx";
import { Notices } from "./ui/Notices.tsx";
import { dismissOffers } from "./ui/notices.ts";
import { Page } from "./ui/Page.tsx";
import { ButtonLink } from "./ui/Button.tsx";
import { kitLocale } from "./ui/locale.ts";

const Home = lazy(() => import("./pages/home/Home.tsx"));
const Enter = lazy(() => import("./pages/enter/Enter.tsx"));
const Create = lazy(() => import("./pages/create/Create.tsx"));
const Team = lazy(() => import("./pages/team/Team.tsx"));
const Scorecards = lazy(() => import("./pages/scorecards/Scorecards.tsx"));
const ScorecardPage = lazy(() => import("./pages/scorecards/ScorecardPage.tsx"));
const Report = lazy(() => import("./pages/report/Report.tsx"));
const Call = lazy(() => import("./session/Call.tsx"));
const SharedScreen = lazy(() => import("./screen/SharedScreen.tsx"));

/** The screen's token stands behind the #, where no server log and no referrer sees it. */
const tokenOfHash = (): string => window.location.hash.slice(1);

function Lost() {
  const { t } = useTranslation("house");
  return (
    <Page title={t("lost.title")} lead={t("lost.lead")} width="narrow" outside>
      <div>
        <ButtonLink href="/" variant="filled">
          {t("lost.home")}
        </ButtonLink>
      </div>
    </Page>
  );
}

/** After a change of page, focus goes to its content, as it would after a page load. */
function useFocusOnArrival() {
  const [location] = useLocation();
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the location is what it waits for
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    dismissOffers();
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [location]);
}

export function App() {
  const { t, i18n } = useTranslation("house");
  const [location] = useLocation();
  useFocusOnArrival();
  return (
    <I18nProvider locale={kitLocale(i18n.language)}>
      {/* the shared screen has nothing to skip, and nothing to press at all */}
      {!location.startsWith("/screen/") && (
        <button type="button" className={styles.skip} onClick={() => document.getElementById("main")?.focus()}>
          {t("skip")}
        </button>
      )}
      <Boundary key={location}>
        <Suspense
          fallback={
            <main id="main" tabIndex={-1} className={styles.loading}>
              {t("loading")}
            </main>
          }
        >
          <Switch>
            <Route path="/">
              <Home />
            </Route>
            <Route path="/enter">
              <Enter />
            </Route>
            <Route path="/join">
              <Enter />
            </Route>
            <Route path="/new">
              <Create />
            </Route>
            <Route path="/team">
              <Team />
            </Route>
            <Route path="/scorecards">
              <Scorecards />
            </Route>
            <Route path="/scorecards/:id">{({ id }) => <ScorecardPage scorecardId={id} />}</Route>
            <Route path="/s/:id/report">{({ id }) => <Report sessionId={id} />}</Route>
            <Route path="/s/:id">{({ id }) => <Call key={id} sessionId={id} />}</Route>
            <Route path="/screen/:id">{({ id }) => <SharedScreen key={id} sessionId={id} token={tokenOfHash()} />}</Route>
            <Route component={Lost} />
          </Switch>
        </Suspense>
      </Boundary>
      <Notices />
    </I18nProvider>
  );
}
