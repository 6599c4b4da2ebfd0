// Pasted texts as they were read, each once: short ones at once, long ones beside the page and only while they are wanted.
import { useEffect, useReducer, useState } from "react";
import { type ParsedTranscript, parseTranscript } from "../../shared/material/transcript.ts";
import { type Background, inBackground } from "./background.ts";
import { isLong } from "./work.ts";

export type ReadText = ParsedTranscript | "reading" | "failed";

/** What is on the page is asked for again and again and so stays; what no longer is, goes first. */
const KEPT = 24;
const known = new Map<string, ParsedTranscript | "failed">();
const remember = (text: string, read: ParsedTranscript | "failed"): void => {
  known.delete(text);
  known.set(text, read);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
};

export function readText(text: string): ReadText {
  const read = known.get(text) ?? (isLong(text) ? null : parseTranscript(text));
  if (!read) return "reading";
  remember(text, read);
  return read;
}

type Reader = { want: (texts: readonly string[]) => void };

/** Reads what is wanted; what no longer is, is given up, so that a second paste does not wait for the first. */
export function createReader(changed: () => void, read: Background = inBackground): Reader {
  const underWay = new Map<string, AbortController>();
  const begin = (text: string): void => {
    const control = new AbortController();
    underWay.set(text, control);
    const ended = (result: ParsedTranscript | "failed"): void => {
      if (control.signal.aborted) return;
      underWay.delete(text);
      remember(text, result);
      changed();
    };
    read("read", text, control.signal).then(ended, () => ended("failed"));
  };
  return {
    want: (texts) => {
      for (const [text, control] of underWay) {
        if (texts.includes(text)) continue;
        underWay.delete(text);
        control.abort();
      }
      for (const text of texts) if (readText(text) === "reading" && !underWay.has(text)) begin(text);
    },
  };
}

/** The texts on the page are read; `version` is another whenever one has been. */
export function useReadTexts(texts: readonly string[]): { version: number; again: (text: string) => void } {
  const [version, changed] = useReducer((count: number) => count + 1, 0);
  const [reader] = useState(() => createReader(changed));
  useEffect(() => reader.want(texts));
  useEffect(() => () => reader.want([]), [reader]);
  return {
    version,
    again: (text) => {
      known.delete(text);
      changed();
    },
  };
}
