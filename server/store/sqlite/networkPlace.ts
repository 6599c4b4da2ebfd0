// Whether a directory lies on another machine's disk, where SQLite's locks and syncs may not hold.
import { statfsSync } from "node:fs";

/** As Linux numbers them. */
const NETWORK: Record<number, string> = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "SMB",
  4266872130: "SMB",
  16914839: "9p",
  12805120: "Ceph",
  1397113167: "AFS",
  1196443219: "GPFS",
  198183888: "Lustre",
};

export const networkNameOf = (type: number): string | null => NETWORK[type] ?? null;

/** One line for whoever runs the server; null where the disk is this machine's own, or nobody can tell. */
export const networkWarning = (directory: string, typeOf = (path: string): number => statfsSync(path).type): string | null => {
  let name: string | null;
  try {
    name = networkNameOf(typeOf(directory));
  } catch {
    return null;
  }
  return name === null
    ? null
    : `${directory} is on a network file system (${name}), where SQLite's locks and syncs may not hold: what was acknowledged can be lost. Put DATA_DIR on a local disk, or use Redis.`;
};
