import type { FormEvent, ReactNode } from "react";

interface PageFormProps {
  submit: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
}

/** A form that tells what is wrong beside each field, and takes the focus to the first of them. */
export function PageForm({ submit, children }: PageFormProps) {
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        submit(event);
        focusProblem(event.currentTarget);
      }}
    >
      {children}
    </form>
  );
}

/** The fields are marked when the form is drawn again. */
function focusProblem(form: HTMLFormElement) {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
