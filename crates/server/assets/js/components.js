// GOV.UK Frontend's components, in French.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

const counting = {
  charactersUnderLimit: { one: "Il reste %{count} caractère", other: "Il reste %{count} caractères" },
  charactersAtLimit: "Il ne reste aucun caractère",
  charactersOverLimit: { one: "%{count} caractère de trop", other: "%{count} caractères de trop" },
};

export function startComponents() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink]) {
    createAll(component);
  }
  createAll(CharacterCount, { i18n: counting });
}
