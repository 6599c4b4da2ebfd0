// What this person is about to say on a criterion, and on which: it outlives the page of that criterion, so that nothing typed is lost or goes astray.
import { create } from "zustand";

export type OwnAct = "mind" | "object" | "reason";
export type Act = OwnAct | "park" | "propose" | "revealRevote";
export type ActPlace = { conversationId: string; criterionId: string };

type Acts = {
  /** where the last dialog was opened; it stays while that dialog closes */ place: ActPlace | null;
  /** null: no dialog is open */ act: Act | null;
  /** to begin with, where nothing has been typed yet */ words: string;
};

export const NO_ACTS: Acts = { place: null, act: null, words: "" };
export const useActs = create<Acts>(() => NO_ACTS);

export const openAct = (act: Act, { conversationId, criterionId }: ActPlace, words = ""): void =>
  useActs.setState({ act, place: { conversationId, criterionId }, words });
export const closeAct = (): void => useActs.setState({ act: null });

/** Where words of this seat are kept until they are recorded. */
export const draftKey = (act: Act, seatId: string, { conversationId, criterionId }: ActPlace): string =>
  `plumb.say.${act}.${seatId}.${conversationId}.${criterionId}`;
