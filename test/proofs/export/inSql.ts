// The figures of a report once more, by another program in another language: SQL over the stored events themselves. Shares nothing with the product but the file.
import type { DatabaseSync } from "node:sqlite";

/** What was typed is not in the events and is not needed here. */
const VIEWS = `
CREATE TEMP VIEW happened AS
  SELECT stream, version, json, json ->> '$.type' AS type, json ->> '$.conversationId' AS conversation, json ->> '$.seatId' AS seat FROM events WHERE stream LIKE 'session:%';
CREATE TEMP VIEW bounds (scale, low, span) AS VALUES ('binary', 0, 1), ('3pt', 1, 2), ('4pt', 1, 3), ('5pt', 1, 4), ('percent', 0, 100);
CREATE TEMP TABLE card AS
  SELECT h.stream, k.key AS position, k.value ->> '$.criterionId' AS criterion, k.value ->> '$.scale' AS scale, k.value ->> '$.weight' AS weight,
         k.value ->> '$.autoFail' AS critical, b.low, b.span
  FROM happened h, json_each(h.json, '$.scorecard.criteria') k JOIN bounds b ON b.scale = k.value ->> '$.scale' WHERE h.type = 'SessionCreated';
CREATE TEMP TABLE gone AS SELECT DISTINCT stream, conversation FROM happened WHERE type = 'ConversationWithdrawn';
CREATE TEMP TABLE shown AS
  SELECT stream, version, conversation, json,
         EXISTS (SELECT 1 FROM happened a WHERE a.stream = h.stream AND a.conversation = h.conversation AND a.type = 'RevealSetAside') AS aside
  FROM happened h WHERE type = 'ScoresRevealed' AND (stream, conversation) NOT IN (SELECT stream, conversation FROM gone);
CREATE TEMP TABLE expert AS
  SELECT s.stream, s.conversation, (SELECT b.seat FROM happened b WHERE b.stream = s.stream AND b.conversation = s.conversation AND b.type = 'BaselineMarked'
    AND b.version < s.version ORDER BY b.version DESC LIMIT 1) AS seat FROM shown s;
CREATE TEMP TABLE handed AS
  SELECT h.stream, h.conversation, h.seat, max(h.version) AS version FROM happened h JOIN shown s ON s.stream = h.stream AND s.conversation = h.conversation
  WHERE h.type = 'ReviewSubmitted' AND h.version < s.version GROUP BY 1, 2, 3;
CREATE TEMP TABLE given AS
  SELECT d.stream, d.conversation, d.seat, c.position, c.criterion, c.scale, c.weight, c.critical, c.low, c.span,
         a.value ->> '$.value' AS value, a.value ->> '$.unsure' AS unsure
  FROM handed d JOIN events e ON e.stream = d.stream AND e.version = d.version, json_each(e.json, '$.sheet') a JOIN card c ON c.stream = d.stream AND c.criterion = a.key;
CREATE TEMP TABLE counting AS
  SELECT d.stream, d.conversation, d.seat FROM handed d JOIN shown s ON s.stream = d.stream AND s.conversation = d.conversation
  WHERE d.seat IN (SELECT value FROM json_each(s.json, '$.roll.in'));
CREATE TEMP TABLE answers AS SELECT g.* FROM given g JOIN counting USING (stream, conversation, seat);
CREATE INDEX temp.byCriterion ON answers (stream, conversation, criterion);
CREATE TEMP TABLE outcomes AS
  WITH every AS (
    SELECT stream, version, conversation, json ->> '$.criterionId' AS criterion, json ->> '$.settlement.value' AS value, json ->> '$.settlement.how' AS how
    FROM happened WHERE type = 'CriterionSettled'
    UNION ALL SELECT stream, version, conversation, json ->> '$.criterionId', NULL, 'parked' FROM happened WHERE type = 'CriterionParked'
    UNION ALL SELECT h.stream, h.version, h.conversation, i.value ->> '$.criterionId', i.value ->> '$.value', 'acceptedIdentical'
    FROM happened h, json_each(h.json, '$.settled') i WHERE h.type = 'IdenticalAccepted')
  SELECT stream, conversation, criterion, value, how FROM every e
  WHERE version = (SELECT max(version) FROM every l WHERE l.stream = e.stream AND l.conversation = e.conversation AND l.criterion = e.criterion);
`;

const TOTAL = `
  CASE WHEN sum(CASE WHEN value <> 'NA' THEN weight END) > 0 THEN
    100.0 * sum(CASE WHEN value <> 'NA' THEN weight * (value - low) * 1.0 / span END) / sum(CASE WHEN value <> 'NA' THEN weight END) END AS raw,
  coalesce(max(critical AND value <> 'NA' AND 2 * (value - low) < span), 0) AS failed`;

const CRITERIA = `
  SELECT s.stream, s.conversation, c.criterion, c.scale, c.weight, c.critical, c.position,
    (SELECT count(*) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion) AS answers,
    (SELECT count(*) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion AND value = 'NA') AS naCount,
    (SELECT count(*) FROM counting n WHERE n.stream = s.stream AND n.conversation = s.conversation) AS reviews,
    (SELECT coalesce(sum(unsure), 0) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion) AS unsureCount,
    (SELECT count(*) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion AND critical AND value <> 'NA'
      AND 2 * (value - low) < span) AS failCount,
    (SELECT min(value) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion AND value <> 'NA') AS low,
    (SELECT max(value) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion AND value <> 'NA') AS high,
    (SELECT avg(CASE WHEN a.value = 'NA' AND b.value = 'NA' THEN 0 WHEN a.value = 'NA' OR b.value = 'NA' THEN 0.5 ELSE abs(a.value - b.value) * 1.0 / c.span END)
      FROM answers a JOIN answers b ON a.stream = b.stream AND a.conversation = b.conversation AND a.criterion = b.criterion AND a.seat < b.seat
      WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion) AS D,
    (SELECT 0.5 * avg(CASE WHEN a.value = 'NA' AND b.value = 'NA' THEN 0 WHEN a.value = 'NA' OR b.value = 'NA' THEN 0.5
        ELSE (a.value - b.value) * (a.value - b.value) * 1.0 / (c.span * c.span) END)
      FROM answers a JOIN answers b ON a.stream = b.stream AND a.conversation = b.conversation AND a.criterion = b.criterion AND a.seat < b.seat
      WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion) AS V,
    (SELECT value FROM outcomes o WHERE o.stream = s.stream AND o.conversation = s.conversation AND o.criterion = c.criterion) AS calibrated,
    (SELECT how FROM outcomes o WHERE o.stream = s.stream AND o.conversation = s.conversation AND o.criterion = c.criterion) AS how,
    (SELECT g.value FROM given g JOIN expert x ON x.stream = g.stream AND x.conversation = g.conversation AND x.seat = g.seat
      WHERE g.stream = s.stream AND g.conversation = s.conversation AND g.criterion = c.criterion) AS baseline,
    (SELECT json_group_array(value) FROM answers a WHERE a.stream = s.stream AND a.conversation = s.conversation AND a.criterion = c.criterion) AS "values"
  FROM shown s JOIN card c ON c.stream = s.stream ORDER BY s.stream, s.version, c.position`;

const TOTALS = `SELECT stream, conversation, seat, ${TOTAL} FROM answers GROUP BY stream, conversation, seat`;

const CONVERSATIONS = `
  SELECT s.stream, s.conversation, s.aside,
    (SELECT count(*) FROM counting n WHERE n.stream = s.stream AND n.conversation = s.conversation) AS reviews,
    (SELECT json_array_length(s.json, '$.roll.absent')) AS absent,
    (SELECT count(*) FROM outcomes o WHERE o.stream = s.stream AND o.conversation = s.conversation AND o.how <> 'parked') AS settled,
    (SELECT count(*) FROM card c WHERE c.stream = s.stream) AS criteria
  FROM shown s`;

const CALIBRATED = `
  SELECT o.stream, o.conversation, ${TOTAL} FROM (
    SELECT o.stream, o.conversation, o.value, c.weight, c.low, c.span, c.critical FROM outcomes o JOIN card c ON c.stream = o.stream AND c.criterion = o.criterion
    WHERE o.how <> 'parked') o GROUP BY o.stream, o.conversation`;

export type SqlCriterion = {
  stream: string;
  conversation: string;
  criterion: string;
  scale: string;
  weight: number;
  critical: number;
  position: number;
  answers: number;
  naCount: number;
  reviews: number;
  unsureCount: number;
  failCount: number;
  low: number | null;
  high: number | null;
  D: number | null;
  V: number | null;
  calibrated: number | "NA" | null;
  how: string | null;
  baseline: number | "NA" | null;
  values: (number | "NA")[];
};
export type SqlTotal = { stream: string; conversation: string; seat: string; raw: number | null; failed: number };
export type SqlConversation = {
  stream: string;
  conversation: string;
  aside: number;
  reviews: number;
  absent: number;
  settled: number;
  criteria: number;
};
export type Recomputed = {
  criteria: SqlCriterion[];
  totals: SqlTotal[];
  conversations: SqlConversation[];
  calibrated: Omit<SqlTotal, "seat">[];
  /** what was typed with scores that nobody was ever shown */ hidden: { stream: string; text: string }[];
};

/** What was typed into reviews of conversations that were not revealed, or that were withdrawn. */
const HIDDEN = `
  SELECT h.stream, t.text FROM happened h JOIN texts t ON t.stream = h.stream AND t.version = h.version
  WHERE h.type IN ('ReviewSubmitted', 'LateReviewSubmitted') AND (h.stream, h.conversation) NOT IN (SELECT stream, conversation FROM shown)`;

export const recompute = (db: DatabaseSync): Recomputed => {
  db.exec(VIEWS);
  const all = <Row>(sql: string): Row[] => db.prepare(sql).all() as unknown as Row[];
  return {
    criteria: all<SqlCriterion & { values: string }>(CRITERIA).map((row) => ({
      ...row,
      values: JSON.parse(row.values as string) as (number | "NA")[],
    })),
    totals: all(TOTALS),
    conversations: all(CONVERSATIONS),
    calibrated: all(CALIBRATED),
    hidden: all(HIDDEN),
  };
};
