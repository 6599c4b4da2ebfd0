// The report as JSON, exactly as it is: nothing rounded, nothing escaped beyond JSON's own rules.
import type { Report } from "../session/reportShape.ts";

export const reportAsJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
