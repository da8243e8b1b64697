// The check list: what is red first, what is to be filled, what the notes say two ways, what is in no item; each with its remedy.
const GROUPS = [ // the first that takes a finding lists it
  ["wrong", (one) => one.severity === "error" && one.code !== "fact-unused"],
  ["contradict", (one) => one.code === "notes-contradict"],
  ["unused", (one) => one.code === "fact-unused"],
  ["placeholders", (one) => ["placeholder", "form-missing", "part-gap"].includes(one.code)],
  ["open", (one) => one.severity === "warning"],
  ["hints", () => true],
];

// What is to be filled: notes with blanks, how many these are, and the placeholders that no note's blank and no field of the form stands for
function blanksOf(found) {
  const blanks = state.data.notes.filter((note) => note.holes.length), names = new Set(blanks.map((note) => note.id));
  const form = found.some((one) => one.code === "form-missing");
  const elsewhere = (one) => (itemOf(one.item)?.sentences[one.sentence]?.sources || []).some((source) => names.has(source) || (form && source.startsWith("form:")));
  return { blanks, holes: blanks.reduce((n, note) => n + note.holes.length, 0), others: found.filter((one) => one.code !== "placeholder" || !elsewhere(one)) };
}

// All findings by group, what is to be filled, and what is counted: the list and the export dialog say the same
function sortFindings(found) {
  const sorted = Object.fromEntries(GROUPS.map(([name]) => [name, []]));
  for (const one of found) sorted[GROUPS.find(([, takes]) => takes(one))[0]].push(one);
  const { blanks, holes, others: placeholders } = blanksOf(sorted.placeholders);
  const plansHeld = new Set(placeholders.flatMap((one) => heldOpen(itemOf(one.item)))); // a plan's blank says already that the plan is missing
  sorted.open = sorted.open.filter((one) => one.code !== "plan-missing" || !plansHeld.has(one.item));
  const counts = { wrong: sorted.wrong.length + sorted.unused.length, placeholders: holes + placeholders.length, open: sorted.open.length + sorted.contradict.length };
  return { sorted, blanks, holes, placeholders, counts };
}

// The problems that a blank plan stands for
const heldOpen = (item) => (item && !item.facts.length && item.id !== "opening" ? item.answers : []);

function drawChecks() {
  const box = root.querySelector(".checks"), list = box.querySelector(".groups");
  const at = list.scrollTop, active = document.activeElement;
  const held = box.contains(active) ? { key: active.closest("[data-key]")?.dataset.key, op: active.dataset.op, value: active.value } : null;
  const found = state.tried || state.data.findings;
  const { sorted, blanks, holes, placeholders, counts: counted } = sortFindings(found), counts = Object.entries(counted);
  const filled = new Map([...list.querySelectorAll("input[data-hole]")].map((input) => [input.dataset.hole, input.value]));
  const parts = [];
  const group = (name, nodes, open = true, count = nodes.length) => { if (nodes.length) parts.push(make("details", { class: `group ${name}`, open: groupOpen(name, open), ontoggle: (event) => { shutGroups[name] = !event.target.open; } }, make("summary", {}, say(`group_${name}`), make("span", { class: "number" }, String(count))), make("ul", {}, nodes))); };
  group("wrong", sorted.wrong.map(findingNode));
  group("contradict", sorted.contradict.map(choiceNode));
  group("placeholders", [...blanks.map((note) => holeNode(note, filled)), ...placeholders.map(findingNode)], true, holes + placeholders.length);
  group("unused", sorted.unused.map(findingNode));
  group("open", sorted.open.map(findingNode));
  group("hints", sorted.hints.map(findingNode), false);
  const clear = counts.every(([, n]) => !n);
  box.querySelector(".tally").replaceChildren(...(clear ? [make("span", { class: "clear" }, icon("check"), say("no_findings"))] : counts.map(([name, n]) => make("span", { class: n ? name : "none" }, make("b", {}, String(n)), say(`tally_${name}`)))));
  list.replaceChildren(...settleNode(sorted), ...parts);
  list.scrollTop = at;
  if (held?.key) {
    const back = list.querySelector(`[data-key="${CSS.escape(held.key)}"] ${held.op ? `[data-op="${held.op}"]` : "input, button"}`);
    if (back) { back.focus({ preventScroll: true }); if (held.value && "value" in back && back.tagName === "INPUT") back.value = held.value; }
  }
}
const shutGroups = {};
const groupOpen = (name, open) => (name in shutGroups ? !shutGroups[name] : open);

function settleNode(sorted) { // what was ruled or added and is not in the text yet
  const stale = sorted.open.filter((one) => one.code === "stale" && itemOf(one.item) && !itemOf(one.item).locked && itemOf(one.item).state !== "hand");
  const waiting = items().filter((item) => item.state === "planned" && item.facts.length && !item.locked).length;
  const unused = sorted.unused.filter((one) => !noteOf(one.facts[0])?.taken_out).length; // what was deleted is not written again unasked
  if (state.busy || (!stale.length && !unused && !waiting)) return [];
  const label = waiting && !stale.length && !unused ? say("continue") : say("settle");
  return [make("div", { class: "settle" }, make("span", {}, say("settle_why", { n: stale.length + unused + waiting })),
    button(label, () => act("settle"), { class: "primary settle-all" }))];
}

function placeOf(one) {
  return (one.sentence !== null && root.querySelector(`[data-sentence="${CSS.escape(`${one.item}#${one.sentence}`)}"]`)) || nodeOf(one.item);
}

function findingNode(one) {
  const key = `${one.code} ${one.digest}`, go = () => show(one.item ? placeOf(one) : root.querySelector(`[data-fact="${CSS.escape(one.facts[0] || "")}"]`));
  const actions = [];
  const add = (op, label, run) => actions.push(button(label, run, { "data-op": op, class: op }));
  const item = one.item && itemOf(one.item);
  if (one.remedy && item && !item.locked) add("remedy", say(`remedy_${one.remedy}`, { fix: one.fix }), () => act("remedy", { code: one.code, digest: one.digest, item: one.item }));
  if (item && !item.locked && ["stale", "stood-in", "fact-missing"].includes(one.code)) add("redo", say("redo"), () => rewrite([item], { item: item.id, seen: item.version }));
  if (item && !item.locked && one.code !== "stood-in" && one.code !== "plan-missing") add("edit", say("edit"), () => { if (state.open.get(item.id)?.mode !== "edit") toggle(item, "edit"); show(nodeOf(item.id)); });
  if (one.code === "fact-unused") {
    add("write-in", say("write_in"), () => act("write-in", { fact: one.facts[0] }));
    add("drop", say("not_written"), () => ruling("drop-note", { fact: one.facts[0], reason: "by_writer" }));
  }
  const out = one.code === "fact-left-out" && noteOf(one.facts[0]);
  if (out && out.why !== "private" && !out.order) add("write-in", say("write_in"), (event) => noteMenu(out, event.currentTarget));
  if (one.code === "form-missing" || one.code === "guessed") add("form", say("fill_form"), () => formPanel());
  const open = one.code === "plan-missing" ? item : one.code === "placeholder" ? itemOf(heldOpen(item)[0]) : null;
  if (open) add("link", say("link_plan"), (event) => planMenu(open, event.currentTarget));
  if (one.severity !== "hint" && !["fact-unused", "form-missing"].includes(one.code)) add("confirm", say("confirm"), () => act("confirm", { code: one.code, digest: one.digest }));
  return make("li", { class: `finding ${one.severity}`, "data-key": key, "data-code": one.code, onmouseenter: () => light(one.facts), onmouseleave: () => light([]) },
    button(one.message, go, { class: "message", "data-op": "go", "aria-label": `${say(one.severity)}：${one.message}` }),
    one.section || one.said ? make("p", { class: "elsewhere" }, make("b", {}, one.section), " ", one.said) : null, actions.length ? make("div", { class: "actions" }, actions) : null);
}

function choiceNode(one) { // two notes, two values: the writer says which holds
  const facts = one.facts;
  return make("li", { class: "finding choice", "data-key": `${one.code} ${one.digest}`, "data-code": one.code, onmouseenter: () => light(facts), onmouseleave: () => light([]) },
    make("p", { class: "message" }, say("which")),
    ...one.choices.map((choice) => button([make("b", {}, choice.value), make("span", {}, `${choice.note}. ${choice.text}`)], () => act("choose", { facts, value: choice.value }), { class: "value", "data-op": `choose-${choice.note}` })),
    make("div", { class: "actions" }, button(say("both_hold"), () => act("confirm", { code: one.code, digest: one.digest }), { "data-op": "confirm", class: "confirm" })));
}

const BLANK = /^[XxＸｘ×＊*_＿?？]+/; // the part of a mark that a value takes the place of; a unit after it stays

function holeNode(note, typed) { // the note with a box in place of each blank; a value filled once stands everywhere
  const text = [], inputs = [];
  let last = 0;
  for (const hole of note.holes) {
    const mark = note.text.slice(hole.start, hole.end), blank = BLANK.exec(mark)?.[0] || mark;
    const input = make("input", { type: "text", "data-hole": hole.name, "data-op": hole.name, value: typed.get(hole.name) || "", maxlength: 100, placeholder: blank.slice(0, 6), autocomplete: "off", "aria-label": say("fill_of", { note: `${note.text.slice(0, hole.start)}＿${note.text.slice(hole.end)}` }) });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !composing(event)) { event.preventDefault(); run(); } });
    input.addEventListener("input", () => { input.style.width = `${Math.max(4.6, input.value.length + 2)}em`; });
    text.push(note.text.slice(last, hole.start), input, mark.slice(blank.length));
    inputs.push(input);
    last = hole.end;
  }
  const run = async () => {
    const values = inputs.filter((input) => input.value.trim()).map((input) => ({ hole: input.dataset.hole, value: input.value.trim() }));
    inputs.forEach((input) => { input.value = ""; });
    const answer = values.length ? await act("fill", { values }) : {};
    if (answer.error || answer.stale) for (const { hole, value } of values) for (const box of root.querySelectorAll(`[data-hole="${CSS.escape(hole)}"]`)) box.value = value; // nothing typed is lost
  };
  return make("li", { class: "finding hole", "data-key": `hole ${note.id}`, onmouseenter: () => light([note.id]), onmouseleave: () => light([]) },
    make("p", {}, ...text, note.text.slice(last), button(say("fill"), run, { class: "fill", "data-op": "fill-go" })));
}

function planMenu(problem, opener) {
  const plans = state.data.parts.find((part) => part.name === "plans").items.filter((plan) => plan.facts.length);
  menu(opener, [{ title: say("which_plan") }, ...plans.map((plan) => ({ label: nameOf(plan), run: () => act("link", { item: plan.id, problems: [...plan.answers, problem.id] }) })),
    { label: say("new_plan"), run: () => { const add = root.querySelector(".notes .add"); add.open = true; body("notes"); add.querySelector("textarea").focus(); } }]);
}

function checksFrame() {
  return make("aside", { class: "checks", id: "checks", tabindex: "-1", "aria-label": say("checks") }, make("h2", {}, say("checks")), make("div", { class: "tally", role: "status" }),
    make("div", { class: "groups", tabindex: "0", role: "region", "aria-label": say("findings") }));
}
