// Establishments, communes and long lists: search as you type instead of a page that comes back.
import { searchIn } from "./autocomplete.js";

const WAIT_MS = 150;

export function startPickers() {
  document.querySelectorAll("[data-picker]").forEach(startPicker);
  document.querySelectorAll("select[data-search]").forEach(startSelect);
}

function startPicker(picker) {
  const radios = [...picker.querySelectorAll("[data-picker-found] input")];
  const chosen = radios.find((radio) => radio.checked);
  // A list to choose from stays: the visitor was sent back to it.
  if (radios.length > 0 && !chosen) return;

  const field = picker.querySelector("[data-picker-field] input");
  const code = document.createElement("input");
  code.type = "hidden";
  code.name = picker.dataset.picker;
  code.value = chosen?.value ?? "";
  const label = chosen ? chosen.labels[0].textContent.trim() : field.value;

  searchIn(field, {
    name: field.name,
    text: label,
    source: remote(picker),
    choose: (option) => {
      code.value = option?.value ?? "";
    },
  });
  picker.append(code);
  picker.querySelectorAll("[data-picker-button], [data-picker-found], .rpps-default-submit").forEach((part) => part.remove());
  field.remove();
}

/** Asks the server, once the typing pauses; only the last question is answered. */
function remote(picker) {
  let timer;
  let asked;
  return (text, answer) => {
    clearTimeout(timer);
    asked?.abort();
    timer = setTimeout(async () => {
      asked = new AbortController();
      const url = new URL(picker.dataset.source, location.href);
      url.searchParams.set("q", text);
      const date = document.getElementById(picker.dataset.dateField ?? "")?.value;
      if (date) url.searchParams.set("le", date);
      try {
        const response = await fetch(url, { signal: asked.signal, headers: { accept: "application/json" } });
        answer(response.ok ? await response.json() : []);
      } catch (error) {
        if (error.name !== "AbortError") answer([]);
      }
    }, WAIT_MS);
  };
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[-'’]/g, " ").toLowerCase();

function startSelect(select) {
  const options = [...select.options]
    .filter((option) => option.value)
    .map((option) => ({ value: option.value, ...option.dataset, key: folded(option.textContent) }));
  searchIn(select, {
    name: "",
    text: select.value ? select.selectedOptions[0].dataset.label : "",
    minLength: 0,
    showAllValues: true,
    source: (text, answer) => {
      const key = folded(text);
      answer(options.filter((option) => option.key.includes(key)));
    },
    choose: (option) => {
      select.value = option?.value ?? "";
      select.dispatchEvent(new Event("change"));
    },
  });
  select.id = `${select.id}-liste`;
  select.hidden = true;
}
