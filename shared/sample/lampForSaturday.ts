// An e-mail thread written for the product: a damaged present, answers that come late, a goodwill payment. One line is one paragraph, so that evidence can point at it.
import type { Line } from "../session/shapes.ts";

const MESSAGES: { from: "Customer" | "Agent"; when: string; paragraphs: string[] }[] = [
  {
    from: "Customer",
    when: "Mon 09:12",
    paragraphs: [
      "Subject: Order 20418, shade broken",
      "Hello, the standing lamp (order 20418) came this morning. The box looked fine but the glass shade has a crack from the rim down to the middle. I have put two photos with this e-mail.",
      "It is a present for my father's 80th birthday, which is this Saturday, and we are giving it to him at lunch. I would really like him to have this one, he picked it out of your catalogue himself. Is there any way to get a new shade by Friday?",
      "Thank you, Priya Nair",
    ],
  },
  {
    from: "Agent",
    when: "Mon 15:47",
    paragraphs: [
      "Hi Priya, thanks for reaching out to Halden Lighting. I'm sorry to hear about the inconvenience with your order.",
      "So that I can look into this for you, could you please send me your order number and one or two photos of the damage? Please also confirm the postcode of the delivery address for security.",
      "As soon as I have these I'll check our stock and get back to you by tomorrow noon at the latest.",
      "Kind regards, Joanna, Halden Lighting",
    ],
  },
  {
    from: "Customer",
    when: "Mon 16:05",
    paragraphs: [
      "Hi Joanna, the order number is in the subject, 20418. The photos were attached, I am attaching them again. The postcode is BR7 2NE.",
      "I do not need the whole lamp, only the shade. The rest is fine and already put together.",
    ],
  },
  {
    from: "Agent",
    when: "Wed 10:21",
    paragraphs: [
      "Hi Priya, thank you for the photos, I can see them now. What a shame, and for an 80th birthday too. I can imagine you'd wanted it ready and wrapped by now.",
      "Apologies that this took a little longer than I said, I was waiting for the warehouse.",
      "We don't keep shades separately for this model, so I've ordered a complete replacement lamp for you, free of charge. Delivery is normally 3–5 working days, I've asked the warehouse to send it today. You can keep the first one or recycle it, there is no need to send anything back.",
      "If it doesn't arrive by Friday, our shop in Bromley has the same lamp on display in black. Yours is brass. They would lend it to you for the weekend, I've asked. The address and their number are at the end of this e-mail; ask for Tom.",
      "To make up for the trouble I've also put 20% of the price back on your card (£37.80). That's a bit more than we usually do, but my team lead is fine with it.",
      "Kind regards, Joanna, Halden Lighting",
      "Halden Lighting Bromley, 14 Market Row, 020 7946 0150, Fri 9–18, Sat 9–13",
    ],
  },
  {
    from: "Customer",
    when: "Wed 10:58",
    paragraphs: [
      "Thank you, that is more than I hoped for on Monday evening, when I was quite cross to be honest.",
      "Two questions. How will I know on Friday whether it is coming, so that I can still go to Bromley? And the refund, is that now £37.80 on the card or a voucher? The automatic e-mail I got says voucher.",
    ],
  },
  {
    from: "Agent",
    when: "Wed 14:30",
    paragraphs: [
      "Hi Priya, you'll get a tracking link from the carrier once it's been scanned, usually the evening before delivery. If there's no link by Thursday evening I'd plan for Bromley.",
      "It's on the card. Please ignore the automatic e-mail, it always says that.",
      "Wishing your father a wonderful birthday!",
      "Joanna",
    ],
  },
];

export const lampForSaturday: Line[] = MESSAGES.flatMap(({ from, when, paragraphs }) =>
  paragraphs.map((text) => ({ at: null, speaker: `${from}, ${when}`, text })),
);
