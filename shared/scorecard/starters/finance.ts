// Starter: banking, insurance, lending. Disclosures and identity gate the total; the rest is how a decision about money is explained.
import { starter } from "./starter.ts";

export const finance = starter("finance", "Finance", [
  {
    id: "gates",
    name: "Compliance",
    criteria: [
      {
        id: "identity",
        name: "Identity check",
        definition:
          "Before any account detail is said or changed, the customer passes the full check for this kind of request: every required item, given by the customer, none read out or hinted at by the agent.",
        scale: "binary",
        weight: 10,
        autoFail: true,
        anchors: {
          "0": "An item is skipped, supplied by the agent, or asked for after the first account detail was said.",
          "1": "Every required item is given by the customer before the first account detail.",
        },
      },
      {
        id: "disclosures",
        name: "Disclosures read",
        definition:
          "Every disclosure that this product or request requires is read in its approved wording, in full, before the customer agrees to anything. N/A when the contact holds no product, fee or agreement that has one.",
        scale: "binary",
        weight: 15,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "A required disclosure is missing, paraphrased, cut short, or comes after the customer has agreed.",
          "1": "Each required disclosure is read word for word, before the agreement.",
        },
      },
      {
        id: "consent",
        name: "Consent",
        definition:
          "Where the customer agrees to a product, a charge, a change or a recording, the agent asks one question about that one thing and waits for a spoken or written yes. N/A when nothing is agreed to.",
        scale: "binary",
        weight: 5,
        allowNA: true,
        anchors: {
          "0": "Consent is assumed, bundled with something else, or taken from silence.",
          "1": "One question, one thing, one recorded yes.",
        },
      },
      {
        id: "remit",
        name: "No advice beyond remit",
        definition:
          "The agent gives facts and options and leaves the choice to the customer, unless qualified to advise. Recommending, predicting returns, or speaking for a regulator or an underwriter is advice.",
        scale: "3pt",
        weight: 10,
        anchors: {
          "1": "Recommends a product or course, or predicts an outcome (“you will be approved”).",
          "2": "Gives facts, with one remark that leans towards a choice.",
          "3": "Gives facts and options, and says who can advise when the customer asks for more.",
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
          "The agent asks what the money is for, by when, and what the customer already has, as far as the request depends on it, and says it back before naming a product or a step.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Names a product or step before asking anything.",
          "2": "Asks for form fields only; purpose and timing stay unknown.",
          "3": "Asks for purpose or timing, but does not say the need back.",
          "4": "Asks for both and says the need back; one fact that matters turns up late.",
          "5": "Asks for what the request depends on, says it back, and gets a yes before going on.",
        },
      },
      {
        id: "vulnerability",
        name: "Signs of vulnerability",
        definition:
          "When the customer mentions a loss, illness, debt, pressure from somebody else or confusion, the agent slows down, asks one question about it, and offers the support route. N/A when there is no such sign.",
        scale: "3pt",
        weight: 10,
        allowNA: true,
        anchors: {
          "1": "The sign is passed over and the process goes on unchanged.",
          "2": "The sign is acknowledged; neither pace nor route changes.",
          "3": "The sign is acknowledged, the pace or channel changes, and the support route is offered.",
        },
      },
    ],
  },
  {
    id: "explaining",
    name: "Explaining and solving",
    criteria: [
      {
        id: "costs",
        name: "Costs and risks in plain words",
        definition:
          "The agent says in everyday words what it costs in total, what can go wrong and what happens then, with numbers from this customer's case, and asks the customer to say back the part that matters most.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Costs or risks are left out, or played down (“just a formality”).",
          "2": "Mentioned in product terms only (APR, excess, tenor) without what they mean.",
          "3": "Costs in everyday words; risks named without what happens then.",
          "4": "Costs and risks in everyday words, with this customer's numbers.",
          "5": "As 4, and the customer says the main point back or is asked to.",
        },
      },
      {
        id: "resolution",
        name: "Resolution",
        definition:
          "The request is carried out, or refused with the reason and what the customer can do now (other route, complaint, ombudsman); reference and date are given.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Neither carried out nor refused; the customer is told to call again.",
          "2": "Refused without a reason, or started without a reference.",
          "3": "Carried out or refused with a reason; what comes next has to be asked for.",
          "4": "As 3, with reference and date; one part of the request is left open.",
          "5": "Every part is carried out or refused with reason, route, reference and date.",
        },
      },
      {
        id: "record",
        name: "Record of the contact",
        definition:
          "The note lets a colleague continue without listening again: request, check passed, disclosures read, what was decided and by whom, what is still open.",
        scale: "3pt",
        weight: 5,
        anchors: {
          "1": "No note, or one that contradicts the contact.",
          "2": "Request and outcome; checks or open points are missing.",
          "3": "Request, checks, disclosures, outcome and open points.",
        },
      },
    ],
  },
]);
