// The store in memory keeps the contract, all but durability.
import { memoryStore } from "../../server/store/memory.ts";
import { storeContract } from "./contract.ts";

storeContract("memory", false, async () => {
  const store = memoryStore();
  return { store, reopen: async () => memoryStore(), end: () => store.close() };
});
