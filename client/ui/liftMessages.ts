// Passing messages stand above the bars one acts with (`data-foot`): what waits until it is dismissed must not lie on the next step.
/** as above so below */ const MARGIN = 16;

/** What begins at the top of the window or stands beside is not in the way, and a message stays in the window. */
function lift(): void {
  const messages = document.querySelector<HTMLElement>("[data-messages]");
  if (!messages?.querySelector("li")) return;
  const own = messages.getBoundingClientRect();
  let free = window.innerHeight;
  for (const foot of document.querySelectorAll("[data-foot]")) {
    const { left, right, top } = foot.getBoundingClientRect();
    const beneath = top > window.innerHeight / 4 && right > own.left && left < own.right;
    if (beneath) free = Math.min(free, top);
  }
  const most = window.innerHeight - own.height - 2 * MARGIN;
  messages.style.setProperty("--notices-lift", `${Math.max(0, Math.min(window.innerHeight - free, most))}px`);
}

export function liftMessages(): () => void {
  let asked = 0;
  const ask = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(lift);
  };
  const changes = new MutationObserver(ask);
  changes.observe(document.body, { subtree: true, childList: true });
  window.addEventListener("resize", ask);
  return () => {
    cancelAnimationFrame(asked);
    changes.disconnect();
    window.removeEventListener("resize", ask);
  };
}
