// The kit's behaviour that people rely on: focus comes back, messages are read out, menus work by keyboard, copying says so.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { announce } from "../../../client/ui/announce.ts";
import { Button } from "../../../client/ui/Button.tsx";
import { Choice } from "../../../client/ui/Choice.tsx";
import { CopyButton } from "../../../client/ui/CopyButton.tsx";
import { Dialog } from "../../../client/ui/Dialog.tsx";
import { Menu } from "../../../client/ui/Menu.tsx";
import { More } from "../../../client/ui/More.tsx";
import { Notices } from "../../../client/ui/Notices.tsx";
import { notify } from "../../../client/ui/notices.ts";
import { QrCode } from "../../../client/ui/QrCode.tsx";
import { Select } from "../../../client/ui/Select.tsx";
import { TextField } from "../../../client/ui/TextField.tsx";

function WithDialog() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Remove Ana</Button>
      <Dialog title="Remove Ana?" isOpen={open} onOpenChange={setOpen} actions={<Button onPress={() => setOpen(false)}>Keep</Button>}>
        <p>Her scores stay.</p>
      </Dialog>
      <Notices />
    </>
  );
}

test("a dialog takes the focus and gives it back to the button that opened it", async () => {
  const user = userEvent.setup();
  render(<WithDialog />);
  await user.click(screen.getByRole("button", { name: "Remove Ana" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove Ana?" });
  expect(dialog.contains(document.activeElement)).toBe(true);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove Ana" })));
});

test("a message stays readable and dismissable above an open dialog", async () => {
  const user = userEvent.setup();
  render(<WithDialog />);
  await user.click(screen.getByRole("button", { name: "Remove Ana" }));
  await screen.findByRole("dialog");
  act(() => void notify({ text: "Ana is still scoring.", tone: "apart" }));
  expect(screen.getByText("Ana is still scoring.").closest("[aria-hidden=true], [inert]")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Dismiss this message" }));
  expect(screen.queryByText("Ana is still scoring.")).toBeNull();
});

test("messages appear in a polite live region, once for the same words", () => {
  render(<Notices />);
  act(() => {
    notify({ text: "Saved." });
    notify({ text: "Saved." });
  });
  const list = screen.getByRole("list");
  expect(list.getAttribute("aria-live")).toBe("polite");
  expect(within(list).getAllByText("Saved.")).toHaveLength(1);
});

test("an announcement reaches screen readers even when the same words come twice", () => {
  announce("Six of nine agree.");
  announce("Six of nine agree.");
  const region = document.querySelector("[data-live-announcer]");
  expect(region?.getAttribute("aria-live")).toBe("polite");
  expect(region?.querySelectorAll("p").length).toBe(2);
});

test("a menu opens, moves and chooses by keyboard alone", async () => {
  const user = userEvent.setup();
  const park = vi.fn();
  render(
    <Menu
      label="More"
      items={[
        { id: "dissent", label: "Record dissent", onAction: () => undefined },
        { id: "park", label: "Park", onAction: park },
      ]}
    />,
  );
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByRole("menu");
  await user.keyboard("{ArrowDown}{Enter}");
  expect(park).toHaveBeenCalledOnce();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" })));
});

test("copying works without a clipboard API and says so", async () => {
  const user = userEvent.setup();
  let given = "";
  document.execCommand = () => {
    const event = new Event("copy", { cancelable: true, bubbles: true });
    Object.defineProperty(event, "clipboardData", {
      value: {
        setData: (kind: string, text: string) => {
          if (kind === "text/plain") given = text;
        },
      },
    });
    document.dispatchEvent(event);
    return true;
  };
  const clipboard = Object.getOwnPropertyDescriptor(navigator, "clipboard");
  Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
  render(<CopyButton what="https://plumb.example/enter#abc">Copy the team link</CopyButton>);
  await user.click(screen.getByRole("button", { name: "Copy the team link" }));
  await screen.findByRole("button", { name: "Copied" });
  expect(given).toBe("https://plumb.example/enter#abc");
  if (clipboard) Object.defineProperty(navigator, "clipboard", clipboard);
});

test("a refused copy keeps the button and says what to do", async () => {
  const user = userEvent.setup();
  document.execCommand = () => false;
  Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) }, configurable: true });
  render(
    <>
      <CopyButton what="x">Copy</CopyButton>
      <Notices />
    </>,
  );
  await user.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByText(/copy it by hand/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});

test("closing More keeps what was typed inside", async () => {
  const user = userEvent.setup();
  render(
    <More label="More" defaultOpen>
      <TextField label="Name" />
    </More>,
  );
  await user.type(screen.getByLabelText("Name"), "Week 48");
  await user.click(screen.getByRole("button", { name: "More", expanded: true }));
  await user.click(screen.getByRole("button", { name: "More", expanded: false }));
  expect(screen.getByLabelText("Name")).toHaveProperty("value", "Week 48");
});

test("a field's problem is tied to it in words", () => {
  render(<TextField label="Name" problem="Say a name, so that others know who is here." />);
  const field = screen.getByLabelText("Name");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(field.getAttribute("aria-describedby")?.split(" ")[0] ?? "")?.textContent).toMatch(/Say a name/);
});

test("a choice and a select answer with the id that was meant", async () => {
  const user = userEvent.setup();
  const chosen = vi.fn();
  const selected = vi.fn();
  render(
    <>
      <Choice label="Experience" value={null} onChange={chosen} options={[{ id: "new", label: "Under 6 months" }]} />
      <Select
        label="Channel"
        value="phone"
        onChange={selected}
        options={[
          { id: "phone", label: "Call" },
          { id: "email", label: "E-mail" },
        ]}
      />
    </>,
  );
  await user.click(screen.getByRole("radio", { name: "Under 6 months" }));
  await user.selectOptions(screen.getByLabelText("Channel"), "E-mail");
  expect(chosen).toHaveBeenCalledWith("new");
  expect(selected).toHaveBeenCalledWith("email");
});

test("a QR code has a name and dark squares on white", () => {
  render(<QrCode value="https://plumb.example/join" label="Opens this week's session" />);
  const code = screen.getByRole("img", { name: "Opens this week's session" });
  expect(code.querySelector("path")?.getAttribute("d")?.length).toBeGreaterThan(100);
});
