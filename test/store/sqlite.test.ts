// The SQLite store keeps the contract, and what only a file can promise.
import { storeContract } from "./contract.ts";
import { folder } from "./sqliteInFolder.ts";

storeContract("SQLite", true, async () => {
  const place = folder();
  return { store: place.open(), reopen: async () => place.open(), end: () => place.end() };
});
