// Starter: shops and e-commerce. Empathy first, then keeping the sale where that serves the customer, within the returns policy.
import { starter } from "./starter.ts";

export const retail = starter("retail", "Retail and e-commerce", [
  {
    id: "contact",
    name: "Contact",
    criteria: [
      {
        id: "opening",
        name: "Opening",
        definition:
          "The agent greets with the shop's name and their own, and takes up order or item if the customer has already named it, instead of asking for it.",
        scale: "binary",
        weight: 5,
        anchors: {
          "0": "A name is missing, or something the customer has written is asked for.",
          "1": "Both names, and what the customer named is taken up.",
        },
      },
      {
        id: "empathy",
        name: "Empathy",
        definition:
          "The agent says in own words what the mishap means for this customer (the birthday, the second trip to the shop) before policy or questions come up, and comes back to it in the solution.",
        scale: "5pt",
        weight: 20,
        anchors: {
          "1": "Policy or blame comes first (“you should have checked the size”).",
          "2": "One stock apology, nothing about this customer.",
          "3": "Names the situation once, after policy or questions.",
          "4": "Names it first and in own words.",
          "5": "As 4, and the solution takes it into account: a date, a shop nearby, a gift note.",
        },
      },
    ],
  },
  {
    id: "understanding",
    name: "Understanding and offering",
    criteria: [
      {
        id: "reason",
        name: "Finding the reason",
        definition:
          "The agent finds out why the customer wants to return, cancel or complain with at least one open question, and checks the reason against the order before offering anything.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Starts the return or the refusal without asking why.",
          "2": "Asks for a reason code only.",
          "3": "Asks an open question; the answer changes nothing in the offer.",
          "4": "Asks, checks it against the order, and offers something that fits.",
          "5": "As 4, and finds what lies behind it (wrong size guide, late delivery, cheaper elsewhere).",
        },
      },
      {
        id: "save",
        name: "Saving the sale",
        definition:
          "Where the reason can be cured, the agent offers one way to keep the item or another that fits, says what it gives this customer, and takes a no at once. N/A when the reason cannot be cured (unsafe, not wanted as a matter of principle, the law requires a refund).",
        scale: "5pt",
        weight: 15,
        allowNA: true,
        anchors: {
          "1": "Presses after a no, or makes the return harder.",
          "2": "No offer although the reason could be cured.",
          "3": "A standard offer (voucher, discount) that has nothing to do with the reason.",
          "4": "An offer that cures the reason.",
          "5": "As 4, with what it gives this customer, and a no is taken without a second try.",
        },
      },
      {
        id: "options",
        name: "Options",
        definition:
          "The customer hears every way that is open (repair, exchange, credit, refund) with cost and time of each, in one turn or one message, and chooses.",
        scale: "3pt",
        weight: 10,
        anchors: {
          "1": "Only the way that suits the shop is mentioned.",
          "2": "More than one way; cost or time is missing, or the customer has to ask for the others.",
          "3": "Every open way with cost and time, and the customer chooses.",
        },
      },
    ],
  },
  {
    id: "solving",
    name: "Solving",
    criteria: [
      {
        id: "policy",
        name: "Returns policy",
        definition:
          "Deadlines, conditions and costs of return are stated as in the policy and the law. An exception is named as one, with who granted it. N/A when neither return nor exchange is spoken of.",
        scale: "3pt",
        weight: 10,
        allowNA: true,
        anchors: {
          "1": "A right the customer has is denied, or something is promised that nobody has approved.",
          "2": "Right in substance; a condition or a cost is left out.",
          "3": "Deadline, condition and cost are stated, exceptions are named as such.",
        },
      },
      {
        id: "payment",
        name: "Payment data",
        definition:
          "No full card number or security code is asked for, repeated or taken in chat, e-mail or on a recorded line; the payment page or the paused recording is used. N/A when nothing is paid or refunded.",
        scale: "binary",
        weight: 5,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "A full number or code is asked for, repeated, or left standing in the conversation.",
          "1": "The payment page or paused recording is used; a number the customer sends unasked is removed and the customer told.",
        },
      },
      {
        id: "resolution",
        name: "Resolution",
        definition:
          "What the customer chose is carried out in this contact: label, exchange order or refund exist before the end, and amount and date are confirmed in writing.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Nothing is carried out; the customer has to get in touch again.",
          "2": "Passed on without a name or date.",
          "3": "Carried out in part, or without amount or date.",
          "4": "Carried out with amount and date, confirmed only in speech or not at all in writing.",
          "5": "Carried out, with amount and date confirmed in writing.",
        },
      },
      {
        id: "ending",
        name: "Ending",
        definition:
          "The agent says what the customer has to do (print, pack, drop off) and what they will receive when, asks whether anything is left, and waits for the answer.",
        scale: "3pt",
        weight: 5,
        anchors: {
          "1": "The customer leaves without knowing what to do.",
          "2": "What to do is said; what follows when is not, or the question has no room for an answer.",
          "3": "What to do, what follows when, and an answered question whether anything is left.",
        },
      },
    ],
  },
]);
