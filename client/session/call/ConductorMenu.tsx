// "More" of the facilitator's bar: everything quieter than the next step. What is not possible now is not in the list.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";
import { dialogOnDemand } from "../../ui/onDemand.tsx";
import { awaited } from "./awaited.ts";
import { isShown, usePromptSwitch } from "../prompts/promptSwitch.ts";

const ConversationsDialog = dialogOnDemand(() => import("./ConversationsDialog.tsx").then((module) => module.ConversationsDialog));
const MissingDialog = dialogOnDemand(() => import("./MissingDialog.tsx").then((module) => module.MissingDialog));
const MoveDialog = dialogOnDemand(() => import("./MoveDialog.tsx").then((module) => module.MoveDialog));
const OptionsDialog = dialogOnDemand(() => import("./OptionsDialog.tsx").then((module) => module.OptionsDialog));
const ReopenDialog = dialogOnDemand(() => import("./ReopenDialog.tsx").then((module) => module.ReopenDialog));
const ScreenLinkDialog = dialogOnDemand(() => import("./ScreenLinkDialog.tsx").then((module) => module.ScreenLinkDialog));
const SetAsideDialog = dialogOnDemand(() => import("./SetAsideDialog.tsx").then((module) => module.SetAsideDialog));

type Open = "move" | "conversations" | "options" | "setAside" | "screen" | "missing" | "reopen" | null;

/** `label`: where another "More" stands on the same screen. */
export function ConductorMenu({ label }: { label?: string }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const session = useSlice("session");
  const progress = useSlice("progress");
  const conversations = useSlice("conversations");
  const [open, setOpen] = useState<Open>(null);
  const { kept, set: switchPrompts } = usePromptSwitch();
  const prompts = isShown(kept, session?.sessionId ?? "");
  const openPeople = useUi((ui) => ui.openPeople);
  const may = {
    start: useCan("StartTimer"),
    extend: useCan("ExtendTimer"),
    end: useCan("EndTimer"),
    door: useCan("SetDoor"),
    move: useCan("MoveFocus"),
    change: useCan("ChangeSession"),
    add: useCan("AddConversation"),
    aside: useCan("SetRevealAside"),
    reopen: useCan("ReopenSession"),
  };
  if (!session) return null;
  const hidden = awaited({ conversations: conversations ?? [], progress: progress ?? [] });
  const focus = session.focus;
  const shownId = "conversationId" in focus ? focus.conversationId : null;
  const revealed = conversations?.find((each) => each.conversationId === shownId && each.status === "revealed");
  const items: MenuEntry[] = [];
  const add = (id: string, when: boolean, onAction: () => void, extra: Partial<MenuEntry> = {}) => {
    if (when) items.push({ id, label: t(`more.${id}`), onAction, ...extra });
  };
  const isOpen = session.status === "open";
  if (isOpen) {
    add("twoMinutes", may.extend && session.timer !== null, () => void send({ type: "ExtendTimer", minutes: 2 }));
    add("endTimer", may.end && session.timer !== null, () => void send({ type: "EndTimer" }));
    add(
      "startTimer",
      may.start && session.timer === null && hidden !== null,
      () => void send({ type: "StartTimer", minutes: session.options.silentReviewMinutes }),
    );
    add("missing", hidden !== null && (hidden.names?.missing.length ?? 0) > 0, () => setOpen("missing"));
    add("people", true, () => openPeople(true));
    add("move", may.move, () => setOpen("move"));
    add(session.doorOpen ? "closeDoor" : "openDoor", may.door, () => void send({ type: "SetDoor", open: !session.doorOpen }));
    add("screen", may.move, () => setOpen("screen"));
    add("conversations", may.add, () => setOpen("conversations"));
    add(prompts ? "hidePrompts" : "showPrompts", true, () => switchPrompts(!prompts));
    add("options", may.change, () => setOpen("options"));
    add("setAside", may.aside && revealed !== undefined, () => setOpen("setAside"), { tone: "apart" });
    add("closeEarly", may.move && focus.kind !== "closing", () => void send({ type: "MoveFocus", focus: { kind: "closing" } }));
  } else {
    add("people", true, () => openPeople(true));
    add("reopen", may.reopen, () => setOpen("reopen"));
  }
  const dialog = (name: Open) => ({ isOpen: open === name, onOpenChange: (shown: boolean) => setOpen(shown ? name : null) });
  return (
    <>
      <Menu label={label ?? t("more.label")} items={items} />
      <MoveDialog {...dialog("move")} />
      <ConversationsDialog {...dialog("conversations")} />
      <OptionsDialog {...dialog("options")} />
      <ScreenLinkDialog {...dialog("screen")} />
      <ReopenDialog {...dialog("reopen")} />
      {revealed && <SetAsideDialog conversation={revealed} {...dialog("setAside")} />}
      {hidden && <MissingDialog conversationId={hidden.conversationId} {...dialog("missing")} />}
    </>
  );
}
