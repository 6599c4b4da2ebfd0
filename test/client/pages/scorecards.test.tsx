// Scorecards: pasted cells are read row by row, editing keeps identities and order, a refusal keeps the draft.
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { PastePreview } from "../../../client/pages/scorecards/PastePreview.tsx";
import { moveCriterion, moveSection, removeSection } from "../../../client/pages/scorecards/editing.ts";
import { parseScorecardPaste } from "../../../shared/scorecard/paste.ts";
import { saveScorecardSchema } from "../../../shared/protocol/http.ts";
import { refused, scorecard, scorecards, serverDouble } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const cells = (rows: string[][]) => rows.map((row) => row.join("\t")).join("\n");
const HEAD = ["Section", "Criterion", "Weight", "Scale", "Definition"];
const GOOD = ["Contact", "Empathy", "60", "1-5", "Names the customer's situation before solving it."];

test("a row that cannot be read is named, and saving waits until it is corrected", async () => {
  const server = serverDouble({ "GET /scorecards": scorecards([]), "PUT /scorecards/x": { ok: true } });
  const user = userEvent.setup();
  await showPage("/scorecards/paste");
  const box = await screen.findByLabelText("Cells");
  await user.click(box);
  await user.paste(cells([HEAD, GOOD, ["Contact", "Tone", "40", "stars", "Answers in the customer's own words and pace."]]));
  expect(await screen.findByText(/“stars” is no scale here/)).toBeTruthy();
  expect(screen.getByText("Row 3")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save the scorecard" })).toHaveProperty("disabled", true);
  expect(server.sent.every((sent) => sent.method === "GET")).toBe(true);
});

test("a clean paste is saved in the protocol's shape; a refusal keeps the cells", async () => {
  const server = serverDouble({ "GET /scorecards": scorecards([]) });
  const user = userEvent.setup();
  await showPage("/scorecards/paste");
  await user.type(await screen.findByLabelText("Name of the scorecard"), "Ours");
  await user.click(screen.getByLabelText("Cells"));
  await user.paste(cells([HEAD, GOOD, ["Contact", "Tone", "40", "yes/no", "Answers in the customer's own words and pace."]]));
  expect(await screen.findByText("2 criteria in 1 section")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save the scorecard" }));
  expect(await screen.findByText(/Nothing is lost|does not understand/)).toBeTruthy();
  const put = server.sent.find((sent) => sent.method === "PUT");
  const body = saveScorecardSchema.parse(put?.body);
  expect(put?.path).toBe(`/scorecards/${body.scorecard.scorecardId}`);
  expect(body.scorecard).toMatchObject({ name: "Ours", version: 1 });
  expect(screen.getByLabelText("Cells")).toHaveProperty("value", expect.stringContaining("Empathy"));
});

test("editing in place: the change is kept in the tab, saved from its version, and a conflict keeps it", async () => {
  const server = serverDouble({
    "GET /scorecards": scorecards(),
    "PUT /scorecards/ours": refused("VERSION_CONFLICT", "Somebody saved version 4 meanwhile. Look at theirs first."),
  });
  const user = userEvent.setup();
  await showPage("/scorecards/ours");
  await user.click(await screen.findByRole("button", { name: /^Empathy/ }));
  const definition = screen.getByLabelText("Definition");
  await user.clear(definition);
  await user.type(definition, "Be nice");
  expect(screen.getByText(/“nice” can be read in many ways/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save as version 4" }));
  expect(await screen.findByText(/Somebody saved version 4 meanwhile/)).toBeTruthy();
  expect(screen.getByLabelText("Definition")).toHaveProperty("value", "Be nice");
  const sent = saveScorecardSchema.parse(server.sent.find((one) => one.method === "PUT")?.body);
  expect(sent.scorecard.version).toBe(3);
  expect(sent.scorecard.criteria.map((criterion) => criterion.criterionId)).toEqual(["greeting", "empathy", "resolution"]);
});

test("a criterion moves by keyboard and can be brought back after it was removed", async () => {
  serverDouble({ "GET /scorecards": scorecards() });
  const user = userEvent.setup();
  await showPage("/scorecards/ours");
  const up = await screen.findByRole("button", { name: "Move Empathy up" });
  up.focus();
  await user.keyboard("{Enter}");
  const contact = within(screen.getByRole("region", { name: "Contact" }));
  await waitFor(() => expect(contact.getAllByRole("listitem").map((item) => item.textContent)[0]).toMatch(/^Empathy/));
  await user.click(screen.getByRole("button", { name: "Remove Greeting" }));
  expect(screen.queryByRole("button", { name: /^Greeting/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Bring back" }));
  expect(screen.getByRole("button", { name: /^Greeting/ })).toBeTruthy();
});

test("moving over the edge of a section goes into the next one; sections keep their criteria", () => {
  const moved = moveCriterion(scorecard(), "empathy", 1);
  expect(moved.criteria.map((criterion) => [criterion.criterionId, criterion.sectionId])).toEqual([
    ["greeting", "contact"],
    ["empathy", "solving"],
    ["resolution", "solving"],
  ]);
  expect(moveSection(scorecard(), "solving", -1).criteria.map((criterion) => criterion.criterionId)).toEqual([
    "resolution",
    "greeting",
    "empathy",
  ]);
  expect(removeSection(scorecard(), "contact").sections).toHaveLength(2);
});

test("a section that comes again further down in the paste is shown once, with all its criteria; a heading of its own is no other section", () => {
  const read = parseScorecardPaste(
    [
      "Section\tCriterion\tWeight\tScale\tDefinition",
      "Contact",
      "\tGreeting\t25\tyes/no\tSays the name of the company.",
      "Solving\tResolution\t50\t1-5\tThe cause is found and dealt with.",
      "contact\tEmpathy\t25\t1-5\tNames what this means for the customer.",
    ].join("\n"),
  );
  render(<PastePreview read={read} />);
  const shown = screen.getAllByRole("listitem").map((item) => item.textContent ?? "");
  expect(shown.map((text) => /Contact$|Solving$|Greeting|Resolution|Empathy/i.exec(text)?.[0])).toEqual([
    "Contact",
    "Greeting",
    "Empathy",
    "Solving",
    "Resolution",
  ]);
  expect(screen.getByRole("status").textContent).toMatch(/2 sections/);
});

test("where there is none yet, the page says how to get one; an empty one says what comes first, until it has a criterion", async () => {
  serverDouble({ "GET /scorecards": scorecards([]) });
  const user = userEvent.setup();
  await showPage("/scorecards");
  expect(await screen.findByText("None of your own yet. Paste one from a spreadsheet, or start from one below.")).toBeTruthy();
  cleanup();
  await showPage("/scorecards/blank");
  expect(await screen.findByRole("heading", { name: "New scorecard" })).toBeTruthy();
  const first = /^Name it, name a section, and add the first criterion/;
  expect(screen.getByText(first)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Add a criterion" }));
  await waitFor(() => expect(screen.queryByText(first)).toBeNull());
  expect(screen.getByText("Not saved yet.")).toBeTruthy();
});
