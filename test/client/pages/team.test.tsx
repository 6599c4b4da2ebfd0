// The team page: who may change whom, and settings that are saved as they are changed.
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { addPersonSchema, changePersonSchema, changeTeamSchema } from "../../../shared/protocol/http.ts";
import { me, refused, serverDouble, team } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

test("a person is added in the protocol's shape; a taken name stays in its box", async () => {
  const server = serverDouble({
    "GET /me": me(),
    "GET /team": team(),
    "POST /team/people": refused("NAME_TAKEN", "Somebody has this name already. Add a letter.", "name"),
  });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "Add a person" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Name"), "Tom Becker");
  await user.click(dialog.getByRole("radio", { name: "Under 6 months" }));
  await user.click(dialog.getByRole("button", { name: "Add a person" }));
  expect(await dialog.findByText("Somebody has this name already. Add a letter.")).toBeTruthy();
  expect(dialog.getByLabelText("Name")).toHaveProperty("value", "Tom Becker");
  expect(addPersonSchema.parse(server.sent.find((sent) => sent.method === "POST")?.body)).toEqual({
    name: "Tom Becker",
    role: "reviewer",
    experience: "new",
    site: null,
  });
});

test("somebody without the right sees nobody's experience and changes only their own name and time here", async () => {
  const server = serverDouble({
    "GET /me": me({ personId: "tom", name: "Tom Becker", role: "reviewer" }),
    "GET /team": team({ may: { manage: false } }),
    "PUT /team/people/tom": { ok: true },
  });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "More for Tom Becker" }));
  expect(screen.queryByText("Longer than 2 years")).toBeNull();
  expect(screen.queryByRole("button", { name: "More for Marta Ruiz" })).toBeNull();
  expect(screen.queryByRole("menuitem", { name: "Remove" })).toBeNull();
  await user.click(await screen.findByRole("menuitem", { name: "Change" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.queryByLabelText("Role")).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "PUT")).toBe(true));
  const body = changePersonSchema.parse(server.sent.find((sent) => sent.method === "PUT")?.body);
  expect(Object.keys(body).sort()).toEqual(["experience", "name"]);
});

test("a setting is saved as it is changed, alone; a refused one goes back and says why", async () => {
  const server = serverDouble({
    "GET /me": me(),
    "GET /team": team(),
    "PUT /team/settings": refused("STORAGE", "The server could not save this. Try again in a moment."),
  });
  const user = userEvent.setup();
  await showPage("/team");
  const ask = await screen.findByRole("switch", { name: /Always ask at the door/ });
  await user.click(ask);
  expect(await screen.findByText(/could not save this/)).toBeTruthy();
  expect(changeTeamSchema.parse(server.sent.find((sent) => sent.method === "PUT")?.body)).toEqual({ settings: { alwaysAskAtDoor: true } });
  await waitFor(() => expect(screen.getByRole("switch", { name: /Always ask at the door/ })).toHaveProperty("checked", false));
});

test("removing asks once, by name", async () => {
  const server = serverDouble({ "GET /me": me(), "GET /team": team(), "DELETE /team/people/tom": { ok: true } });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "More for Tom Becker" }));
  await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
  const dialog = within(await screen.findByRole("alertdialog", { name: "Remove Tom Becker?" }));
  expect(server.sent.some((sent) => sent.method === "DELETE")).toBe(false);
  await user.click(dialog.getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "DELETE")).toBe(true));
});
