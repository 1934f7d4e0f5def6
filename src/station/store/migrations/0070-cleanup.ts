import type { Migration } from './migration.ts';

const kept = `json('{"value": "keep", "by": "auto", "confidence": 0}')`;

/** Values that no stage has looked for: they leave the page as its rendition is. */
const newValues = `
  '$.corners', json('{"value": null, "by": "auto", "confidence": 0}'),
  '$.bleed', ${kept}, '$.borders', ${kept}, '$.holes', ${kept}, '$.specks', ${kept},
  '$.output', json('{"value": "colour", "by": "auto", "confidence": 0}'),
  '$.versions', json('{"quarterTurn": 0, "corners": 0, "crop": 0, "skewDeg": 0, "tone": 0,
    "bleed": 0, "borders": 0, "holes": 0, "specks": 0, "output": 0}')`;

/** Pages given up and qualities accepted; recipes and findings gain what the cleanup decides and measures since. */
export const cleanup: Migration = {
  number: 70,
  name: 'cleanup',
  sql: `
ALTER TABLE pages ADD COLUMN parked TEXT;
ALTER TABLE pages ADD COLUMN accepted TEXT;

UPDATE pages SET recipe = json_insert(recipe, ${newValues}) WHERE recipe IS NOT NULL;
UPDATE pages SET rendition =
    json_set(rendition, '$.recipe', json_insert(rendition -> '$.recipe', ${newValues}))
  WHERE rendition IS NOT NULL;
UPDATE pages SET reading = json_insert(reading,
    '$.quality.skew', json('{"degrees": 0, "confidence": 0}'),
    '$.quality.clipped', json('[]'),
    '$.quality.sheetMm', NULL,
    '$.quality.overlap', 0)
  WHERE reading IS NOT NULL;
`,
};
