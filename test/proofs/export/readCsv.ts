// A CSV file read by the letter of RFC 4180, by a reader that has nothing in common with the writer.

export const readCsv = (file: string): string[][] => {
  const text = file.startsWith("\uFEFF") ? file.slice(1) : file;
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field === "") quoted = true;
    else if (char === ",") {
      row.push(field);
      field = "";
    } else if (char === "\r" && text[at + 1] === "\n") {
      row.push(field);
      rows.push(row);
      row = [];
      field = "";
      at += 1;
    } else field += char;
  }
  if (quoted) throw new Error("a quote is not closed");
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
};

/** One object a row, by the header. */
export const recordsOf = (file: string): Record<string, string>[] => {
  const [header = [], ...rows] = readCsv(file);
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`a row of ${row.length} fields under a header of ${header.length}`);
    return Object.fromEntries(header.map((name, index) => [name, row[index]!]));
  });
};
