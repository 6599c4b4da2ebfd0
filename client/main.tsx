// The browser's start: fonts, tokens, theme, texts, then the app.
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { App } from "./App.tsx";
import { BASE_PATH } from "./basePath.ts";
import { ready } from "./i18n.ts";
import { DialogModal } from "./ui/Dialog.tsx";
import { MenuPopup } from "./ui/Menu.tsx";
import { preloadWhenIdle } from "./ui/onDemand.tsx";
import { applyTheme, storedTheme } from "./ui/theme.ts";

applyTheme(storedTheme());
const root = document.getElementById("root");
if (!root) throw new Error("no #root");
ready.then(() =>
  createRoot(root).render(
    <StrictMode>
      <Router base={BASE_PATH}>
        <App />
      </Router>
    </StrictMode>,
  ),
);
preloadWhenIdle(MenuPopup, DialogModal);
// no network for it just now: the page works without
void import("./ui/keepFocus.ts").then(({ keepFocus }) => keepFocus()).catch(() => undefined);
