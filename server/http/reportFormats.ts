// The forms a report can be had in.
import type { Report } from "../../shared/session/reportShape.ts";

type Format = { type: string; extension: string; write: (report: Report) => string };

export const REPORT_FORMATS = {
  json: { type: "application/json", extension: "json", write: (report) => JSON.stringify(report, null, 2) },
} as const satisfies Record<string, Format>;
