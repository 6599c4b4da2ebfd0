// In which of a Redis Cluster's 16,384 slots a key lies: CRC16 (XMODEM) of its hash tag, as the cluster specification says.

export const SLOTS = 16_384;

const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

const crc16 = (bytes: Uint8Array): number => {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ TABLE[((crc >> 8) ^ byte) & 0xff]!;
  return crc;
};

/** What stands between the first { and the next }, unless that is nothing; otherwise the whole key. */
const tagOf = (key: string): string => {
  const open = key.indexOf("{");
  const close = key.indexOf("}", open + 1);
  return open === -1 || close <= open + 1 ? key : key.slice(open + 1, close);
};

export const slotOf = (key: string): number => crc16(new TextEncoder().encode(tagOf(key))) % SLOTS;
