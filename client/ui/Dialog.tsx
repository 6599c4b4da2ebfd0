// A modal dialog: title, content, a row of buttons. Its code comes when the first one opens.
import { type ReactNode, useState } from "react";
import { onDemand } from "./onDemand.tsx";

export const DialogModal = onDemand(() => import("./DialogModal.tsx").then((module) => module.DialogModal));

export type DialogProps = {
  title: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
  /** buttons at the foot; the filled one last */
  actions?: ReactNode;
  size?: "normal" | "wide";
  /** false: only its buttons close it */
  dismissable?: boolean;
  role?: "dialog" | "alertdialog";
};

export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen);
  if (props.isOpen && !wasOpen) setWasOpen(true);
  return wasOpen ? <DialogModal {...props} /> : null;
}
