// The way in: the link's token does its work once and leaves the address; what was typed stays through a refusal.
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { me, refused, serverDouble, stranger } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const door = { ok: true, next: "name", for: "door", team: "Northline", sessionName: "Northline, week 48" } as const;

test("a new person says a name and how long they have scored here, and nothing of a conversation is asked of or shown to them", async () => {
  const server = serverDouble({
    "POST /enter": (body) => ("name" in (body as object) ? { ok: true, next: "home" } : door),
    "GET /me": me(),
  });
  const user = userEvent.setup();
  await showPage("/enter#team-token-123");
  await user.type(await screen.findByLabelText("Your name"), "Tom Becker");
  expect(screen.getByText("We test the scorecard, not each other.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Come in" }));
  expect(screen.getByText(/Choose one/)).toBeTruthy();
  expect(server.sent).toHaveLength(1);
  await user.click(screen.getByRole("radio", { name: "Under 6 months" }));
  await user.click(screen.getByRole("button", { name: "Come in" }));
  await waitFor(() => expect(window.location.pathname).toBe("/"));
  expect(server.sent[1]?.body).toEqual({ token: "team-token-123", name: "Tom Becker", experience: "new" });
  expect(window.location.hash).toBe("");
});

test("who only watches is not asked how long they have scored here", async () => {
  const server = serverDouble({
    "POST /enter": (body) => ("name" in (body as object) ? { ok: true, next: "home" } : door),
    "GET /me": me(),
  });
  const user = userEvent.setup();
  await showPage("/enter#team-token-123");
  await user.type(await screen.findByLabelText("Your name"), "Cora Coach");
  await user.click(screen.getByRole("radio", { name: "I only watch, I do not score" }));
  await user.click(screen.getByRole("button", { name: "Come in" }));
  await waitFor(() => expect(server.sent[1]?.body).toEqual({ token: "team-token-123", name: "Cora Coach", watches: true }));
});

test("a refused name stands in its box with the reason under it", async () => {
  serverDouble({
    "POST /enter": (body) =>
      "name" in (body as object) ? refused("NAME_TAKEN", "Somebody here has this name. Add a letter of your last name.", "name") : door,
  });
  const user = userEvent.setup();
  await showPage("/enter#team-token-123");
  await user.type(await screen.findByLabelText("Your name"), "Ana");
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  await user.click(screen.getByRole("button", { name: "Come in" }));
  expect(await screen.findByText(/Add a letter of your last name/)).toBeTruthy();
  expect(screen.getByLabelText("Your name")).toHaveProperty("value", "Ana");
});

test("the set-up link asks for the team's name too", async () => {
  const server = serverDouble({
    "POST /enter": (body) =>
      "name" in (body as object) ? { ok: true, next: "home" } : { ok: true, next: "name", for: "setup", team: null, sessionName: null },
    "GET /me": stranger(),
  });
  const user = userEvent.setup();
  await showPage("/enter#setup-token-123");
  await user.type(await screen.findByLabelText("Your name"), "Marta");
  await user.type(screen.getByLabelText("Your team's name"), "Northline");
  await user.click(screen.getByRole("button", { name: "Start using Plumb" }));
  await waitFor(() => expect(server.sent[1]?.body).toMatchObject({ name: "Marta", teamName: "Northline", experience: "long" }));
});

test("the set-up page says what Plumb is, and asks the first person for a name without speaking of others", async () => {
  const server = serverDouble({
    "POST /enter": () => ({ ok: true, next: "name", for: "setup", team: null, sessionName: null }),
    "GET /me": stranger(),
  });
  const user = userEvent.setup();
  await showPage("/enter#setup-token-123");
  expect(await screen.findByText(/^Plumb runs your calibration call: /)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Rehearse with a practice call" }));
  expect(screen.getByLabelText("Your name").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("Say your name first.")).toBeTruthy();
  expect(screen.getByText(/^Give the team a name first\./)).toBeTruthy();
  expect(server.sent).toHaveLength(1);
});

test("wrong letters can be corrected and sent again", async () => {
  const server = serverDouble({
    "POST /enter": (body) => ((body as { code: string }).code === "ABCDEF" ? door : refused("LINK_INVALID", "This link does not work.")),
  });
  const user = userEvent.setup();
  await showPage("/join");
  const letters = await screen.findByLabelText("Six letters");
  await user.type(letters, "zzz-zzz");
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText(/No open session has these letters/)).toBeTruthy();
  await user.clear(letters);
  await user.type(letters, "abc def{Enter}");
  expect(await screen.findByLabelText("Your name")).toBeTruthy();
  expect(server.sent.map((sent) => sent.body)).toEqual([{ code: "ZZZZZZ" }, { code: "ABCDEF" }]);
});

test("a link that could not be opened just now is not called wrong, and is tried again", async () => {
  const refusals = { "POST /enter": refused("TOO_FAST", "That was too fast. Wait a moment and try again.") };
  const server = serverDouble(refusals);
  const user = userEvent.setup();
  await showPage("/enter#a-good-link");
  expect(await screen.findByText("That was too fast. Wait a moment and try again.")).toBeTruthy();
  expect(screen.queryByText("This link opens nothing here")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("button", { name: "Try again" });
  expect(server.sent.map((sent) => sent.body)).toEqual([{ token: "a-good-link" }, { token: "a-good-link" }]);
});

test("a stranger's link with nothing open is called right, and tried again; nobody is told that they are in", async () => {
  const server = serverDouble({ "POST /enter": () => ({ ok: true, next: "home" }), "GET /me": stranger() });
  const user = userEvent.setup();
  await showPage("/enter#team-token-123");
  expect(await screen.findByRole("heading", { name: "No session is open just now" })).toBeTruthy();
  expect(screen.getByText(/^Your link works\. Keep it/)).toBeTruthy();
  expect(screen.queryByText(/You are in/)).toBeNull();
  expect(window.location.hash).toBe("#team-token-123");
  server.answer("POST /enter", door);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByLabelText("Your name")).toBeTruthy();
});

test("a link that opens nothing offers the letters instead", async () => {
  serverDouble({ "POST /enter": refused("LINK_INVALID", "This link does not work any more. Ask for a new one.") });
  await showPage("/enter#gone-gone-gone");
  expect(await screen.findByText("This link does not work any more. Ask for a new one.")).toBeTruthy();
  expect(screen.getByLabelText("Six letters")).toBeTruthy();
});

test("without a network the page says so calmly and keeps the letters", async () => {
  serverDouble({ "POST /enter": "offline" });
  const user = userEvent.setup();
  await showPage("/join");
  await user.type(await screen.findByLabelText("Six letters"), "abcdef{Enter}");
  expect(await screen.findByText(/Nothing is lost/)).toBeTruthy();
  expect(screen.getByLabelText("Six letters")).toHaveProperty("value", "abcdef");
});
