// Shows the whole app at an address, as a browser would, with the address bar of jsdom.
import { act, render } from "@testing-library/react";
import { beforeEach, afterEach, vi } from "vitest";
import { App } from "../../../client/App.tsx";

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, "", "/");
});
afterEach(() => vi.unstubAllGlobals());

export async function showPage(address: string): Promise<void> {
  window.history.replaceState(null, "", address);
  await act(async () => {
    render(<App />);
  });
}
