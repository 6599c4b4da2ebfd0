// G-power: the power fails under a server with a disk of its own (an image file, a loop device, ext4), on SQLite and under Redis. Push 60 images, release 500.
// The control is the same with `synchronous=NORMAL` and with `appendfsync everysec`: 3 images each on a push, 20 each on a release.
import { openDisks } from "./power/image.ts";
import { type PowerResult, runPower } from "./power/lane.ts";
import type { Outcome, Proof } from "./proof.ts";

const SIZES = { push: { images: 30, controls: 3 }, release: { images: 250, controls: 20 } } as const;
/** Of the runs of a control at least so many have to lose something. */
const LOSES = 0.1;

const shareLost = ({ images, lossy }: PowerResult): number => (images === 0 ? 0 : lossy / images);

export const proof: Proof = {
  goal: "G-power",
  promise: "Whatever was acknowledged is on the disk when the power fails, on SQLite and on a Redis that syncs always.",
  run: async (size, seed): Promise<Outcome> => {
    const { images, controls } = SIZES[size];
    const what = "synchronous=NORMAL and appendfsync everysec lose what was acknowledged";
    const disks = openDisks();
    // Said aloud, and not counted as held.
    if ("absent" in disks)
      return {
        n: 0,
        failures: [],
        control: { what, fired: false },
        seedFrom: seed,
        seedTo: seed,
        counted: { loop: "absent", why: disks.absent },
      };
    try {
      const [sqlite, redis] = await Promise.all([
        runPower({ disks, store: "sqlite", durable: true, images, seed }),
        runPower({ disks, store: "redis", durable: true, images, seed: seed + 1 }),
      ]);
      const [normal, everySecond] = await Promise.all([
        runPower({ disks, store: "sqlite", durable: false, images: controls, seed: seed + 2 }),
        runPower({ disks, store: "redis", durable: false, images: controls, seed: seed + 3 }),
      ]);
      return {
        n: sqlite.images + redis.images,
        failures: [...sqlite.failures, ...redis.failures, ...normal.failures, ...everySecond.failures],
        control: { what, fired: shareLost(normal) >= LOSES && shareLost(everySecond) >= LOSES },
        seedFrom: seed,
        seedTo: seed + 3,
        counted: {
          sqlite: sqlite.images,
          redis: redis.images,
          acknowledged: sqlite.acknowledged + redis.acknowledged,
          normalLost: `${normal.lossy} of ${normal.images} images, ${normal.lost} acts`,
          everysecLost: `${everySecond.lossy} of ${everySecond.images} images, ${everySecond.lost} acts`,
        },
      };
    } finally {
      disks.end();
    }
  },
};
