// A small disk that can lose its power: a file system in an image file, mounted where only one process sees it. What is in the image file has reached the disk.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In memory where that can be had: an image is copied in a few milliseconds then. */
const scratch = (): string => mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "plumb-power-"));

const MEGABYTES = 24;

export type Disks = {
  /** a new, empty disk */ fresh: (name: string) => string;
  /** the disk as it is at this moment, the power gone */ cut: (image: string, name: string) => string;
  remove: (image: string) => void;
  /** what to put before a program so that it finds the disk at `mount` */ inside: (image: string) => string[];
  mount: string;
  end: () => void;
};

/** null: the reason why there can be no such disks here. */
export const openDisks = (): Disks | { absent: string } => {
  for (const program of ["unshare", "mkfs.ext4", "mount"])
    if (spawnSync("sh", ["-c", `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`]).status !== 0) return { absent: `no ${program}` };
  const dir = scratch();
  const mount = join(dir, "mount");
  const blank = join(dir, "blank");
  mkdirSync(mount);
  const inside = (image: string): string[] => [
    "unshare",
    "-m",
    "sh",
    "-c",
    'PATH="$PATH:/usr/sbin:/sbin"; for try in 1 2 3 4 5 6 7 8; do mount -o loop "$0" "$1" && break; sleep 0.05; done; mountpoint -q "$1" || exit 99; shift; exec "$@"',
    image,
    mount,
  ];
  const end = (): void => rmSync(dir, { recursive: true, force: true });
  try {
    execFileSync("truncate", ["-s", `${MEGABYTES}M`, blank]);
    execFileSync(
      "sh",
      ["-c", `PATH="$PATH:/usr/sbin:/sbin" mkfs.ext4 -q -F -J size=4 -E lazy_itable_init=0,lazy_journal_init=0 ${blank}`],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const [program, ...args] = inside(blank);
    execFileSync(program!, [...args, "true"], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    end();
    return {
      absent:
        String((error as { stderr?: Buffer }).stderr ?? error)
          .trim()
          .split("\n")[0] ?? "no loop devices",
    };
  }
  const copy = (from: string, name: string): string => {
    const to = join(dir, name);
    copyFileSync(from, to);
    return to;
  };
  return { fresh: (name) => copy(blank, name), cut: copy, remove: (image) => rmSync(image, { force: true }), inside, mount, end };
};
