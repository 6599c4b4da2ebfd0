// A short mark in words: apart (amber) for what differs or needs somebody, calm for the rest. Never colour alone.
import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export function Badge({ tone = "calm", children }: { tone?: "apart" | "calm" | "action"; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}
