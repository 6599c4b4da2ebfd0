// Looks at the write-ahead log before SQLite does. SQLite reads it up to the first damaged frame and forgets the rest without a word; what had been acknowledged there would be gone.
import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { StoreError } from "../storeErrors.ts";

const HEADER = 32;
const FRAME_HEADER = 24;
const WAL_MODE = 2;

type Checksum = [number, number];

const checksum = (bytes: Buffer, bigEndian: boolean, [first, second]: Checksum): Checksum => {
  let [a, b] = [first, second];
  const word = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return [a, b];
};
const sumAt = (bytes: Buffer, at: number): Checksum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
const same = (one: Checksum, other: Checksum) => one[0] === other[0] && one[1] === other[1];

/** What the index in shared memory says was committed: its two copies agree and their own sum is right, or it says nothing. Synced frames only ever get into it. */
const committedByIndex = (file: string): { frames: number; salt: Buffer } | null => {
  if (!existsSync(`${file}-shm`)) return null;
  const bytes = readFileSync(`${file}-shm`);
  if (bytes.length < 96 || !bytes.subarray(0, 48).equals(bytes.subarray(48, 96))) return null;
  const own: Checksum = [bytes.readUInt32LE(40), bytes.readUInt32LE(44)];
  if (!same(checksum(bytes.subarray(0, 40), false, [0, 0]), own)) return null;
  return { frames: bytes.readUInt32LE(16), salt: bytes.subarray(32, 40) };
};

/** Why the log cannot be trusted; null: it can. A torn end is no damage: nobody had been told of it. */
const faultOf = (wal: Buffer, index: ReturnType<typeof committedByIndex>): string | null => {
  if (wal.length < HEADER || wal.subarray(0, HEADER).every((byte) => byte === 0))
    return index && index.frames > 0 && wal.length > 0 ? "its beginning is gone" : null;
  const bigEndian = (wal.readUInt32BE(0) & 1) === 1;
  let sum = checksum(wal.subarray(0, 24), bigEndian, [0, 0]);
  if (!same(sum, sumAt(wal, 24))) return "its first bytes were changed";
  const salt = wal.subarray(16, 24);
  const pageSize = wal.readUInt32BE(8);
  const size = FRAME_HEADER + pageSize;
  const count = Math.floor((wal.length - HEADER) / size);
  const frame = (number: number) => wal.subarray(HEADER + (number - 1) * size, HEADER + number * size);
  const isOurs = (number: number) => frame(number).subarray(8, 16).equals(salt);
  const commits = (number: number) => frame(number).readUInt32BE(4) !== 0;

  let whole = 0;
  let bad = count + 1;
  for (let number = 1; number <= count; number++) {
    const bytes = frame(number);
    sum = checksum(bytes.subarray(FRAME_HEADER), bigEndian, checksum(bytes.subarray(0, 8), bigEndian, sum));
    if (!isOurs(number) || !same(sum, sumAt(bytes, 16))) {
      bad = number;
      break;
    }
    if (commits(number)) whole = number;
  }
  if (index?.salt.equals(salt) && index.frames > whole) return `${index.frames - whole} of its frames cannot be read`;
  // Each commit is on the disk before the next begins: behind a damaged one there can be nothing but the rest of itself.
  for (let number = bad, ended = false; number <= count; number++) {
    if (!isOurs(number)) continue;
    if (ended) return "a frame in its middle was changed";
    ended = commits(number);
  }
  return null;
};

const startOf = (file: string): Buffer => {
  const bytes = Buffer.alloc(100);
  const handle = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, 100, 0));
  } finally {
    closeSync(handle);
  }
};

/** True for a file that belongs with a log beside it, as the running data file does and a backup does not. */
export const expectsLog = (file: string): boolean => {
  const start = startOf(file);
  return start.length >= 20 && start[18] === WAL_MODE;
};

/** Throws before anything is lost. Nothing is changed; the files are as they were. */
export const assertWholeLog = (file: string): void => {
  const log = `${file}-wal`;
  if (!existsSync(log)) return;
  const wal = readFileSync(log);
  if (wal.length === 0) return;
  const back = "Take back a backup with: plumb restore <file>";
  if (existsSync(file) && startOf(file).length > 0 && !expectsLog(file)) {
    throw new StoreError("STORE_UNFIT", `${log} does not belong to ${file}, which was put there by hand. ${back}`);
  }
  const fault = faultOf(wal, committedByIndex(file));
  if (fault) throw new StoreError("STORE_UNFIT", `${log} is damaged: ${fault}. Nothing was changed. ${back}`);
};
