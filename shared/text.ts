// What a person typed. Wrapped so that the store can keep it beside the log, where it can be erased; the event then holds only its salted hash.
export type Text = { text: string; erased?: true };

export const text = (value: string): Text => ({ text: value });
