// A chat written for practice calls: a refund that does not come. Read in a minute, and still worth disagreeing about: he is friendly, quick to promise, and reads out a card.
import type { Line } from "../session/shapes.ts";

const TURNS: [at: number, speaker: "Agent" | "Customer", text: string][] = [
  [0, "Agent", "Hi, you're speaking with Ben from Larkfield Home. What can I do for you?"],
  [14, "Customer", "I sent a kettle back three weeks ago and I still have no refund. I already wrote twice."],
  [31, "Agent", "Sorry for the inconvenience. I've got the account here. Your card is still the one ending in 4012?"],
  [48, "Customer", "Yes."],
  [55, "Agent", "One second."],
  [220, "Customer", "Hello? Are you still there?"],
  [231, "Agent", "I was in the other system. I should have asked that earlier: what is your postcode?"],
  [240, "Customer", "BR7 2NE."],
  [246, "Agent", "Thanks. The kettle came back to us on the 4th. I can imagine that three weeks feel long."],
  [252, "Customer", "Then where is my money? £46 is a lot for me this month."],
  [266, "Agent", "I've asked accounts to pay it today. It takes 3–5 working days to reach your card."],
  [281, "Customer", "Your e-mail says voucher."],
  [290, "Agent", "Please ignore that, it always says that. And your next delivery is free of charge, that shouldn't be a problem."],
  [311, "Customer", "How will I know that it has been paid?"],
  [322, "Agent", "You'll get a message, leave it with me. Was there anything else?"],
  [338, "Customer", "No. Thank you. Honestly, you are the first one who answered."],
];

export const refundChat: Line[] = TURNS.map(([at, speaker, text]) => ({ at, speaker, text }));
