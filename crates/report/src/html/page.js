"use strict";
// Filters over the records, and the way from a record to its words.
const $ = (id) => document.getElementById(id);
const articles = [...document.querySelectorAll("article")].map((node) => ({
  node,
  head: node.querySelector("header").textContent.toLowerCase(),
  marks: [...node.querySelectorAll("mark")].map((mark) => ({ mark, records: mark.dataset.records.split(" ") })),
  records: [...node.querySelectorAll(".records > li")].map((li) => ({ li, words: li.textContent.toLowerCase() })),
}));

const kinds = new Map();
for (const { records } of articles) {
  for (const { li } of records) {
    const kind = kinds.get(li.dataset.kind) ?? { plural: li.dataset.plural, count: 0, box: null };
    kind.count += 1;
    kinds.set(li.dataset.kind, kind);
  }
}
for (const [name, kind] of kinds) {
  const label = document.createElement("label");
  label.className = name;
  kind.box = document.createElement("input");
  kind.box.type = "checkbox";
  kind.box.checked = true;
  label.append(kind.box, ` ${kind.plural} ${kind.count}`);
  $("kinds").append(label);
}

function filter() {
  const find = $("find").value.trim().toLowerCase();
  const least = Number($("confidence").value);
  $("least").textContent = least.toFixed(2);
  let shown = 0;
  let pages = 0;
  for (const { node, head, marks, records } of articles) {
    const inHead = find !== "" && head.includes(find);
    const kept = new Set();
    for (const { li, words } of records) {
      const keep = kinds.get(li.dataset.kind).box.checked && Number(li.dataset.confidence) >= least && (inHead || words.includes(find));
      li.hidden = !keep;
      if (keep) kept.add(li.dataset.record);
    }
    for (const { mark, records: cited } of marks) mark.classList.toggle("off", !cited.some((r) => kept.has(r)));
    const idle = records.length === 0 && $("empty").checked && (find === "" || inHead);
    node.hidden = kept.size === 0 && !idle;
    shown += kept.size;
    pages += node.hidden ? 0 : 1;
  }
  $("shown").textContent = `${shown} records in ${pages} of ${articles.length} articles`;
}

function point(li, marks, on) {
  li.classList.toggle("on", on);
  const own = marks.filter(({ records }) => records.includes(li.dataset.record));
  for (const { mark } of own) mark.classList.toggle("on", on);
  return own[0]?.mark;
}

for (const { marks, records } of articles) {
  for (const { li } of records) {
    li.addEventListener("mouseenter", () => point(li, marks, true));
    li.addEventListener("mouseleave", () => point(li, marks, false));
    li.addEventListener("focus", () => point(li, marks, true)?.scrollIntoView({ block: "nearest" }));
    li.addEventListener("blur", () => point(li, marks, false));
  }
}
document.querySelector(".filters").addEventListener("input", filter);
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
filter();
