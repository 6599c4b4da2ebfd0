// A dialog with one text to write: a reason, an objection. What was typed stays until the server has it, through a reload too.
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useStoredDraft } from "../../pages/useStoredDraft.ts";

const isText = (value: unknown): value is string => typeof value === "string";

export function AskDialog(props: {
  title: string;
  /** what it is about, first */ about: ReactNode;
  /** where the words are kept until they are taken */ draft: string;
  /** to begin with, where nothing has been typed yet */ words: string;
  explain: string;
  field: string;
  save: string;
  cancel: string;
  limit: number;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** true: taken, the dialog closes and forgets */ onSave: (text: string) => Promise<boolean>;
}) {
  const [kept, keep] = useStoredDraft(props.draft, isText);
  const text = kept ?? "";
  const setText = (typed: string) => keep(typed === "" ? null : typed);
  // kept at once like what is typed, and never in its place
  const { isOpen, words } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time it opens
  useEffect(() => {
    if (isOpen && words !== "" && kept === null) keep(words);
  }, [isOpen, words]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const taken = await props.onSave(text.trim());
    setBusy(false);
    if (!taken) return;
    setText("");
    props.onOpenChange(false);
  };
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      actions={
        <>
          <Button variant="text" onPress={() => props.onOpenChange(false)}>
            {props.cancel}
          </Button>
          <Button variant="filled" isDisabled={text.trim() === ""} isPending={busy} onPress={() => void save()}>
            {props.save}
          </Button>
        </>
      }
    >
      {props.about}
      <p>{props.explain}</p>
      <TextField label={props.field} multiline reading value={text} onChange={setText} maxLength={props.limit} autoFocus />
    </Dialog>
  );
}
