// Search as you type in one field: accessible-autocomplete in French, keeping the field's label, hint and error.
import accessibleAutocomplete from "accessible-autocomplete";

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => escapes[sign]);

function suggestion(option) {
  const hint = option.hint ? `<span class="rpps-option__hint">${escaped(option.hint)}</span>` : "";
  return escaped(option.label) + hint;
}

/** The component rewrites `aria-describedby`: the hint and the error of the field are put back each time. */
function keepDescription(input, ids) {
  const restore = () => {
    const current = (input.getAttribute("aria-describedby") ?? "").split(" ");
    const missing = ids.filter((id) => !current.includes(id));
    if (missing.length > 0) {
      input.setAttribute("aria-describedby", [...missing, ...current].join(" ").trim());
    }
  };
  restore();
  new MutationObserver(restore).observe(input, { attributeFilter: ["aria-describedby"] });
}

/**
 * Replaces `field` by a search. `source(text, answer)` answers a list of { value, label, hint };
 * `choose(option)` is told the choice, or null as soon as the text is no longer that of a choice.
 */
export function searchIn(field, { name, text, source, choose, ...settings }) {
  const holder = document.createElement("div");
  holder.className = "autocomplete";
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const wrong = field.getAttribute("aria-invalid") === "true";
  const { id } = field;
  field.before(holder);
  let chosen = text;
  accessibleAutocomplete({
    element: holder,
    id,
    name,
    source,
    defaultValue: text,
    displayMenu: "overlay",
    confirmOnBlur: false,
    minLength: 2,
    inputClasses: wrong ? "govuk-input govuk-input--error" : "govuk-input",
    menuAttributes: { "aria-label": "Propositions" },
    dropdownArrow: ({ className }) => `<svg class="${className}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M3 6l5 5 5-5"/></svg>`,
    templates: { inputValue: (option) => option?.label ?? option ?? "", suggestion: (option) => option.label ? suggestion(option) : escaped(option) },
    onConfirm: (option) => {
      if (!option?.label) return;
      chosen = option.label;
      choose(option);
    },
    tNoResults: () => "Aucun résultat",
    tStatusQueryTooShort: (least) => `Saisissez au moins ${least} caractères`,
    tStatusNoResults: () => "Aucun résultat",
    tStatusSelectedOption: (label, count, index) => `${label}, ${index + 1} sur ${count}`,
    tStatusResults: (count, selected) => `${count === 1 ? "1 résultat" : `${count} résultats`}. ${selected}`,
    tAssistiveHint: () => "Les propositions apparaissent pendant la saisie : parcourez-les avec les flèches haut et bas, choisissez avec Entrée.",
    ...settings,
  });
  const input = holder.querySelector("input:not([readonly])");
  input.addEventListener("input", () => {
    if (input.value !== chosen) choose(null);
  });
  if (wrong) input.setAttribute("aria-invalid", "true");
  keepDescription(input, described);
}
