// The notes as they were sorted: by part, each with its figures, what carries it, and what the writer can rule about it.
function drawNotes() {
  const data = state.data, box = root.querySelector(".notes .groups"), at = box.scrollTop;
  const held = document.activeElement?.closest?.(".note")?.dataset.fact;
  const wanted = { achievements: [], problems: [], plans: [], "": [] };
  for (const note of data.notes) (wanted[note.part] || wanted[""]).push(note);
  const titles = { ...Object.fromEntries(data.parts.map((part) => [part.name, part.bare])), "": say("left_out") };
  box.replaceChildren(...Object.entries(wanted).filter(([, notes]) => notes.length).map(([name, notes]) =>
    make("section", { class: name ? "" : "left", "aria-label": titles[name] || say(name) },
      make("h3", {}, titles[name] || say(name), make("span", { class: "number" }, String(notes.length))),
      make("ol", {}, notes.map(noteNode)))));
  root.querySelector(".notes .number").textContent = data.notes.length;
  box.scrollTop = at;
  if (held) box.querySelector(`[data-fact="${CSS.escape(held)}"] button`)?.focus({ preventScroll: true });
}

function noteNode(note) {
  const unused = note.part && state.data.title && !note.items.length;
  const go = () => note.items.length && show(sentenceOf(note.id) || nodeOf(note.items[0]));
  const text = note.secret ? say("hidden_note") : marked(note.text, note.figures.map(([start, end, type]) => [start, end, type === "placeholder" ? "placeholder" : "figure"]));
  const node = make("li", { class: `note${unused ? " unused" : ""}${note.part ? "" : " out"}`, "data-fact": note.id, onmouseenter: () => light([note.id]), onmouseleave: () => light([]) },
    make("span", { class: "at", "aria-hidden": "true" }, note.id),
    make("div", { class: "said" }, note.theme && !note.text.startsWith(note.theme) ? make("span", { class: "theme" }, note.theme) : null, make("span", { class: "text", onclick: go }, text),
      make("div", { class: "flags" }, note.reason ? make("span", { class: "why" }, note.reason + (note.twin ? ` ${note.twin}` : "")) : null,
        note.later ? make("span", {}, say("later_note")) : null, note.ruled ? make("span", {}, say("ruled_mark")) : null, unused ? make("span", { class: "warn" }, say("unused")) : null)),
    button(icon("more"), (event) => noteMenu(note, event.currentTarget), { class: "quiet", "aria-label": say("note_menu", { n: note.id }), "aria-haspopup": "menu" }));
  node.addEventListener("focusin", () => light([note.id]));
  node.addEventListener("focusout", () => light([]));
  return node;
}
const sentenceOf = (id) => [...root.querySelectorAll(".sentence")].find((node) => node.dataset.sources.split(" ").includes(id));

async function ruling(op, more) {
  const answer = await act(op, more);
  if (!answer.error) notice(say("ruled"), { undo: answer.step });
}

function noteMenu(note, opener) {
  const rule = (op, more) => ruling(op, { fact: note.id, ...more });
  const bare = (name) => state.data.parts.find((part) => part.name === name)?.bare || say(name);
  const twins = state.data.notes.filter((other) => other.part && other.id !== note.id && other.part === (note.part || other.part)).slice(0, 40);
  menu(opener, [
    note.why === "private" ? { title: note.text } : null, // not shown in the list: who writes it in shall see what
    { title: say(note.part ? "move_to" : "write_in_to") },
    ...["achievements", "problems", "plans"].filter((part) => part !== note.part).map((part) => ({ op: part, label: bare(part), run: () => rule("move-note", { part }) })),
    note.part ? { title: say("leave_out") } : null,
    ...(note.part ? Object.entries(words().reasons).map(([reason, label]) => ({ op: reason, label, run: () => rule("drop-note", { reason }) })) : []),
    note.ruled ? { op: "restore", label: say("as_before"), run: () => rule("restore-note", {}) } : null,
    note.part && twins.length ? { op: "merge", label: say("merge"), run: () => menu(opener, [{ title: say("merge_with") },
      ...twins.map((other) => ({ op: `into-${other.id}`, label: `${other.id}. ${other.text.slice(0, 28)}`, run: () => rule("merge-note", { into: other.id }) }))]) } : null,
  ]);
}

function notesFrame() {
  const more = make("textarea", { rows: 3, placeholder: say("later_hint"), "aria-label": say("later_notes") });
  const add = async () => { if (more.value.trim()) { const answer = await act("add-notes", { text: more.value }); if (!answer.error) more.value = ""; } };
  more.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !composing(event)) { event.preventDefault(); add(); } });
  return make("aside", { class: "notes", id: "notes-list", tabindex: "-1", "aria-label": say("notes") },
    make("h2", {}, say("notes"), make("span", { class: "number" })),
    make("div", { class: "groups", tabindex: "0", role: "region", "aria-label": say("sorted_notes") }),
    make("details", { class: "add" }, make("summary", {}, icon("plus"), say("later_notes")), more, make("div", { class: "row" }, button(say("add_notes"), add, { class: "primary add-notes" }), button(say("add_file"), () => pick("later"), {}))));
}
