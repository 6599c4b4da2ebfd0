// The five starter scorecards, in the order in which they are offered. A team copies one and owns the copy.
import type { Scorecard } from "../scorecard.ts";
import { finance } from "./finance.ts";
import { general } from "./general.ts";
import { health } from "./health.ts";
import { retail } from "./retail.ts";
import { telecom } from "./telecom.ts";

export const STARTERS: readonly Scorecard[] = [general, finance, health, telecom, retail];

export const starterById = (scorecardId: string): Scorecard | null => STARTERS.find((card) => card.scorecardId === scorecardId) ?? null;
