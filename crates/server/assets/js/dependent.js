// Questions that another answer makes useless are hidden: `data-shown-if="field=value"`, or `field!=value`.

export function startDependents() {
  document.querySelectorAll("[data-shown-if]").forEach((part) => {
    const [, name, sign, value] = part.dataset.shownIf.match(/^(\w+)(!?=)(.*)$/);
    const field = document.querySelector(`[name="${name}"]`);
    const show = () => {
      part.hidden = (field.value === value) !== (sign === "=");
    };
    // What is in error stays in view: the summary links to it.
    if (part.querySelector(".govuk-form-group--error")) return;
    field.addEventListener("change", show);
    show();
  });
}
