// A session on one page: pasted, read, named by itself, started; nothing typed is ever lost.
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { createSessionSchema } from "../../../shared/protocol/http.ts";
import { defaults, refused, serverDouble } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const CALL = [
  "0:58 Agent: Thanks for waiting, Dee.",
  "1:07 Customer: That is what the last person told me.",
  "1:12 Agent: Let me open a trace.",
].join("\n");
const MAIL = "Customer: I was charged twice for October, please look.\nAgent: I see both payments, one is a reservation.";

const sentSession = (server: ReturnType<typeof serverDouble>) =>
  createSessionSchema.parse(server.sent.filter((sent) => sent.method === "POST" && sent.path === "/sessions").at(-1)?.body);

test("paste and Start: every default is filled in, and what is sent fits the protocol", async () => {
  const server = serverDouble({
    "GET /sessions/new": defaults(),
    "POST /sessions": refused("STORAGE", "The server could not save this. Try again."),
  });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByLabelText("Paste the conversation"));
  await user.paste(CALL);
  expect(await screen.findByText("3 turns, Agent, Customer")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "POST")).toBe(true));
  const sent = sentSession(server);
  expect(sent).toMatchObject({ scorecardId: "general", name: "Northline, week 48", lengthMinutes: 60, dueAt: null });
  expect(sent.conversations[0]).toMatchObject({ title: "Call 1", channel: "phone", link: null, agent: null });
  expect(sent.conversations[0]?.transcript.map((line) => line.at)).toEqual([58, 67, 72]);
});

test("a refusal says why, and the pasted text is still there, also after a reload", async () => {
  serverDouble({ "GET /sessions/new": defaults(), "POST /sessions": refused("TOO_LARGE", "This conversation is too large. Shorten it.") });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByLabelText("Paste the conversation"));
  await user.paste(CALL);
  await user.type(screen.getByLabelText("Title"), "The parcel");
  await user.click(screen.getByRole("button", { name: "Start" }));
  expect(await screen.findByText("This conversation is too large. Shorten it.")).toBeTruthy();
  expect(screen.getByText("Thanks for waiting, Dee.")).toBeTruthy();
  cleanup();
  await showPage("/new");
  expect(await screen.findByText("Thanks for waiting, Dee.")).toBeTruthy();
  expect(screen.getByLabelText("Title")).toHaveProperty("value", "The parcel");
});

test("two conversations pasted at once become two", async () => {
  serverDouble({ "GET /sessions/new": defaults() });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByLabelText("Paste the conversation"));
  await user.paste(`${CALL}\n---\n${MAIL}`);
  await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(2));
  expect(within(screen.getByRole("article", { name: "Conversation 2" })).getByText(/charged twice/)).toBeTruthy();
});

const chooseFile = async (user: ReturnType<typeof userEvent.setup>, file: File): Promise<void> => {
  await screen.findByLabelText("Paste the conversation");
  const chooser = await waitFor(
    () => document.querySelector<HTMLInputElement>('input[type="file"]') ?? Promise.reject(new Error("no chooser")),
  );
  await user.upload(chooser, file);
};
const SPANISH = "Agente: Buenos días, ¿en qué puedo ayudar?\nCliente: Mañana llega otra factura, señorita.\nAgente: Lo miro.";

test("[B-40] a file whose encoding had to be guessed says so beside what was read, and nothing is sent before Start; a reload still says so", async () => {
  const server = serverDouble({ "GET /sessions/new": defaults(), "POST /sessions": refused("STORAGE", "Not now.") });
  const user = userEvent.setup();
  await showPage("/new");
  // every sign of it is one byte in the old Western encoding
  const bytes = Uint8Array.from(SPANISH, (sign) => sign.codePointAt(0)!);
  await chooseFile(user, new File([bytes], "llamada.txt", { type: "text/plain" }));
  expect(await screen.findByText(/It was read as WINDOWS-1252: look at accents/, undefined, { timeout: 10_000 })).toBeTruthy();
  expect(screen.getByText("Mañana llega otra factura, señorita.")).toBeTruthy();
  expect(server.sent.every((sent) => sent.method === "GET")).toBe(true);
  cleanup();
  await showPage("/new");
  expect(await screen.findByText(/It was read as WINDOWS-1252/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "POST")).toBe(true));
  expect(sentSession(server).conversations[0]?.transcript[1]?.text).toBe("Mañana llega otra factura, señorita.");
});

test("[B-40] a file that says how it is written, or can only be read in one way, asks nobody to look", async () => {
  serverDouble({ "GET /sessions/new": defaults() });
  const user = userEvent.setup();
  await showPage("/new");
  await chooseFile(user, new File([new TextEncoder().encode(SPANISH)], "llamada.txt", { type: "text/plain" }));
  expect(await screen.findByText("Mañana llega otra factura, señorita.", undefined, { timeout: 10_000 })).toBeTruthy();
  expect(screen.queryByText(/It was read as/)).toBeNull();
});

test("a title nobody typed is the channel and the place in the session, after those carried over", async () => {
  const server = serverDouble({
    "GET /sessions/new": defaults({ leftovers: [{ conversationId: "left1", title: "The refund", channel: "chat" }] }),
    "POST /sessions": refused("STORAGE", "Not now."),
  });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByLabelText("Paste another one, or leave this empty"));
  await user.paste(`${CALL}\n---\nThey wrote twice about a bill and then nothing more was heard.\n---\n${CALL.replaceAll("0:58", "0:59")}`);
  await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(3));
  const titles = async () => {
    const before = server.sent.length;
    await user.click(screen.getByRole("button", { name: "Start" }));
    await waitFor(() => expect(server.sent.length).toBeGreaterThan(before));
    return sentSession(server).conversations.map(({ title }) => title);
  };
  expect(await titles()).toEqual(["Call 2", "Conversation 3", "Call 4"]);
  await user.click(screen.getByRole("switch", { name: /The refund/ }));
  expect(await titles()).toEqual(["Call 1", "Conversation 2", "Call 3"]);
});

test("a card number stops the start until it is replaced by marks", async () => {
  const server = serverDouble({ "GET /sessions/new": defaults(), "POST /sessions": refused("STORAGE", "Not now.") });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByLabelText("Paste the conversation"));
  await user.paste("Customer: My card is 4111 1111 1111 1111, please charge it.\nAgent: I will do that at once for you.");
  await user.click(screen.getByRole("button", { name: "Start" }));
  expect(await screen.findByText(/needs a correction/)).toBeTruthy();
  expect(server.sent.filter((sent) => sent.method === "POST")).toHaveLength(0);
  await user.click(screen.getByRole("button", { name: "Replace the numbers with marks" }));
  await waitFor(() => expect(screen.queryByText(/4111 1111 1111/)).toBeNull());
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(server.sent.filter((sent) => sent.method === "POST")).toHaveLength(1));
  expect(JSON.stringify(sentSession(server))).not.toContain("4111 1111 1111 1111");
});

test("nothing pasted and Start: the page says what is missing and sends nothing; Enter in a title starts nothing", async () => {
  const server = serverDouble({ "GET /sessions/new": defaults() });
  const user = userEvent.setup();
  await showPage("/new");
  await user.click(await screen.findByRole("button", { name: "Start" }));
  expect(await screen.findByText(/Paste at least one conversation/)).toBeTruthy();
  await user.type(screen.getByLabelText("Title"), "A recording{Enter}");
  expect(server.sent.every((sent) => sent.method === "GET")).toBe(true);
});

test("next week: leftovers are carried over unless switched off, and open actions are listed", async () => {
  const server = serverDouble({
    "GET /sessions/new?from=s47": defaults({
      previousSessionId: "s47",
      leftovers: [{ conversationId: "left1", title: "The refund", channel: "chat" }],
      openActions: [
        {
          actionId: "a1",
          sessionId: "s47",
          text: "Reword Empathy",
          ownerPersonId: null,
          ownerName: null,
          dueOn: null,
          status: "open",
          confirmed: false,
          criterionId: null,
          conversationId: null,
          sessionName: "Northline, week 47",
        },
      ],
    }),
    "POST /sessions": refused("STORAGE", "Not now."),
  });
  const user = userEvent.setup();
  await showPage("/new?from=s47");
  expect(await screen.findByText("Reword Empathy")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "POST")).toBe(true));
  expect(sentSession(server)).toMatchObject({ previousSessionId: "s47", carryConversationIds: ["left1"], conversations: [] });
  await user.click(screen.getByRole("switch", { name: /The refund/ }));
  await user.click(screen.getByRole("button", { name: "Start" }));
  expect(await screen.findByText(/Paste at least one conversation/)).toBeTruthy();
});
