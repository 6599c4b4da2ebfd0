// Starter: general support, for any channel. Nine criteria that most teams already score in some form.
import { starter } from "./starter.ts";

export const general = starter("general", "General support", [
  {
    id: "contact",
    name: "Contact",
    criteria: [
      {
        id: "opening",
        name: "Opening",
        definition:
          "In the first turn the agent says or writes the company's name and their own, and asks or states what the contact is about. In an e-mail the signature counts as the name.",
        scale: "binary",
        weight: 5,
        anchors: {
          "0": "Company or own name is missing, or the agent starts with a form question.",
          "1": "Both names and the subject are there in the first turn.",
        },
      },
      {
        id: "empathy",
        name: "Empathy",
        definition:
          "The agent puts into words what this situation means for this customer (lost time, a missed day, worry about money) and takes it into account in what follows. “I understand” or “sorry for the inconvenience” alone names nothing.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Talks past what the customer says about their situation, interrupts it, or argues with it.",
          "2": "One stock phrase (“sorry about that”), nothing about this customer.",
          "3": "Names the customer's situation once, then works as if it had not been said.",
          "4": "Names it in own words, and the customer confirms or calms down.",
          "5": "Names it, and something in the solution follows from it: an order of steps, a shorter way, an offer.",
        },
      },
    ],
  },
  {
    id: "understanding",
    name: "Understanding",
    criteria: [
      {
        id: "need",
        name: "Finding the need",
        definition:
          "Before offering a solution the agent asks what is missing to choose one, says back what they understood, and gets a yes. Facts the customer has already given are not asked for again.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Offers a solution to a different problem, or asks for everything a second time.",
          "2": "Asks along a script; answers change nothing in what is asked next.",
          "3": "Asks what is needed but does not say it back, or starts solving before the answer is complete.",
          "4": "Asks what is needed and says it back; one fact is asked for twice or found late.",
          "5": "Asks only what is missing, says the whole need back, and the customer confirms it before the solution starts.",
        },
      },
      {
        id: "identity",
        name: "Identity check",
        definition:
          "Before saying or changing anything that belongs to an account, the agent has the customer give two matching details that the agent did not read out. N/A when nothing personal is said or changed.",
        scale: "binary",
        weight: 10,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "Account details are said or changed after fewer than two details, or after details the agent supplied.",
          "1": "Two matching details, given by the customer, before the first account detail is said.",
        },
      },
    ],
  },
  {
    id: "solving",
    name: "Solving",
    criteria: [
      {
        id: "resolution",
        name: "Resolution",
        definition:
          "What the customer came for is done, or the next step that gets it done is started within this contact, and the agent checks that it worked or says how the customer will notice.",
        scale: "5pt",
        weight: 20,
        anchors: {
          "1": "Nothing is started; the customer has to get in touch again for the same thing.",
          "2": "Something is started that does not solve what was asked.",
          "3": "The main request is handled; a second one is left open without a word about it.",
          "4": "Everything asked for is done or started; nobody checks that it worked.",
          "5": "Everything asked for is done or started, and checked with the customer before the end.",
        },
      },
      {
        id: "accuracy",
        name: "Correct information",
        definition:
          "What the agent states about products, prices, dates and process matches the knowledge base on the day of the contact. When unsure, the agent looks it up or says that they will.",
        scale: "3pt",
        weight: 15,
        anchors: {
          "1": "A wrong statement that the customer would act on.",
          "2": "A wrong or missing detail that changes nothing for the customer, or one that the agent corrects.",
          "3": "Every statement matches, or is named as still to be checked.",
        },
      },
      {
        id: "promises",
        name: "Promises and policy",
        definition:
          "Refunds, credits, dates and exceptions are promised only within what the agent may grant, in words that match the policy. Going beyond it with a named approval counts as within. N/A when nothing is promised or refused.",
        scale: "3pt",
        weight: 10,
        allowNA: true,
        anchors: {
          "1": "A promise nobody has approved, or a refusal of something the policy grants.",
          "2": "Within policy, but so worded that the customer may expect more (“that will not be a problem”).",
          "3": "Within policy, with amount or date and the condition said aloud.",
        },
      },
    ],
  },
  {
    id: "ending",
    name: "Waiting and ending",
    criteria: [
      {
        id: "waiting",
        name: "Waiting",
        definition:
          "Before a hold, transfer or longer silence the agent says why and how long, and gets a yes; comes back when they said, with thanks or an update. In writing: an answer that takes longer than promised is announced. N/A when nobody had to wait.",
        scale: "3pt",
        weight: 5,
        allowNA: true,
        anchors: {
          "1": "The customer waits without knowing why, or finds themselves transferred.",
          "2": "Announced, but without a reason, a duration or a yes; or the time named is passed without a word.",
          "3": "Reason, duration and the customer's yes; back in that time or an update before it ends.",
        },
      },
      {
        id: "nextStep",
        name: "Next step",
        definition: "Before the end the agent states what happens next, who does it and by when, or that nothing more is to be done.",
        scale: "binary",
        weight: 5,
        anchors: {
          "0": "What, who or when is missing, or has to be asked for by the customer.",
          "1": "What, who and when are said, or that the case is closed.",
        },
      },
    ],
  },
]);
