// Two conversations as teams paste them: a call with times, a chat without. Long enough to disagree about.
export const PARCEL_CALL = `[0:00] Agent: Good morning, Northgate Parcels, this is Dana speaking. What can I do for you?
[0:06] Customer: Finally. My parcel has been in your depot since Monday and my daughter's birthday is tomorrow.
[0:14] Agent: I am sorry to hear that. May I have the parcel number and the postcode, please?
[0:20] Customer: NG 4471 20, and the postcode is 9 4 1 1 0. I have called twice already, you know.
[0:31] Agent: Thank you. One moment, I am looking it up.
[0:58] Agent: It is in the depot. The label could not be read, so it was set aside.
[1:05] Customer: So nobody would have noticed if I had not called a third time?
[1:11] Agent: It would have been noticed on Friday. I can have it sent out with the first van tomorrow.
[1:19] Customer: Tomorrow morning? Because the party starts at two.
[1:26] Agent: With the first van, yes. That will not be a problem.
[1:31] Customer: And who pays me the time on the phone?
[1:36] Agent: I understand. I have put a note on it. Is there anything else?
[1:44] Customer: No. I hope it comes.
[1:48] Agent: It will be with you before noon, and you get a message when the van leaves. Have a good day.`;

export const REFUND_CHAT = `Customer: Hi, I was charged twice for the March invoice
Agent: Hello, Sam here from Brightline. Let me look into that for you. Which e-mail address is the account under?
Customer: mira@example.org
Agent: Thanks Mira. I can see two charges of 48 euros, one on the 2nd and one on the 3rd.
Customer: Right, and only one of them is mine
Agent: The second one is a retry after the bank had answered late. I will send it back today.
Customer: How long does that take? Rent goes out on Friday
Agent: Usually three to five working days, depending on your bank.
Customer: That is after Friday
Agent: I see. I can't make the bank faster, but I can give you a letter that says the money is on its way.
Customer: That would help, yes please
Agent: It is in your inbox now. Anything else I can do?
Customer: No, thank you
Agent: You're welcome, Mira. The case stays open until the money has arrived.`;

export const SEAT_EMAIL = `From: Ida Brandt <ida@example.org>
To: Lakeside Rail <help@example.org>
Subject: Seats booked apart

Hello, I booked two seats together for Saturday and the tickets say coach 3 and coach 9. My father is 84 and cannot walk through the train. Please put us together.

From: Lakeside Rail <help@example.org>
To: Ida Brandt <ida@example.org>
Subject: Re: Seats booked apart

Dear customer, thank you for your message. Seats are given by the system. You can change them for 4 euros each in your account. Kind regards, Pascal, Lakeside Rail

From: Ida Brandt <ida@example.org>
To: Lakeside Rail <help@example.org>
Subject: Re: Seats booked apart

I did not choose these seats, I paid for two together. Why do I pay again?

From: Lakeside Rail <help@example.org>
To: Ida Brandt <ida@example.org>
Subject: Re: Seats booked apart

Dear Ms Brandt, you are right, you paid for two together. I have moved you both to coach 3, seats 41 and 42, at no cost. The new tickets are attached. I wish your father a good journey. Pascal, Lakeside Rail`;
