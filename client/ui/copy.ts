// Puts words on the clipboard, formatted where that is wanted. Works on plain http too, where browsers offer no clipboard API.
export type Copied = { text: string; html?: string };

function byEvent(copied: Copied): boolean {
  let done = false;
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", copied.text);
    if (copied.html !== undefined) event.clipboardData?.setData("text/html", copied.html);
    done = true;
  };
  document.addEventListener("copy", fill, { capture: true });
  try {
    return document.execCommand("copy") && done;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", fill, { capture: true });
  }
}

/** false when the browser allows neither way */
export async function copyToClipboard(copied: Copied): Promise<boolean> {
  try {
    if (copied.html !== undefined && typeof ClipboardItem !== "undefined" && navigator.clipboard?.write) {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/plain": new Blob([copied.text], { type: "text/plain" }),
          "text/html": new Blob([copied.html], { type: "text/html" }),
        }),
      ]);
      return true;
    }
    if (navigator.clipboard?.writeText) {
      await navigator.clipboard.writeText(copied.text);
      return true;
    }
  } catch {
    // refused (no focus, no permission): the older way may still work
  }
  return byEvent(copied);
}
