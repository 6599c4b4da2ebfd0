// The team page: who may change whom, and settings that are saved as they are changed.
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { addPersonSchema, changePersonSchema, changeTeamSchema, erasePersonSchema } from "../../../shared/protocol/http.ts";
import { me, refused, serverDouble, session, sessions, team } from "./serverDouble.ts";
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

const openErasing = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  await user.click(await screen.findByRole("button", { name: `More for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: "Erase for good" }));
  return within(await screen.findByRole("alertdialog", { name: `Erase ${name} for good?` }));
};

test("somebody is erased only once their name is typed, and what goes and stays is said before", async () => {
  const server = serverDouble({
    "GET /me": me(),
    "GET /team": team(),
    "POST /team/people/tom/erase": refused("NAME_DIFFERS", "This is not the name.", "name"),
  });
  const user = userEvent.setup();
  await showPage("/team");
  const dialog = await openErasing(user, "Tom Becker");
  expect(dialog.getByText("Their scores, under “Former colleague”.")).toBeTruthy();
  expect(dialog.getByText("Nothing brings it back.")).toBeTruthy();
  const field = dialog.getByLabelText("To confirm, type the name: Tom Becker");
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  expect(await dialog.findByText("Type the name to say that you mean it.")).toBeTruthy();
  expect(document.activeElement).toBe(field);
  expect(server.sent.some(({ method }) => method === "POST")).toBe(false);

  await user.type(field, "Tom");
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  expect(await dialog.findByText("This is not the name.")).toBeTruthy();
  expect(field).toHaveProperty("value", "Tom");

  server.answer("POST /team/people/tom/erase", { ok: true });
  server.answer("GET /team", team({ members: team().members.filter(({ personId }) => personId !== "tom") }));
  await user.type(field, " Becker");
  expect(dialog.queryByText("This is not the name.")).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  await waitFor(() => expect(screen.queryByText("Tom Becker")).toBeNull());
  expect(erasePersonSchema.parse(server.sent.findLast(({ method }) => method === "POST")?.body)).toEqual({ name: "Tom Becker" });
  expect(await screen.findByText("Erased. The scores now belong to a former colleague.")).toBeTruthy();
});

test("a refusal that is not about the name is said in the dialog, which stays", async () => {
  serverDouble({
    "GET /me": me({ personId: "max", name: "Max", role: "manager" }),
    "GET /team": team(),
    "POST /team/people/marta/erase": refused("NOT_ALLOWED", "Your role does not allow this."),
  });
  const user = userEvent.setup();
  await showPage("/team");
  const dialog = await openErasing(user, "Marta Ruiz");
  await user.type(dialog.getByLabelText("To confirm, type the name: Marta Ruiz"), "Marta Ruiz");
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  expect((await dialog.findByRole("alert")).textContent).toContain("Your role does not allow this.");
});

test("[F-9] where a damaged session may still hold something, that is said, and the person is gone from the list", async () => {
  const server = serverDouble({
    "GET /me": me(),
    "GET /team": team(),
    "POST /team/people/tom/erase": refused("NOT_ALL_ERASED", "Erased, except in a session whose record is damaged."),
  });
  const user = userEvent.setup();
  await showPage("/team");
  const dialog = await openErasing(user, "Tom Becker");
  await user.type(dialog.getByLabelText("To confirm, type the name: Tom Becker"), "Tom Becker");
  server.answer("GET /team", team({ members: team().members.filter(({ personId }) => personId !== "tom") }));
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  await waitFor(() => expect(screen.queryByText("Tom Becker")).toBeNull());
  expect(await screen.findByText("Erased, except in a session whose record is damaged.")).toBeTruthy();
});

test("nobody erases themselves, and without the right nobody at all", async () => {
  serverDouble({ "GET /me": me(), "GET /team": team() });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "More for Marta Ruiz" }));
  expect(await screen.findByRole("menuitem", { name: "Remove" })).toBeTruthy();
  expect(screen.queryByRole("menuitem", { name: "Erase for good" })).toBeNull();
});

test("whoever only scores is offered to erase nobody, nor to replace the team link", async () => {
  serverDouble({ "GET /me": me({ personId: "tom", name: "Tom Becker", role: "reviewer" }), "GET /team": team({ may: { manage: false } }) });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "More for Tom Becker" }));
  expect(await screen.findByRole("menuitem", { name: "Change" })).toBeTruthy();
  expect(screen.queryByRole("menuitem", { name: "Erase for good" })).toBeNull();
  expect(screen.queryByRole("button", { name: "People who left, and guests" })).toBeNull();
  expect(screen.queryByRole("button", { name: "New team link" })).toBeNull();
});

test("people who left and guests stand behind one word, and can be erased there", async () => {
  const former = [
    { personId: "gus", name: "Gus", guest: true },
    { personId: "lea", name: "Lea Old", guest: false },
  ];
  const server = serverDouble({
    "GET /me": me(),
    "GET /team": team({ former }),
    "POST /team/people/gus/erase": { ok: true },
  });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "People who left, and guests" }));
  expect(screen.getByText("Left the team")).toBeTruthy();
  const dialog = await openErasing(user, "Gus");
  await user.type(dialog.getByLabelText("To confirm, type the name: Gus"), "gus");
  await user.click(dialog.getByRole("button", { name: "Erase for good" }));
  await waitFor(() => expect(server.sent.some(({ path }) => path === "/team/people/gus/erase")).toBe(true));
});

test("guests are explained beside the team link, with the letters of the session that is open", async () => {
  const server = serverDouble({ "GET /me": me(), "GET /team": team(), "GET /sessions": sessions(session()) });
  await showPage("/team");
  const guests = within(await screen.findByRole("region", { name: "Guests" }));
  expect(guests.getByText(/six letters let them into one session, nowhere else/)).toBeTruthy();
  expect(await guests.findByText("Northline, week 48: ABCDEF, at https://plumb.example/join")).toBeTruthy();
  await userEvent.setup().click(guests.getByRole("button", { name: "Copy the link for guests" }));
  expect(await navigator.clipboard.readText()).toBe("https://plumb.example/join#ABCDEF");
  cleanup();
  server.answer("GET /sessions", sessions());
  await showPage("/team");
  expect(await screen.findByText(/^Every open session has its own letters/)).toBeTruthy();
});

test("one person alone is told what to do next, and has no bands to be sorted into", async () => {
  const [marta] = team().members;
  serverDouble({ "GET /me": me(), "GET /team": team({ members: [marta!] }), "GET /sessions": sessions() });
  await showPage("/team");
  expect(await screen.findByText("Only you so far. Send the team link, or add people by name.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "By experience" })).toBeNull();
});

test.each(["/team", "/scorecards", "/scorecards/paste", "/new"])(
  "a guest who types %s reads the refusal, with one way: to their session",
  async (address) => {
    const missing = refused("NOT_FOUND", "There is nothing here, or it is not yours to see.");
    serverDouble({ "GET /me": me({ role: "guest" }), "GET /team": missing, "GET /scorecards": missing, "GET /sessions/new": missing });
    await showPage(address);
    const refusal = await screen.findByText(/There is nothing here/);
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    expect(within(refusal.closest("[role=alert]") as HTMLElement).getByRole("link", { name: "To the sessions" })).toBeTruthy();
  },
);

test("[T-8] whoever manages replaces the team link, once they have read what ends with the old one", async () => {
  const link = "https://plumb.example/enter#new";
  const replaced = { ok: true, teamLink: link };
  const server = serverDouble({ "GET /me": me(), "GET /team": team(), "POST /team/link": replaced });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "New team link" }));
  const asked = within(await screen.findByRole("alertdialog", { name: "Replace the team link?" }));
  await user.click(asked.getByRole("button", { name: "Keep" }));
  expect(server.sent.some(({ method }) => method === "POST")).toBe(false);
  await user.click(screen.getByRole("button", { name: "New team link" }));
  server.answer("GET /team", team({ teamLink: link }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Replace it" }));
  expect(await screen.findByText(link)).toBeTruthy();
  expect(await screen.findByText(/The old one does not work any more/)).toBeTruthy();
});

test("[T-8] a team link that could not be replaced stays, and why is said", async () => {
  serverDouble({ "GET /me": me(), "GET /team": team(), "POST /team/link": refused("STORAGE", "The server could not save this.") });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "New team link" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Replace it" }));
  expect(await screen.findByText(/could not save this/)).toBeTruthy();
  expect(screen.getByText(team().teamLink)).toBeTruthy();
});
