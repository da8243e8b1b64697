// What two texts have in common and what not, by character (Chinese) and by word (others).
function pieces(text) {
  return text.match(/[A-Za-z0-9.,%]+|\s+|[^]/gu) || [];
}

// [[kind, text], ...] with kind "same", "gone" (only in the first) or "new" (only in the second)
function difference(before, after) {
  const a = pieces(before), b = pieces(after);
  let head = 0, tail = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const x = a.slice(head, a.length - tail), y = b.slice(head, b.length - tail);
  const rows = [];
  if (x.length * y.length > 4e6) rows.push(["gone", x.join("")], ["new", y.join("")]);
  else rows.push(...longest(x, y));
  const all = [["same", a.slice(0, head).join("")], ...rows, ["same", a.slice(a.length - tail).join("")]];
  const merged = [];
  for (const [kind, text] of all) {
    if (!text) continue;
    if (merged.length && merged[merged.length - 1][0] === kind) merged[merged.length - 1][1] += text;
    else merged.push([kind, text]);
  }
  return merged;
}

function longest(x, y) { // the longest common row of pieces, by the textbook's table
  const wide = y.length + 1, table = new Uint16Array((x.length + 1) * wide);
  for (let i = x.length - 1; i >= 0; i--)
    for (let j = y.length - 1; j >= 0; j--)
      table[i * wide + j] = x[i] === y[j] ? table[(i + 1) * wide + j + 1] + 1 : Math.max(table[(i + 1) * wide + j], table[i * wide + j + 1]);
  const rows = [];
  let i = 0, j = 0;
  while (i < x.length && j < y.length) {
    if (x[i] === y[j]) { rows.push(["same", x[i]]); i++; j++; }
    else if (table[(i + 1) * wide + j] >= table[i * wide + j + 1]) rows.push(["gone", x[i++]]);
    else rows.push(["new", y[j++]]);
  }
  while (i < x.length) rows.push(["gone", x[i++]]);
  while (j < y.length) rows.push(["new", y[j++]]);
  return rows;
}

// One side of a comparison as nodes: what the other side lacks is marked
function half(rows, own) {
  return rows.filter(([kind]) => kind === "same" || kind === own)
    .map(([kind, text]) => (kind === "same" ? document.createTextNode(text) : make(own === "gone" ? "del" : "ins", {}, text)));
}
