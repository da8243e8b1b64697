// The report as on paper: parts with sticky heads, items, sentences with their sources and marks, prose that streams in.
const drawn = new Map(); // item id -> JSON last drawn

function marked(text, marks) {
  const nodes = [];
  let last = 0;
  for (const [start, end, kind] of marks) {
    if (start < last) continue;
    nodes.push(text.slice(last, start), make("mark", { class: kind, title: say(`mark_${kind}`) }, text.slice(start, end)));
    last = end;
  }
  nodes.push(text.slice(last));
  return nodes;
}

function sentenceNode(item, data, index) {
  const own = data.sources.filter((source) => !source.includes(":"));
  const fixed = !own.length && data.sources.length;
  const numbers = [...new Set(own.map((id) => parseInt(id, 10)))].join(" ");
  const about = own.map((id) => noteOf(id)).filter(Boolean).map((note) => `${note.note}. ${note.secret ? note.reason : note.text}`).join("\n");
  return make("span", {
    class: `sentence${own.length ? "" : fixed ? " fixed" : " filler"}`, "data-sentence": `${item.id}#${index}`, "data-sources": own.join(" "), "data-note": numbers, tabindex: "-1",
    title: about || (fixed ? say("from_form") : say("from_nowhere")), onmouseenter: () => light(own), onmouseleave: () => light([]),
    onclick: (event) => { if (getSelection().isCollapsed) showNotes(own, event.currentTarget); },
  }, ...marked(data.text, data.marks));
}

function showNotes(ids, opener) { // what a sentence rests on: lit in the list of notes, or told beside it where that does not show
  const notes = ids.map(noteOf).filter(Boolean);
  const at = (note) => root.querySelector(`.note[data-fact="${CSS.escape(note.id)}"]`);
  const first = notes.map(at).find((node) => node?.offsetParent);
  light(ids);
  if (first) first.scrollIntoView({ block: "nearest" });
  else if (notes.length) menu(opener, [{ title: say("rests_on") }, ...notes.map((note) => ({ label: `${note.note}. ${note.secret ? note.reason : note.text}`, run: () => { body("notes"); show(at(note)); } }))]);
}

// Light what rests on these notes, in the report and in the list
function light(ids) {
  const wanted = new Set(ids);
  root.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
  if (!wanted.size) return;
  root.querySelectorAll(".sentence").forEach((node) => node.dataset.sources.split(" ").some((id) => wanted.has(id)) && node.classList.add("lit"));
  root.querySelectorAll(".note").forEach((node) => wanted.has(node.dataset.fact) && node.classList.add("lit"));
}

function proseNode(item) {
  const partial = state.partial?.[item.id];
  const node = make("p", { class: "prose" }, item.number || item.heading ? make("b", {}, item.number, item.lead) : null);
  if (partial !== undefined) {
    node.append(make("span", { class: "streaming" }, partial));
  } else if (!item.sentences.length) {
    node.append(make("span", { class: "waiting" }, say(item.state === "hand" ? "no_opening" : state.busy ? "waiting" : "unwritten")));
  } else {
    item.sentences.forEach((data, index) => {
      if (index && latin(item.sentences[index - 1].text)) node.append(" ");
      node.append(sentenceNode(item, data, index));
    });
  }
  return node;
}

function tableNode(item) {
  if (!item.table) return null;
  const row = (cells, tag) => make("tr", {}, cells.map((cell) => make(tag, {}, cell)));
  return make("div", { class: "table" }, make("table", {}, make("thead", {}, row(item.table.header, "th")), make("tbody", {}, item.table.rows.map((cells) => row(cells, "td")))));
}

function card(item) {
  const writing = state.writing.includes(item.id);
  const node = make("article", {
    class: `item ${item.state}${item.locked ? " locked" : ""}${writing ? " writing" : ""}`, "data-item": item.id, "data-version": item.version,
    tabindex: "0", "aria-label": nameOf(item), "aria-busy": writing ? "true" : "false",
  }, proseNode(item), tableNode(item), askedNode(item));
  node.addEventListener("focusin", (event) => light(event.target.dataset.sources?.split(" ") || item.sentences.flatMap((data) => data.sources)));
  node.addEventListener("focusout", () => light([]));
  node.addEventListener("keydown", (event) => { // from sentence to sentence; each lights what it rests on
    if (event.key === "Enter" && event.target.matches(".sentence")) event.target.click();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || event.target.closest("input, textarea, .tools, .panel, .badges")) return;
    const all = [...node.querySelectorAll(":scope > .prose .sentence")], next = all[all.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });
  const foot = make("div", { class: "foot" }, tools(item), badges(item));
  node.append(foot);
  if (state.open.has(item.id)) node.append(panel(item));
  return node;
}

function askedNode(item) { // what a reviewer wrote beside it in Word
  if (!item.asked.length) return null;
  return make("div", { class: "asked" }, make("b", {}, say("asked")), make("span", {}, item.asked.join("；")),
    item.locked ? null : button(say("as_asked"), () => rewrite([item], { item: item.id, seen: item.version }), { class: "as-asked" }));
}

function badges(item) {
  const part = state.data.parts.find((one) => one.items.includes(item))?.name;
  const chips = [];
  if (item.locked) chips.push(make("span", { class: "badge lock" }, icon("lock"), say("locked")));
  if (item.state === "stood_in") chips.push(make("span", { class: "badge warn" }, say("stood_in")));
  if (item.state === "hand" && item.sentences.length) chips.push(make("span", { class: "badge" }, say("hand")));
  if (part === "plans") chips.push(...item.answers.map(itemOf).filter(Boolean).map((problem) => linkChip("answers", problem)));
  if (part === "problems") chips.push(...item.answered.map(itemOf).filter(Boolean).map((plan) => linkChip("answered", plan)));
  return make("div", { class: "badges" }, chips);
}
const linkChip = (key, other) => button([icon("link"), say(key, { item: other.number || nameOf(other) })], () => show(nodeOf(other.id)), { class: "badge link", title: nameOf(other) });

function place(slot, item) {
  const text = JSON.stringify([item, state.partial?.[item.id], state.writing.includes(item.id), state.language, state.open.has(item.id), [...item.answers, ...item.answered].map((id) => itemOf(id)?.number)]);
  const old = nodeOf(item.id);
  if (drawn.get(item.id) === text && old) return old;
  drawn.set(item.id, text);
  const panelOpen = old?.querySelector(":scope > .panel");
  if (old && panelOpen && state.open.has(item.id)) { // new prose under an open panel: the panel and what is typed in it stay
    old.className = card(item).className;
    old.dataset.version = item.version;
    old.querySelector(":scope > .prose").replaceWith(proseNode(item));
    return old;
  }
  const held = old?.contains(document.activeElement) ? document.activeElement.dataset.op : null;
  const fresh = card(item);
  if (old) old.replaceWith(fresh); else slot.append(fresh);
  if (held) fresh.querySelector(`[data-op="${held}"]`)?.focus({ preventScroll: true });
  return fresh;
}

function pulse() { // only prose in flight has changed: patch text, rebuild nothing
  for (const item of items()) {
    const text = state.partial[item.id];
    if (text === undefined) continue;
    const node = nodeOf(item.id)?.querySelector(":scope > .prose .streaming");
    if (node) { if (node.textContent !== text) node.textContent = text; } else place(null, item);
  }
}

function drawPaper() {
  const data = state.data, paper = root.querySelector(".paper");
  paper.lang = data.language === "zh" ? "zh-CN" : data.language;
  paper.querySelector("h1").textContent = data.rows || say("untitled");
  paper.querySelector(".recipient").textContent = data.recipient || "";
  if (data.opening) place(paper.querySelector(".opening"), data.opening);
  const length = Math.max(1, ...data.parts.map((part) => part.length));
  for (const part of data.parts) {
    const section = paper.querySelector(`[data-part="${part.name}"]`);
    section.querySelector("h2").textContent = part.title;
    section.querySelector(".meter").replaceChildren(make("progress", { max: length, value: part.length, "aria-label": say("length_of", { part: part.bare }) }), say("characters", { n: part.length }));
    section.querySelector(".redo-part").disabled = !part.items.some((item) => !item.locked && item.facts.length) || state.busy;
    section.querySelector(".gap").textContent = part.gap;
    const slot = section.querySelector(".items"), standing = new Set(part.items.map((item) => item.id));
    slot.querySelectorAll(":scope > .item").forEach((node) => { if (!standing.has(node.dataset.item)) { node.remove(); drawn.delete(node.dataset.item); } });
    part.items.forEach((item, index) => {
      const node = place(slot, item);
      if (slot.children[index] !== node) slot.insertBefore(node, slot.children[index] || null);
    });
  }
  paper.querySelector(".closing").textContent = data.closing || "";
  paper.querySelector(".signature").replaceChildren(...(data.signature || []).map((line, index) => make("div", {}, index && !data.form.date ? marked(line, [[0, line.length, "placeholder"]]) : line)));
}

function paperFrame() {
  const part = (name) => make("section", { "data-part": name, "aria-labelledby": `part-${name}` },
    make("header", { class: "part" }, make("h2", { id: `part-${name}` }), make("span", { class: "meter" }),
      button([icon("redo"), say("redo_part")], (event) => openPart(name, event.currentTarget), { class: "redo-part" })),
    make("p", { class: "gap" }), make("div", { class: "items" }));
  return make("main", { class: "paper", id: "paper", tabindex: "-1", "aria-label": say("report") }, make("h1", {}), make("p", { class: "recipient" }), make("div", { class: "opening" }),
    ...["achievements", "problems", "plans"].map(part), make("p", { class: "closing" }), make("div", { class: "signature" }));
}
