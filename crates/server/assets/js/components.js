// GOV.UK Frontend's components, in French.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
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

const choosing = {
  chooseFilesButton: "Choisir un fichier",
  dropInstruction: "ou déposez-le ici",
  noFileChosen: "Aucun fichier choisi",
  multipleFilesChosen: { one: "%{count} fichier choisi", other: "%{count} fichiers choisis" },
  enteredDropZone: "Vous pouvez déposer le fichier",
  leftDropZone: "Le fichier n’est plus au-dessus de la zone",
};

export function startComponents() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink]) {
    createAll(component);
  }
  createAll(CharacterCount, { i18n: counting });
  createAll(FileUpload, { i18n: choosing });
}
