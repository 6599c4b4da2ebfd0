// Opens SQLite stores in a temporary folder and clears up after them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SqliteOptions, type SqliteStore, sqliteStore } from "../../server/store/sqlite.ts";

export type Folder = {
  path: string;
  file: string;
  open(options?: Partial<SqliteOptions>): SqliteStore;
  end(): Promise<void>;
};

export const folder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), "plumb-store-"));
  const file = join(path, "plumb.sqlite");
  const opened: SqliteStore[] = [];
  return {
    path,
    file,
    open: (options) => {
      const store = sqliteStore({
        file,
        onFatal: (error) => {
          throw error;
        },
        ...options,
      });
      opened.push(store);
      return store;
    },
    end: async () => {
      for (const store of opened) await store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
};
