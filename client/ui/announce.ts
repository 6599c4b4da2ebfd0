// Says something to screen readers alone. The regions stand there from the start, for what comes together with its region is often not read out; they survive dialogs.
const regions = new Map<"polite" | "assertive", HTMLElement>();

function region(urgency: "polite" | "assertive"): HTMLElement {
  const known = regions.get(urgency);
  if (known?.isConnected) return known;
  const made = document.createElement("div");
  made.className = "onlyForScreenReaders";
  made.setAttribute("aria-live", urgency);
  made.setAttribute("data-live-announcer", "true");
  made.setAttribute("data-react-aria-top-layer", "true");
  document.body.append(made);
  regions.set(urgency, made);
  return made;
}

region("polite");
region("assertive");

/** The same words said again are read again: each sentence is a node of its own. */
export function announce(text: string, urgency: "polite" | "assertive" = "polite"): void {
  if (text === "") return;
  const place = region(urgency);
  const line = document.createElement("p");
  line.textContent = text;
  place.append(line);
  while (place.childElementCount > 3) place.firstElementChild?.remove();
}
