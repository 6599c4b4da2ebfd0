// Starter: technical support for lines, devices and software. Whether the steps were the right ones, in an order that saves time, and proved at the end.
import { starter } from "./starter.ts";

export const telecom = starter("telecom", "Telecom and technical", [
  {
    id: "start",
    name: "Start",
    criteria: [
      {
        id: "opening",
        name: "Opening",
        definition:
          "In the first turn the agent says the company's name and their own and asks what is not working. Earlier tickets for the same fault are mentioned, not asked about.",
        scale: "binary",
        weight: 5,
        anchors: {
          "0": "A name is missing, or the customer has to retell a fault that stands in an open ticket.",
          "1": "Both names, and any open ticket is mentioned first.",
        },
      },
      {
        id: "identity",
        name: "Account check",
        definition:
          "Before changing a line, SIM, password or forwarding, the agent matches the customer against the account by the required items or a one-time code. N/A when nothing on an account is said or changed.",
        scale: "binary",
        weight: 5,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "A change is made, or an account detail said, before the match.",
          "1": "The match is complete before the first change or detail.",
        },
      },
      {
        id: "fault",
        name: "Pinning down the fault",
        definition:
          "The agent finds out what exactly fails, since when, what changed before, and where it still works, and says the fault back in one sentence before the first step.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Starts with a step (“restart the router”) before knowing what fails.",
          "2": "Knows what fails; neither since when nor where.",
          "3": "Knows what, when and where; not what changed, or does not say it back.",
          "4": "Knows all four; the fault is said back in pieces.",
          "5": "All four, said back in one sentence that the customer confirms.",
        },
      },
    ],
  },
  {
    id: "diagnosis",
    name: "Troubleshooting",
    criteria: [
      {
        id: "steps",
        name: "Steps of the guide",
        definition:
          "Share of the steps in the troubleshooting guide for this fault that were done or rightly skipped. A step is rightly skipped when an earlier finding or the customer's account makes it pointless. Count steps, not minutes.",
        scale: "percent",
        weight: 15,
        anchors: {
          "0": "None of the guide's steps, or the guide for another fault.",
          "50": "Half of the steps done or rightly skipped.",
          "100": "Every step done or rightly skipped.",
        },
      },
      {
        id: "order",
        name: "Order of steps",
        definition:
          "Steps go from quick and harmless to slow and disruptive, and each follows from the result of the one before. Anything that deletes data or settings comes last, after a warning and a yes.",
        scale: "3pt",
        weight: 10,
        anchors: {
          "1": "A disruptive step comes first, or data or settings go without a warning.",
          "2": "Harmless first, but a result is ignored or a step is repeated.",
          "3": "Quick to slow, each from the last result, warnings before anything is lost.",
        },
      },
      {
        id: "guiding",
        name: "Guiding the customer",
        definition:
          "The agent gives one instruction at a time in terms of what the customer sees, waits for the result, and says why the step is done when it takes longer than a minute.",
        scale: "5pt",
        weight: 10,
        anchors: {
          "1": "Several instructions at once, in terms the customer asks about.",
          "2": "One at a time, in technical terms; the customer has to ask where to look.",
          "3": "One at a time in terms of what is on the screen or device; no reasons.",
          "4": "As 3, with reasons for the long steps; once ahead of the customer.",
          "5": "As 4, always waiting for the result, adapting words to what the customer says.",
        },
      },
      {
        id: "pace",
        name: "Pace",
        definition:
          "Time goes into steps that narrow the fault down. Silence over 20 seconds is announced; waiting for a restart is used to ask or explain; nothing already answered is asked again.",
        scale: "3pt",
        weight: 10,
        anchors: {
          "1": "Long unexplained silences, or steps and questions repeated.",
          "2": "One silence or repetition that a sentence would have avoided.",
          "3": "Every wait announced or used, nothing repeated.",
        },
      },
    ],
  },
  {
    id: "result",
    name: "Result",
    criteria: [
      {
        id: "proved",
        name: "Resolution proved",
        definition:
          "The customer does the very thing that failed, during the contact, and says that it works; or the cause is named and the repair is booked with a date.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Ends without a result and without a repair.",
          "2": "“It should work now”, untested.",
          "3": "A test of something else (a light, a speed page) is taken as proof; or a repair without a date.",
          "4": "The thing that failed works once; or a repair with a date and no named cause.",
          "5": "The thing that failed works, tested by the customer; or the cause is named and the repair has a date.",
        },
      },
      {
        id: "escalation",
        name: "Escalation",
        definition:
          "When it goes to another level, the note holds fault, steps done with results, and what is suspected, and the customer hears who takes over and need not repeat it. N/A when nothing is escalated.",
        scale: "3pt",
        weight: 10,
        allowNA: true,
        anchors: {
          "1": "Passed on without a note, or kept past the point where the guide says to pass it on.",
          "2": "Passed on with the fault; results of steps are missing, or the customer is not told who takes over.",
          "3": "Fault, results and suspicion in the note; the customer knows who and when.",
        },
      },
      {
        id: "nextStep",
        name: "Next step",
        definition:
          "Before the end the agent says what to do if the fault comes back, with the ticket number, and what happens next and by when if something is open.",
        scale: "binary",
        weight: 5,
        anchors: {
          "0": "No ticket number, or no word on what happens if it comes back.",
          "1": "Ticket number, what if it comes back, and the open step with a date.",
        },
      },
    ],
  },
]);
