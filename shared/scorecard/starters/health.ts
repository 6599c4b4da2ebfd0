// Starter: clinics, insurers and pharmacies. Privacy and urgency gate the total; written so that no diagnosis needs to be in the transcript to score it.
import { starter } from "./starter.ts";

export const health = starter("health", "Health", [
  {
    id: "privacy",
    name: "Privacy",
    criteria: [
      {
        id: "identity",
        name: "Identity before details",
        definition:
          "Before any health, appointment or insurance detail is said, including that the person is a patient, the caller gives two matching identifiers. Confirming a detail that the caller only guesses counts as saying it.",
        scale: "binary",
        weight: 15,
        autoFail: true,
        anchors: {
          "0": "A detail is said or confirmed before two identifiers given by the caller have matched.",
          "1": "Two identifiers given by the caller match before the first detail.",
        },
      },
      {
        id: "authority",
        name: "Speaking for somebody else",
        definition:
          "When the caller is not the patient, the agent checks a recorded permission or legal authority before saying anything about the patient, and without one only takes information in. N/A when the patient is speaking.",
        scale: "binary",
        weight: 10,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "Something about the patient is said to a third person without a permission on record.",
          "1": "The permission is checked first, or nothing is said and the caller hears why.",
        },
      },
      {
        id: "minimum",
        name: "No more than needed",
        definition:
          "The agent asks for and says only what this request needs, and leaves results, diagnoses and reasons for visits out of voicemails, subject lines and shared channels.",
        scale: "3pt",
        weight: 15,
        anchors: {
          "1": "Health details are left where others can see or hear them, or are asked for without a use.",
          "2": "One detail more than needed, to the right person on a closed channel.",
          "3": "Only what the request needs is asked for and said.",
        },
      },
    ],
  },
  {
    id: "safety",
    name: "Safety",
    criteria: [
      {
        id: "urgency",
        name: "Urgency recognised",
        definition:
          "When the caller describes something on the red-flag list (chest pain, breathing, bleeding, thoughts of self-harm, a sick infant), the agent stops the request and follows the urgent route at once. N/A when nothing of the kind is said.",
        scale: "binary",
        weight: 10,
        autoFail: true,
        allowNA: true,
        anchors: {
          "0": "The request goes on, or the caller is put on hold or offered a later appointment.",
          "1": "The agent names the concern and starts the urgent route in the next turn.",
        },
      },
      {
        id: "role",
        name: "Staying within the role",
        definition:
          "The agent does not interpret symptoms or results, suggest a dose, or say that something is harmless; says who can answer and connects or books that person.",
        scale: "3pt",
        weight: 10,
        anchors: {
          "1": "Interprets, suggests or reassures about a medical matter.",
          "2": "Declines to answer, without saying who can.",
          "3": "Says who can answer and connects or books them, or no medical question comes up.",
        },
      },
    ],
  },
  {
    id: "conversation",
    name: "Conversation",
    criteria: [
      {
        id: "listening",
        name: "Listening",
        definition:
          "The agent lets the caller finish, asks about what was said rather than the next form field, and says the request back in the caller's words before acting.",
        scale: "5pt",
        weight: 15,
        anchors: {
          "1": "Cuts in more than once, or acts on something the caller did not say.",
          "2": "Lets the caller finish, then goes through the form without reference to it.",
          "3": "Asks about what was said; the request is not said back.",
          "4": "Says the request back; the caller has to correct or repeat one point.",
          "5": "Says the whole request back, the caller confirms, and no fact is asked for twice.",
        },
      },
      {
        id: "empathy",
        name: "Empathy",
        definition:
          "When the caller shows worry, pain or frustration, the agent names it in own words, gives it a moment, and says what they will do about the part they can change. N/A when the caller shows none of these.",
        scale: "5pt",
        weight: 10,
        allowNA: true,
        anchors: {
          "1": "Passes over it or plays it down (“that is very common”).",
          "2": "One stock phrase, spoken while going on with the form.",
          "3": "Names it once; nothing follows from it.",
          "4": "Names it and gives the caller room to answer.",
          "5": "As 4, and says or does something about it: an earlier slot, a call back, a name to ask for.",
        },
      },
      {
        id: "plain",
        name: "Plain words",
        definition:
          "Instructions come in everyday words, one step at a time, with terms explained when first used; the caller is asked to say back times, places and preparations.",
        scale: "5pt",
        weight: 10,
        anchors: {
          "1": "The caller asks what something means and gets the same words again.",
          "2": "Terms and abbreviations go unexplained; several steps at once.",
          "3": "Everyday words; nothing is checked.",
          "4": "Everyday words, one step at a time, and a question whether it is clear.",
          "5": "As 4, and the caller says time, place and preparation back.",
        },
      },
      {
        id: "nextStep",
        name: "Next step and safety net",
        definition: "Before the end the agent says what happens next and when, and what to do if it gets worse or nobody calls.",
        scale: "3pt",
        weight: 5,
        anchors: {
          "1": "The caller leaves without knowing what happens next.",
          "2": "What and when; not what to do if it changes.",
          "3": "What, when, and what to do if it gets worse or nobody calls.",
        },
      },
    ],
  },
]);
